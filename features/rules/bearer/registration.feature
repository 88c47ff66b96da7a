Feature: SIM, signal, registration and packet service
  What a host asks before it uses TCP/IP.

  @id-sim-needs-no-password @SIM800-2.1.1-C1
  Scenario: A SIM without a password is ready
    Given the module is ready
    When the host sends AT+CPIN?
    Then the module answers
      """
      +CPIN: READY
      OK
      """

  @id-signal-in-two-figures @SIM800-2.1.1-C2
  Scenario: The received signal is given in two figures
    Given the module is ready
    When the host sends AT+CSQ
    Then the module answers
      """
      +CSQ: {signal}
      OK
      """

  @id-registered @SIM800-2.1.1-C3 @SIM800-2.1.1-R1
  Scenario: A registered module says so
    Given the module is ready
    When the host sends AT+CREG?
    Then the module answers
      """
      +CREG: 0,{registration}
      OK
      """

  @id-deregistered-by-the-host @SIM800-2.1.1-R1 @SIM800AT-3.2.22-R1 @SIM800AT-3.2.32-S1 @SIM800AT-7.2.1-R1
  Scenario: The registration follows the host's wish
    Given the module is ready
    When the host sends AT+COPS=2
    Then by the manual the module answers OK
    When the host sends AT+CREG?
    Then by the manual the module answers
      """
      +CREG: 0,0
      OK
      """
    # The manual has an attempt forced, and does not say that OK waits for its end.
    When the host sends AT+COPS=0
    Then by the manual the module answers OK
    When the module is registered
    And the host sends AT+CREG?
    Then the module answers
      """
      +CREG: 0,{registration}
      OK
      """
    When the host sends AT+CGATT=1
    Then by the manual the module answers OK

  @id-registered-again @SIM800-2.1.1-C3 @SIM800-2.1.1-R1 @SIM800AT-3.2.22-R1
  Scenario: A module that was told to leave the network and to come back says that it is registered again
    Given the module is ready
    When the host sends AT+COPS=2
    Then by the manual the module answers OK
    When the host sends AT+COPS=0
    Then by the manual the module answers OK
    # That it is back shows by the packet service, which may be there a little earlier.
    When the module is attached
    And the host is silent for 10 s
    And the host sends AT+CREG?
    Then the module answers
      """
      +CREG: 0,{registration}
      OK
      """

  @id-attached @SIM800-2.1.1-C4 @SIM800-2.1.1-R1 @smoke @SIM7000-2.1.1-R1
  Scenario: An attached module says so
    Given the module is ready
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 1
      OK
      """

  @id-detached-by-the-host @SIM800-2.1.1-C4 @SIM800-2.1.1-R1 @SIM7000-2.1.1-R1 @SIM800AT-7.2.1-R1 @SIM7000AT-6.2.1-R1
  Scenario: The packet service state follows the host's wish
    Given the module is ready
    When the host sends AT+CGATT=0
    Then by the manual the module answers OK
    When the host sends AT+CGATT?
    Then by the manual the module answers
      """
      +CGATT: 0
      OK
      """
    When the host sends AT+CGATT=1
    Then by the manual the module answers OK
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 1
      OK
      """

  @id-detached-by-the-network @SIM800-2.1.1-R1 @SIM7000-2.1.1-R1
  Scenario: The packet service state follows the network
    Given the module is ready
    When the network detaches the module
    Then by our reading G79 the module is silent for 10 s
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 0
      OK
      """
    When the network attaches the module again
    Then by our reading G79 the module is silent for 75 s
    When the host sends AT+CGATT?
    Then by our reading G79 the module answers
      """
      +CGATT: 1
      OK
      """
