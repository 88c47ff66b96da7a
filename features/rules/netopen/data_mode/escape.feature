Feature: What is no escape sequence
  What holds on other stacks as well stands in rules/data_mode.

  Background:
    Given a TCP server
    And the module is in data mode with the server
    When the host types x

  @id-escape-neighbours @SIM7X00-2.5-X1 @SIM7X00-2.5-R3 @SIM7X00AT-2.2.9-R1 @SIM7X00AT-2.2.16-R1
  Scenario Outline: More or fewer plus signs, or other characters next to them, are data
    When the host is silent for just longer than {escape.before}
    And the host types <bytes>
    And the host is silent for just longer than {escape.after}
    Then the server receives x
    And by the manual the server receives <bytes>
    And by the manual the module is silent for 2 s

    Examples:
      | case   | bytes |
      | before | a+++  |
      | behind | +++a  |
      | two    | ++    |
      | four   | ++++  |
