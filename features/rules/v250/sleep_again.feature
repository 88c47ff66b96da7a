Feature: Sleeping again
  What holds of the first sleep holds of the next. Levels are those at the module's pin. No document says how soon the
  module sleeps; three times the 60 s that are expected are waited.

  @id-sleep-again @SIM800-11-R1 @SIM800-11-R2 @SIM800-11-R3 @SIM800-11-R4 @SIM800-11-R5 @SIM800-11-R6 @SIM800-11-R7
  @SIM800-11-T1 @SIM800-2.1.1-U2 @SIM800AT-6.2.20-R1
  Scenario: The module sleeps, is woken and sleeps again, and no data is lost
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CSCLK=1
    Then by the manual the module answers OK
    When the host sends AT+CSCLK=0
    Then by the manual the module answers OK
    When the host sends AT+CSCLK=1
    Then by the manual the module answers OK
    When the host sets DTR high
    And the host is silent for 180 s
    Then the module ignores AT
    When the server sends one
    And the host is silent for 6 s
    Then the module ignores AT
    When the server sends <all values>
    And the host is silent for 6 s
    Then the module ignores AT
    When the host sets DTR low
    And the host is silent for 500 ms
    Then the module delivers one<all values>
    When the host sends AT
    Then the module answers OK
    When the host sets DTR high
    And the host is silent for 180 s
    Then the module ignores AT
    When the host sets DTR low
    And the host is silent for just longer than {wake.dtr}
    And the host sends AT
    Then the module answers OK
    When the host is silent for 60 s
    And the host sends AT
    Then by the manual the module answers OK
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers SEND OK
    When the server sends welcome
    Then the module delivers welcome
    When the host sets DTR high
    And the host is silent for 180 s
    And the server closes
    And the host is silent for 190 s
    And the host sets DTR low
    And the host is silent for 500 ms
    Then the module reports CLOSED
    When the host sends AT
    Then the module answers OK
    When the host sends AT+CSCLK=0
    Then by the manual the module answers OK
    When the host sets DTR high
    And the host is silent for 60 s
    And the host sends AT
    Then by the manual the module answers OK

  @id-sleep-udp @SIM800-11-R1 @SIM800-11-R5 @SIM800-11-R3 @SIM800AT-6.2.20-R1
  Scenario: A datagram that comes while the module sleeps wakes it
    Given a UDP server
    And the module has accepted AT+CLPORT="UDP",8888
    And the module is connected to the server
    When the host sends AT+CSCLK=1
    Then by the manual the module answers OK
    When the host sets DTR high
    And the host is silent for 180 s
    Then the module ignores AT
    When the server connects to port 8888
    And the server sends hello
    And the host is silent for 10 s
    And the host sets DTR low
    And the host is silent for 500 ms
    Then the module delivers hello
    When the host sends AT
    Then the module answers OK

  @id-sleep-two-connections @SIM800-11-R1 @SIM800-11-R5 @SIM800AT-6.2.20-R1
  Scenario: Data of either of two connections wakes the module
    Given a TCP server
    And a TCP server named second
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CSCLK=1
    Then by the manual the module answers OK
    When the host sets DTR high
    And the host is silent for 180 s
    And the second sends hello
    And the host is silent for 190 s
    And the host sets DTR low
    And the host is silent for 500 ms
    Then the module reports +RECEIVE,1,5:
    And the module delivers hello
    When the host sends AT+CIPSEND=1,5
    Then the module answers >
    When the host types again
    Then the second receives again
    And the module answers 1, SEND OK
    When the host sets DTR high
    And the host is silent for 180 s
    And the server sends welcome
    And the host is silent for 190 s
    And the host sets DTR low
    And the host is silent for 500 ms
    Then the module reports +RECEIVE,0,7:
    And the module delivers welcome
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types there
    Then the server receives there
    And the module answers 0, SEND OK

  # The SIM7000 series takes no call (C76).
  @id-sleep-call-beside-connection @costs @SIM800-11-R6 @SIM800-2.2.5-U1 @SIM800AT-2.2.8-R1 @SIM800AT-6.2.20-R1
  Scenario: A call that came while the module slept with a connection is reported, and the connection stays
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CSCLK=1
    Then by the manual the module answers OK
    When the host sets DTR high
    And the host is silent for 180 s
    Then the module ignores AT
    When the network calls the module
    And the host is silent for 10 s
    And the host sets DTR low
    And the host is silent for 500 ms
    Then the module reports RING
    When the host sends ATH
    Then by the manual the module answers OK
    When the server sends hello
    Then the module delivers hello
