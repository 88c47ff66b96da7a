Feature: The access point name

  @id-apn-default @SIM800-2.1.1-R8 @SIM800AT-8.2.9-R2
  Scenario: After power-on it is CMNET, without user name and password
    Given the module is power-cycled
    When the host sends AT+CSTT?
    Then by the manual the module answers
      """
      +CSTT: "CMNET","",""
      OK
      """

  @id-apn-default-taken @SIM800-2.1.1-R8 @SIM800AT-8.2.9-R1 @SIM800AT-8.2.9-R2
  Scenario: Starting the task without a name takes the default
    Given the module is in IP INITIAL
    When the host sends AT+CSTT
    Then by the manual the module answers OK
    When the host sends AT+CSTT?
    Then by our reading G68 the module answers
      """
      +CSTT: "CMNET","",""
      OK
      """
    When the host sends AT+CIPSTATUS
    Then by the manual the module answers OK
    And by the manual the module reports STATE: IP START

  @id-apn-default-taken-again @SIM800-2.1.1-R8 @SIM800-9-R5 @SIM800AT-8.2.9-R1 @SIM800AT-8.2.9-R2
  Scenario: Starting the task without a name takes the default also when another one was set before
    Given the module is in IP INITIAL
    When the host sends AT+CSTT="internet.example","alice","open sesame"
    Then by the manual the module answers OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT
    Then by the manual the module answers OK
    When the host sends AT+CSTT?
    Then by our reading G68 the module answers
      """
      +CSTT: "CMNET","",""
      OK
      """

  @id-apn-set-again @SIM800-2.1.1-R8 @SIM800-9-R5 @SIM7020EN-2.2-C9 @SIM7020EN-6.12-R7 @SIM800AT-8.2.9-R2
  @SIM7020AT-7.2.9-R1
  Scenario: After shutting the task is started with other values than before
    Given the module is in IP INITIAL
    When the host sends AT+CSTT="internet.example","alice","open sesame"
    Then by the manual the module answers OK
    When the host sends AT+CSTT?
    Then by the manual the module answers
      """
      +CSTT: "internet.example","alice","open sesame"
      OK
      """
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="private.example","bob","close sesame"
    Then by the manual the module answers OK
    When the host sends AT+CSTT?
    Then by the manual the module answers
      """
      +CSTT: "private.example","bob","close sesame"
      OK
      """

  @id-apn-set @SIM800-2.1.1-R8 @SIM7020EN-2.2-C9 @SIM800AT-8.2.9-R1 @SIM800AT-8.2.9-R2
  @SIM7020AT-7.2.9-R1
  Scenario: Starting the task sets the name
    Given the module is in IP INITIAL
    When the host sends AT+CSTT="internet.example"
    Then the module answers OK
    When the host sends AT+CSTT?
    Then by the manual the module answers
      """
      +CSTT: "internet.example","",""
      OK
      """
    When the host sends AT+CIPSTATUS
    Then by the manual the module answers OK
    And by the manual the module reports STATE: IP START

  @id-apn-set-with-password @SIM800-2.1.1-R8 @SIM7020EN-2.2-C9 @SIM800AT-8.2.9-R2
  Scenario: Starting the task sets name, user name and password
    Given the module is in IP INITIAL
    When the host sends AT+CSTT="internet.example","alice","open sesame"
    Then by the manual the module answers OK
    When the host sends AT+CSTT?
    Then by the manual the module answers
      """
      +CSTT: "internet.example","alice","open sesame"
      OK
      """

  # C23: printed with a name in some notes and without one in others. What the default is differs.
  @id-apn-left-out @SIM7020EN-6.2-R1 @SIM7020AT-7.2.9-R1
  Scenario: The task is started without a name as well
    Given the module is in IP INITIAL
    When the host sends AT+CSTT
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then by the manual the module answers OK
    And by the manual the module reports STATE: IP START
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
