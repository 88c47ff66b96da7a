Feature: Receiving data by command
  C06 and C36: a space follows +CIPRXGET and its colon; the figures are bytes given and bytes left.

  @id-rxget-notice @SIM800-7.2-R1 @SIM800-7.2-U1 @SIM7020EN-2.2-C25 @SIM7020EN-6.10.2-R1 @SIM7020EN-6.10.2-R2
  @SIM7000-7.2-U1
  @SIM7020EN-6.10.2-U1 @SIM7020ZH-6.10.2-U1
  Scenario: Data that arrives is announced and waits until it is fetched
    Given a TCP server
    And the module has accepted AT+CIPRXGET=1
    And the module is connected to the server
    When the server sends hello world
    Then the module reports +CIPRXGET: 1
    And by our reading G24 the module is silent for 5 s
    When the host sends AT+CIPRXGET=2,100
    Then the module answers
      """
      +CIPRXGET: 2,11,0
      hello world
      OK
      """
    When the server sends again
    Then the module reports +CIPRXGET: 1
    When the host sends AT+CIPRXGET=2,100
    Then the module answers
      """
      +CIPRXGET: 2,5,0
      again
      OK
      """

  @id-rxget-not-while-connected @SIM800AT-8.2.26-S1
  Scenario: Manual receiving cannot be turned on while a connection is open
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPRXGET=1
    Then the module answers ERROR
    When the server sends hello
    Then the module delivers hello

  @id-rxget-off @SIM800-7.2-R2 @SIM7020EN-6.10.2-R3
  Scenario: With manual receiving turned off data is put out by itself
    Given a TCP server
    And the module has accepted
      """
      AT+CIPRXGET=1
      AT+CIPRXGET=0
      """
    And the module is connected to the server
    When the server sends hello
    Then the module delivers hello

  @id-rxget-in-parts @SIM800-7.2-C1 @SIM800-7.2-R4 @SIM7020EN-6.10.2-R4 @SIM7020EN-6.10.2-R6 @SIM7020ZH-6.10.2-R6
  @SIM7000-7.2-R4 @SIM800AT-8.2.26-R1
  Scenario: Data can be fetched in parts, and the answer tells how much is left
    Given a TCP server
    And the module has accepted AT+CIPRXGET=1
    And the module is connected to the server
    When the server sends hello world
    Then the module reports +CIPRXGET: 1
    When the host sends AT+CIPRXGET=2,4
    Then by the manual the module answers
      """
      +CIPRXGET: 2,4,7
      hell
      OK
      """
    When the host sends AT+CIPRXGET=2,1
    Then by the manual the module answers
      """
      +CIPRXGET: 2,1,6
      o
      OK
      """
    When the host sends AT+CIPRXGET=2,6
    Then the module answers
      """
      +CIPRXGET: 2,6,0
       world
      OK
      """

  @id-rxget-hex @SIM800-7.2-C1 @SIM800-7.2-R4 @SIM800-7.2-R5 @SIM7020EN-6.10.2-R7 @SIM7020ZH-6.10.2-R7 @SIM7000-7.2-R4
  @SIM800AT-8.2.26-R1
  Scenario: In hexadecimal mode every byte is two digits in capitals, and the figures count bytes
    Given a TCP server
    And the module has accepted AT+CIPRXGET=1
    And the module is connected to the server
    When the server sends jklmno<NUL><LF><0xFF>
    Then the module reports +CIPRXGET: 1
    When the host sends AT+CIPRXGET=3,2
    Then by the manual the module answers
      """
      +CIPRXGET: 3,2,7
      6A6B
      OK
      """
    When the host sends AT+CIPRXGET=3,100
    Then the module answers
      """
      +CIPRXGET: 3,7,0
      6C6D6E6F000AFF
      OK
      """

  @id-rxget-multi @SIM800-7.2-R3 @SIM800-7.2-U1 @SIM7000-7.2-U1 @SIM7020EN-6.10.2-R5 @SIM7020EN-6.10.2-U1
  @SIM800AT-8.2.26-R2 @SIM800AT-8.2.26-U1 @SIM7020AT-7.2.24-U1
  Scenario: In multi connection mode the connection number is given
    Given a TCP server
    And the module has accepted AT+CIPRXGET=1
    And the module is connected to the server as connections 0 to 1
    When the server's connection 1 sends other
    Then by the manual the module reports {rxget.notice.first}
    And by our reading G24 the module is silent for 1 s
    When the server's connection 2 sends hello world
    Then by the manual the module reports {rxget.notice.second}
    When the host sends AT+CIPRXGET=2,1,5
    Then by the manual the module answers
      """
      +CIPRXGET: 2,1,5,6
      hello
      OK
      """
    When the host sends AT+CIPRXGET=3,1,100
    Then by the manual the module answers
      """
      +CIPRXGET: 3,1,6,0
      20776F726C64
      OK
      """
    When the host sends AT+CIPRXGET=2,0,100
    Then by the manual the module answers
      """
      +CIPRXGET: 2,0,5,0
      other
      OK
      """

  @id-rxget-greatest-length @SIM800-7.2-L1 @SIM800-7.2-L2 @SIM7020EN-6.10.2-L1 @SIM7020EN-6.10.2-L2
  @SIM800AT-8.2.26-X1
  Scenario Outline: The greatest length is accepted, one more is refused
    Given a TCP server
    And the module has accepted AT+CIPRXGET=1
    And the module is connected to the server
    When the server sends hello
    Then the module reports +CIPRXGET: 1
    When the host sends AT+CIPRXGET=<mode>,{<figure>}
    Then the module answers
      """
      +CIPRXGET: <mode>,5,0
      <data>
      OK
      """
    When the server sends again
    Then the module reports +CIPRXGET: 1
    When the host sends AT+CIPRXGET=<mode>,{<figure>+1}
    Then <ground> the module answers ERROR

    Examples:
      | case   | mode | figure    | data       | ground              |
      | normal | 2    | rxget.max | hello      | by the manual       |
      | hex    | 3    | rxget.hex | 68656C6C6F | by our reading G25 |

  @id-rxget-no-more-than-greatest @SIM800-7.2-C1 @SIM800-7.2-L1 @SIM800-7.2-L2 @SIM7020EN-6.10.2-R4
  @SIM7020EN-6.10.2-L1 @SIM7020EN-6.10.2-L2
  Scenario Outline: However much waits, one command gives no more than the greatest length
    Given a TCP server
    And the module has accepted AT+CIPRXGET=1
    And the module is connected to the server
    When the server sends <{rxget.max} bytes>hello
    Then the module reports +CIPRXGET: 1
    And by our reading G24 the module is silent for 2 s
    When the host sends AT+CIPRXGET=<fetch>
    Then the module reports +CIPRXGET: <mode>,{<given>},{rxget.left}
    And the module delivers <data>
    And the module reports OK

    Examples:
      | case          | fetch         | mode | given           | data                             |
      | length        | 2,{rxget.max} | 2    | rxget.given     | <{rxget.given} bytes>            |
      | no-length     | 2             | 2    | rxget.given     | <{rxget.given} bytes>            |
      | hex           | 3,{rxget.hex} | 3    | rxget.given_hex | <{rxget.given_hex} bytes in hex> |
      | hex-no-length | 3             | 3    | rxget.given_hex | <{rxget.given_hex} bytes in hex> |

  @id-rxget-greatest-amount @SIM800-7.2-U1 @SIM7000-7.2-U1 @SIM7020EN-6.10.2-U1
  Scenario: As much as the greatest length is given by one command, and the rest by the next
    Given a TCP server
    And the module has accepted AT+CIPRXGET=1
    And the module is connected to the server
    When the server sends <{rxget.max} bytes>hello
    Then the module reports +CIPRXGET: 1
    And by our reading G24 the module is silent for 2 s
    When the host sends AT+CIPRXGET=2
    Then by our reading G26 the module answers
      """
      +CIPRXGET: 2,{rxget.max},5
      <{rxget.max} bytes>
      OK
      """
    When the host sends AT+CIPRXGET=2
    Then by our reading G26 the module answers
      """
      +CIPRXGET: 2,5,0
      hello
      OK
      """
