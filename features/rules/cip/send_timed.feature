Feature: Timed sending
  From where the time counts is not stated; data follows the prompt at once.

  @id-send-timed @SIM800-6-R1 @SIM800-6.2-R1 @SIM800-6.2-T1 @SIM7020EN-2.2-C18 @SIM7020ZH-2.2-C18 @SIM7020EN-6.9-R1
  @SIM7020EN-6.9.1-R1 @SIM7020ZH-6.9.2-R1 @SIM7020ZH-6.9.2-T1 @SIM800AT-8.2.16-C1 @SIM800AT-8.2.16-T1
  Scenario Outline: Data is sent by itself when the set time is over
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPATS=1,<time>
    Then by the manual the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And by the manual {send.interval} measures <limits>
    And the module answers SEND OK

    Examples:
      | case   | time | limits                                                            |
      | short  | 2    | between {send.interval.short.min} and {send.interval.short.max}   |
      | longer | 5    | between {send.interval.longer.min} and {send.interval.longer.max} |

  @id-send-timed-multi @SIM800-6.2-T1 @SIM7020ZH-6.9.2-R2 @SIM800AT-8.2.16-C1 @SIM800AT-8.2.16-T1
  Scenario: Timed sending works in multi connection mode
    Given a TCP server
    And the module is connected to the server as connection 0
    When the host sends AT+CIPATS=1,2
    Then by the manual the module answers OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And by the manual {send.interval} measures between {send.interval.short.min} and {send.interval.short.max}
    And the module answers 0, SEND OK

  @id-send-timed-off @SIM800-6.2-R1 @SIM7020ZH-6.9.2-R1 @SIM800AT-8.2.16-C1
  Scenario: Turned off, the timer sends nothing
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPATS=1,2
    Then by the manual the module answers OK
    When the host sends AT+CIPATS=0
    Then by the manual the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello
    Then by the manual the module is silent for 5 s
    And by the manual the server receives nothing more
    When the host types <Ctrl-Z>
    Then the server receives hello
    And the module answers SEND OK

  @id-send-timed-ctrl-z-first @SIM800-6-R1 @SIM7020EN-6.9-R1 @SIM800AT-8.2.16-C1
  Scenario: What Ctrl-Z has sent the timer does not send again
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPATS=1,2
    Then by the manual the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And that took at most {send.interval.ended}
    And the module answers SEND OK
    And by our reading G36 the module is silent for 5 s
    And by our reading G36 the server receives nothing more
