Feature: The status while data is not acknowledged
  In quick sending the host is free to ask as soon as the data was accepted.

  @id-status-unacknowledged @SIM800-10-R1 @SIM800-8-S14 @SIM7020EN-6.11-S9
  Scenario: The status is told while acknowledgements are waited for
    Given a TCP server
    And the module has accepted AT+CIPQSEND=1
    And the module is connected to the server
    When the server stops acknowledging
    And the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the module answers DATA ACCEPT:5
    And the server receives hello
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the server acknowledges again
    And the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
