Feature: How long closing takes
  Quick closing and slow closing of the same connection, with a server that acknowledges at once.

  Background:
    Given a TCP server
    And the module is connected to the server

  @id-figure-close-slow @SIM800-2.1.1-R7 @SIM7020EN-2.2-C6
  Scenario: Slow closing
    When the host sends AT+CIPCLOSE=0
    Then the module answers CLOSE OK
    And {close.slow} measures at most {limit}

  @id-figure-close-quick @SIM800-9-T2 @SIM7020EN-6.12-T2
  Scenario: Quick closing
    When the host sends AT+CIPCLOSE=1
    Then the module answers CLOSE OK
    And {close.quick} measures at most {close.quick}
