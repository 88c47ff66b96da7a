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
    And the client sees no end
    When the host sends AT+CSOCL=1
    Then the module answers OK
    And the client sees the end

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
    When the server sends 123
    Then the module reports +CSONMI: 1,6,313233
    When the host sends AT+CSOSEND=1,0,"again"
    Then the module answers OK
    And the server receives again
    When the host sends AT+CSOCL=1
    Then the module answers OK
    And the server sees the end
    When the host sends AT+CSOSEND={socket.number},0,"still here"
    Then the module answers OK
    And the client receives still here
    And the client sees no end

  @id-socket-servers-in-turn @SIM7020EN-2.1-C3 @SIM7020ZH-2.1-C3 @SIM7020EN-2.1-C4 @SIM7020ZH-2.1-C4 @SIM7020EN-5.4-E1
  @SIM7020ZH-5.4-E1 @SIM7020EN-5.4-R1 @SIM7020ZH-5.4-R1 @SIM7020EN-5.4-R2 @SIM7020ZH-5.4-R2 @SIM7020EN-5.4-L1
  @SIM7020EN-5.4-U1 @SIM7020ZH-5.4-U1 @SIM7020EN-5.4-R3 @SIM7020ZH-5.4-R3 @SIM7020EN-5.4-R4 @SIM7020ZH-5.4-R4
  @SIM7020EN-5.4-R5 @SIM7020ZH-5.4-R5
  Scenario: A server that is closed can be set up again on another port, and the clients of both are told apart
    Given a TCP client
    And a TCP client named next
    And a TCP client named last
    And the module is listening on port 5678 by a socket
    When the client connects to port 5678
    Then the module reports +NEW CLIENT CONNEC: 1
    When the host sends AT+CSOCL=0
    Then the module answers OK
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: {socket.number}
      OK
      """
    When the host sends AT+CSOB={socket.number},40001,"{module.ip}"
    Then the module answers OK
    When the host sends AT+CSOLIS={socket.number}
    Then the module answers OK
    When the last connects to port 5678
    Then the module is silent for 2 s
    When the next connects to port 40001
    Then the module reports +NEW CLIENT CONNEC: {accepted.second}
    When the host sends AT+CSOSEND={accepted.second},0,"to the next"
    Then the module answers OK
    And the next receives to the next
    When the host sends AT+CSOSEND=1,0,"to the client"
    Then the module answers OK
    And the client receives to the client
    When the next sends 456
    Then the module reports +CSONMI: {accepted.socket.second},6,343536
    When the client sends 123
    Then the module reports +CSONMI: {accepted.socket},6,313233
    When the host sends AT+CSOCL={socket.number}
    Then the module answers OK
    When the host sends AT+CSOSEND={accepted.second},0,"still here"
    Then the module answers OK
    And the next receives still here
    When the client sends 12
    Then the module reports +CSONMI: {accepted.socket},4,3132
    And the next sees no end
    And the client sees no end
    When the host sends AT+CSOCL=1
    Then the module answers OK
    And the client sees the end
    When the next sends 45
    Then the module reports +CSONMI: {accepted.socket.second},4,3435
    And the next sees no end
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: {socket.second}
      OK
      """
    When the host sends AT+CSOB={socket.second},65535,"{module.ip}"
    Then the module answers OK
    When the host sends AT+CSOLIS={socket.second}
    Then the module answers OK
    When the last connects to port 65535
    Then the module reports +NEW CLIENT CONNEC: {accepted.third}
    When the host sends AT+CSOCL={accepted.third}
    Then the module answers OK
    And the last sees the end
    When the host sends AT+CSOCL={accepted.second}
    Then the module answers OK
    And the next sees the end

  @id-socket-server-any-byte @SIM7020EN-5.4-R4 @SIM7020ZH-5.4-R4 @SIM7020EN-5.4-R3 @SIM7020ZH-5.4-R3 @SIM7020EN-5.7-R1
  @SIM7020ZH-5.7-R1 @SIM7020EN-5.7-R3 @SIM7020ZH-5.7-R4
  Scenario: What a client sends and is sent can hold every value
    Given a TCP client
    And the module is listening on port 5678 by a socket
    When the client connects to port 5678
    Then the module reports +NEW CLIENT CONNEC: 1
    When the client sends 9<0x00><0x01><0x02><0x03><0x04><0x05><0x06><0x07><0x08><0x09><0x10><0x11><0x12><0x13><0x14><0x15><0x16><0x17><0x18><0x19><0x20><0x21><0x22><0x23><0x24><0x25><0x26><0x27><0x28><0x29><0x30><0x31><0x32><0x33><0x34><0x35><0x36><0x37><0x38><0x39><0x40><0x41><0x42><0x43><0x44><0x45><0x46><0x47><0x48><0x49><0x50><0x51><0x52><0x53><0x54><0x55><0x56><0x57><0x58><0x59><0x60><0x61><0x62><0x63><0x64><0x65><0x66><0x67><0x68><0x69><0x70><0x71><0x72><0x73><0x74><0x75><0x76><0x77><0x78><0x79><0x80><0x81><0x82><0x83><0x84><0x85><0x86><0x87><0x88><0x89><0x90><0x91><0x92><0x93><0x94><0x95><0x96><0x97><0x98><0x99>
    Then the module reports +CSONMI: {accepted.socket},202,3900010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
    When the host sends AT+CSOSEND=1,512,"<all values in hex>"
    Then the module answers OK
    And the client receives <all values>
    When the host sends AT+CSOSEND=1,10,"41001A0042"
    Then the module answers OK
    And the client receives A<NUL><Ctrl-Z><NUL>B
    When the client sends 0<CR><LF>+++<all values>
    Then the module reports +CSONMI: {accepted.digits}

  @id-socket-server-client-like-any @persistent @SIM7020EN-2.1-C7 @SIM7020ZH-2.1-C7 @SIM7020EN-2.1-C9 @SIM7020ZH-2.1-C9
  @SIM7020EN-2.1-C11 @SIM7020ZH-2.1-C11 @SIM7020EN-2.1-C12 @SIM7020ZH-2.1-C12 @SIM7020EN-5.4-R3 @SIM7020ZH-5.4-R3
  @SIM7020EN-5.8-R1 @SIM7020ZH-5.8-R1 @SIM7020EN-5.8-U1 @SIM7020ZH-5.8-U1 @SIM7020AT-6.2.7-C1 @SIM7020AT-6.2.7-R1
  @SIM7020AT-6.2.11-C1 @SIM7020AT-6.2.12-C1
  Scenario: The socket of a client is connected, and is sent on, reported and counted as any other
    Given a TCP client
    And a TCP server
    And the module has accepted AT+CSOSENDFLAG=1
    And the module is listening on port 5678 by a socket
    When the client connects to port 5678
    Then the module reports +NEW CLIENT CONNEC: {accepted.second}
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: {socket.number}
      OK
      """
    When the host sends AT+CSOCON={socket.number},{server.port},"{server.ip}"
    Then the module answers OK
    When the host sends AT+CSOSTATUS={accepted.second}
    Then by the manual the module answers
      """
      +CSOSTATUS: {accepted.second},2
      OK
      """
    When the host sends AT+CSOSEND={accepted.second},0,"to the client"
    Then the module answers OK
    And the client receives to the client
    And the module reports SEND: {accepted.second},13
    When the host sends AT+CSOSEND={socket.number},0,"to the server"
    Then the module answers OK
    And the server receives to the server
    And the module reports SEND: {socket.number},13
    When the host sends AT+CSODSEND={accepted.second},5
    Then by the manual the module answers >
    When the host types hello
    Then by the manual the module answers DATA ACCEPT: 5
    And by the manual the client receives hello
    And the module reports SEND: {accepted.second},5
    When the host sends AT+CSOACK={accepted.second}
    Then by the manual the module answers
      """
      +CSOACK: {accepted.second},18,18,0
      OK
      """
    When the host sends AT+CSOCL={accepted.second}
    Then the module answers OK
    And the client sees the end
    When the host sends AT+CSOSTATUS={accepted.second}
    Then by the manual the module answers
      """
      +CSOSTATUS: {accepted.second},0
      OK
      """
