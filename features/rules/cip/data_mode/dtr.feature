Feature: Leaving data mode by DTR
  Levels are those at the module's pin. DTR is high before data mode begins, so that a low pulse has two edges.

  Background:
    Given a TCP server
    When the host sets DTR high

  @id-dtr-pulse @SIM800-2.2.4-T2
  Scenario: A DTR pulse of just enough length leaves data mode
    Given the module has accepted AT&D1
    And the module is in data mode with the server
    When the host sets DTR low
    And the host is silent for just longer than {dtr.low}
    And the host sets DTR high
    Then the module answers OK
    And {dtr.answer} measures at most {dtr.answer}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK

  @id-dtr-pulse-ignored @SIM800-2.2.4-R4 @SIM800AT-2.2.29-R1
  Scenario: Without AT&D1 a DTR pulse leaves the module in data mode
    Given the module has accepted AT&D0
    And the module is in data mode with the server
    When the host sets DTR low
    And the host is silent for just longer than {dtr.low}
    And the host sets DTR high
    Then by the manual the module is silent for 2 s
    When the host types y
    Then by the manual the server receives y
    # With AT&D1 it leads there, also when the connection came up without.
    When the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    When the host sends AT&D1
    Then the module answers OK
    When the host sends ATO
    Then the module answers {resumed}
    When the host sets DTR low
    And the host is silent for 1500 ms
    And the host sets DTR high
    Then the module answers OK

  @id-dtr-pulse-and-back @SIM800-2.2.4-T2 @SIM800-2.2.4-R8 @SIM800-2.2.1-R5 @SIM800AT-8.2.25-X1
  Scenario: ATO returns to data mode after a DTR pulse, also where a command was refused in between
    Given the module has accepted AT&D1
    And the module is in data mode with the server
    When the host sets DTR low
    And the host is silent for 1500 ms
    And the host sets DTR high
    Then the module answers OK
    When the host sends AT+CIPUDPMODE=3
    Then by the manual the module answers ERROR
    When the host sends ATO
    Then the module answers {resumed}
    When the host types y
    Then the server receives y
    When the server sends z
    Then the module delivers z

  @id-dtr-in-turn @SIM800-2.2.4-T2 @SIM800-2.2.4-R4 @SIM800-2.2.4-R8 @SIM800-2.2.1-R2 @SIM800-2.2.3-R5 @SIM800AT-2.2.29-R1
  Scenario: DTR leads to command mode as long as AT&D1 stands, each time anew
    Given the module has accepted AT&D1
    And the module is in data mode with the server
    When the host sets DTR low
    And the host is silent for 1500 ms
    And the host sets DTR high
    Then the module answers OK
    When the host sends ATO
    Then the module answers {resumed}
    When the host types one
    Then the server receives one
    # What is typed last is data like the rest, whether it has been sent by then or not.
    When the host sets DTR low
    And the host is silent for 10 s
    And the host types last
    And the host is silent for 50 ms
    And the host sets DTR high
    Then the module answers OK
    And the server receives last
    When the host sends AT&D0
    Then the module answers OK
    When the host sends ATO
    Then the module answers {resumed}
    When the host sets DTR low
    And the host is silent for 1500 ms
    And the host sets DTR high
    Then by the manual the module is silent for 2 s
    When the host types two
    Then by the manual the server receives two
    And the server receives nothing more

  @id-dtr-without-escape @SIM800-2.2.4-T2 @SIM800-2.2.4-R1 @SIM800-2.2.4-R8
  Scenario: DTR leads to command mode also where the escape sequence is turned off
    Given the module has accepted
      """
      AT&D1
      AT+CIPCCFG=5,2,1024,0,0,1460,50
      """
    And the module is in data mode with the server
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the server receives x
    And the server receives +++
    When the host sets DTR low
    And the host is silent for 1500 ms
    And the host sets DTR high
    Then the module answers OK
    When the host sends ATO
    Then the module answers {resumed}
    When the host types y
    Then the server receives y
