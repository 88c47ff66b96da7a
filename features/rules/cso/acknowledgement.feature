Feature: Reports of acknowledged data

  @id-socket-ack-report @smoke @persistent @SIM7020EN-2.1-C9 @SIM7020EN-5.8-R1 @SIM7020EN-5.8-U1 @SIM7020ZH-5.8-U1
  Scenario: With the flag set, acknowledged data is reported after OK with its number of bytes
    Given a TCP server
    And the module has accepted AT+CSOSENDFLAG=1
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,0,"Hello World"
    Then the module answers OK
    And the server receives Hello World
    And the module reports SEND: 0,11

  @id-socket-ack-report-bytes @persistent @SIM7020EN-5.8-U1 @SIM7020ZH-5.8-U1
  Scenario: Of data in digits the bytes are counted
    Given a TCP server
    And the module has accepted AT+CSOSENDFLAG=1
    And the module is connected to the server by sockets 0 to 1
    When the host sends AT+CSOSEND=1,10,"3132333435"
    Then the module answers OK
    And the server receives 12345
    And by our reading G115 the module reports SEND: 1,5

  @id-socket-ack-report-each @persistent @SIM7020EN-5.8-R1 @SIM7020EN-5.8-U1 @SIM7020ZH-5.8-U1 @SIM7020AT-6.2.6-R1
  Scenario: Each piece of data is reported with its own number of bytes
    Given a TCP server
    And the module has accepted AT+CSOSENDFLAG=1
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,0,"Hello World"
    Then the module answers OK
    And the server receives Hello World
    And the module reports SEND: 0,11
    When the host sends AT+CSOSEND=0,0,"again"
    Then the module answers OK
    And the server receives again
    And by the manual the module reports SEND: 0,5

  @id-socket-ack-report-off @persistent @SIM7020EN-2.1-C9 @SIM7020EN-5.8-R1 @SIM7020AT-6.2.6-R1 @SIM7020AT-6.2.9-C1
  Scenario: With the flag cleared nothing is reported
    Given a TCP server
    And the module has accepted
      """
      AT+CSOSENDFLAG=1
      AT+CSOSENDFLAG=0
      """
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,0,"Hello World"
    Then the module answers OK
    And the server receives Hello World
    And by the manual the module is silent for 5 s

  @id-socket-ack-report-default @persistent @SIM7020EN-2.1-C9 @SIM7020AT-6.2.9-C1
  Scenario: The flag is clear until it is set, and can be read
    Given the module is ready
    When the host sends AT+CSOSENDFLAG?
    Then by our reading G59 the module answers
      """
      +CSOSENDFLAG: 0
      OK
      """
    When the host sends AT+CSOSENDFLAG=1
    Then the module answers OK
    When the host sends AT+CSOSENDFLAG?
    Then by the manual the module answers
      """
      +CSOSENDFLAG: 1
      OK
      """

  @id-socket-ack-report-udp @persistent @SIM7020EN-5.8-R1 @SIM7020AT-6.2.6-R1
  Scenario: Data sent by UDP is not reported
    Given a UDP server
    And the module has accepted AT+CSOSENDFLAG=1
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,0,"Hello World"
    Then the module answers OK
    And the server receives Hello World
    And by the manual the module is silent for 5 s

  @id-socket-ack-missing @persistent @SIM7020EN-5.8-U1 @SIM7020ZH-5.8-U1 @SIM7020AT-6.2.6-R1
  Scenario: While the acknowledgement is missing nothing is reported
    Given a TCP server
    And the module has accepted AT+CSOSENDFLAG=1
    And the module is connected to the server by socket 0
    When the server stops acknowledging
    And the host sends AT+CSOSEND=0,0,"Hello World"
    Then by the manual the module answers OK
    And the server receives Hello World
    And the module is silent for 2 s
    When the server acknowledges again
    Then the module reports SEND: 0,11

  @id-socket-ack-amounts @persistent @SIM7020EN-2.1-C12 @SIM7020EN-5.8-U1 @SIM7020AT-6.2.12-C1
  Scenario: What was sent, acknowledged and not acknowledged can be asked
    Given a TCP server
    And the module has accepted AT+CSOSENDFLAG=1
    And the module is connected to the server by socket 0
    When the host sends AT+CSOACK=?
    Then by the manual the module answers
      """
      +CSOACK: {sockets.range}
      OK
      """
    When the host sends AT+CSOACK=0
    Then by the manual the module answers
      """
      +CSOACK: 0,0,0,0
      OK
      """
    When the host sends AT+CSOSEND=0,0,"Hello World"
    Then the module answers OK
    And the server receives Hello World
    And the module reports SEND: 0,11
    When the host sends AT+CSOACK=0
    Then by the manual the module answers
      """
      +CSOACK: 0,11,11,0
      OK
      """

  @id-socket-ack-amounts-missing @SIM7020EN-2.1-C12 @SIM7020AT-6.2.6-R1 @SIM7020AT-6.2.12-C1
  Scenario: Data without an acknowledgement is counted apart
    Given a TCP server
    And the module is connected to the server by socket 0
    When the server stops acknowledging
    And the host sends AT+CSOSEND=0,0,"Hello World"
    Then by the manual the module answers OK
    And the server receives Hello World
    When the host sends AT+CSOACK=0
    Then by the manual the module answers
      """
      +CSOACK: 0,11,0,11
      OK
      """

  @id-socket-ack-apart @persistent @SIM7020EN-2.1-C12 @SIM7020ZH-2.1-C12 @SIM7020EN-5.8-R1 @SIM7020ZH-5.8-R1
  @SIM7020EN-5.8-U1 @SIM7020ZH-5.8-U1 @SIM7020AT-6.2.6-R1 @SIM7020AT-6.2.7-C1 @SIM7020AT-6.2.7-R1
  @SIM7020AT-6.2.12-C1
  Scenario: What one server acknowledges is reported and counted apart from what another does not
    Given a TCP server
    And a TCP server named other
    And the module has accepted AT+CSOSENDFLAG=1
    And the module is connected to the server by socket 0
    And the module is connected to the other by socket 1
    When the host sends AT+CSOSEND=0,0,"before"
    Then the module answers OK
    And the server receives before
    And the module reports SEND: 0,6
    When the server stops acknowledging
    And the host sends AT+CSOSEND=0,0,"held up"
    Then by the manual the module answers OK
    And the server receives held up
    When the host sends AT+CSOSEND=1,0,"Hello World"
    Then the module answers OK
    And the other receives Hello World
    And the module reports SEND: 1,11
    When the host sends AT+CSOACK=1
    Then by the manual the module answers
      """
      +CSOACK: 1,11,11,0
      OK
      """
    When the host sends AT+CSOACK=0
    Then by the manual the module answers
      """
      +CSOACK: 0,13,6,7
      OK
      """
    When the server acknowledges again
    Then the module reports SEND: 0,7
    When the host sends AT+CSOSEND=1,0,"again"
    Then the module answers OK
    And the other receives again
    And the module reports SEND: 1,5
    When the host sends AT+CSODSEND=1,4
    Then by the manual the module answers >
    When the host types last
    Then by the manual the module answers DATA ACCEPT: 4
    And by the manual the other receives last
    And the module reports SEND: 1,4
    When the host sends AT+CSOACK=0
    Then by the manual the module answers
      """
      +CSOACK: 0,13,13,0
      OK
      """
