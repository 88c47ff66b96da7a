Feature: Sockets side by side
  What has a number is asked of the higher one first.

  @id-sockets-three @SIM7020EN-2.1-C1 @SIM7020EN-2.1-C2 @SIM7020EN-2.1-C6 @SIM7020EN-2.1-C8 @SIM7020EN-2.1-C15
  @SIM7020EN-5.1-R1 @SIM7020ZH-5.1-R3 @SIM7020EN-5.2-E1 @SIM7020ZH-5.2-E1 @SIM7020EN-5.2-R1 @SIM7020ZH-5.2-R1
  @SIM7020EN-5.2-R2 @SIM7020ZH-5.2-R2 @SIM7020EN-5.2-R3 @SIM7020EN-5.2-R4 @SIM7020ZH-5.2-R4 @SIM7020EN-5.3-R1
  @SIM7020EN-5.3-R2 @SIM7020EN-5.6-E1 @SIM7020ZH-5.6-E1 @SIM7020EN-5.6-R1 @SIM7020ZH-5.6-R1 @SIM7020EN-5.9-E1
  @SIM7020ZH-5.9-E1 @SIM7020EN-5.9-U1 @SIM7020ZH-5.9-U1
  Scenario: Each of three sockets has its own far end and data, and goes on when another is closed
    Given a UDP server named logger
    And a TCP server
    And a TCP server named other
    And the module is ready
    When the host sends AT+CSOC=1,2,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 1
      OK
      """
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: {socket.number}
      OK
      """
    When the host sends AT+CSOCON={socket.number},{other.port},"{other.ip}"
    Then the module answers OK
    And the other sees a connection
    When the host sends AT+CSOCON=1,{server.port},"{server.ip}"
    Then the module answers OK
    And the server sees a connection
    When the host sends AT+CSOCON=0,{logger.port},"{logger.ip}"
    Then the module answers OK
    When the host sends AT+CSOSEND={socket.number},0,"to the other"
    Then the module answers OK
    And the other receives to the other
    When the host sends AT+CSOSEND=1,0,"to the server"
    Then the module answers OK
    And the server receives to the server
    When the host sends AT+CSOSEND=0,0,"to the logger"
    Then the module answers OK
    And the logger receives to the logger
    When the other sends 333
    Then the module reports +CSONMI: {socket.number},6,333333
    When the server sends 2222
    Then the module reports +CSONMI: 1,8,32323232
    When the logger sends 1
    Then the module reports +CSONMI: 0,2,31
    # The same once more is no repetition of it.
    When the other sends 333
    Then the module reports +CSONMI: {socket.number},6,333333
    When the other sends 333
    Then the module reports +CSONMI: {socket.number},6,333333
    When the host sends AT+CSOCL=1
    Then the module answers OK
    And the server sees the end
    When the host sends AT+CSOSEND={socket.number},0,"still here"
    Then the module answers OK
    And the other receives still here
    When the other sends 33
    Then the module reports +CSONMI: {socket.number},4,3333
    And the other sees no end
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: {socket.second}
      OK
      """
    When the host sends AT+CSOCON={socket.second},{server.port},"{server.ip}"
    Then the module answers OK
    And the server's connection 2 sees a connection
    When the host sends AT+CSOCL={socket.number}
    Then the module answers OK
    And the other sees the end
    When the host sends AT+CSOSEND={socket.second},0,"back again"
    Then the module answers OK
    And the server's connection 2 receives back again
    When the host sends AT+CSOSEND=0,0,"to the logger"
    Then the module answers OK
    And the logger receives to the logger
    When the server's connection 2 sends 22
    Then the module reports +CSONMI: {socket.second},4,3232
    When the logger sends 11
    Then the module reports +CSONMI: 0,4,3131
    And the server's connection 2 sees no end
    When the host sends AT+CSOCL={socket.second}
    Then the module answers OK
    And the server's connection 2 sees the end
    When the host sends AT+CSOSEND=0,0,"alone"
    Then the module answers OK
    And the logger receives alone
    When the logger sends 1
    Then the module reports +CSONMI: 0,2,31
    When the host sends AT+CSOCL=0
    Then the module answers OK

  @id-sockets-made-again @SIM7020EN-2.1-C1 @SIM7020ZH-2.1-C1 @SIM7020EN-2.1-C2 @SIM7020ZH-2.1-C2 @SIM7020EN-2.1-C8
  @SIM7020ZH-2.1-C8 @SIM7020EN-5.1-L1 @SIM7020ZH-5.1-L1 @SIM7020EN-5.2-R1 @SIM7020ZH-5.2-R1 @SIM7020EN-5.2-R4
  @SIM7020ZH-5.2-R4 @SIM7020EN-5.3-R1 @SIM7020ZH-5.3-R1
  Scenario: A socket that is closed gives its place back, and the next one is of the type that is asked for
    Given a TCP server
    And a UDP server named logger
    And the module is ready
    When the host sends AT+CSOC=1,2,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 1
      OK
      """
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: {unstated}
      OK
      """
    When the host sends AT+CSOC=1,2,1
    Then the module answers
      """
      +CSOC: {unstated}
      OK
      """
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: {unstated}
      OK
      """
    When the host sends AT+CSOCL=0
    Then the module answers OK
    When the host sends AT+CSOC=1,2,1
    Then the module answers
      """
      +CSOC: {socket.number}
      OK
      """
    When the host sends AT+CSOCON={socket.number},{logger.port},"{logger.ip}"
    Then the module answers OK
    When the host sends AT+CSOSEND={socket.number},0,"a datagram"
    Then the module answers OK
    And the logger receives a datagram
    When the host sends AT+CSOCL={socket.number}
    Then the module answers OK
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: {socket.second}
      OK
      """
    When the host sends AT+CSOCON={socket.second},{server.port},"{server.ip}"
    Then the module answers OK
    And the server sees a connection
    When the host sends AT+CSOSEND={socket.second},0,"a stream"
    Then the module answers OK
    And the server receives a stream
    When the host sends AT+CSOCL={socket.second}
    Then the module answers OK
    And the server sees the end
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: {unstated}
      OK
      """
    When the host sends AT+CSOCL=1
    Then the module answers OK
    When the host sends AT+CSOC=1,2,1
    Then the module answers
      """
      +CSOC: {unstated}
      OK
      """

  @id-sockets-settings-outlive-closing @SIM7020EN-2.1-C9 @SIM7020EN-2.1-C14
  @SIM7020EN-5.5-R1 @SIM7020ZH-5.5-R1 @SIM7020EN-5.5-R2 @SIM7020ZH-5.5-R2
  @SIM7020EN-5.5-U1 @SIM7020ZH-5.5-U1 @SIM7020EN-5.8-R1 @SIM7020ZH-5.8-R1 @SIM7020EN-5.8-U1 @SIM7020ZH-5.8-U1
  @persistent
  Scenario: What is set for all sockets holds when one was closed, and for the next one
    Given a TCP server
    And a TCP server named other
    And the module has accepted
      """
      AT+CSOSENDFLAG=1
      AT+CSOSENDFLAG=0
      AT+CSOSENDFLAG=1
      AT+CSORXGET=1
      AT+CSORXGET=0
      """
    And the module is connected to the server by socket 0
    And the module is connected to the other by socket 1
    When the host sends AT+CSORXGET=1
    Then the module answers OK
    And by our reading G110 the module is silent for 1 s
    When the host sends AT+CSOSEND=1,0,"Hello World"
    Then the module answers OK
    And the other receives Hello World
    And the module reports SEND: 1,11
    When the host sends AT+CSOSEND=0,0,"hello"
    Then the module answers OK
    And the server receives hello
    And the module reports SEND: 0,5
    When the other sends from the other
    Then the module reports +CSORXGET: 1,1
    When the server sends from the server
    Then the module reports +CSORXGET: 1,0
    And the module is silent for 2 s
    When the host sends AT+CSORXGET=2,1,4
    Then the module answers
      """
      +CSORXGET: 2,1,4,10
      from
      OK
      """
    When the host sends AT+CSORXGET=2,0,3
    Then the module answers
      """
      +CSORXGET: 2,0,3,12
      fro
      OK
      """
    When the host sends AT+CSORXGET=3,1,3
    Then the module answers
      """
      +CSORXGET: 3,1,3,7
      207468
      OK
      """
    When the host sends AT+CSORXGET=2,0,9
    Then the module answers
      """
      +CSORXGET: 2,0,9,3
      m the ser
      OK
      """
    When the host sends AT+CSORXGET=2,1,100
    Then the module answers
      """
      +CSORXGET: 2,1,7,0
      e other
      OK
      """
    When the host sends AT+CSORXGET=2,0,100
    Then the module answers
      """
      +CSORXGET: 2,0,3,0
      ver
      OK
      """
    When the host sends AT+CSOCL=0
    Then the module answers OK
    When the other sends more
    Then the module reports +CSORXGET: 1,1
    And the module is silent for 2 s
    When the host sends AT+CSORXGET=2,1,100
    Then the module answers
      """
      +CSORXGET: 2,1,4,0
      more
      OK
      """
    When the host sends AT+CSOSEND=1,0,"still here"
    Then the module answers OK
    And the other receives still here
    And the module reports SEND: 1,10
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: {socket.number}
      OK
      """
    When the host sends AT+CSOCON={socket.number},{server.port},"{server.ip}"
    Then the module answers OK
    When the host sends AT+CSOSEND={socket.number},0,"back"
    Then the module answers OK
    And the server's connection 2 receives back
    And the module reports SEND: {socket.number},4
    When the server's connection 2 sends last
    Then the module reports +CSORXGET: 1,{socket.number}
    And the module is silent for 2 s
    When the host sends AT+CSORXGET=2,{socket.number},100
    Then the module answers
      """
      +CSORXGET: 2,{socket.number},4,0
      last
      OK
      """

  @id-sockets-told-apart @SIM7020EN-2.1-C11 @SIM7020ZH-2.1-C11 @SIM7020EN-2.1-C12 @SIM7020ZH-2.1-C12
  @SIM7020AT-6.2.6-R1 @SIM7020AT-6.2.7-C1 @SIM7020AT-6.2.11-C1 @SIM7020AT-6.2.12-C1
  Scenario: Status and amounts are told by the socket that is asked about, and are its present ones
    Given a TCP server
    And a TCP server named other
    And the module is connected to the server by socket 0
    And the module is connected to the other by socket 1
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: {socket.number}
      OK
      """
    When the host sends AT+CSOSTATUS=0
    Then by the manual the module answers
      """
      +CSOSTATUS: 0,2
      OK
      """
    When the host sends AT+CSOSTATUS={socket.number}
    Then by the manual the module answers
      """
      +CSOSTATUS: {socket.number},1
      OK
      """
    When the host sends AT+CSOSTATUS=1
    Then by the manual the module answers
      """
      +CSOSTATUS: 1,2
      OK
      """
    When the host sends AT+CSOSEND=1,0,"to the other"
    Then by the manual the module answers OK
    And the other receives to the other
    And by the manual the module is silent for 5 s
    When the host sends AT+CSOACK=0
    Then by the manual the module answers
      """
      +CSOACK: 0,0,0,0
      OK
      """
    When the host sends AT+CSOACK=1
    Then by the manual the module answers
      """
      +CSOACK: 1,12,12,0
      OK
      """
    When the host sends AT+CSOSEND=0,0,"hello"
    Then by the manual the module answers OK
    And the server receives hello
    And by the manual the module is silent for 5 s
    When the host sends AT+CSOACK=1
    Then by the manual the module answers
      """
      +CSOACK: 1,12,12,0
      OK
      """
    When the host sends AT+CSOACK=0
    Then by the manual the module answers
      """
      +CSOACK: 0,5,5,0
      OK
      """
    When the host sends AT+CSODSEND=0,4
    Then by the manual the module answers >
    When the host types last
    Then by the manual the module answers DATA ACCEPT: 4
    And by the manual the server receives last
    And by the manual the module is silent for 5 s
    When the host sends AT+CSOACK=0
    Then by the manual the module answers
      """
      +CSOACK: 0,9,9,0
      OK
      """
    When the other resets
    Then by our reading G10 the module reports +CSOERR: 1,3
    When the host sends AT+CSOSTATUS=1
    Then by the manual the module answers
      """
      +CSOSTATUS: 1,{socket.lost}
      OK
      """
    When the host sends AT+CSOSTATUS=0
    Then by the manual the module answers
      """
      +CSOSTATUS: 0,2
      OK
      """
    When the host sends AT+CSOCL=0
    Then the module answers OK
    When the host sends AT+CSOSTATUS=0
    Then by the manual the module answers
      """
      +CSOSTATUS: 0,0
      OK
      """
    When the host sends AT+CSOSTATUS={socket.number}
    Then by the manual the module answers
      """
      +CSOSTATUS: {socket.number},1
      OK
      """
