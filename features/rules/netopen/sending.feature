Feature: Sending in command mode

  Background:
    Given a TCP server
    And the module is connected to the server as link 0

  @id-netopen-send-by-length @smoke @SIM7X00-2.3.1-R2 @SIM7X00-2.3.1-U2 @SIM7X00-2.3.2-R2
  Scenario Outline: Data of the length given is sent when its last byte is there
    When the host sends AT+CIPSEND=0,<length>
    Then the module answers >
    When the host types <data>
    Then the server receives <data>
    And the module answers OK
    And the module reports +CIPSEND: 0,<length>,<length>

    Examples:
      | case | length | data  |
      | one  | 1      | x     |
      | five | 5      | hello |

  @id-netopen-send-any-by-length @SIM7X00-2.3.1-R2 @SIM7X00-2.3.1-U2 @SIM7X00AT-11.2.5-L1 @SIM7X00AT-11.2.5-R1
  Scenario Outline: What would end or cancel the entry, or be a command, is data as long as the length is not reached
    When the host sends AT+CIPSEND=0,<length>
    Then the module answers >
    When the host types <data>
    Then <ground> the server receives <data>
    And <ground> the module answers OK
    And <ground> the module reports +CIPSEND: 0,<length>,<length>

    Examples:
      | case    | length | data             | ground              |
      | control | 5      | a<Ctrl-Z>b<ESC>c | by our reading G118 |
      | command | 3      | AT<CR>           | by the manual       |
      | many    | 1000   | <1000 bytes>     | by the manual       |

  @id-netopen-send-waits-for-the-last-byte @SIM7X00-2.3.1-R2 @SIM7X00AT-11.2.5-R1
  Scenario: Nothing is sent before the last byte
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hell
    Then by the manual the module is silent for 2 s
    And by the manual the server receives nothing more
    When the host types o
    Then the server receives hello
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5

  @id-netopen-send-most @SIM7X00-2.3.1-R2 @SIM7X00AT-11.2.5-L1 @SIM7X00-2.3.1-U2
  Scenario: The largest amount is sent whole
    When the host sends AT+CIPSEND=0,{send.max}
    Then by the manual the module answers >
    When the host types <1500 bytes>
    Then by the manual the server receives <1500 bytes>
    And by the manual the module answers OK
    And by the manual the module reports +CIPSEND: 0,{send.max},{send.max}

  @id-netopen-send-by-ctrl-z @SIM7X00-2.3.1-R3 @SIM7X00-2.3.1-U2
  Scenario Outline: Without a length the data ends at Ctrl-Z, which is neither sent nor counted
    When the host sends AT+CIPSEND=0,
    Then the module answers >
    When the host types <data><Ctrl-Z>
    Then the server receives <data>
    And the module answers OK
    And the module reports +CIPSEND: 0,<length>,<length>
    And the server receives nothing more

    Examples:
      | case | data         | length |
      | one  | x            | 1      |
      | five | hello        | 5      |
      | line | one<CR>two   | 7      |
      | many | <1000 bytes> | 1000   |

  @id-netopen-send-ctrl-z-awaited @SIM7X00-2.3.1-R3 @SIM7X00AT-11.2.5-R2
  Scenario: Without a length nothing is sent before Ctrl-Z
    When the host sends AT+CIPSEND=0,
    Then the module answers >
    When the host types hello
    Then by the manual the module is silent for 2 s
    And by the manual the server receives nothing more
    When the host types <Ctrl-Z>
    Then the server receives hello
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5

  @id-netopen-send-unopened @SIM7X00-2.3.1-S1 @SIM7X00AT-11.2.5-X1
  Scenario: Nothing can be sent on a link that is not open
    When the host sends AT+CIPSEND=1,5
    Then by the manual the module answers
      """
      +CIPERROR: {failure}
      ERROR
      """
    And by the manual the server receives nothing more

  @id-netopen-send-after-peer-closed @SIM7X00-2.3.1-S1 @SIM7X00-2.3.1-U4 @SIM7X00AT-11.2.5-X1
  Scenario: Nothing can be sent on a link that the server has closed
    When the server closes
    Then the module reports +IPCLOSE: 0, 1
    When the host sends AT+CIPSEND=0,5
    Then by the manual the module answers
      """
      +CIPERROR: {failure}
      ERROR
      """

  @id-netopen-send-too-much @SIM7X00-2.3.1-R2 @SIM7X00AT-11.2.5-X1 @SIM7X00AT-11.2.5-L1
  Scenario: More than the largest amount is refused
    When the host sends AT+CIPSEND=0,{send.max+1}
    Then by the manual the module answers
      """
      +CIPERROR: {failure}
      ERROR
      """
    And by the manual the server receives nothing more

  @id-netopen-send-awaits-acknowledgement @SIM7X00-2.3.1-U2 @SIM7X00-2.6-R1 @SIM7X00-2.6-S1
  Scenario Outline: The result waits for the server's acknowledgement if that is asked for
    Given the module has accepted AT+CIPSENDMODE=<mode>
    When the network takes 4 s for a round trip
    And the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And the module reports +CIPSEND: 0,5,5
    And that took <limits>
    And the server receives hello

    Examples:
      | case | mode | limits                                  |
      | not  | 0    | at most {send.handed.over}              |
      | so   | 1    | at least {send.acknowledgement.awaited} |

  @id-netopen-send-any-again @SIM7X00-2.3.1-R2 @SIM7X00-2.3.1-R3 @SIM7X00-2.3.1-E2 @SIM7X00-2.3.1-E3 @SIM7X00-2.3.1-U2
  @SIM7X00AT-11.2.5-L1 @SIM7X00AT-11.2.5-R1 @SIM7X00AT-11.2.5-R3
  Scenario: By length and to the end mark in turn, whatever the bytes are, data arrives as it was typed
    When the host sends AT+CIPSEND=0,253
    Then the module answers >
    When the host types <all values but 0x03 Ctrl-Z ESC>
    Then by the manual the server receives <all values but 0x03 Ctrl-Z ESC>
    And by the manual the module answers OK
    And by the manual the module reports +CIPSEND: 0,253,253
    When the host sends AT+CIPSEND=0,
    Then the module answers >
    When the host types one<CR><LF><CR><LF>+++OK<CR><LF><all values but 0x03 BS Ctrl-Z ESC><Ctrl-Z>
    Then the server receives one<CR><LF><CR><LF>+++OK<CR><LF><all values but 0x03 BS Ctrl-Z ESC>
    And the module answers OK
    And the module reports +CIPSEND: 0,266,266
    When the host sends AT+CIPSEND=0,
    Then the module answers >
    When the host types old<ESC>
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types he<NUL>lo
    Then the server receives he<NUL>lo
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    When the host sends AT+CIPSEND=0,
    Then the module answers >
    When the host types older<CR><ESC>
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSEND=0,
    Then the module answers >
    When the host types HELLO<Ctrl-Z>
    Then the server receives HELLO
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    When the host sends AT+CIPSEND=0,
    Then the module answers >
    When the host types <CR><LF>+CIPSEND: 0,1,1<CR><LF><1441 bytes><Ctrl-Z>
    Then the server receives <CR><LF>+CIPSEND: 0,1,1<CR><LF><1441 bytes>
    And the module answers OK
    And the module reports +CIPSEND: 0,1460,1460
    When the host sends AT+CIPSEND=0,257
    Then the module answers >
    When the host types AT<CR><LF>+++<250 bytes>
    Then by the manual the server receives AT<CR><LF>+++<250 bytes>
    And by the manual the module answers OK
    And by the manual the module reports +CIPSEND: 0,257,257
    And the server receives nothing more
