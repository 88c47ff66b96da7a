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
    Then the client sees a refusal
    And the module is silent for 2 s

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
    Then the client sees a refusal

  # The note has AT+CSOB before AT+CSOLIS. What happens without it is not stated: ERROR, and as the manual calls code 5 a
  # value error, that code.
  @id-socket-server-not-bound @SIM7020EN-5.4-R1
  Scenario: A socket that is not bound does not listen
    Given the module is holding a TCP socket
    When the host sends AT+CSOLIS=0
    Then the module answers ERROR
    And the module reports +CSOERR: 0,5

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
    And the client sees FIN

  # C43: the note prints the listener's number in front of the client's data. The client has a number of its own, by which
  # it is sent to and closed, and that one is tested.
  @id-socket-server-client-data @SIM7020EN-5.4-R4
  Scenario: Data from a client comes with the client's own number
    Given a TCP client
    And the module is listening on port 5678 by a socket
    When the client connects to port 5678
    Then the module reports +NEW CLIENT CONNEC: 1
    When the client sends 123
    Then the module reports +CSONMI: 1,6,313233

  @id-socket-server-listener-sends-nothing @SIM7020EN-5.4-R3
  Scenario: The listening socket itself sends nothing
    Given a TCP client
    And the module is listening on port 5678 by a socket
    When the client connects to port 5678
    Then the module reports +NEW CLIENT CONNEC: 1
    When the host sends AT+CSOSEND=0,0,"Hello World"
    Then the module answers ERROR
    And the module reports +CSOERR: 0,4
    And the client receives nothing more

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
    Then the module reports +CSONMI: 1,6,313233
    When the host sends AT+CSOCL=1
    Then the module answers OK
    And the client sees FIN

  @id-socket-server-closed-to-others @SIM7020EN-5.4-R5
  Scenario: After the listening socket was closed nobody is accepted
    Given a TCP client
    And the module is listening on port 5678 by a socket
    When the host sends AT+CSOCL=0
    Then the module answers OK
    When the client connects to port 5678
    Then the client sees a refusal

  # What a second server is answered is not stated: ERROR, and the code of a socket that is asked for what it may not do.
  @id-socket-server-one @SIM7020ZH-5.4-L1
  Scenario: There is one server only
    Given the module is listening on port 5678 by a socket
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 1
      OK
      """
    When the host sends AT+CSOB=1,5679
    Then the module answers OK
    When the host sends AT+CSOLIS=1
    Then the module answers ERROR
    And the module reports +CSOERR: 1,5

  @id-socket-server-beside-clients @SIM7020EN-5.1-R1 @SIM7020EN-5.4-U1
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
    Then the module reports +NEW CLIENT CONNEC: 2
    When the host sends AT+CSOSEND=1,0,"to the server"
    Then the module answers OK
    And the server receives to the server
    When the host sends AT+CSOSEND=2,0,"to the client"
    Then the module answers OK
    And the client receives to the client
