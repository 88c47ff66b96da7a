Feature: Amounts of data sent and acknowledged
  AT+CIPACK answers what was sent, what of it was acknowledged, and what was not.

  @id-cipack-single @SIM800-6-R2 @SIM800-6.5-R1 @SIM7020EN-2.2-C5 @SIM7020EN-6.9-R2 @SIM7020ZH-6.9-R2
  @SIM7020EN-6.9.1-R1 @SIM7020EN-6.9.4-R1 @SIM7020ZH-6.9.4-R1 @SIM7020EN-6.9.4-R2 @SIM7020EN-6.9.4-R3
  Scenario: What the server has acknowledged counts as acknowledged
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPACK
    Then the module answers
      """
      +CIPACK: 0,0,0
      OK
      """
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers SEND OK
    When the host sends AT+CIPACK
    Then the module answers
      """
      +CIPACK: 5,5,0
      OK
      """

  @id-cipack-unacknowledged @SIM800-6-R2 @SIM800-6.5-R1 @SIM7020EN-6.9-R2 @SIM7020ZH-6.9-R2 @SIM7020EN-6.9.1-R1
  @SIM7020EN-6.9.4-R2 @SIM7020EN-6.9.4-R3 @SIM7020EN-6.9.4-R4 @SIM7020EN-6.9.4-R5 @SIM7020ZH-6.9.4-R5
  Scenario: What the server has not acknowledged counts as such until it does
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND=3
    Then the module answers >
    When the host types one
    Then the server receives one
    And the module answers SEND OK
    When the host sends AT+CIPQSEND=1
    Then the module answers OK
    When the server stops acknowledging
    And the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types three
    Then the module answers DATA ACCEPT:5
    And the server receives three
    When the host sends AT+CIPACK
    Then the module answers
      """
      +CIPACK: 8,3,5
      OK
      """
    When the server acknowledges again
    Then the module is silent for 20 s
    When the host sends AT+CIPACK
    Then by our reading G29 the module answers
      """
      +CIPACK: 8,8,0
      OK
      """

  @id-cipack-totals @SIM800-6-R2 @SIM800-6.5-R2 @SIM800-6.5-S1 @SIM7020EN-6.9-R2 @SIM7020ZH-6.9-R2 @SIM7020EN-6.9.4-R5
  @SIM7020ZH-6.9.4-R5 @SIM7020EN-6.9.4-S1
  Scenario: The amounts are totals of the connection
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND=3
    Then the module answers >
    When the host types TCP
    Then the server receives TCP
    And the module answers SEND OK
    When the host sends AT+CIPACK
    Then the module answers
      """
      +CIPACK: 3,3,0
      OK
      """
    When the host sends AT+CIPSEND=9
    Then the module answers >
    When the host types TCP again
    Then the server receives TCP again
    And the module answers SEND OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the host sends AT+CIPACK
    Then the module answers
      """
      +CIPACK: 12,12,0
      OK
      """

  @id-cipack-beyond-65535 @SIM800-6.5-R2 @SIM7020EN-6.9.4-R5
  Scenario: The totals go on beyond 65,535
    Given a TCP server
    And the module has accepted ATE0
    And the module is connected to the server
    When the host hands over <66000 bytes> by AT+CIPSEND, 1000 at a time
    Then the server receives <66000 bytes>
    When the host sends AT+CIPACK
    Then the module answers
      """
      +CIPACK: 66000,66000,0
      OK
      """

  @id-cipack-new-connection @SIM800-12-X1 @SIM7020EN-6.13-X1
  Scenario: A new connection begins with amounts of its own
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND=3
    Then the module answers >
    When the host types TCP
    Then the server receives TCP
    And the module answers SEND OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then by our reading G51 the module answers OK
    And by our reading G51 the module reports CONNECT OK
    When the host sends AT+CIPACK
    Then by our reading G30 the module answers
      """
      +CIPACK: 0,0,0
      OK
      """

  @id-cipack-multi @SIM800-6.5-R3 @SIM7020EN-6.9.4-R6
  Scenario: In multi connection mode each connection has amounts of its own
    Given a TCP server
    And the module is connected to the server as connections 0 to 5
    When the host sends AT+CIPSEND=1,5
    Then the module answers >
    When the host types hello
    Then the server's connection 2 receives hello
    And the module answers 1, SEND OK
    When the host sends AT+CIPACK=1
    Then the module answers
      """
      +CIPACK: 5,5,0
      OK
      """
    When the host sends AT+CIPACK=0
    Then the module answers
      """
      +CIPACK: 0,0,0
      OK
      """
    When the host sends AT+CIPSEND=5,9
    Then the module answers >
    When the host types the other
    Then the server's connection 6 receives the other
    And the module answers 5, SEND OK
    When the host sends AT+CIPACK=5
    Then the module answers
      """
      +CIPACK: 9,9,0
      OK
      """
    When the host sends AT+CIPACK=1
    Then the module answers
      """
      +CIPACK: 5,5,0
      OK
      """

  @id-cipack-udp @SIM800-6.5-R4 @SIM7020EN-6.9.4-R7
  Scenario: On a UDP connection everything stays unacknowledged
    Given a UDP server
    And the module is connected to the server
    When the host sends AT+CIPSEND=3
    Then the module answers >
    When the host types UDP
    Then the server receives UDP
    And the module answers SEND OK
    When the host sends AT+CIPACK
    Then the module answers
      """
      +CIPACK: 3,0,3
      OK
      """

  @id-cipack-udp-multi @SIM800-6.5-R3 @SIM800-6.5-R4 @SIM7020EN-6.9.4-R6 @SIM7020EN-6.9.4-R7
  Scenario: On a UDP connection of several everything stays unacknowledged
    Given a UDP server
    And the module is connected to the server as connection 2
    When the host sends AT+CIPSEND=2,3
    Then the module answers >
    When the host types UDP
    Then the server receives UDP
    And the module answers 2, SEND OK
    When the host sends AT+CIPACK=2
    Then the module answers
      """
      +CIPACK: 3,0,3
      OK
      """
