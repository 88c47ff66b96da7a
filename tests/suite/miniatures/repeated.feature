Feature: Scenarios that are played several times, on one module that lives through all of them

  @id-mini-steady @SIM800-2.1.1-C2
  Scenario: passes every time
    When the host sends AT
    Then the module answers OK

  @id-mini-flaky @SIM800-2.1.1-C2
  Scenario: passes the first time alone, because the module keeps a definition
    When the host sends AT+CGDCONT?
    Then the module answers OK
    When the host sends AT+CGDCONT=3,"IP","kept"
    Then the module answers OK
