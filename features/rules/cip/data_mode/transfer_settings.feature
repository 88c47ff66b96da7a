Feature: Transfer settings of transparent mode
  AT+CIPCCFG=NmRetry,WaitTm,SendSz,Esc,Rxmode,RxSize,Rxtimer

  @id-cipccfg-seven-values @SIM800-2.2.2-R2 @SIM800AT-8.2.23-R1
  Scenario: Seven values are accepted and kept in their order
    When the host sends AT+CIPCCFG=4,3,512,0,1,100,60
    Then by the manual the module answers OK
    When the host sends AT+CIPCCFG?
    Then by the manual the module answers
      """
      +CIPCCFG: 4,3,512,0,1,100,60
      OK
      """

  # The note has the defaults, the manual the question for them.
  @id-cipccfg-defaults @SIM800-2.2.2-R5 @SIM800-2.2.2-L1 @SIM800-2.2.2-T2 @SIM800AT-8.2.23-R1
  Scenario: The escape sequence is on by default, and output has its default size and pause
    When the host sends AT+CIPCCFG?
    Then by the manual the module answers
      """
      +CIPCCFG: {unstated},{unstated},{unstated},1,{unstated},1460,50
      OK
      """

  @id-cipccfg-defaults-of-input @SIM7000AT-8.2.24-L1 @SIM7000-2.2.2-R2
  Scenario: Retries, wait and block have their defaults too
    When the host sends AT+CIPCCFG?
    Then by the manual the module answers
      """
      +CIPCCFG: 5,2,1024,1,{unstated},1460,50
      OK
      """

  # How long the module waits between retries is not stated; by the manual it gives up a far end that does not answer
  # after 645 s.
  @id-cipccfg-retries @long @SIM800-2.2.2-R3
  Scenario: A packet that nobody acknowledges is sent again
    Given a TCP server
    And the module has accepted AT+CIPCCFG=3,2,1024,1,0,1460,50
    And the module is in data mode with the server
    When the server stops acknowledging
    And the host types hello
    And the host is silent for 300 s
    Then the server receives hello
    And the server sees a resend
    And the server sees a resend
    And the server sees a resend
    And the server sees no resend
    And by our reading G65 the module reports CLOSED

  @id-cipccfg-more-retries @long @SIM800-2.2.2-R3 @SIM800-2.2.2-R2 @SIM800AT-19.3-U1 @SIM7000-2.2.3-U1
  Scenario: With more retries set the packet is sent again more often, on a later connection too
    Given a TCP server
    And the module has accepted AT+CIPCCFG=4,2,1024,1,0,1460,50
    And the module is in data mode with the server
    When the server closes
    Then by the manual the module reports CLOSED
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in data mode with the server
    And the server stops acknowledging
    And the host types hello
    And the host is silent for 300 s
    Then the server receives hello
    And the server sees a resend
    And the server sees a resend
    And the server sees a resend
    And the server sees a resend
    And the server sees no resend
    And by our reading G65 the module reports CLOSED

  # C29: the note prints steps of 200 ms, the manuals 100 ms; the first passes with a remark.
  @id-cipccfg-wait-expires @SIM800-2.2.2-T1 @SIM800-2.2.2-R2
  Scenario: Input shorter than a block leaves the module when the wait is over
    Given a TCP server
    And the module has accepted AT+CIPCCFG=5,10,1024,1,0,1460,50
    And the module is in data mode with the server
    When the host types hello
    Then the server receives hello
    And {waittm} measures at least {waittm.least}
    And by our reading G66 {waittm} measures about 10 x {waittm.step}

  @id-cipccfg-short-wait-expires @SIM800-2.2.2-T1 @SIM800-2.2.2-R2
  Scenario: A shorter wait makes short input leave the module sooner
    Given a TCP server
    And the module has accepted AT+CIPCCFG=5,5,1024,1,0,1460,50
    And the module is in data mode with the server
    When the host types hello
    Then the server receives hello
    And {waittm} measures at least {waittm.short.least}
    And by our reading G66 {waittm} measures about 5 x {waittm.step}

  @id-cipccfg-full-block @SIM800-2.2.2-R4 @SIM800-2.2.2-R2
  Scenario: A full block is sent without waiting, the rest after the wait
    Given a UDP server
    And the module has accepted AT+CIPCCFG=5,10,10,1,0,1460,50
    And the module is in data mode with the server
    When the host types 0123456789
    And the host is silent for 400 ms
    And the host types abcde
    Then the server receives 0123456789
    And the server receives abcde
    And {waittm} measures at least {waittm.least}

  @id-cipccfg-blocks @SIM800-2.2.2-R4 @SIM800-2.2.2-R2
  Scenario: Input of several blocks is sent block by block
    Given a UDP server
    And the module has accepted AT+CIPCCFG=5,10,72,1,0,1460,50
    And the module is in data mode with the server
    When the host types <144 bytes>
    Then the server receives <72 bytes>
    And the server receives <72 bytes>
    When the host types <360 bytes>
    Then the server receives <72 bytes>
    And the server receives <72 bytes>
    And the server receives <72 bytes>
    And the server receives <72 bytes>
    And the server receives <72 bytes>
    And the server receives nothing more

  @id-cipccfg-exact-block @SIM800-2.2.2-R4
  Scenario: A block of exactly the size is sent without waiting
    Given a UDP server
    And the module has accepted AT+CIPCCFG=5,10,10,1,0,1460,50
    And the module is in data mode with the server
    When the host types 0123456789
    Then the server receives 0123456789
    And {block.sent} measures at most {block.sent}

  @id-cipccfg-blocks-again @SIM800-2.2.2-R4 @SIM800-2.2.2-R2
  Scenario: The size of a block holds for the next connection as well
    Given a UDP server
    And a UDP server named other
    And the module has accepted AT+CIPCCFG=5,10,72,1,0,1460,50
    And the module is in data mode with the server
    When the host types <144 bytes>
    Then the server receives <72 bytes>
    And the server receives <72 bytes>
    When the host is silent for 2 s
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    And by our reading G42 the module is silent for 2 s
    When the module is in data mode with the other
    And the host types <216 bytes>
    Then the other receives <72 bytes>
    And the other receives <72 bytes>
    And the other receives <72 bytes>

  @id-cipccfg-not-quite-a-block @SIM800-2.2.2-R4
  Scenario: One byte less than a block is not sent before the wait is over
    Given a UDP server
    And the module has accepted AT+CIPCCFG=5,10,10,1,0,1460,50
    And the module is in data mode with the server
    When the host types 012345678
    Then the server receives 012345678
    And {waittm} measures at least {waittm.least}

  @id-cipccfg-escape-off @SIM800-2.2.2-R5 @SIM800-2.2.4-R1 @SIM800-2.2.2-R2 @SIM800AT-19.3-U1 @SIM7000-2.2.3-U1
  Scenario: With the escape sequence turned off plus signs are data, on the next connection too
    Given a TCP server
    And the module has accepted AT+CIPCCFG=5,2,1024,0,0,1460,50
    And the module is in data mode with the server
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the server receives x
    And the server receives +++
    And the module is silent for 2 s
    # The way out that is left.
    When the server closes
    Then by the manual the module reports CLOSED
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in data mode with the server
    And the host types y
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the server receives y
    And the server receives +++
    And the module is silent for 2 s
    When the server closes
    Then by the manual the module reports CLOSED

  @id-cipccfg-each-pause @SIM800-2.2.2-R6 @SIM800-2.2.2-L1 @SIM800-2.2.2-T2 @SIM800-2.2.2-R2
  Scenario: Each portion of the output takes its pause
    Given a TCP server
    And the module has accepted AT+CIPCCFG=5,2,1024,1,1,100,50
    And the module is in data mode with the server
    When the server sends <500 bytes>
    Then the module puts out <500 bytes> in portions of 100 bytes, {rxtimer.default} apart
    When the server sends <450 bytes>
    Then the module puts out <450 bytes> in portions of 100 bytes, {rxtimer.default} apart
    And the server receives nothing more

  # With a pause of 1 s after every 50 bytes, 2920 would take nearly a minute; without one they take what the network
  # takes, and what has not come in three times its time does not come.
  @id-cipccfg-changed @SIM800-2.2.2-T1 @SIM800-2.2.2-R2 @SIM800-2.2.2-R6 @SIM800-2.2.2-T2 @SIM800-2.2.2-L1
  @SIM800AT-8.2.23-R1 @SIM800AT-19.3-U1 @SIM7000-2.2.3-U1
  Scenario: Other settings hold from the next connection on
    Given a TCP server
    And the module has accepted AT+CIPCCFG=5,2,1024,1,1,100,1000
    And the module is in data mode with the server
    When the host types hello
    Then the server receives hello
    When the server sends <400 bytes>
    Then the module delivers <400 bytes>
    And {rxtimer.pauses} measures at least {rxtimer.pauses.three.min}
    When the server closes
    Then by the manual the module reports CLOSED
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPCCFG=5,10,1024,1,0,50,1000
    Then by the manual the module answers OK
    When the module is in data mode with the server
    And the host types hello
    Then the server receives hello
    And {waittm} measures at least {waittm.least}
    When the server sends <2920 bytes>
    Then the module delivers <2920 bytes>
    When the server closes
    Then by the manual the module reports CLOSED
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPCCFG=5,2,1024,1,1,50,1000
    Then by the manual the module answers OK
    When the module is in data mode with the server
    And the server sends <200 bytes>
    Then the module delivers <200 bytes>
    And {rxtimer.pauses} measures at least {rxtimer.pauses.three.min}

  @id-cipccfg-escape-on @SIM800-2.2.2-R5 @SIM800-2.2.4-R1
  Scenario: With the escape sequence turned on it leaves data mode
    Given a TCP server
    And the module has accepted
      """
      AT+CIPCCFG=5,2,1024,0,0,1460,50
      AT+CIPCCFG=5,2,1024,1,0,1460,50
      """
    And the module is in data mode with the server
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    And the server receives nothing more

  # The portions themselves do not show in a stream of bytes; their pauses add up.
  @id-cipccfg-output-pauses @SIM800-2.2.2-R6 @SIM800-2.2.2-L1 @SIM800-2.2.2-T2 @SIM800-2.2.2-R2
  Scenario Outline: Output in portions takes a pause before each portion but the first
    Given a TCP server
    And the module has accepted AT+CIPCCFG=5,2,1024,1,<rxmode>,<rxsize>,<rxtimer>
    And the module is in data mode with the server
    When the server sends <sent>
    Then the module delivers <sent>
    And {rxtimer.pauses} measures <limits>

    Examples:
      | case         | rxmode | rxsize | rxtimer | sent         | limits                                                            |
      | no-pauses    | 0      | 50     | 1000    | <200 bytes>  | at most {rxtimer.pauses.none}                                     |
      | one-portion  | 1      | 200    | 1000    | <200 bytes>  | at most {rxtimer.pauses.none}                                     |
      | one-over     | 1      | 199    | 1000    | <200 bytes>  | between {rxtimer.pauses.one.min} and {rxtimer.pauses.one.max}     |
      | four         | 1      | 50     | 1000    | <200 bytes>  | between {rxtimer.pauses.three.min} and {rxtimer.pauses.three.max} |
      | short-pauses | 1      | 50     | 50      | <550 bytes>  | between {rxtimer.pauses.short.min} and {rxtimer.pauses.short.max} |
      | default-size | 1      | 1460   | 1000    | <1460 bytes> | at most {rxsize.default.whole}                                    |
      | default-over | 1      | 1460   | 1000    | <1461 bytes> | between {rxsize.default.over.min} and {rxsize.default.over.max}   |
