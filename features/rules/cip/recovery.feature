Feature: Recovering from errors of a connection
  The remedies in the order in which the note names them. A context that is activated anew may have another address.

  @id-recover-after-reset @SIM800-2.1.1-U2 @SIM800-12-X1 @SIM7020EN-6.13-X1 @SIM800AT-8.2.6-X2
  Scenario: After a dropped connection a new one can be started
    Given a TCP server
    And the module is connected to the server
    When the server resets
    Then by our reading G27 the module reports CLOSED
    When the host sends AT+CIPCLOSE
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then by our reading G51 the module answers OK
    And by our reading G51 the module reports CONNECT OK
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types again
    Then the server receives again
    And the module answers SEND OK

  @id-recover-by-close @SIM800-12-X1 @SIM7020EN-6.13-X1
  Scenario: A connection on which data is stuck can be closed and started again
    Given a TCP server
    And the module has accepted AT+CIPQSEND=1
    And the module is connected to the server
    When the server stops acknowledging
    And the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the module answers DATA ACCEPT:5
    And the server receives hello
    When the host sends AT+CIPACK
    Then the module answers
      """
      +CIPACK: 5,0,5
      OK
      """
    When the host sends AT+CIPCLOSE=1
    Then the module answers CLOSE OK
    When the server acknowledges again
    And the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then by our reading G51 the module answers OK
    And by our reading G51 the module reports CONNECT OK
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types again
    Then the module answers DATA ACCEPT:5
    And the server receives again

  @id-recover-by-shut @SIM800-12-X2 @SIM7020EN-6.13-X2 @SIM7020AT-7.2.9-C1
  Scenario: After shutting, bearer and connection can be set up again
    Given a TCP server
    And the module has accepted AT+CIPQSEND=1
    And the module is connected to the server
    When the server stops acknowledging
    And the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the module answers DATA ACCEPT:5
    And the server receives hello
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the server acknowledges again
    And the host sends AT+CSTT="{apn}"
    Then by the manual the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types again
    Then the module answers DATA ACCEPT:5
    And the server receives again

  @id-recover-lost-context @SIM800-12-X2 @SIM7020EN-6.13-X2 @SIM800AT-8.2.7-U1 @SIM800AT-8.2.9-R1
  @SIM7020AT-7.2.9-C1
  Scenario: After the PDP context was lost, shutting lets everything be set up again
    Given a TCP server
    And the module is connected to the server
    When the network withdraws the PDP context
    Then by the manual the module reports +PDP: DEACT
    And by our reading G28 the module is silent for 2 s
    When the host sends AT+CIPSHUT
    Then by the manual the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then by the manual the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK

  @id-recover-by-restart @SIM800-12-X3 @SIM7020EN-6.13-X3 @SIM7020AT-7.2.9-C1
  Scenario: After a restart in the middle of a connection the usual set-up works
    Given a TCP server
    And the module is connected to the server
    When the module is power-cycled
    And the host sends AT+CSTT="{apn}"
    Then by the manual the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types again
    Then the server receives again
    And the module answers SEND OK
