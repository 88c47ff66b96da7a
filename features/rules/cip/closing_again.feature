Feature: Closing again
  In single connection mode the next connection is opened behind AT+CIPSHUT, as the manuals have it (G51).

  @id-close-modes-again @SIM800-9-R1 @SIM800-9-R2 @SIM800-9-T1 @SIM800-9-T2 @SIM7020EN-6.12-R1 @SIM7020ZH-6.12-R1
  @SIM7020EN-6.12-R2 @SIM7020EN-6.12-R3 @SIM7020EN-6.12-R4 @SIM7020EN-6.12-T1 @SIM7020EN-6.12-T2
  Scenario: Each close goes by its own mode, whatever the one before it was
    Given a TCP server
    And the module is connected to the server
    When the server stops acknowledging
    And the host sends AT+CIPCLOSE=1
    Then the module answers CLOSE OK
    And {close.quick} measures at most {close.quick}
    And that took at most {close.alone}
    When the server acknowledges again
    And the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server stops acknowledging
    And the host sends AT+CIPCLOSE=0
    Then the module is silent for 1 s
    When the server acknowledges again
    Then the module answers CLOSE OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server stops acknowledging
    And the host sends AT+CIPCLOSE=1
    Then the module answers CLOSE OK
    And {close.quick} measures at most {close.quick}
    And that took at most {close.alone}
    When the server acknowledges again
    And the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers SEND OK
    When the server sends welcome
    Then the module delivers welcome
    When the server stops acknowledging
    And the host sends AT+CIPCLOSE
    Then the module is silent for 1 s
    When the server acknowledges again
    Then the module answers CLOSE OK

  @id-close-beside-another @SIM800-9-R3 @SIM800-9-R4 @SIM800-9-T1 @SIM800-9-T2 @SIM800-3-R3 @SIM800-3.1-R4 @SIM7020EN-6.12-R4
  @SIM7020EN-6.12-R5 @SIM7020EN-6.12-R6 @SIM7020EN-6.12-T1 @SIM7020EN-6.12-T2
  Scenario: Of three connections each is closed in its mode, and the context and the others stay
    Given a TCP server
    And a TCP server named second
    And a TCP server named third
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSTART=2,"TCP","{third.ip}","{third.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the server stops acknowledging
    And the second stops acknowledging
    And the host sends AT+CIPCLOSE=0,1
    Then the module answers 0, CLOSE OK
    And {close.quick} measures at most {close.quick}
    And that took at most {close.alone}
    When the host sends AT+CIPCLOSE=1
    Then the module is silent for 1 s
    When the second acknowledges again
    Then the module answers 1, CLOSE OK
    When the third sends hello
    Then the module reports +RECEIVE,2,5:
    And the module delivers hello
    When the server acknowledges again
    And the host sends AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSTART=0,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPCLOSE=0,0
    Then the module answers 0, CLOSE OK
    And by our reading G42 the module is silent for 2 s
    When the second's connection 2 sends hello
    Then the module reports +RECEIVE,1,5:
    And the module delivers hello
    When the host sends AT+CIPSTART=0,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the second's connection 4 sends welcome
    Then the module reports +RECEIVE,0,7:
    And the module delivers welcome
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    When the second's connection 4 sends still here
    Then the module reports +RECEIVE,0,10:
    And the module delivers still here
    When the host sends AT+CIPSEND=2,5
    Then the module answers >
    When the host types there
    Then the third receives there
    And the module answers 2, SEND OK
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK

  @id-close-two-at-once @SIM800-9-T1 @SIM7020EN-6.12-T1
  Scenario: Of two that are being closed, each is reported when its own server has taken part
    Given a TCP server
    And a TCP server named second
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the server stops acknowledging
    And the host sends AT+CIPCLOSE=0
    Then the module is silent for 1 s
    When the host sends AT+CIPCLOSE=1
    Then by our reading G43 the module answers 1, CLOSE OK
    And the module is silent for 2 s
    When the server acknowledges again
    Then the module reports 0, CLOSE OK

  @id-close-many-times @SIM800-9-R4 @SIM800-3-R3 @SIM7020EN-6.12-R6
  Scenario: After a dozen closes a connection is opened as after the first
    Given a TCP server
    And a UDP server named logger
    And the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSTART=3,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 3, CONNECT OK
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPCLOSE=3
    Then the module answers 3, CLOSE OK
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    When the host sends AT+CIPSTART=3,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 3, CONNECT OK
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPCLOSE=3
    Then the module answers 3, CLOSE OK
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    When the host sends AT+CIPSTART=3,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 3, CONNECT OK
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPCLOSE=3
    Then the module answers 3, CLOSE OK
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    When the host sends AT+CIPSTART=3,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 3, CONNECT OK
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPCLOSE=3
    Then the module answers 3, CLOSE OK
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    When the host sends AT+CIPSTART=3,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 3, CONNECT OK
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPCLOSE=3
    Then the module answers 3, CLOSE OK
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    When the host sends AT+CIPSTART=3,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 3, CONNECT OK
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPCLOSE=3
    Then the module answers 3, CLOSE OK
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    When the host sends AT+CIPSTART=1,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSEND=1,5
    Then the module answers >
    When the host types hello
    Then the logger receives hello
    And the module answers 1, SEND OK
