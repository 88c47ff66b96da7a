Feature: Entering data mode
  In transparent mode a connection leads to data mode; otherwise the module stays in command mode.

  @id-data-mode-on-connect @smoke @SIM800-1-R2 @SIM800-2.2.1-R1 @SIM800-2.2.2-R1 @SIM800-2.2.3-R2 @SIM800-2.2.3-R3
  Scenario: A TCP client enters data mode with CONNECT
    Given a TCP server
    And the module has accepted AT+CIPMODE=1
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT
    When the host types hello
    Then the server receives hello
    When the server sends hi
    Then the module delivers hi

  @id-data-mode-udp-client @SIM800-1-R2 @SIM800-2.2.1-R1 @SIM800-2.2.3-R2 @SIM800-2.2.3-R3
  Scenario: A UDP client enters data mode with CONNECT
    Given a UDP server
    And the module has accepted AT+CIPMODE=1
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT
    When the host types hello
    Then the server receives hello
    When the server sends hi
    Then the module delivers hi

  @id-data-mode-tcp-server @SIM800-1-R2 @SIM800-2.2.1-R1 @SIM800-2.2.3-R2 @SIM800-2.2.3-R3 @SIM800AT-19.3-U2
  Scenario: A TCP server enters data mode with CONNECT when a client connects
    Given a TCP client
    And the module has accepted AT+CIPMODE=1
    And the module is listening on port 1234
    When the client connects to port 1234
    Then by our reading G18 the module reports
      """
      REMOTE IP: {client.ip}
      CONNECT
      """
    When the host types hello
    Then the client receives hello
    When the client sends hi
    Then the module delivers hi

  @id-command-mode-without-cipmode @SIM800-2.2.2-R1
  Scenario Outline: Without transparent mode the module stays in command mode
    Given a TCP server
    And the module has accepted
      """
      <commands>
      """
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT
    Then the module answers OK
    And the server receives nothing more

    Examples:
      | case       | commands                        |
      | not-set    | AT                              |
      | switched   | AT+CIPMODE=0                    |
      | configured | AT+CIPCCFG=5,2,1024,1,0,1460,50 |

  @id-no-data-mode-in-multi @SIM800-2.2.3-R1 @SIM800AT-8.2.22-X2
  Scenario: Multi connection mode has no data mode
    Given a TCP server
    And the module is in multi connection mode
    When the host sends AT+CIPMODE=1
    Then by our reading G17 the module answers {mode.multi}
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT
    Then the module answers OK
    And the server receives nothing more

  @id-command-mode-after-cipmode-off @SIM800-2.2.2-R1
  Scenario: With transparent mode turned off again the module stays in command mode
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
