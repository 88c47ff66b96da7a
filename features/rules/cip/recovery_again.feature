Feature: Recovering from errors again

  @id-recover-one-of-two @SIM800-12-X1 @SIM800-3.1-U3 @SIM7020EN-6.13-X1 @SIM800AT-8.2.6-X2
  Scenario: Each of two connections is started again when it was reset, and the other one goes on
    Given a TCP server
    And a TCP server named second
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the second resets
    Then by our reading G27 the module reports 1, CLOSED
    When the host sends AT+CIPCLOSE=1
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSEND=1,5
    Then the module answers >
    When the host types again
    Then the second receives again
    And the module answers 1, SEND OK
    When the server sends still here
    Then the module reports +RECEIVE,0,10:
    And the module delivers still here
    When the server resets
    Then by our reading G27 the module reports 0, CLOSED
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the second's connection 2 sends welcome
    Then the module reports +RECEIVE,1,7:
    And the module delivers welcome
    When the server's connection 2 sends hello
    Then the module reports +RECEIVE,0,5:
    And the module delivers hello

  @id-recover-by-reset-command @SIM800-12-X3 @SIM7020EN-6.13-X3 @SIM800AT-3.2.42-R1 @SIM7020AT-3.2.20-R1
  @SIM7020AT-7.2.9-C1
  Scenario: After a reset by command the usual set-up works
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CFUN=1,1
    Then by the manual the module answers OK
    When the host is silent for 30 s
    And the module is attached
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

  @id-recover-lost-context-again @SIM800-12-X2 @SIM800-2.1.1-U2 @SIM800-8-S17 @SIM7020EN-6.13-X2 @SIM7020EN-6.11-S12
  @SIM800AT-8.2.7-U1 @SIM7020AT-7.2.9-C1
  Scenario: A context that was lost twice is brought up twice, and once more when the connection was reset
    Given a TCP server
    And the module is connected to the server
    When the network withdraws the PDP context
    Then by the manual the module reports +PDP: DEACT
    And by our reading G28 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
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
    When the network withdraws the PDP context
    Then by the manual the module reports +PDP: DEACT
    And by our reading G28 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
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
    When the server resets
    Then by our reading G27 the module reports CLOSED
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then by the manual the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
