Feature: Creating and closing sockets

  @id-socket-tcp @smoke @SIM7020EN-2.1-C1 @SIM7020EN-5.2-R1 @SIM7020AT-6.2.11-C1
  Scenario: A created TCP socket is answered with its number
    Given the module is ready
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """
    When the host sends AT+CSOSTATUS=0
    Then by the manual the module answers
      """
      +CSOSTATUS: 0,1
      OK
      """

  @id-socket-udp @SIM7020EN-2.1-C1 @SIM7020EN-5.3-R1
  Scenario: A created UDP socket is answered with its number
    Given the module is ready
    When the host sends AT+CSOC=1,2,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """

  @id-socket-types @SIM7020EN-5.3-R1 @SIM7020EN-5.6-R1 @SIM7020EN-5.2-R4 @SIM7020AT-6.2.1-C2
  Scenario: The second parameter of creating selects TCP or UDP
    Given the module is ready
    When the host sends AT+CSOC=1,2,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """
    When the host sends AT+CSOC?
    Then by the manual the module answers
      """
      +CSOC: 0,1,2,1
      OK
      """
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 1
      OK
      """
    When the host sends AT+CSOC?
    Then by our reading G116 the module answers
      """
      +CSOC: 0,1,2,1
      +CSOC: 1,1,1,1
      OK
      """
    When the host sends AT+CSOCL=0
    Then the module answers OK
    When the host sends AT+CSOC?
    Then by the manual the module answers
      """
      +CSOC: 1,1,1,1
      OK
      """

  @id-socket-wrong-parameters @SIM7020EN-2.1-C1 @SIM7020EN-5.3-R1 @SIM7020AT-6.2.1-C1 @SIM7020AT-2.2.21-X1
  Scenario Outline: A socket is not created with parameters that do not exist
    Given the module is ready
    When the host sends <command>
    Then by the manual the module answers ERROR
    And by our reading G56 the module is silent for 2 s
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """

    Examples:
      | case        | command       |
      | domain      | AT+CSOC=3,1,1 |
      | type        | AT+CSOC=1,4,1 |
      | no-protocol | AT+CSOC=1,1   |

  @id-socket-numbers @SIM7020EN-5.6-R1
  Scenario: Sockets are numbered in order from 0, whatever their type
    Given the module is ready
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """
    When the host sends AT+CSOC=1,2,1
    Then the module answers
      """
      +CSOC: 1
      OK
      """
    When the host sends AT+CSOC=1,1,1
    Then by our reading G117 the module answers
      """
      +CSOC: 2
      OK
      """

  # C10: the English note says six, which is the figure of chapter 6. The Chinese note says five, and the manual numbers
  # these sockets 0 to 4: five is tested.
  @id-socket-limit @SIM7020ZH-5.1-L1 @SIM7020EN-5.1-L1
  Scenario Outline: As many sockets as the family has can be created, one more is refused
    Given the module is ready
    When the host sends AT+CSOC=1,<kind>,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """
    When the host sends AT+CSOC=1,<other>,1
    Then the module answers
      """
      +CSOC: 1
      OK
      """
    When the host sends AT+CSOC=1,<kind>,1
    Then the module answers
      """
      +CSOC: {unstated}
      OK
      """
    When the host sends AT+CSOC=1,<other>,1
    Then the module answers
      """
      +CSOC: {unstated}
      OK
      """
    When the host sends AT+CSOC=1,<kind>,1
    Then the module answers
      """
      +CSOC: {unstated}
      OK
      """
    When the host sends AT+CSOC=1,<other>,1
    Then by our reading G62 the module answers ERROR
    And by our reading G56 the module is silent for 2 s

    Examples:
      | case | kind | other |
      | tcp  | 1    | 2     |
      | udp  | 2    | 1     |

  @id-socket-limit-connected @SIM7020ZH-5.1-L1
  Scenario: All sockets of the family can be connected at the same time
    Given a TCP server
    And the module is connected to the server by sockets 0 to {sockets.max-2}
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: {socket.number}
      OK
      """
    When the host sends AT+CSOCON={socket.number},{server.port},"{server.ip}"
    Then the module answers OK
    When the host sends AT+CSOSEND={socket.number},0,"last"
    Then the module answers OK
    And the server receives last
    When the host sends AT+CSOC=1,1,1
    Then by our reading G62 the module answers ERROR
    And by our reading G56 the module is silent for 2 s

  @id-socket-closed @SIM7020EN-2.1-C8 @SIM7020EN-5.2-R4 @SIM7020AT-6.2.11-C1
  Scenario: Closing a socket ends its connection
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOCL=0
    Then the module answers OK
    When the host sends AT+CSOSTATUS=0
    Then by the manual the module answers
      """
      +CSOSTATUS: 0,0
      OK
      """
    And by our reading G55 the server sees FIN

  @id-socket-closed-alone @SIM7020EN-2.1-C8 @SIM7020EN-5.2-R4 @SIM7020EN-5.2-R3
  Scenario: Closing a socket leaves the others alone
    Given a TCP server
    And the module is connected to the server by sockets 0 to 1
    When the host sends AT+CSOCL=0
    Then the module answers OK
    When the host sends AT+CSOSEND=1,0,"still here"
    Then the module answers OK
    And the server's connection 2 receives still here
    And by our reading G55 the server's connection 1 sees FIN

  @id-socket-closed-twice @SIM7020EN-5.2-R4
  Scenario: A socket that is closed is not closed again
    Given the module is holding a TCP socket
    When the host sends AT+CSOCL=0
    Then the module answers OK
    When the host sends AT+CSOCL=0
    Then by our reading G57 the module answers ERROR
    And by our reading G56 the module is silent for 2 s

  @id-socket-closed-gone @SIM7020EN-5.2-R4
  Scenario: A socket that is closed cannot be used
    Given a UDP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOCL=0
    Then the module answers OK
    When the host sends AT+CSOSEND=0,0,"late"
    Then by our reading G57 the module answers ERROR
    And by our reading G56 the module is silent for 2 s
    And the server receives nothing more

  @id-socket-status @SIM7020EN-2.1-C11 @SIM7020EN-5.2-R1 @SIM7020EN-5.2-R2 @SIM7020AT-6.2.11-C1
  Scenario: The status of a socket tells none, created and connected apart
    Given a TCP server
    And the module is ready
    When the host sends AT+CSOSTATUS=?
    Then by the manual the module answers
      """
      +CSOSTATUS: {sockets.range}
      OK
      """
    When the host sends AT+CSOSTATUS=0
    Then by the manual the module answers
      """
      +CSOSTATUS: 0,0
      OK
      """
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """
    When the host sends AT+CSOSTATUS=0
    Then by the manual the module answers
      """
      +CSOSTATUS: 0,1
      OK
      """
    When the host sends AT+CSOCON=0,{server.port},"{server.ip}"
    Then the module answers OK
    When the host sends AT+CSOSTATUS=0
    Then by the manual the module answers
      """
      +CSOSTATUS: 0,2
      OK
      """
