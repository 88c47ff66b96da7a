Feature: SIM7020 note, chapter 3: bearer configuration

  @id-sim7020-pdn-checks @SIM7020EN-3.1-E1 @SIM7020ZH-3.1-E1
  Scenario: Checks after power-up: the context is active by itself
    Given the module is ready
    When the host sends AT+CPIN?
    # C51: a blank after the colon is meant.
    Then the module answers
      """
      +CPIN:READY
      OK
      """
    When the host sends AT+CSQ
    Then the module answers
      """
      +CSQ: {signal}
      OK
      """
    When the host sends AT+CGREG?
    Then the module answers
      """
      +CGREG: 0,{registration}
      OK
      """
    When the host sends AT+CGACT?
    Then the module answers
      """
      +CGACT: 1,1
      OK
      """
    When the host sends AT+COPS?
    Then the module answers
      """
      +COPS: 0,{operator.format},"{operator}",9
      OK
      """
    When the host sends AT+CGCONTRDP
    Then the module answers
      """
      +CGCONTRDP: 1,{pdn.bearer},"{pdn.apn}","{module.ip}.{module.mask}"
      OK
      """

  @id-sim7020-apn @persistent @SIM7020EN-3.2-E1 @SIM7020ZH-3.2-E1
  Scenario: The access point name is configured by hand while the radio is off
    Given the module is ready
    # C52: the card's state before OK here, after OK below, as printed.
    When the host sends AT+CFUN=0
    Then the module answers
      """
      +CPIN: NOT READY
      OK
      """
    When the host sends AT*MCGDEFCONT="IP","{apn}"
    Then the module answers OK
    When the host sends AT+CFUN=1
    Then the module answers OK
    And the module reports +CPIN: READY
    # Attaching takes time, of which the note does not speak.
    When the module is attached
    And the host sends AT+CGREG?
    Then the module answers
      """
      +CGREG: 0,{registration}
      OK
      """
    When the host sends AT+CGCONTRDP
    Then the module answers
      """
      +CGCONTRDP: 1,{pdn.bearer},"{apn}","{module.ip}.{module.mask}"
      OK
      """
