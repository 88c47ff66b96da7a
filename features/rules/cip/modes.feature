Feature: Single and multi connection, normal and transparent mode

  @id-single-connection-chosen @SIM800-2-R1 @SIM800-1-R1 @SIM7020EN-2.2-C1
  @SIM800AT-8.2.2-X1 @SIM7000AT-8.2.2-X1 @SIM7020AT-7.2.2-X1
  Scenario: In single connection mode connections have no number
    Given a TCP server
    And the module has accepted AT+CIPMUX=0
    And the module is in IP STATUS
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK

  @id-multi-connection-chosen @SIM800-2-R1 @SIM800-1-R1 @SIM800-3-R1 @SIM7020EN-2.2-C1 @SIM7020EN-6.6-R2
  @SIM800AT-8.2.2-X1 @SIM7000AT-8.2.2-X1 @SIM7020AT-7.2.2-X1
  Scenario: In multi connection mode connections have a number
    Given a TCP server
    And the module has accepted AT+CIPMUX=1
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK

  @id-multi-connection-left @SIM800-2-R1 @SIM800-1-R1 @SIM7020EN-2.2-C1
  Scenario: Single connection mode can be chosen again
    Given a TCP server
    And the module has accepted AT+CIPMUX=1
    And the module has accepted AT+CIPMUX=0
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK

  @id-multi-connection-kept @SIM800-2-R1 @SIM7020EN-2.2-C1
  Scenario: Multi connection mode stays when everything was shut
    Given a TCP server
    And a UDP server named logger
    And the module is connected to the server as connection 1
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART=1,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK

  @id-connection-mode-unknown @SIM800-1-R1 @SIM800AT-8.2.1-R1 @SIM800AT-2.2.25-X1
  Scenario: There are only two connection modes
    Given the module is in IP INITIAL
    When the host sends AT+CIPMUX=2
    Then by the manual the module answers ERROR

  @id-single-connection-by-default @SIM800-2-R2 @SIM800-3-R1
  @SIM800AT-8.2.1-R1 @SIM800AT-8.2.2-X1 @SIM7000AT-8.2.2-X1
  Scenario: After power-on the module is in single connection mode
    Given a TCP server
    And the module has accepted AT+CIPMUX=1
    And the module is power-cycled
    And the module is in IP STATUS
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then by the manual the module answers OK
    And the module reports CONNECT OK

  @id-normal-mode-chosen @SIM800-2.1-R1 @SIM800-2-R3
  Scenario: In normal mode a connection leaves the module in command mode
    Given a TCP server
    And the module has accepted
      """
      AT+CIPMODE=1
      AT+CIPMODE=0
      """
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT
    Then the module answers OK
    And the server receives nothing more

  @id-transparent-mode-chosen @SIM800-2.1-R1 @SIM800-2-R3
  Scenario: In transparent mode a connection puts the module into data mode
    Given a TCP server
    And the module has accepted AT+CIPMODE=1
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT
    When the host types AT<CR>
    Then the server receives AT<CR>
    And the module is silent for 2 s

  @id-normal-mode-by-default @SIM800-2.1-R2 @SIM800AT-8.2.22-R1
  Scenario: After power-on the module works in normal mode
    Given a TCP server
    And the module has accepted AT+CIPMODE=1
    And the module is power-cycled
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And by the manual the module reports CONNECT OK
    When the host sends AT
    Then by the manual the module answers OK

  @id-modes-after-power-on @SIM800-2-R2 @SIM800-2.1-R2 @SIM800-3-R1
  Scenario: With nothing set since power-on a connection is single and in normal mode
    Given a TCP server
    And the module is power-cycled
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT
    Then the module answers OK

  @id-transmission-mode-unknown @SIM800-2.1-R1 @SIM800AT-8.2.22-X1
  Scenario: There are only two transmission modes
    Given the module is in IP INITIAL
    When the host sends AT+CIPMODE=2
    Then by the manual the module answers ERROR

  @id-no-transparent-mode-in-multi @SIM800-3-R2 @SIM800-1-R3 @SIM7020EN-6.14.2-L1 @SIM7000-1-R4
  @SIM7020AT-7.2.26-R1
  Scenario: In multi connection mode transparent mode is invalid and connections do not lead to data mode
    Given a TCP server
    And the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPMODE=1
    Then by our reading G17 the module answers {mode.multi}
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT
    Then the module answers OK
    And the server receives nothing more

  @id-no-transparent-mode-from-before @SIM800-3-R2 @SIM800-1-R3 @SIM7000-1-R4
  Scenario: Transparent mode that was chosen before does not live on in multi connection mode
    Given a TCP server
    And the module has accepted AT+CIPMODE=1
    When the module is in IP STATUS in multi connection mode
    And the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT
    Then the module answers OK
    And the server receives nothing more
    When the server sends hello
    Then the module reports +RECEIVE,0,5:
    And the module delivers hello

  @id-client-in-every-mode @SIM800-1-R2 @SIM800-2.1-R3 @SIM7000-1-R4
  Scenario Outline: A single connection comes up as a client
    Given a <protocol> server
    And the module has accepted AT+CIPMODE=<mode>
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="<protocol>","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports <result>

    Examples:
      | case            | protocol | mode | result     |
      | tcp             | TCP      | 0    | CONNECT OK |
      | udp             | UDP      | 0    | CONNECT OK |
      | tcp-transparent | TCP      | 1    | CONNECT    |
      | udp-transparent | UDP      | 1    | CONNECT    |

  @id-server-in-normal-mode @SIM800-1-R2 @SIM800-2.1-R3 @SIM7000-1-R4
  Scenario: A single connection comes up as a server in normal mode
    Given a TCP client
    And the module has accepted AT+CIPMODE=0
    And the module is in IP STATUS
    When the host sends AT+CIPSERVER=1,1234
    Then the module answers OK
    And the module reports SERVER OK
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    When the host sends AT
    Then the module answers OK

  @id-server-in-transparent-mode @SIM800-1-R2 @SIM7000-1-R4
  Scenario: A single connection comes up as a server in transparent mode
    Given a TCP client
    And the module has accepted AT+CIPMODE=1
    And the module is in IP STATUS
    When the host sends AT+CIPSERVER=1,1234
    Then the module answers OK
    And the module reports SERVER OK
    When the client connects to port 1234
    Then by our reading G18 the module reports
      """
      REMOTE IP: {client.ip}
      CONNECT
      """
    When the client sends hello
    Then the module delivers hello
