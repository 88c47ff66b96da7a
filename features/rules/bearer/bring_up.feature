Feature: Starting the task and bringing up the bearer
  What commands answer out of their order is left open by the notes; the manuals have ERROR.

  @id-bearer-in-order @SIM800-2.1.1-R2 @SIM800-2.1.1-R9 @SIM800-2.1.1-R10 @SIM7020EN-2.2-C10 @SIM7020EN-2.2-C11
  @SIM7000-2.1.1-R9
  @SIM7020EN-6.2-R2 @SIM7020EN-6.2-R3 @SIM7020AT-7.2.9-C1
  Scenario: CSTT, CIICR and CIFSR lead to where a connection can be started
    Given a TCP server
    And the module is in IP INITIAL
    When the host sends AT+CSTT="{apn}"
    Then by the manual the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK

  @id-bearer-before-the-task @SIM800-2.1.1-R2 @SIM7020EN-6.2-R2 @SIM800AT-8.2.10-R1 @SIM7020AT-7.2.10-R1
  Scenario: The bearer is not brought up before the task is started
    Given the module is in IP INITIAL
    When the host sends AT+CIICR
    Then by the manual the module answers ERROR

  @id-bearer-brought-up-twice @SIM800-2.1.1-R2 @SIM7020EN-6.2-R2 @SIM800AT-8.2.10-R1 @SIM7020AT-7.2.10-R1
  Scenario: A bearer that is up is not brought up again
    Given the module is in IP GPRSACT
    When the host sends AT+CIICR
    Then by the manual the module answers ERROR

  @id-task-started-twice @SIM800-2.1.1-R2 @SIM800AT-8.2.9-R1 @SIM7020AT-7.2.9-R1
  Scenario: A task that is started is not started again
    Given the module is in IP START
    When the host sends AT+CSTT="{apn}"
    Then by the manual the module answers ERROR

  @id-no-address-before-the-bearer @SIM800-2.1.1-R2 @SIM7020EN-6.2-R3 @SIM800AT-8.2.11-R2 @SIM7020AT-7.2.11-R2
  Scenario Outline: There is no local address before the bearer is up
    Given the module is in <state>
    When the host sends AT+CIFSR
    Then by the manual the module answers ERROR

    Examples:
      | case    | state      |
      | initial | IP INITIAL |
      | start   | IP START   |

  @id-bearer-refused @SIM800-2.1.1-R9 @SIM7000-2.1.1-R9 @SIM800AT-8.2.10-R1 @SIM800AT-8.2.11-R2
  Scenario: A refused bearer is not answered OK
    Given the module is in IP START
    When the network refuses the next PDP context
    And the host sends AT+CIICR
    Then by the manual the module answers ERROR
    When the host sends AT+CIFSR
    Then by the manual the module answers ERROR
    And by our reading G69 the module reports +PDP: DEACT

  @id-bearer-takes-its-time @SIM800-2.1.1-R9 @SIM7020EN-6.2-R2 @SIM7000-2.1.1-R9 @SIM800AT-8.2.10-R1
  @SIM7020AT-7.2.10-R1
  Scenario: OK does not come before the bearer is up
    Given the module is in IP START
    When the network takes 10 s for the next PDP context
    And the host sends AT+CIICR
    Then by the manual the module answers OK
    And that took at least {context.awaited}
    When the host sends AT+CIFSR
    Then the module answers {module.ip}

  @id-address-without-ok @SIM800-2.1.1-R10 @SIM7020EN-2.2-C11 @SIM7020EN-6.2-R3 @SIM800AT-8.2.11-R2
  @SIM7020AT-7.2.11-R2
  Scenario: No OK follows the local address
    Given the module is in IP GPRSACT
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    And by the manual the module is silent for 2 s

  @id-address-asked-again @SIM800-2.1.1-R10 @SIM7020EN-6.2-R3 @SIM7000AT-8.2.11-S1
  Scenario: The local address can be asked again and stays the same
    Given the module is in IP STATUS
    When the host sends AT+CIFSR
    Then by our reading G71 the module answers {module.ip}

  @id-bring-up-asked-again @SIM800-2.1.1-C1 @SIM800-2.1.1-C4 @SIM800-2.1.1-R1 @SIM7000-2.1.1-R1 @SIM800-2.1.1-R2
  Scenario: With the context up, and up again, the card needs no password and the module is attached
    Given the module is in IP STATUS
    When the host sends AT+CPIN?
    Then the module answers
      """
      +CPIN: READY
      OK
      """
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 1
      OK
      """
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CPIN?
    Then the module answers
      """
      +CPIN: READY
      OK
      """
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 1
      OK
      """
