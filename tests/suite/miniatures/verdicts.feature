Feature: Scenarios whose verdict is known beforehand

  @id-mini-pass @SIM800-2.1.1-C2
  Scenario: pass
    When the host sends AT+CSQ
    Then the module answers
      """
      +CSQ: {signal}
      OK
      """

  @id-mini-fail @SIM800-2.1.1-C2
  Scenario: fail
    When the host sends AT+CSQ
    Then the module answers OK

  @id-mini-unclaimed @SIM800-2.1.1-C2
  Scenario: fail because of what nobody asked for
    Given a TCP server
    And the module is connected to the server
    When the server closes
    And the host sends AT
    Then the module answers OK

  @id-mini-inconc @SIM800-2.1.1-C2
  Scenario: inconc because the network does not play along
    Given the network refuses the next PDP context
    And the module is in IP STATUS
    When the host sends AT
    Then the module answers OK

  @id-mini-error @SIM800-2.1.1-C2
  Scenario: error because a step is used wrongly
    When the server sends hello
    Then the module delivers hello

  @id-mini-no-judgement @SIM800-2.1.1-C2
  Scenario: error because nothing is judged
    Given a TCP server

  @id-mini-too-silent @SIM800-2.1.1-C2
  Scenario: error because a silence is over already
    When the host sends AT
    Then the module answers OK
    And the module is silent for 2 s
    When the host is silent for 1 s

  @id-mini-secret @SIM800-2.1.1-C2
  Scenario: fail with a secret in what was said
    When the host sends AT+CSTT="internet","anna","swordfish"
    Then the module answers OK
    When the host sends AT+CSTT?
    Then the module answers OK
