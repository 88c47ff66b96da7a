Feature: The automatic packet data network context

  @id-pdn-active @smoke @SIM7020EN-3.1-R1 @SIM7020ZH-3.1-R1
  Scenario: The context is active though no command has activated it
    Given the module is ready
    When the host sends AT+CGACT?
    Then the module answers
      """
      +CGACT: 1,1
      OK
      """
    When the host sends AT+CGACT?
    Then the module answers
      """
      +CGACT: 1,1
      OK
      """

  @id-pdn-active-after-power-up @SIM7020ZH-3-R1 @SIM7020ZH-3.1-R1
  Scenario: After power-up the module activates the context and gets an address
    Given the module is power-cycled
    When the host sends AT+CGACT?
    Then the module answers
      """
      +CGACT: 1,1
      OK
      """
    When the host sends AT+CGCONTRDP
    Then the module answers
      """
      +CGCONTRDP: 1,{pdn.bearer},"{pdn.apn}","{module.ip}.{module.mask}"
      OK
      """

  @id-pdn-usable @SIM7020EN-3.1-R1 @SIM7020ZH-3.1-R1 @SIM7020EN-3.1-R3 @SIM7020ZH-3.1-R3
  Scenario: The context is used from the address that the module tells
    Given a TCP server
    And the module is ready
    When the host sends AT+CGCONTRDP
    Then the module answers
      """
      +CGCONTRDP: 1,{pdn.bearer},"{pdn.apn}","{module.ip}.{module.mask}"
      OK
      """
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """
    When the host sends AT+CSOCON=0,{server.port},"{server.ip}"
    Then the module answers OK
    And by our reading G72 the server is called from address {module.ip}
    When the host sends AT+CGCONTRDP
    Then the module answers
      """
      +CGCONTRDP: 1,{pdn.bearer},"{pdn.apn}","{module.ip}.{module.mask}"
      OK
      """
    When the host sends AT+CGACT?
    Then the module answers
      """
      +CGACT: 1,1
      OK
      """

  @id-pdn-radio-off @persistent @SIM7020EN-3.1-R3
  Scenario: With the radio off there is no context
    Given the module is ready
    When the host sends AT+CFUN=0
    Then the module answers
      """
      +CPIN: NOT READY
      OK
      """
    When the host sends AT+CGCONTRDP
    Then by our reading G73 the module answers OK
    When the host sends AT+CFUN=1
    Then the module answers OK
    And the module reports +CPIN: READY

  @id-pdn-access-technology @SIM7020EN-3.1-R2 @SIM7020AT-3.2.10-R1
  Scenario: The operator stands with its name and access technology 9, which is NB-IoT
    Given the module is ready
    When the host sends AT+COPS?
    Then the module answers
      """
      +COPS: 0,{operator.format},"{operator}",9
      OK
      """
    When the host sends AT+COPS?
    Then the module answers
      """
      +COPS: 0,{operator.format},"{operator}",9
      OK
      """

  @id-pdn-registered @SIM7020EN-3.2-R2 @SIM7020ZH-3.2-R2
  Scenario: The registration in the packet service is lost with the radio and comes back by itself
    Given the module is ready
    When the host sends AT+CFUN=0
    Then the module answers
      """
      +CPIN: NOT READY
      OK
      """
    When the host sends AT+CGREG?
    Then by our reading G73 the module answers
      """
      +CGREG: 0,0
      OK
      """
    When the host sends AT+CFUN=1
    Then the module answers OK
    And the module reports +CPIN: READY
    # No document says how soon it attaches.
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
      +CGCONTRDP: 1,{pdn.bearer},"{pdn.apn}","{module.ip}.{module.mask}"
      OK
      """

  @id-pdn-parameters @SIM7020EN-3.1-R3
  Scenario: Access point name and address with mask are told
    Given the module is ready
    When the host sends AT+CGCONTRDP
    Then the module answers
      """
      +CGCONTRDP: 1,{pdn.bearer},"{pdn.apn}","{module.ip}.{module.mask}"
      OK
      """

  # C52: the card's state comes before OK when the radio goes off, and after OK when it comes back, as printed.
  @id-pdn-apn-configured @smoke @persistent @SIM7020EN-3.1-R3 @SIM7020EN-3.2-R1 @SIM7020EN-3.2-R2 @SIM7020ZH-3.2-R2 @SIM7020EN-3.2-U1 @SIM7020EN-3.2-U2
  Scenario: A name configured while the radio is off is used when the radio is back
    Given the module is ready
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
    When the module is attached
    And the host sends AT+CGCONTRDP
    Then the module answers
      """
      +CGCONTRDP: 1,{pdn.bearer},"{apn}","{module.ip}.{module.mask}"
      OK
      """

  @id-pdn-apn-type @persistent @SIM7020EN-3.2-R1 @SIM7020AT-3.2.46-X1
  Scenario: A name for a type of context that does not exist is refused
    Given the module is ready
    When the host sends AT*MCGDEFCONT="IPX","{apn}"
    Then by the manual the module answers ERROR

  @id-pdn-radio-off-twice @SIM7020EN-3.1-R1 @SIM7020ZH-3.1-R1 @SIM7020EN-3.1-R2 @SIM7020ZH-3.1-R2 @SIM7020EN-3.1-R3
  @SIM7020ZH-3.1-R3 @SIM7020EN-3.2-R1 @SIM7020ZH-3.2-R1 @SIM7020EN-3.2-R2
  @SIM7020ZH-3.2-R2 @SIM7020EN-3.2-U1 @SIM7020ZH-3.2-U1 @SIM7020EN-3.2-U2 @SIM7020ZH-3.2-U2 @persistent
  Scenario: The radio is switched off and on again and again, and the name configured last is used
    Given a TCP server
    And the module is ready
    When the host sends AT+CFUN=0
    Then the module answers
      """
      +CPIN: NOT READY
      OK
      """
    When the host sends AT*MCGDEFCONT="IP","internet.example"
    Then the module answers OK
    When the host sends AT*MCGDEFCONT="IP","{apn}"
    Then the module answers OK
    When the host sends AT+CFUN=1
    Then the module answers OK
    And the module reports +CPIN: READY
    When the module is attached
    And the host sends AT+CGCONTRDP
    Then the module answers
      """
      +CGCONTRDP: 1,{pdn.bearer},"{apn}","{module.new_ip}.{module.mask}"
      OK
      """
    When the host sends AT+CFUN=0
    Then the module answers
      """
      +CPIN: NOT READY
      OK
      """
    When the host sends AT+CFUN=1
    Then the module answers OK
    And the module reports +CPIN: READY
    When the module is attached
    And the host sends AT+CGCONTRDP
    Then the module answers
      """
      +CGCONTRDP: 1,{pdn.bearer},"{apn}","{module.new_ip}.{module.mask}"
      OK
      """
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
    When the module is attached
    And the host sends AT+CGCONTRDP
    Then the module answers
      """
      +CGCONTRDP: 1,{pdn.bearer},"{apn}","{module.new_ip}.{module.mask}"
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
    When the host sends AT+CGREG?
    Then the module answers
      """
      +CGREG: 0,{registration}
      OK
      """
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """
    When the host sends AT+CSOCON=0,{server.port},"{server.ip}"
    Then the module answers OK
    When the host sends AT+CSOSEND=0,0,"hello"
    Then the module answers OK
    And the server receives hello

  @id-pdn-apn-configured-twice @SIM7020EN-3.2-R1 @SIM7020ZH-3.2-R1 @persistent
  Scenario: A second name takes the place of the first
    Given the module is ready
    When the host sends AT+CFUN=0
    Then the module answers
      """
      +CPIN: NOT READY
      OK
      """
    When the host sends AT*MCGDEFCONT="IP","{second_apn}"
    Then the module answers OK
    When the host sends AT+CFUN=1
    Then the module answers OK
    And the module reports +CPIN: READY
    When the module is attached
    And the host sends AT+CGCONTRDP
    Then the module answers
      """
      +CGCONTRDP: 1,{pdn.bearer},"{second_apn}","{module.new_ip}.{module.mask}"
      OK
      """
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
    When the module is attached
    And the host sends AT+CGCONTRDP
    Then the module answers
      """
      +CGCONTRDP: 1,{pdn.bearer},"{apn}","{module.new_ip}.{module.mask}"
      OK
      """

  @id-pdn-active-after-restart @SIM7020ZH-3-R1 @SIM7020EN-3.1-R1 @SIM7020ZH-3.1-R1 @SIM7020AT-3.2.20-R1
  Scenario: After a restart by command the module activates the context and gets an address
    Given the module is ready
    When the host sends AT+CFUN=1,1
    Then by the manual the module answers OK
    When the host is silent for 30 s
    And the module is attached
    And the host sends AT+CGACT?
    Then the module answers
      """
      +CGACT: 1,1
      OK
      """
    When the host sends AT+CGCONTRDP
    Then the module answers
      """
      +CGCONTRDP: 1,{pdn.bearer},"{pdn.apn}","{module.new_ip}.{module.mask}"
      OK
      """
