Feature: Entering data mode by AT+CIPCHAN
  C12: a connection in transparent mode stays in command mode until the host asks for data mode.

  @id-channel-tcp-client @smoke @SIM7020EN-2.2-C27 @SIM7020EN-2.2-C28 @SIM7020EN-6.14.1-R1 @SIM7020EN-6.14.1-R2
  @SIM7020EN-6.14.2-R1 @SIM7020EN-6.14.3-R1 @SIM7020EN-6.14.3-R2 @SIM7020EN-6.14.3-R3
  Scenario: A TCP client is connected with CONNECT OK and enters data mode with CONNECT
    Given a TCP server
    And the module has accepted AT+CIPMODE=1
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPCHAN
    Then the module answers CONNECT{connect.text}
    When the host types hello
    Then the server receives hello
    When the server sends hi
    Then the module delivers hi

  @id-channel-udp-client @SIM7020EN-6.14.1-R1 @SIM7020EN-6.14.3-R1 @SIM7020EN-6.14.3-R2 @SIM7020EN-6.14.3-R3
  Scenario: A UDP client is connected with CONNECT OK and enters data mode with CONNECT
    Given a UDP server
    And the module has accepted AT+CIPMODE=1
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPCHAN
    Then the module answers CONNECT{connect.text}
    When the host types hello
    Then the server receives hello
    When the server sends hi
    Then the module delivers hi

  @id-channel-command-mode-before @SIM7020EN-6.14.1-R2 @SIM7020EN-6.14.3-R2
  Scenario: Until AT+CIPCHAN commands are answered, and are not sent as data
    Given a TCP server
    And the module has accepted AT+CIPMODE=1
    And the module is connected to the server
    When the host sends AT
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    And the server receives nothing more
    When the server sends hi
    Then by our reading G111 the module delivers hi

  @id-channel-no-commands-after @SIM7020EN-6.14.1-R2 @SIM7020EN-6.14.3-R3 @SIM7020AT-2.2.1-R1
  Scenario: After AT+CIPCHAN command lines are data
    Given a TCP server
    And the module has accepted AT+CIPMODE=1
    And the module is connected to the server
    When the host sends AT+CIPCHAN
    Then the module answers CONNECT{connect.text}
    When the host types AT<CR>
    Then the server receives AT<CR>
    And by the manual the module is silent for 2 s

  @id-channel-without-connection @SIM7020EN-2.2-C28 @SIM7020EN-6.14.3-R3 @SIM7020AT-7.2.27-R1
  Scenario Outline: Without a connection there is no data mode
    Given the module has accepted AT+CIPMODE=1
    And the module is in <state>
    When the host sends AT+CIPCHAN
    Then by the manual the module answers ERROR
    When the host sends AT
    Then the module answers OK

    Examples:
      | case    | state      |
      | initial | IP INITIAL |
      | active  | IP GPRSACT |
      | status  | IP STATUS  |

  @id-channel-connection-closed @SIM7020EN-6.14.3-R3 @SIM7020AT-7.2.27-R1 @SIM7020EN-6.2-U2
  Scenario: When the server has closed there is no data mode any more
    Given a TCP server
    And the module has accepted AT+CIPMODE=1
    And the module is connected to the server
    When the server closes
    Then the module reports CLOSED
    When the host sends AT+CIPCHAN
    Then by the manual the module answers ERROR

  @id-channel-next-connection @SIM7020EN-6.14.1-R2 @SIM7020EN-6.14.3-R3 @SIM7020AT-7.2.2-R2
  Scenario: After a connection in data mode the next one begins in command mode again
    Given a TCP server
    And the module is in data mode with the server
    When the server closes
    Then by our reading G64 the module reports CLOSED
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then by the manual the module answers OK
    And by the manual the module reports CONNECT OK
    When the host sends AT
    Then the module answers OK
    When the host sends AT+CIPCHAN
    Then the module answers CONNECT{connect.text}
    When the host types hello
    Then the server receives hello

  @id-channel-without-transparent-mode @SIM7020EN-2.2-C27 @SIM7020EN-6.14.1-R1 @SIM7020EN-6.14.2-R1
  @SIM7020AT-7.2.27-R1
  Scenario Outline: Without transparent mode there is no data mode
    Given a TCP server
    And the module has accepted
      """
      <commands>
      """
    And the module is connected to the server
    When the host sends AT+CIPCHAN
    Then by the manual the module answers ERROR
    When the host sends AT
    Then the module answers OK
    And the server receives nothing more

    Examples:
      | case    | commands                |
      | not-set | AT                      |
      | off     | AT+CIPMODE=0            |
      | again   | AT+CIPMODE=1;+CIPMODE=0 |

  @id-channel-transmission-mode-unknown @SIM7020EN-2.2-C27 @SIM7020AT-7.2.26-R1
  Scenario: There are only two transmission modes, and a third changes nothing
    Given the module has accepted AT+CIPMODE=1
    When the host sends AT+CIPMODE=2
    Then by the manual the module answers ERROR
    When the host sends AT+CIPMODE?
    Then by the manual the module answers
      """
      +CIPMODE: 1
      OK
      """

  @id-channel-not-in-multi @SIM7020EN-6.14.2-L1 @SIM7020AT-7.2.27-R1
  Scenario: In multi connection mode there is no data mode
    Given a TCP server
    And the module is connected to the server as connection 0
    When the host sends AT+CIPCHAN
    Then by the manual the module answers ERROR
    When the server sends hello
    Then the module reports +RECEIVE,0,5:
    And the module delivers hello

  @id-channel-not-in-multi-though-chosen @SIM7020EN-6.14.2-L1 @SIM7020AT-7.2.27-R1
  Scenario: Transparent mode that was chosen before leads to no data mode in multi connection mode
    Given a TCP server
    And the module has accepted AT+CIPMODE=1
    And the module is connected to the server as connection 0
    When the host sends AT+CIPCHAN
    Then by the manual the module answers ERROR
    When the server sends hello
    Then the module reports +RECEIVE,0,5:
    And the module delivers hello

  @id-channel-not-chosen-in-multi @SIM7020EN-6.14.2-L1 @SIM7020AT-7.2.26-R1
  Scenario: In multi connection mode transparent mode cannot be chosen
    Given the module is in multi connection mode
    When the host sends AT+CIPMODE=1
    Then by the manual the module answers ERROR
    When the host sends AT+CIPMODE?
    Then by the manual the module answers
      """
      +CIPMODE: 0
      OK
      """

  @id-channel-server-without-transparent-mode @SIM7020EN-2.2-C27 @SIM7020EN-6.5-R1 @SIM7020EN-6.14.2-R1
  Scenario: With transparent mode turned off again there is a server
    Given a TCP client
    And the module has accepted
      """
      AT+CIPMODE=1
      AT+CIPMODE=0
      """
    And the module is in IP STATUS
    When the host sends AT+CIPSERVER=1,1234
    Then the module answers OK
    And the module reports SERVER OK
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}

  @id-channel-escape-udp @SIM7020EN-6.14.3-R1 @SIM7020EN-6.14.4-R1 @SIM7020EN-6.14.4-R4
  Scenario: A UDP client leaves data mode by the escape sequence and returns by ATO
    Given a UDP server
    And the module is in data mode with the server
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the host sends ATO
    Then the module answers {resumed}
    When the host types y
    Then the server receives y
