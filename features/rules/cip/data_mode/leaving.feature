Feature: Leaving data mode and returning to it

  @id-command-mode-all-commands @SIM800-2.2.1-R3 @SIM800-2.2.1-R5 @SIM800-2.2.3-R5 @SIM800-2.2.4-R8 @SIM800-10-R1
  @SIM7020EN-6.14.1-R4 @SIM7020EN-6.14.1-R6 @SIM7020EN-6.14.4-R1 @SIM7020EN-6.14.4-R4
  Scenario: After the escape sequence commands work, and ATO returns to data mode
    Given a TCP server
    And the module is in data mode with the server
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 1
      OK
      """
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the host sends ATO
    Then the module answers {resumed}
    When the host types y
    Then the server receives y
    When the server sends z
    Then the module delivers z

  @id-ato-second-round @SIM800-2.2.1-R2 @SIM800-2.2.1-R3 @SIM800-2.2.1-R5 @SIM800-2.2.3-R5 @SIM800-2.2.4-T1
  @SIM800-2.2.4-R8 @SIM7020EN-6.14.1-R3 @SIM7020EN-6.14.1-R4 @SIM7020EN-6.14.1-R6 @SIM7020EN-6.14.4-R1
  @SIM7020EN-6.14.4-R4
  Scenario: The escape sequence works again after ATO
    Given a TCP server
    And the module is in data mode with the server
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    When the host sends ATO
    Then the module answers {resumed}
    When the host types y
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives y
    And the server receives nothing more
    When the host sends ATO
    Then the module answers {resumed}
    When the host types <all values>
    Then the server receives <all values>
    When the server sends <all values>
    Then the module delivers <all values>
    When the host types z
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives z
    And the server receives nothing more

  # It is put out at once or when data mode is on again; in either case it is put out once.
  @id-data-meanwhile @SIM800-2.2.1-R3 @SIM800-2.2.1-R5 @SIM800-2.2.4-R8 @SIM7020EN-6.14.1-R4 @SIM7020EN-6.14.4-R4
  Scenario: Data that arrives in command mode is not lost
    Given a TCP server
    And the module is in data mode with the server
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    When the server sends <500 bytes>
    And the host is silent for 5 s
    And the host sends ATO
    Then the module answers {resumed}
    And the module delivers <500 bytes>
    When the server sends more
    Then the module delivers more
    When the host types y
    Then the server receives y

  @id-data-mode-server-closes @SIM800-2.2.1-R3 @SIM800-2.2.4-R5 @SIM7020EN-6.14.1-R4 @SIM7020EN-6.14.4-R2
  @SIM7000-2.2.3-U1 @SIM800AT-19.3-U1
  Scenario: A server that closes ends data mode
    Given a TCP server
    And the module is in data mode with the server
    When the server closes
    Then by our reading G64 the module reports CLOSED
    When the host sends AT
    Then the module answers OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in data mode with the server
    And the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    When the host sends ATO
    Then the module answers {resumed}
    When the server's connection 2 sends the last
    And the server's connection 2 closes
    Then the module delivers the last
    And by our reading G64 the module reports CLOSED
    When the host sends AT
    Then the module answers OK

  @id-data-mode-client-closes @SIM800-2.2.4-R6 @SIM800AT-19.3-U1 @SIM800AT-19.3-U2
  Scenario: A client that closes ends data mode
    Given a TCP client
    And the module has accepted AT+CIPMODE=1
    And the module is listening on port 1234
    When the client connects to port 1234
    Then by our reading G18 the module reports
      """
      REMOTE IP: {client.ip}
      CONNECT
      """
    When the client closes
    Then by the manual the module reports CLOSED
    When the host sends AT
    Then the module answers OK

  # C77: with a colon, other than the note prints it.
  @id-data-mode-context-withdrawn @SIM800-2.2.4-R7 @SIM800-2.2.4-U1 @SIM7020EN-6.14.4-R3 @SIM7020EN-6.14.4-U1
  Scenario: Losing the PDP context ends data mode
    Given a TCP server
    And the module is in data mode with the server
    When the network withdraws the PDP context
    Then the module reports +PDP: DEACT
    And by our reading G28 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in data mode with the server
    And the network withdraws the PDP context
    Then the module reports +PDP: DEACT
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT

  @id-ato-connection-closed @SIM800-2.2.4-R8 @SIM7020EN-6.14.4-R4 @SIM800AT-2.2.13-X1
  Scenario: ATO is refused when the connection is gone
    Given a TCP server
    And the module is in data mode with the server
    When the server closes
    Then by our reading G64 the module reports CLOSED
    When the host sends ATO
    Then by the manual the module answers ERROR

  @id-ato-never-connected @SIM800-2.2.4-R8 @SIM7020EN-6.14.4-R4 @SIM800AT-2.2.13-X1
  Scenario: ATO is refused where there was no connection
    Given the module has accepted AT+CIPMODE=1
    And the module is in IP STATUS
    When the host sends ATO
    Then by the manual the module answers ERROR
