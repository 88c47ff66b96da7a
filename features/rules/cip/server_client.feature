Feature: The connection of a server's client
  What is set for sending and receiving holds for it as for a connection that the module has made itself.

  @id-server-client-headed-and-counted @SIM800-7.1-C1 @SIM800-7.1-C2 @SIM800-6.4-R1 @SIM800-6.4-R2 @SIM800-6.5-R1
  @SIM800-6.5-R2 @SIM7020EN-6.5-R3 @SIM7020EN-6.5-R4 @SIM7020EN-6.9.2-R1 @SIM7020EN-6.9.3-R1 @SIM7020EN-6.9.3-R2
  @SIM7020EN-6.9.3-R3 @SIM7020ZH-6.9.3-R3 @SIM7020EN-6.9.4-R1 @SIM7020ZH-6.9.4-R1 @SIM7020EN-6.9.4-R2
  @SIM7020EN-6.9.4-R3 @SIM7020EN-6.9.4-R5 @SIM7020ZH-6.9.4-R5 @SIM7020EN-6.10.1-R2 @SIM7020EN-6.10.1-R3
  Scenario: Data of a client has its heads, and what is sent to it is accepted and counted
    Given a TCP client
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      AT+CIPQSEND=1
      """
    And the module is listening on port 1234
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    When the client sends <all values>
    Then the module reports RECV FROM:{client.ip}:{client.port}
    And the module reports +IPD,256:
    And the module delivers <all values>
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the module answers DATA ACCEPT:5
    And the client receives hello
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types client<Ctrl-Z>
    Then the module answers DATA ACCEPT:6
    And the client receives client
    # Time for the acknowledgements to come back.
    And the module is silent for 10 s
    When the host sends AT+CIPACK
    Then the module answers
      """
      +CIPACK: 11,11,0
      OK
      """
    When the host sends AT+CIPQSEND=0
    Then the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types last<Ctrl-Z>
    Then the client receives last
    And the module answers SEND OK
    When the host sends AT+CIPACK
    Then the module answers
      """
      +CIPACK: 15,15,0
      OK
      """
    When the client sends x
    Then the module reports RECV FROM:{client.ip}:{client.port}
    And the module reports +IPD,1:
    And the module delivers x

  @id-server-client-fetched @SIM800-7.2-R1 @SIM800-7.2-U1 @SIM800-7.2-C1 @SIM800-7.2-R4 @SIM800-7.2-R5 @SIM7000-7.2-U1
  @SIM7000-7.2-R4 @SIM7020EN-6.10.2-R1 @SIM7020EN-6.10.2-R2 @SIM7020EN-6.10.2-R4 @SIM7020EN-6.10.2-R6
  @SIM7020ZH-6.10.2-R6 @SIM7020EN-6.10.2-R7 @SIM7020ZH-6.10.2-R7 @SIM7020EN-6.10.2-U1
  Scenario: Data of one client after the other waits until it is fetched
    Given a TCP client
    And a TCP client named second
    And the module has accepted AT+CIPRXGET=1
    And the module is listening on port 1234
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    When the client sends <all values>
    Then the module reports +CIPRXGET: 1
    And the module is silent for 2 s
    When the host sends AT+CIPRXGET=2,1000
    Then the module answers
      """
      +CIPRXGET: 2,256,0
      <all values>
      OK
      """
    When the client sends hello
    Then the module reports +CIPRXGET: 1
    And the module is silent for 2 s
    When the host sends AT+CIPRXGET=3,2
    Then the module answers
      """
      +CIPRXGET: 3,2,3
      6865
      OK
      """
    When the host sends AT+CIPRXGET=2,10
    Then the module answers
      """
      +CIPRXGET: 2,3,0
      llo
      OK
      """
    When the client closes
    Then by our reading G124 the module reports CLOSED
    When the second connects to port 1234
    Then the module reports REMOTE IP: {second.ip}
    When the second sends hello
    Then the module reports +CIPRXGET: 1
    And the module is silent for 2 s
    When the host sends AT+CIPRXGET=2,1000
    Then the module answers
      """
      +CIPRXGET: 2,5,0
      hello
      OK
      """

  @id-server-client-of-several @SIM800-3.2-R5 @SIM800-6.5-R3 @SIM800-7.2-R3 @SIM800AT-8.2.26-R2 @SIM800AT-8.2.26-U1
  @SIM7020EN-6.7-R5 @SIM7020EN-6.7-R6 @SIM7020EN-6.9.3-R5 @SIM7020EN-6.9.4-R6 @SIM7020EN-6.10.2-R5
  @SIM7020AT-7.2.24-R2 @SIM7020AT-7.2.24-U1
  Scenario: Of several connections that of a client is accepted, counted and fetched under its number
    Given a TCP client
    And a TCP server
    And the module has accepted
      """
      AT+CIPQSEND=1
      AT+CIPRXGET=1
      """
    And the module is listening on port 8888 in multi connection mode
    When the client connects to port 8888
    Then the module reports 0, REMOTE IP: {client.ip}
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types to the server<Ctrl-Z>
    Then the module answers DATA ACCEPT:1,13
    And the server receives to the server
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the module answers DATA ACCEPT:0,5
    And the client receives hello
    # Time for the acknowledgements to come back.
    And the module is silent for 10 s
    When the host sends AT+CIPACK=0
    Then the module answers
      """
      +CIPACK: 5,5,0
      OK
      """
    When the host sends AT+CIPACK=1
    Then the module answers
      """
      +CIPACK: 13,13,0
      OK
      """
    When the server sends from the server
    Then by the manual the module reports {rxget.notice.second}
    When the client sends <all values>
    Then by the manual the module reports {rxget.notice.first}
    And by our reading G24 the module is silent for 1 s
    When the host sends AT+CIPRXGET=2,0,256
    Then by the manual the module answers
      """
      +CIPRXGET: 2,0,256,0
      <all values>
      OK
      """
    When the host sends AT+CIPRXGET=3,1,4
    Then by the manual the module answers
      """
      +CIPRXGET: 3,1,4,11
      66726F6D
      OK
      """
