Feature: Leaving data mode by the escape sequence
  The same on every stack that has data mode; how data mode is entered is the stack's own.
  What was typed is looked for at the end, so that no silence depends on how long the network takes.

  Background:
    Given a TCP server
    And the module is in data mode with the server
    When the host types x

  @id-escape-in-time @smoke @SIM800-2.2.4-T1 @SIM800-2.2.4-R2 @SIM7020EN-6.14.4-R1 @SIM7020EN-6.14.4-T1
  @SIM7X00-2.5-R3 @SIM7X00-2.5-T1 @SIM7X00-2.5-T4 @SIM800AT-2.2.12-R1 @SIM7020AT-2.2.18-R1 @SIM7X00AT-2.2.9-R1
  Scenario: Three plus signs after and before just enough silence leave data mode
    When the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    And by the manual the server receives nothing more
    When the host sends AT
    Then the module answers OK

  @id-escape-far-end-speaks @SIM800-2.2.4-T1 @SIM800-2.2.4-R2 @SIM7X00-2.5-R3 @SIM7X00-2.5-T1
  Scenario: It is the host that has to be silent, whatever the far end sends
    When the host is silent for just longer than {escape.before}
    And the server sends hello
    Then the module delivers hello
    When the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    And the server receives nothing more

  @id-escape-far-end-answers @SIM800-2.2.4-T1 @SIM800-2.2.4-R2 @SIM7X00-2.5-R3 @SIM7X00-2.5-T2
  Scenario: It is the host that has to be silent behind the plus signs too, whatever the far end sends meanwhile
    When the host is silent for just longer than {escape.before}
    And the host types +++
    And the server sends hello
    Then by our reading G134 the module delivers hello
    And the module answers OK
    And the server receives x
    And the server receives nothing more

  @id-escape-too-early @SIM800-2.2.4-T3 @SIM7020EN-6.14.4-T1
  @SIM7X00-2.5-T1 @SIM7X00-2.5-T4 @SIM7X00-2.5-X1 @SIM800AT-2.2.12-R1 @SIM7020AT-2.2.18-R1 @SIM7X00AT-2.2.9-R1
  Scenario: Plus signs after too short a silence are data
    When the host types y
    And the host is silent for just shorter than {escape.before}
    And the host types +++
    Then the server receives x
    And by the manual the server receives y+++
    And by the manual the module is silent for 2 s
    # What was data does not stand in the way of what is none.
    When the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And by the manual the server receives nothing more

  @id-escape-not-left-alone @SIM800-2.2.4-T3 @SIM7020EN-6.14.4-T2
  @SIM7X00-2.5-T2 @SIM7X00-2.5-T4 @SIM7X00-2.5-X1 @SIM800AT-2.2.12-R1 @SIM7020AT-2.2.18-R1 @SIM7X00AT-2.2.9-R1
  Scenario: Plus signs before too short a silence are data
    When the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just shorter than {escape.after}
    And the host types y
    Then the server receives x
    And by the manual the server receives +++y
    And by the manual the module is silent for 2 s

  @id-escape-gap-kept @SIM800-2.2.4-T1 @SIM7020EN-6.14.4-T3
  @SIM7X00-2.5-T3 @SIM7X00-2.5-T4
  Scenario: Plus signs just close enough to each other leave data mode
    When the host is silent for just longer than {escape.before}
    And the host types +
    And the host is silent for just shorter than {escape.gap}
    And the host types +
    And the host is silent for just shorter than {escape.gap}
    And the host types +
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    And the server receives nothing more

  @id-escape-gap-exceeded @SIM800-2.2.4-R3 @SIM7020EN-6.14.4-T3
  @SIM7X00-2.5-T3 @SIM7X00-2.5-T4 @SIM7X00-2.5-X1 @SIM7X00-2.5-R3 @SIM7X00AT-2.2.9-R1 @SIM7X00AT-2.2.16-R1
  Scenario: Plus signs too far apart are data
    When the host is silent for just longer than {escape.before}
    And the host types +
    And the host is silent for just longer than {escape.gap}
    And the host types ++
    Then the server receives x
    And by the manual the server receives +++
    And by the manual the module is silent for 2 s

  @id-escape-second-gap-exceeded @SIM800-2.2.4-R3 @SIM7020EN-6.14.4-T3
  @SIM7X00-2.5-T3 @SIM7X00-2.5-T4 @SIM7X00-2.5-X1 @SIM7X00-2.5-R3 @SIM7X00AT-2.2.9-R1 @SIM7X00AT-2.2.16-R1
  Scenario: A last plus sign too far from the others is data
    When the host is silent for just longer than {escape.before}
    And the host types ++
    And the host is silent for just longer than {escape.gap}
    And the host types +
    Then the server receives x
    And by the manual the server receives +++
    And by the manual the module is silent for 2 s

  @id-escape-other-characters @SIM800-2.2.4-R2 @SIM7020EN-6.14.4-R1
  @SIM7X00-2.5-X1 @SIM7X00-2.5-R3 @SIM7X00AT-2.2.16-R1 @SIM7020AT-2.2.1-R1
  Scenario Outline: Other characters between the same silences are data
    When the host is silent for just longer than {escape.before}
    And the host types <bytes>
    And the host is silent for just longer than {escape.after}
    Then the server receives x
    And the server receives <bytes>
    And by the manual the module is silent for 2 s

    Examples:
      | case    | bytes              |
      | minus   | ---                |
      | mixed   | ++-                |
      | command | AT+                |
      | 8th-bit | <0xAB><0xAB><0xAB> |
