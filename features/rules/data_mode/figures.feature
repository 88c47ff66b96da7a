Feature: The three silences of the escape sequence, found by trials
  What the edge scenarios ask from both sides is measured here, so that runs can be compared by it. No document says how
  exactly the times are kept.

  Background:
    Given a TCP server
    And the module is in data mode with the server

  @id-figure-escape-before @SIM800-2.2.4-T1 @SIM800-2.2.4-T3 @SIM7020EN-6.14.4-T1
  @SIM7X00-2.5-T1 @SIM7X00-2.5-T4 @SIM7X00-2.5-X1
  Scenario: The silence before the plus signs
    When the host finds {escape.before} by bisection
    Then by our reading G67 {escape.before} measures just {escape.before}

  @id-figure-escape-gap @SIM800-2.2.4-T1 @SIM800-2.2.4-R3 @SIM7020EN-6.14.4-T3
  @SIM7X00-2.5-T3 @SIM7X00-2.5-T4 @SIM7X00-2.5-X1
  Scenario: The silence between the plus signs
    When the host finds {escape.gap} by bisection
    Then by our reading G67 {escape.gap} measures just {escape.gap}

  @id-figure-escape-after @SIM800-2.2.4-T1 @SIM800-2.2.4-T3 @SIM7020EN-6.14.4-T2
  @SIM7X00-2.5-T2 @SIM7X00-2.5-T4 @SIM7X00-2.5-X1
  Scenario: The silence after the plus signs
    When the host finds {escape.after} by bisection
    Then by our reading G67 {escape.after} measures just {escape.after}
