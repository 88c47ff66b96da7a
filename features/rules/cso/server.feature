Feature: A TCP server of sockets
  C11: the Chinese note's 5.1 denies server mode, its own 5.4 and the English note describe it; the server is tested.

  @id-socket-server @smoke @SIM7020EN-2.1-C3 @SIM7020EN-2.1-C4 @SIM7020EN-5.4-R1 @SIM7020EN-5.4-R2 @SIM7020ZH-5.4-R2
  Scenario: A bound and listening socket accepts a client on its address and port
    Given a TCP client
    And the module is ready
    When the host sends AT+CGCONTRDP
    Then the module answers
      """
      +CGCONTRDP: 1,{pdn.bearer},"{pdn.apn}","{module.ip}.{module.mask}"
      OK
      """
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """
    When the host sends AT+CSOB=0,5678,"{module.ip}"
    Then the module answers OK
    When the host sends AT+CSOLIS=0
    Then the module answers OK
    When the client connects to port 5678
    Then the module reports +NEW CLIENT CONNEC: 1

  @id-socket-server-other-port @SIM7020EN-5.4-R2 @SIM7020ZH-5.4-R2
  Scenario: Another port than the bound one does not answer
    Given a TCP client
    And the module is listening on port 5678 by a socket
    When the client connects to port 5679
    Then the module is silent for 2 s
    And by our reading G41 the client sees a refusal

  @id-socket-server-not-before-listening @SIM7020EN-2.1-C4 @SIM7020EN-5.4-R1
  Scenario: A bound socket that does not listen accepts nobody
    Given a TCP client
    And the module is ready
    When the host sends AT+CGCONTRDP
    Then the module answers
      """
      +CGCONTRDP: 1,{pdn.bearer},"{pdn.apn}","{module.ip}.{module.mask}"
      OK
      """
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """
    When the host sends AT+CSOB=0,5678,"{module.ip}"
    Then the module answers OK
    When the client connects to port 5678
    Then the module is silent for 2 s
    And by our reading G41 the client sees a refusal

  @id-socket-server-not-bound @SIM7020EN-5.4-R1
  Scenario: A socket that is not bound does not listen
    Given the module is holding a TCP socket
    When the host sends AT+CSOLIS=0
    Then by our reading G57 the module answers ERROR
    And by our reading G56 the module is silent for 2 s

  # C44: printed without a final T in the only place where it is printed; that is how it is tested.
  @id-socket-server-client-number @SIM7020EN-5.4-U1 @SIM7020EN-5.4-L1 @SIM7020EN-5.4-R3
  Scenario: A client is announced with a socket number by which it is sent to and closed
    Given a TCP client
    And the module is listening on port 5678 by a socket
    When the client connects to port 5678
    Then the module reports +NEW CLIENT CONNEC: 1
    When the host sends AT+CSOSEND=1,0,"Hello World"
    Then the module answers OK
    And the client receives Hello World
    When the host sends AT+CSOCL=1
    Then the module answers OK
    And by our reading G55 the client sees FIN

  @id-socket-server-client-data @SIM7020EN-5.4-R4
  Scenario: Data from a client comes with a number
    Given a TCP client
    And the module is listening on port 5678 by a socket
    When the client connects to port 5678
    Then the module reports +NEW CLIENT CONNEC: 1
    When the client sends 123
    Then the module reports +CSONMI: {accepted.socket},6,313233

  @id-socket-server-listener-sends-nothing @SIM7020EN-5.4-R3
  Scenario: The listening socket itself sends nothing
    Given a TCP client
    And the module is listening on port 5678 by a socket
    When the client connects to port 5678
    Then the module reports +NEW CLIENT CONNEC: 1
    When the host sends AT+CSOSEND=0,0,"Hello World"
    Then by our reading G57 the module answers ERROR
    And by our reading G57 the client receives nothing more
    And by our reading G56 the module reports +CSOERR: 0,4

  @id-socket-server-closed @SIM7020EN-5.4-R5
  Scenario: Closing the listening socket leaves the client connected
    Given a TCP client
    And the module is listening on port 5678 by a socket
    When the client connects to port 5678
    Then the module reports +NEW CLIENT CONNEC: 1
    When the host sends AT+CSOCL=0
    Then the module answers OK
    When the host sends AT+CSOSEND=1,0,"still here"
    Then the module answers OK
    And the client receives still here
    When the client sends 123
    Then the module reports +CSONMI: {accepted.socket},6,313233
    When the host sends AT+CSOCL=1
    Then the module answers OK
    And by our reading G55 the client sees FIN

  @id-socket-server-closed-to-others @SIM7020EN-5.4-R5
  Scenario: After the listening socket was closed nobody is accepted
    Given a TCP client
    And the module is listening on port 5678 by a socket
    When the host sends AT+CSOCL=0
    Then the module answers OK
    When the client connects to port 5678
    Then the module is silent for 2 s
    And by our reading G41 the client sees a refusal

  @id-socket-server-one @SIM7020ZH-5.4-L1 @SIM7020EN-5.6-R1 @SIM7020AT-6.2.3-C1
  Scenario: There is one server only
    Given a TCP client
    And the module is listening on port 5678 by a socket
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 1
      OK
      """
    When the host sends AT+CSOB=1,5679
    Then by the manual the module answers OK
    When the host sends AT+CSOLIS=1
    Then by our reading G57 the module answers ERROR
    And by our reading G56 the module is silent for 2 s
    When the client connects to port 5679
    Then the module is silent for 2 s
    And by our reading G41 the client sees a refusal

  @id-socket-server-beside-clients @SIM7020EN-5.1-R1 @SIM7020EN-5.4-U1 @SIM7020EN-5.4-R3
  Scenario: A server listens while other sockets are connected
    Given a TCP server
    And a TCP client
    And the module is listening on port 5678 by a socket
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 1
      OK
      """
    When the host sends AT+CSOCON=1,{server.port},"{server.ip}"
    Then the module answers OK
    When the client connects to port 5678
    Then the module reports +NEW CLIENT CONNEC: {socket.number}
    When the host sends AT+CSOSEND=1,0,"to the server"
    Then the module answers OK
    And the server receives to the server
    When the host sends AT+CSOSEND={socket.number},0,"to the client"
    Then the module answers OK
    And the client receives to the client
