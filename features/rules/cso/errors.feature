Feature: Socket errors
  A connection that fails is answered ERROR, and +CSOERR tells why. The note names codes; which event has which is our
  reading, but for a reset.

  @id-socket-error-route @SIM7020EN-2.1-C16 @SIM7020EN-5.11-U1 @SIM7020AT-6.2.2-X2
  Scenario: No route to the server is error 1
    Given a TCP server
    And the module is holding a TCP socket
    When the network has no route to the server
    And the host sends AT+CSOCON=0,{server.port},"{server.ip}"
    Then by the manual the module answers ERROR
    And by the manual the module reports +CSOERR: 0,{route.code}

  @id-socket-error-abort @long @SIM7020EN-2.1-C16 @SIM7020EN-5.2-R3
  Scenario: A connection given up because nothing is acknowledged is error 2
    Given a TCP server
    And the module is connected to the server by sockets 0 to 1
    When the server stops acknowledging
    And the host sends AT+CSOSEND=1,0,"Hello World"
    Then the module answers OK
    And the server's connection 2 receives Hello World
    And by our reading G10 the module reports +CSOERR: 1,{abort.code}

  @id-socket-error-reset @smoke @SIM7020EN-2.1-C16 @SIM7020EN-5.11-U1 @SIM7020EN-5.11-X4
  Scenario: A connection reset by the server is error 3, and so is the next
    Given a TCP server
    And the module is connected to the server by sockets 0 to 1
    When the server's connection 2 resets
    Then the module reports +CSOERR: 1,3
    When the server's connection 1 resets
    Then the module reports +CSOERR: 0,3

  @id-socket-error-refused @SIM7020EN-5.2-R2 @SIM7020EN-5.11-U1 @SIM7020AT-6.2.2-X2
  Scenario: A refused connection is error 3
    Given a TCP server
    And the module is holding a TCP socket
    When the host sends AT+CSOCON=0,9,"{server.ip}"
    Then by the manual the module answers ERROR
    And by the manual the module reports +CSOERR: 0,{refused.code}

  @id-socket-error-not-connected @SIM7020EN-5.11-U1
  Scenario: Sending without a connection is error 4
    Given the module is holding a TCP socket
    When the host sends AT+CSOSEND=0,0,"Hello World"
    Then by our reading G57 the module answers ERROR
    And by our reading G56 the module reports +CSOERR: 0,4

  @id-socket-error-closed @SIM7020EN-2.1-C16 @SIM7020EN-5.11-U1
  Scenario: A connection closed by the server is error 4
    Given a TCP server
    And the module is connected to the server by socket 0
    When the server closes
    Then by our reading G10 the module reports +CSOERR: 0,{closed.code}

  @id-socket-error-address-in-use @SIM7020EN-2.1-C16 @SIM7020EN-5.11-U1 @SIM7020EN-5.6-R1 @SIM7020AT-6.2.3-C1
  Scenario: Binding a port that another socket has is error 8
    Given the module is holding a TCP socket
    When the host sends AT+CSOB=0,5678
    Then by the manual the module answers OK
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 1
      OK
      """
    When the host sends AT+CSOB=1,5678
    Then by our reading G57 the module answers ERROR
    And by our reading G56 the module reports +CSOERR: 1,8

  @id-socket-error-already-connected @SIM7020EN-5.11-U1 @SIM7020AT-6.2.2-X1
  Scenario: Connecting a connected socket is error 10
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOCON=0,{server.port},"{server.ip}"
    Then by the manual the module answers ERROR
    And by our reading G56 the module reports +CSOERR: 0,10
    When the host sends AT+CSOSEND=0,0,"still here"
    Then by our reading G57 the module answers OK
    And by our reading G57 the server's connection 1 receives still here

  @id-socket-error-bearer @SIM7020EN-5.11-U1
  Scenario: Losing the bearer is error 11 for every connected socket
    Given a TCP server
    And the module is connected to the server by sockets 0 to 1
    When the network withdraws the PDP context
    Then by our reading G10 the module reports
      """
      +CSOERR: 0,11
      +CSOERR: 1,11
      """
    And by our reading G10 the module is silent for 5 s

  @id-socket-error-detached @SIM7020EN-5.11-U1
  Scenario: Being detached by the network is error 11 as well
    Given a UDP server
    And the module is connected to the server by socket 0
    When the network detaches the module
    Then by our reading G10 the module reports +CSOERR: 0,11
    When the network attaches the module again
    Then by our reading G10 the module is silent for 5 s

  @id-socket-error-ends-the-socket @SIM7020EN-5.11-X4 @SIM7020EN-5.2-R1 @SIM7020EN-5.2-R2
  Scenario: After a reset the socket can be closed and a new one connected
    Given a TCP server
    And the module is connected to the server by socket 0
    When the server resets
    Then the module reports +CSOERR: 0,3
    When the host sends AT+CSOCL=0
    Then by our reading G63 the module answers OK
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: {socket.number}
      OK
      """
    When the host sends AT+CSOCON={socket.number},{server.port},"{server.ip}"
    Then the module answers OK

  @id-sim7020-socket-error @long @SIM7020EN-5.11-E1 @SIM7020ZH-5.11-E1
  Scenario: An aborted connection is reported as error 2
    Given a TCP server
    And the module is connected to the server by socket 0
    # The print has code 2; what it came from is not printed (G10).
    When the server stops acknowledging
    And the host sends AT+CSOSEND=0,0,"Hello World"
    Then the module answers OK
    And the server receives Hello World
    And the module reports +CSOERR: 0,{abort.code}
