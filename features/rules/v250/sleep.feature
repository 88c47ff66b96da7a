Feature: Sleeping with a connection
  Levels are those at the module's pin. No document says how soon the module sleeps; 60 s are expected, and where it has
  to be asleep, three times as long is waited.

  @id-sleep-serial-port-dead @SIM800-11-R2 @SIM800-11-R3 @SIM800-11-R4 @SIM800AT-6.2.20-R1
  Scenario: With DTR high and nothing going on the module sleeps and answers no commands
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CSCLK=1
    Then by the manual the module answers OK
    When the host sets DTR high
    And the host is silent for 180 s
    Then the module ignores AT
    When the host sets DTR low
    And the host is silent for 500 ms
    And the host sends AT
    Then the module answers OK

  @id-sleep-not-with-dtr-low @SIM800-11-R3 @SIM800AT-6.2.20-R1
  Scenario: With DTR low the module does not sleep
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CSCLK=1
    Then by the manual the module answers OK
    When the host sets DTR low
    And the host is silent for 60 s
    And the host sends AT
    Then by the manual the module answers OK

  @id-sleep-not-enabled @SIM800-11-R2 @SIM800AT-6.2.20-R1
  Scenario Outline: Without AT+CSCLK=1 the module does not sleep
    When the host sends <command>
    Then by the manual the module answers OK
    When the host sets DTR high
    And the host is silent for 60 s
    And the host sends AT
    Then by the manual the module answers OK

    Examples:
      | case     | command    |
      | not-set  | AT         |
      | disabled | AT+CSCLK=0 |

  @id-sleep-wake-by-dtr @SIM800-11-T1 @SIM800AT-6.2.20-R1
  Scenario: DTR low for just long enough brings the serial port back
    When the host sends AT+CSCLK=1
    Then by the manual the module answers OK
    When the host sets DTR high
    And the host is silent for 60 s
    And the host sets DTR low
    And the host is silent for just longer than {wake.dtr}
    And the host sends AT
    Then the module answers OK

  @id-sleep-keeps-connection @SIM800-11-R1 @SIM800AT-6.2.20-R1
  Scenario: The connection outlives the sleep
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CSCLK=1
    Then by the manual the module answers OK
    When the host sets DTR high
    And the host is silent for 180 s
    Then the module ignores AT
    When the host sets DTR low
    And the host is silent for 500 ms
    And the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers SEND OK

  # Data may be put out before DTR goes low. The host's silence counts from DTR going high.
  @id-sleep-wake-by-data @SIM800-11-R5 @SIM800-11-R7 @SIM800AT-6.2.20-R1
  Scenario: Network data wakes the module, which answers commands only after DTR has been low
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CSCLK=1
    Then by the manual the module answers OK
    When the host sets DTR high
    And the host is silent for 180 s
    And the server sends hello
    And the host is silent for 180500 ms
    Then the module ignores AT
    When the host sets DTR low
    And the host is silent for 500 ms
    Then the module delivers hello
    And the module is silent for 2 s
    When the host sends AT
    Then the module answers OK

  # Both notes name the call as what wakes the module, but the SIM7000 series takes none (C76).
  @id-sleep-wake-by-call @costs @SIM800-2.2.5-U1 @SIM800AT-2.2.8-R1 @SIM800AT-6.2.20-R1
  Scenario: A call that came while the module slept is reported
    When the host sends AT+CSCLK=1
    Then by the manual the module answers OK
    When the host sets DTR high
    And the host is silent for 60 s
    And the network calls the module
    And the host sets DTR low
    And the host is silent for 500 ms
    Then the module reports RING
    When the host sends ATH
    Then by the manual the module answers OK

  @id-sleep-wake-by-message @costs @SIM800-11-R6 @SIM7000-11-R6 @SIM800-11-R7 @SIM800AT-6.2.20-R1
  Scenario: A short message that came while the module slept is reported
    When the host sends AT+CSCLK=1
    Then by the manual the module answers OK
    When the host sets DTR high
    And the host is silent for 180 s
    And the network delivers a short message
    And the host is silent for 180500 ms
    Then the module ignores AT
    When the host sets DTR low
    And the host is silent for 500 ms
    Then by our reading G81 the module reports +CMTI: "SM",{message.index}
