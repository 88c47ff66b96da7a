Feature: Connecting sockets

  @id-socket-connect @smoke @SIM7020EN-2.1-C2 @SIM7020EN-5.2-R1 @SIM7020EN-5.2-R2 @SIM7020AT-6.2.2-R1
  @SIM7020AT-6.2.11-C1
  Scenario: Connecting a TCP socket is answered when the connection stands
    Given a TCP server
    And the module is holding a TCP socket
    When the host sends AT+CSOCON=0,{server.port},"{server.ip}"
    Then the module answers OK
    And the server sees a connection
    And by the manual the module is silent for 2 s
    When the host sends AT+CSOSTATUS=0
    Then by the manual the module answers
      """
      +CSOSTATUS: 0,2
      OK
      """

  @id-socket-connect-unanswered @SIM7020EN-5.2-R2 @SIM7020AT-6.2.2-R1
  Scenario: While the server does not answer, connecting is not answered OK
    Given a TCP server
    And the module is holding a TCP socket
    When the server stops acknowledging
    And the host sends AT+CSOCON=0,{server.port},"{server.ip}"
    Then by the manual the module is silent for 500 ms
    And by our reading G60 the module is silent for 2 s
    When the server acknowledges again
    Then by our reading G60 the module answers OK
    And by our reading G60 the server sees a connection

  @id-socket-connect-address-first @SIM7020EN-5.2-R2 @SIM7020AT-6.2.2-C1 @SIM7020AT-6.2.2-X1
  Scenario: The port stands before the address
    Given a TCP server
    And the module is holding a TCP socket
    When the host sends AT+CSOCON=0,"{server.ip}",{server.port}
    Then by the manual the module answers ERROR
    And by our reading G56 the module is silent for 2 s

  @id-socket-connect-port-range @SIM7020EN-5.2-R2 @SIM7020AT-6.2.2-C1 @SIM7020AT-6.2.2-X1
  Scenario Outline: A port outside the range is refused
    Given a TCP server
    And the module is holding a TCP socket
    When the host sends AT+CSOCON=0,<port>,"{server.ip}"
    Then by the manual the module answers ERROR
    And by our reading G56 the module is silent for 2 s

    Examples:
      | case | port  |
      | none | 0     |
      | high | 65536 |

  @id-socket-connect-no-socket @SIM7020EN-2.1-C2 @SIM7020AT-6.2.2-C1 @SIM7020AT-6.2.2-R1
  Scenario: What was not created cannot be connected
    Given a TCP server
    And the module is holding a TCP socket
    When the host sends AT+CSOCON=1,{server.port},"{server.ip}"
    Then by the manual the module answers ERROR
    And by our reading G56 the module is silent for 2 s

  @id-socket-connect-outside @SIM7020EN-2.1-C2 @SIM7020AT-6.2.1-L1 @SIM7020AT-6.2.2-X1
  Scenario: A number that no socket has cannot be connected
    Given a TCP server
    And the module is holding a TCP socket
    When the host sends AT+CSOCON=7,{server.port},"{server.ip}"
    Then by the manual the module answers ERROR
    And by our reading G56 the module is silent for 2 s

  @id-socket-connect-several @SIM7020ZH-5.1-R3 @SIM7020EN-5.1-R1 @SIM7020EN-2.1-C6 @SIM7020EN-5.6-R1
  Scenario: Several clients are connected at the same time without any setting
    Given a TCP server
    And a UDP server named logger
    And the module is connected to the server by socket 0
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 1
      OK
      """
    When the host sends AT+CSOCON=1,{server.port},"{server.ip}"
    Then the module answers OK
    When the host sends AT+CSOC=1,2,1
    Then the module answers
      """
      +CSOC: {socket.number}
      OK
      """
    When the host sends AT+CSOCON={socket.number},{logger.port},"{logger.ip}"
    Then the module answers OK
    When the host sends AT+CSOSEND=1,0,"second"
    Then the module answers OK
    And the server's connection 2 receives second
    When the host sends AT+CSOSEND=0,0,"first"
    Then the module answers OK
    And the server's connection 1 receives first
    When the host sends AT+CSOSEND={socket.number},0,"third"
    Then the module answers OK
    And the logger receives third

  @id-socket-udp-peer @SIM7020EN-2.1-C1 @SIM7020EN-5.3-R1 @SIM7020EN-5.3-R2
  Scenario: A connected UDP socket sends each text as one datagram to its peer
    Given a UDP server
    And the module is holding a UDP socket
    When the host sends AT+CSOCON=0,{server.port},"{server.ip}"
    Then the module answers OK
    When the host sends AT+CSOSEND=0,0,"Hello World"
    Then the module answers OK
    And the server receives Hello World
    When the host sends AT+CSOSEND=0,0,"again"
    Then the module answers OK
    And the server receives again

  @id-socket-udp-alone @SIM7020EN-5.3-R2
  Scenario: Two UDP sockets keep their peers apart
    Given a UDP server
    And a UDP server named logger
    And the module is connected to the server by socket 0
    When the host sends AT+CSOC=1,2,1
    Then the module answers
      """
      +CSOC: 1
      OK
      """
    When the host sends AT+CSOCON=1,{logger.port},"{logger.ip}"
    Then the module answers OK
    When the host sends AT+CSOSEND=1,0,"to the logger"
    Then the module answers OK
    And the logger receives to the logger
    And the server receives nothing more
    When the host sends AT+CSOSEND=0,0,"to the server"
    Then the module answers OK
    And the server receives to the server
    And the logger receives nothing more

  @id-socket-bound-port @SIM7020EN-2.1-C3 @SIM7020AT-6.2.3-C1
  Scenario Outline: A bound socket calls from the port that it is bound to
    Given a <protocol> server
    And the module is holding a <protocol> socket
    When the host sends AT+CSOB=0,<port>
    Then by the manual the module answers OK
    When the host sends AT+CSOCON=0,{server.port},"{server.ip}"
    Then the module answers OK
    When the host sends AT+CSOSEND=0,0,"hello"
    Then the module answers OK
    And the server receives hello
    And the server is called from port <port>

    Examples:
      | case     | protocol | port  |
      | tcp      | TCP      | 5678  |
      | udp      | UDP      | 5678  |
      | tcp-high | TCP      | 40001 |
      | udp-high | UDP      | 65535 |

  @id-socket-unbound-port @SIM7020EN-2.1-C3 @SIM7020EN-5.2-R2 @SIM7020AT-6.2.3-C1
  Scenario: A socket that is not bound does not call from another socket's port
    Given a TCP server
    And the module is holding a TCP socket
    When the host sends AT+CSOB=0,5678
    Then by the manual the module answers OK
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 1
      OK
      """
    When the host sends AT+CSOCON=1,{server.port},"{server.ip}"
    Then the module answers OK
    And by the manual the server is not called from port 5678

  @id-socket-keepalive @SIM7020EN-2.1-C13 @SIM7020AT-6.2.13-C1 @SIM7020AT-6.2.13-X1
  Scenario: Keeping a connection alive is off until it is set, and its times have defaults
    Given the module is holding a TCP socket
    When the host sends AT+CSOALIVE=?
    Then by the manual the module answers
      """
      +CSOALIVE: {sockets.range},(0-1),(30-7200),(30-600),(1-9)
      OK
      """
    When the host sends AT+CSOALIVE?
    Then by our reading G59 the module answers
      """
      +CSOALIVE: 0,0
      OK
      """
    When the host sends AT+CSOALIVE=0,1
    Then by the manual the module answers OK
    When the host sends AT+CSOALIVE?
    Then by the manual the module answers
      """
      +CSOALIVE: 0,1,7200,75,9
      OK
      """
    When the host sends AT+CSOALIVE=0,1,30,600,1
    Then by the manual the module answers OK
    When the host sends AT+CSOALIVE?
    Then by the manual the module answers
      """
      +CSOALIVE: 0,1,30,600,1
      OK
      """
    When the host sends AT+CSOALIVE=0,1,29
    Then by the manual the module answers ERROR
    And by our reading G56 the module is silent for 2 s
    When the host sends AT+CSOALIVE=0,0
    Then by the manual the module answers OK
    When the host sends AT+CSOALIVE?
    Then by our reading G59 the module answers
      """
      +CSOALIVE: 0,0
      OK
      """

  @id-socket-keepalive-alone @SIM7020EN-2.1-C13 @SIM7020EN-5.6-R1 @SIM7020EN-5.2-R4 @SIM7020AT-6.2.13-C1
  Scenario: Each socket is kept alive in its own way
    Given the module is holding a TCP socket
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 1
      OK
      """
    When the host sends AT+CSOALIVE=0,1
    Then by the manual the module answers OK
    When the host sends AT+CSOALIVE=1,1,60
    Then by the manual the module answers OK
    When the host sends AT+CSOALIVE?
    Then by our reading G116 the module answers
      """
      +CSOALIVE: 0,1,7200,75,9
      +CSOALIVE: 1,1,60,75,9
      OK
      """
    When the host sends AT+CSOCL=0
    Then the module answers OK
    When the host sends AT+CSOALIVE?
    Then by the manual the module answers
      """
      +CSOALIVE: 1,1,60,75,9
      OK
      """
    When the host sends AT+CSOALIVE=1,1,90,40,3
    Then by the manual the module answers OK
    When the host sends AT+CSOALIVE?
    Then by the manual the module answers
      """
      +CSOALIVE: 1,1,90,40,3
      OK
      """
