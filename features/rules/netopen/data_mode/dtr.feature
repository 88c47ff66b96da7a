Feature: Switching between data mode and command mode by DTR
  Levels are those at the module's pin.

  Background:
    Given a TCP server
    When the host sets DTR low

  @id-netopen-dtr-leaves @SIM7X00-2.5-R4 @SIM7X00-2.5-R5 @SIM7X00-2.5-S1 @SIM7X00-2.4-S1
  @SIM7X00AT-2.2.18-R2
  Scenario: With AT&D1 turning DTR off leaves data mode, and the connection stays
    Given the module has accepted AT&D1
    And the module is in data mode with the server
    When the host types x
    And the host is silent for 1500 ms
    And the host sets DTR high
    Then by our reading G87 the module answers OK
    And the server receives x
    When the host sends AT+CIPOPEN?
    Then by the manual the module answers
      """
      +CIPOPEN: 0, "TCP","{server.ip}",{server.port},-1
      +CIPOPEN: {1..links.max-1}
      OK
      """
    When the host sends ATO
    Then the module answers CONNECT {line.rate}
    When the host types y
    Then the server receives y
    # What DTR did once, in this way, it does again.
    When the host is silent for 1500 ms
    And the host sets DTR low
    And the host is silent for 1500 ms
    And the host sets DTR high
    Then the module reports OK
    When the host sends AT
    Then the module answers OK

  @id-netopen-dtr-returns @SIM7X00-2.5-R4 @SIM7X00-2.5-S1
  Scenario: With AT&D1 turning DTR on again returns to data mode, and so it does the next time
    Given the module has accepted
      """
      AT&D1
      AT&D0
      AT&D1
      """
    And the module is in data mode with the server
    When the host types x
    And the host is silent for 1500 ms
    And the host sets DTR high
    Then by our reading G87 the module answers OK
    And the server receives x
    When the host is silent for 1500 ms
    And the host sets DTR low
    Then by our reading G87 the module reports CONNECT {line.rate}
    When the host types y
    Then by our reading G87 the server receives y
    # What DTR did once, in this way, it does as often as the host asks for it.
    When the host is silent for 1500 ms
    And the host sets DTR high
    Then the module reports OK
    When the host sends AT
    Then the module answers OK
    When the host is silent for 1500 ms
    And the host sets DTR low
    Then the module reports CONNECT {line.rate}
    When the host types z
    Then the server receives z
    When the server sends again
    Then the module delivers again

  @id-netopen-dtr-ignored @SIM7X00-2.5-R5 @SIM7X00AT-2.2.18-R1
  Scenario: Without AT&D1 DTR leaves the module in data mode
    Given the module has accepted AT&D0
    And the module is in data mode with the server
    When the host types x
    And the host is silent for 1500 ms
    And the host sets DTR high
    Then by the manual the module is silent for 2 s
    And the server receives x
    When the host types y
    Then by the manual the server receives y

  @id-netopen-dtr-ignored-again @SIM7X00-2.5-R5 @SIM7X00AT-2.2.18-R1
  Scenario: When AT&D0 follows on AT&D1, DTR leaves the module in data mode
    Given the module has accepted
      """
      AT&D1
      AT&D0
      """
    And the module is in data mode with the server
    When the host types x
    And the host is silent for 1500 ms
    And the host sets DTR high
    Then by the manual the module is silent for 2 s
    And the server receives x
    When the host types y
    Then by the manual the server receives y
