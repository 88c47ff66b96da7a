Feature: Fetching received data from sockets
  C46: the answer's figures are bytes given and bytes left; a hexadecimal digit is half a byte.

  # The note turns it on after connecting, other than AT+CIPRXGET.
  @id-socket-fetch @smoke @SIM7020EN-2.1-C14 @SIM7020EN-5.5-R1 @SIM7020EN-5.5-R2 @SIM7020EN-5.5-U1
  @SIM7020AT-6.2.14-C1 @SIM7020AT-6.2.14-R1
  Scenario: Data that arrives is announced and waits until it is fetched
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSORXGET=1
    Then by the manual the module answers OK
    And by our reading G110 the module is silent for 1 s
    When the server sends hello world
    Then by our reading G110 the module reports +CSORXGET: 1,0
    And the module is silent for 5 s
    When the host sends AT+CSORXGET=2,0,100
    Then the module answers
      """
      +CSORXGET: 2,0,11,0
      hello world
      OK
      """
    When the server sends again
    Then by our reading G110 the module reports +CSORXGET: 1,0

  @id-socket-fetch-off @SIM7020EN-2.1-C14 @SIM7020EN-5.5-R1 @SIM7020AT-6.2.14-C1 @SIM7020AT-6.2.15-U1
  Scenario: With fetching turned off again data is reported by itself
    Given a TCP server
    And the module is connected to the server by socket 0
    And the module has accepted
      """
      AT+CSORXGET=1
      AT+CSORXGET=0
      """
    Then by our reading G110 the module is silent for 1 s
    When the server sends 123
    Then by the manual the module reports +CSONMI: 0,6,313233

  @id-socket-fetch-only-if-on @SIM7020EN-5.5-R1
  Scenario: Nothing can be fetched unless fetching is turned on
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSORXGET=2,0,100
    Then by our reading G57 the module answers ERROR
    And by our reading G56 the module is silent for 2 s

  @id-socket-fetch-in-parts @SIM7020EN-5.5-R2 @SIM7020AT-6.2.14-R1 @SIM7020AT-6.2.14-R2
  Scenario: Data is fetched in parts, and the answer tells how much is left
    Given a TCP server
    And the module is connected to the server by socket 0
    And the module has accepted AT+CSORXGET=1
    Then by our reading G110 the module is silent for 1 s
    When the server sends hello world
    Then by our reading G110 the module reports +CSORXGET: 1,0
    When the host sends AT+CSORXGET=2,0,4
    Then the module answers
      """
      +CSORXGET: 2,0,4,7
      hell
      OK
      """
    And by our reading G110 the module is silent for 1 s
    When the host sends AT+CSORXGET=4,0
    Then by the manual the module answers
      """
      +CSORXGET: 4,0,7
      OK
      """
    When the host sends AT+CSORXGET=2,0,7
    Then the module answers
      """
      +CSORXGET: 2,0,7,0
      o world
      OK
      """

  @id-socket-fetch-hex @SIM7020EN-5.5-R3 @SIM7020AT-6.2.14-R1
  Scenario: In hexadecimal mode every byte is two digits, and the figures count bytes
    Given a TCP server
    And the module is connected to the server by socket 0
    And the module has accepted AT+CSORXGET=1
    Then by our reading G110 the module is silent for 1 s
    When the server sends 0123456<NUL><0x80>
    Then by our reading G110 the module reports +CSORXGET: 1,0
    When the host sends AT+CSORXGET=3,0,2
    Then the module answers
      """
      +CSORXGET: 3,0,2,7
      3031
      OK
      """
    And by our reading G110 the module is silent for 1 s
    When the host sends AT+CSORXGET=3,0,100
    Then the module answers
      """
      +CSORXGET: 3,0,7,0
      32333435360080
      OK
      """
    When the server sends jk<0xFF>
    Then by our reading G110 the module reports +CSORXGET: 1,0
    When the host sends AT+CSORXGET=3,0,100
    Then by our reading G58 the module answers
      """
      +CSORXGET: 3,0,3,0
      6A6BFF
      OK
      """

  @id-socket-fetch-nothing @SIM7020EN-5.5-R4 @SIM7020AT-6.2.14-R1
  Scenario Outline: Fetching when nothing is left is no error
    Given a TCP server
    And the module is connected to the server by socket 0
    And the module has accepted AT+CSORXGET=1
    Then by our reading G110 the module is silent for 1 s
    When the server sends 12345
    Then by our reading G110 the module reports +CSORXGET: 1,0
    When the host sends AT+CSORXGET=<mode>,0,700
    Then the module answers
      """
      +CSORXGET: <mode>,0,5,0
      <data>
      OK
      """
    When the host sends AT+CSORXGET=<mode>,0,700
    Then by the manual the module answers
      """
      +CSORXGET: <mode>,0,0,0
      OK
      """

    Examples:
      | case   | mode | data       |
      | normal | 2    | 12345      |
      | hex    | 3    | 3132333435 |

  @id-socket-fetch-by-number @SIM7020EN-5.5-R1 @SIM7020EN-5.5-R2 @SIM7020EN-5.5-R3 @SIM7020EN-5.5-U1 @SIM7020AT-6.2.14-R1
  Scenario Outline: Each socket has data of its own
    Given a TCP server
    And the module is connected to the server by sockets 0 to 1
    And the module has accepted AT+CSORXGET=1
    Then by our reading G110 the module is silent for 1 s
    When the server's connection 2 sends third
    Then by our reading G110 the module reports +CSORXGET: 1,1
    When the server's connection 1 sends first
    Then by our reading G110 the module reports +CSORXGET: 1,0
    When the host sends AT+CSORXGET=<mode>,1,100
    Then the module answers
      """
      +CSORXGET: <mode>,1,5,0
      <second>
      OK
      """
    When the host sends AT+CSORXGET=<mode>,0,100
    Then the module answers
      """
      +CSORXGET: <mode>,0,5,0
      <first>
      OK
      """

    Examples:
      | case   | mode | first      | second     |
      | normal | 2    | first      | third      |
      | hex    | 3    | 6669727374 | 7468697264 |

  @id-socket-fetch-greatest-length @SIM7020EN-5.5-L1 @SIM7020AT-6.2.14-L1 @SIM7020AT-6.2.14-R1
  Scenario: The greatest length is accepted, one more is refused
    Given a TCP server
    And the module is connected to the server by socket 0
    And the module has accepted AT+CSORXGET=1
    Then by our reading G110 the module is silent for 1 s
    When the server sends hello
    Then by our reading G110 the module reports +CSORXGET: 1,0
    When the host sends AT+CSORXGET=2,0,{sockets.rxget.max+1}
    Then by the manual the module answers ERROR
    And by our reading G56 the module is silent for 2 s
    When the host sends AT+CSORXGET=2,0,{sockets.rxget.max}
    Then the module answers
      """
      +CSORXGET: 2,0,5,0
      hello
      OK
      """

  @id-socket-fetch-greatest-length-hex @SIM7020EN-5.5-L2 @SIM7020AT-6.2.14-R1 @SIM7020AT-6.2.14-R2
  Scenario: In hexadecimal mode more than half as much is not given at a time
    Given a TCP server
    And the module is connected to the server by socket 0
    And the module has accepted AT+CSORXGET=1
    Then by our reading G110 the module is silent for 1 s
    When the server sends 12345
    Then by our reading G110 the module reports +CSORXGET: 1,0
    When the host sends AT+CSORXGET=3,0,{sockets.rxget.hex}
    Then the module answers
      """
      +CSORXGET: 3,0,5,0
      3132333435
      OK
      """
    When the server sends <{sockets.rxget.hex+1} bytes>
    Then by our reading G110 the module reports +CSORXGET: 1,0
    And the module is silent for 2 s
    When the host sends AT+CSORXGET=3,0,{sockets.rxget.hex+1}
    Then by our reading G61 the module answers ERROR
    And by our reading G56 the module is silent for 2 s
    When the host sends AT+CSORXGET=4,0
    Then the module answers
      """
      +CSORXGET: 4,0,{unread}
      OK
      """

  @id-socket-fetch-greatest-amount @SIM7020EN-5.5-L1 @SIM7020EN-5.5-L2 @SIM7020AT-6.2.14-R1
  Scenario Outline: As much as the greatest length is given by one command
    Given a TCP server
    And the module is connected to the server by socket 0
    And the module has accepted AT+CSORXGET=1
    Then by our reading G110 the module is silent for 1 s
    When the server sends <sent>
    Then by our reading G110 the module reports +CSORXGET: 1,0
    And the module is silent for 2 s
    When the host sends AT+CSORXGET=<mode>,0,{<figure>}
    Then by our reading G61 the module answers
      """
      +CSORXGET: <mode>,0,{<figure>},0
      <shown>
      OK
      """

    Examples:
      | case   | mode | figure            | sent                        | shown                              |
      | normal | 2    | sockets.rxget.max | <{sockets.rxget.max} bytes> | <{sockets.rxget.max} bytes>        |
      | hex    | 3    | sockets.rxget.hex | <{sockets.rxget.hex} bytes> | <{sockets.rxget.hex} bytes in hex> |
