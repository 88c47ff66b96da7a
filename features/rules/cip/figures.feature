Feature: How long the commands of connections take
  One command of each kind, measured from the command to the last line that belongs to it, and held against the time
  that the manual grants it. The limits are those of the claims, and rest on what these name: the manual, or a reading.

  @id-figure-answer-question @SIM800-10-R1 @SIM7020EN-2.2-C12
  Scenario: A question about the module's own state
    Given the module is ready
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    And {answer.CIPSTATUS} measures at most {limit}

  @id-figure-answer-connect @SIM800-2.1.1-R3 @SIM7020EN-2.2-C2
  Scenario: Opening a connection
    Given a TCP server
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    And by our reading G82 {answer.CIPSTART} measures at most {limit}

  # From the last byte typed, which is the Ctrl-Z.
  @id-figure-answer-send @SIM800-2.1.1-R5 @SIM7020EN-2.2-C3
  Scenario: Sending, with the server's acknowledgement
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And the module answers SEND OK
    And {answer.CIPSEND} measures at most {limit}

  @id-figure-answer-name @SIM800-5-R4 @SIM7020EN-2.2-C14
  Scenario: Asking for the address of a name
    Given a TCP server
    And the module is in IP STATUS
    When the host sends AT+CDNSGIP="{server.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{server.name}","{server.ip}"
    And {answer.CDNSGIP} measures at most {limit}

  @id-figure-close-slow @SIM800-2.1.1-R7 @SIM7020EN-2.2-C6
  Scenario: Slow closing
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE=0
    Then the module answers CLOSE OK
    And {close.slow} measures at most {limit}

  @id-figure-close-quick @SIM800-9-T2 @SIM7020EN-6.12-T2
  Scenario: Quick closing
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE=1
    Then the module answers CLOSE OK
    And {close.quick} measures at most {close.quick}

  @id-figure-answer-shut @SIM800-9-R5 @SIM7020EN-2.2-C7
  Scenario: Shutting the context
    Given the module is in IP STATUS
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    And {answer.CIPSHUT} measures at most {limit}
