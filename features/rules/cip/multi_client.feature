Feature: Clients in multi connection mode

  @id-multi-connects-tcp @SIM800-3.1-R2 @SIM800-3.1-U1 @SIM800-3-R3 @SIM7020EN-6.6-R3 @SIM7020EN-6.6-U1
  Scenario: A numbered TCP connection is reported by its number
    Given a TCP server
    And the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSTART=3,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 3, CONNECT OK
    And the server sees a connection

  @id-multi-connects-udp @SIM800-3.1-R2 @SIM800-3.1-U1 @SIM800-3-R3 @SIM7020EN-6.6-R3 @SIM7020EN-6.6-U1
  Scenario: A numbered UDP connection is reported by its number
    Given a UDP server
    And the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSTART=0,"UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK

  @id-multi-connects-late @SIM800-3.1-U1 @SIM7020EN-6.6-U1
  Scenario: A numbered connection is not reported before the server has answered the call
    Given a TCP server
    And the server stops acknowledging
    And the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module is silent for 2 s
    When the server acknowledges again
    Then the module reports 0, CONNECT OK

  @id-multi-tcp-and-udp @SIM800-3.1-R1 @SIM800-3.1-R3 @SIM800-3-R3 @smoke @SIM7020EN-6.6-R1 @SIM7020EN-6.6-R4
  @SIM7020ZH-6.6-R4 @SIM7020EN-6.6-R5
  Scenario: TCP and UDP connections are used side by side
    Given a TCP server
    And a UDP server named logger
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSTART=1,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types by TCP<Ctrl-Z>
    Then the server receives by TCP
    And the module answers 0, SEND OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types by UDP<Ctrl-Z>
    Then the logger receives by UDP
    And the module answers 1, SEND OK
    When the server sends TCP answer
    Then the module reports +RECEIVE,0,10:
    And the module delivers TCP answer
    When the logger sends UDP answer
    Then the module reports +RECEIVE,1,10:
    And the module delivers UDP answer

  @id-multi-connections-at-most @SIM800-1-L1 @SIM800-3-L1 @SIM800-3.1-L1 @SIM7020EN-6.1-L1 @SIM7020EN-6.6-L1
  @SIM7000-1-L1 @SIM7000-3-L1 @SIM7000-3.1-L1
  Scenario: So many connections are open at the same time, TCP and UDP together
    Given a TCP server
    And a UDP server named logger
    And the module is connected to the server as connections 1 to {connections.max-1}
    When the host sends AT+CIPSTART=0,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"UDP","{logger.ip}","{logger.port}","CONNECTED"
      C: {1..connections.max-1},0,"TCP","{server.ip}","{server.port}","CONNECTED"
      """

  @id-multi-connections-of-one-protocol @SIM800-1-L1 @SIM800-3-L1 @SIM800-3.1-L1 @SIM7020EN-6.1-L1 @SIM7020EN-6.6-L1
  @SIM7000-1-L1 @SIM7000-3-L1 @SIM7000-3.1-L1
  Scenario Outline: All connections can be of one protocol
    Given a <protocol> server
    And the module is connected to the server as connections 1 to {connections.max-1}
    When the host sends AT+CIPSTART=0,"<protocol>","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: {0..connections.max-1},0,"<protocol>","{server.ip}","{server.port}","CONNECTED"
      """

    Examples:
      | case | protocol |
      | tcp  | TCP      |
      | udp  | UDP      |

  @id-multi-number-too-high @SIM7020EN-6.1-L1 @SIM7020EN-6.6-L1 @SIM7000-1-L1 @SIM7000-1-R4 @SIM7000-3-L1
  @SIM7000-3.1-L1 @SIM7000AT-8.2.2-X1 @SIM7020AT-7.2.2-X1
  Scenario: There is no connection beyond the last number
    # C14: SIM800 is not asked, whose note lists two numbers more than its manual.
    # C10: five is what an older sentence of the Chinese SIM7020 note says; six is tested.
    Given a TCP server
    And the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSTART={connections.max},"TCP","{server.ip}","{server.port}"
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSTART={connections.max-1},"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports {connections.max-1}, CONNECT OK

  @id-multi-sends @SIM800-3.1-R3 @SIM7020EN-6.6-R4 @SIM7020ZH-6.6-R4 @SIM7020EN-6.6-R5
  Scenario: Ctrl-Z sends on the connection whose number was given
    Given a TCP server
    And the module is connected to the server as connections 0 to 1
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server's connection 2 receives hello
    And the module answers 1, SEND OK
    And the server receives nothing more

  @id-multi-sends-on-nothing @SIM800-3.1-R3 @SIM7020EN-6.6-R4 @SIM800AT-8.2.3-X1 @SIM7020AT-7.2.3-X1
  Scenario: Nothing can be sent on a number without a connection
    Given a TCP server
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSEND=1
    Then by the manual the module answers ERROR

  @id-multi-received-header @SIM800-3.1-U2 @SIM7020EN-6.6-U2 @SIM7000-3.1-U2
  Scenario Outline: Number and length stand before received data
    Given a TCP server
    And the module is connected to the server as connections 0 to 1
    When the server's connection <connection> sends <data>
    Then the module reports +RECEIVE,<number>,<length>:
    And the module delivers <data>

    Examples:
      | case    | connection | number | data         | length |
      | one     | 1          | 0      | x            | 1      |
      | words   | 2          | 1      | hello SIM    | 9      |
      | newline | 2          | 1      | up<CR><LF>on | 6      |
      | long    | 1          | 0      | <500 bytes>  | 500    |

  @id-multi-closed-by-the-host @SIM800-3.1-R4 @SIM7020EN-6.7-R8 @SIM7020ZH-6.7-R8
  @SIM800AT-8.2.3-X1 @SIM7020AT-7.2.3-X1
  Scenario: CIPCLOSE closes the connection whose number is given, and no other
    Given a TCP server
    And the module is connected to the server as connections 0 to 1
    When the host sends AT+CIPCLOSE=0
    Then the module answers 0, CLOSE OK
    And by our reading G12 the server's connection 1 sees FIN
    When the server's connection 2 sends hello
    Then the module reports +RECEIVE,1,5:
    And the module delivers hello
    When the host sends AT+CIPSEND=0
    Then by the manual the module answers ERROR

  @id-multi-closed-by-the-server @SIM800-3.1-U3
  Scenario: A connection closed by the server is reported by its number, and no other is closed
    Given a TCP server
    And the module is connected to the server as connections 0 to 1
    When the server's connection 2 closes
    Then the module reports 1, CLOSED
    When the server's connection 1 sends hello
    Then the module reports +RECEIVE,0,5:
    And the module delivers hello

  @id-multi-client-shut @SIM800-3.1-R5 @SIM7020EN-6.7-R9 @SIM800AT-8.2.3-X1 @SIM7020AT-7.2.3-X1
  Scenario: CIPSHUT closes all connections
    Given a TCP server
    And the module is connected to the server as connections 0 to 1
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSEND=0
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSEND=1
    Then by the manual the module answers ERROR
