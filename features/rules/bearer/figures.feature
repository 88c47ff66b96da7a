Feature: How long the commands of the bearer take
  Measured from the command to the last line that belongs to it, and held against the time that the claims grant it by
  the manual; where no document has one, they say so.

  @id-figure-answer-bearer @SIM800-2.1.1-R9 @SIM7000-2.1.1-R9 @SIM7020EN-2.2-C10 @SIM800AT-8.2.10-R1
  @SIM7020AT-7.2.10-R1
  Scenario: Bringing the bearer up
    Given the module is in IP START
    When the host sends AT+CIICR
    Then the module answers OK
    And {answer.CIICR} measures at most {limit}

  @id-figure-answer-detach @SIM800-2.1.1-R1 @SIM7000-2.1.1-R1 @SIM800AT-7.2.1-R1 @SIM7000AT-6.2.1-R1
  Scenario: Leaving the packet service and coming back
    Given the module is ready
    When the host sends AT+CGATT=0
    Then by the manual the module answers OK
    And {answer.CGATT=0} measures at most {limit}
    When the host sends AT+CGATT=1
    Then by the manual the module answers OK
    And {answer.CGATT=1} measures at most {limit}
