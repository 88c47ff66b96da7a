Feature: The status of the connection
  AT+CIPSTATUS answers OK and reports the state after it.

  @id-status-states @smoke @SIM800-10-R1 @SIM800-8-S3 @SIM800-8-S6 @SIM800-8-S7 @SIM800-8-S9 @SIM800-8-S10
  @SIM7000-8-S27
  @SIM7020EN-2.2-C12 @SIM7020EN-6.5-R7 @SIM7020EN-6.11-R1 @SIM7020EN-6.11-S1 @SIM7020EN-6.11-S2 @SIM7020EN-6.11-S4
  @SIM7020EN-6.11-S5
  Scenario Outline: The state tells how far the bearer has come
    Given the module is in <state>
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: <state>

    Examples:
      | case    | state      |
      | initial | IP INITIAL |
      | start   | IP START   |
      | active  | IP GPRSACT |
      | status  | IP STATUS  |

  @id-status-connected-tcp @SIM800-10-R1 @SIM800-6.5-S1 @SIM800-8-S14 @SIM7020EN-6.9.4-S1 @SIM7020EN-6.11-S9
  Scenario: A TCP connection that is up shows as CONNECT OK, also when the address was asked for
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK

  @id-status-connected-udp @SIM800-10-R1 @SIM800-8-S14 @SIM7020EN-6.11-S9
  Scenario: A UDP connection that is up shows as CONNECT OK
    Given a UDP server
    And the module is connected to the server
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK

  @id-status-listening @SIM800-8-S12 @SIM800-10-R1 @SIM7020EN-6.11-S7 @SIM7020EN-6.11-S13
  Scenario: A listening server shows as SERVER LISTENING
    Given the module is listening on port 1234
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: SERVER LISTENING

  @id-status-closed-tcp @SIM800-10-R1 @SIM800-8-S16 @SIM800AT-8.2.11-R1 @SIM7020EN-6.11-S11
  Scenario: A TCP connection that was closed leaves address and context behind
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.tcp}
    When the host sends AT+CIFSR
    Then the module answers {module.ip}

  @id-status-closed-udp @SIM800-2.1.2-R3 @SIM800-8-S16 @SIM800AT-8.2.6-R1 @SIM800AT-8.2.11-R1 @SIM7020EN-6.11-S11
  @SIM7020EN-6.11-S16
  Scenario: A UDP connection that was closed leaves address and context behind
    Given a UDP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.udp}
    When the host sends AT+CIFSR
    Then the module answers {module.ip}

  @id-status-closed-by-server @SIM800-8-S16 @SIM800-10-R1
  Scenario: A connection that the server closed shows as closed
    Given a TCP server
    And the module is connected to the server
    When the server closes
    Then the module reports CLOSED
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.tcp}
    When the host sends AT+CIFSR
    Then the module answers {module.ip}

  @id-status-context-withdrawn @SIM800-8-S17 @SIM800-10-R1 @SIM800AT-8.2.7-U1 @SIM800AT-8.2.11-R2
  @SIM7020EN-6.11-S12
  Scenario: A context that the network withdrew shows as PDP DEACT
    Given the module is in IP STATUS
    When the network withdraws the PDP context
    Then by the manual the module reports +PDP: DEACT
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    When the host sends AT+CIFSR
    Then by the manual the module answers ERROR

  @id-status-context-withdrawn-connected @SIM7020EN-6.11-S18
  Scenario: A context that the network withdrew from a connection shows as PDP DEACT
    Given a TCP server
    And the module is connected to the server
    When the network withdraws the PDP context
    Then by our reading G42 the module reports +PDP: DEACT
    And by our reading G42 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT

  @id-status-multi @SIM800-10-R1 @SIM800-8-S13 @SIM7020EN-2.2-C12 @SIM7020EN-6.11-S8
  Scenario: In multi connection mode an open connection shows as IP PROCESSING
    Given a TCP server
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: {1..connections.max-1},,"","","","INITIAL"
      """

  @id-status-after-send @SIM800-10-R1
  Scenario: Asking for the status does not disturb the connection
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers SEND OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the server sends hi
    Then the module delivers hi
