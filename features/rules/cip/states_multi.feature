Feature: States in multi connection mode
  The arrows of the note's third figure, each by itself and once all together.

  # C15: seven states by the figure; IP CONFIG has a scenario of its own.
  @id-multi-states-round @SIM800-8-S2 @SIM800-8-S3 @SIM800-8-S5 @SIM800-10-R1 @SIM800AT-7.2.1-R1
  @SIM800AT-8.2.12-R1 @SIM7020EN-6.11-L2 @SIM7020EN-6.11-R1 @SIM7000-8-S2
  Scenario: One round through the states
    Given a TCP server
    And the module is in multi connection mode
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP START
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP GPRSACT
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP STATUS
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: {1..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPCLOSE=0
    Then the module answers 0, CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP STATUS
    And by our reading G45 the module reports
      """
      C: 0,0,"TCP","{server.ip}","{server.port}","CLOSED"
      C: {1..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CGATT=0
    Then by the manual the module answers OK
    And by our reading G42 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    And by our reading G45 the module reports
      """
      C: 0,0,"TCP","{server.ip}","{server.port}","CLOSED"
      C: {1..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    And by our reading G45 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CGATT=1
    Then by the manual the module answers OK

  @id-multi-cstt @SIM800-8-S28 @SIM800AT-8.2.12-R1 @SIM7020EN-6.11-S27
  Scenario: In multi connection mode starting the task leads to IP START
    Given the module is in multi connection mode
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP START
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"

  @id-multi-ciicr-works @SIM800-8-S2 @SIM800-8-S29 @SIM800AT-8.2.10-S1 @SIM7020EN-6.11-L2 @SIM7020EN-6.11-S3
  @SIM7020EN-6.11-S28
  @SIM7000-8-S2
  Scenario: While AT+CIICR works the state is IP CONFIG
    Given the module is in multi connection mode
    And the module has accepted AT+CSTT="{apn}"
    And the network takes 30 s for the next PDP context
    When the host sends AT+CIICR
    And the host sends AT+CIPSTATUS
    Then by our reading G43 the module answers OK
    And by our reading G70 the module reports STATE: IP CONFIG
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host is silent for 40 s
    Then by our reading G70 the module reports OK

  @id-multi-ciicr @SIM800-8-S30 @SIM800AT-8.2.10-S1 @SIM800AT-8.2.12-R1 @SIM7020EN-6.11-S29
  Scenario: In multi connection mode bringing up the context leads to IP GPRSACT
    Given the module is in multi connection mode
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP GPRSACT
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"

  @id-multi-cifsr @SIM800-8-S31 @SIM800AT-8.2.12-R1 @SIM7020EN-6.11-S30
  Scenario: In multi connection mode asking for the address leads to IP STATUS
    Given the module is in multi connection mode
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP STATUS
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"

  @id-multi-cipstart @SIM800-8-S32 @SIM7020EN-6.11-S15
  Scenario: Opening a connection leads from IP STATUS to IP PROCESSING
    Given a TCP server
    And the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSTART=3,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 3, CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: {0..2},,"","","","INITIAL"
      C: 3,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: {4..connections.max-1},,"","","","INITIAL"
      """

  @id-multi-connecting @SIM800-8-S2 @SIM800-8-S32 @SIM800AT-8.2.12-S1 @SIM7020EN-6.11-L2 @SIM7020EN-6.11-S15
  @SIM7000-8-S2
  Scenario: A connection that the server has not yet answered is IP PROCESSING already
    Given a TCP server
    And the module is in IP STATUS in multi connection mode
    And the server stops acknowledging
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP PROCESSING
    And by the manual the module reports C: 0,0,"TCP","{server.ip}","{server.port}","CONNECTING"
    And the module reports C: {1..connections.max-1},,"","","","INITIAL"
    When the server acknowledges again
    Then the server sees a connection
    And the module reports 0, CONNECT OK

  @id-multi-closing @SIM800-8-S2 @SIM800-9-T1 @SIM800AT-8.2.12-S1 @SIM7020EN-6.11-L2 @SIM7020EN-6.12-T1 @SIM7000-8-S2
  Scenario: A connection that is being closed is IP PROCESSING still
    Given a TCP server
    And the module is connected to the server as connection 0
    When the server stops acknowledging
    And the host sends AT+CIPCLOSE=0
    Then the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then by our reading G43 the module answers OK
    And by our reading G45 the module reports STATE: IP PROCESSING
    And by the manual the module reports C: 0,0,"TCP","{server.ip}","{server.port}","CLOSING"
    And the module reports C: {1..connections.max-1},,"","","","INITIAL"
    When the server acknowledges again
    And the host is silent for 20 s
    Then the module reports 0, CLOSE OK

  @id-multi-listening @SIM800-3.2-R10 @SIM800-8-S2 @SIM7020EN-6.7-R10 @SIM7020EN-6.7-S1 @SIM7020EN-6.11-L2 @SIM7000-8-S2
  Scenario: A listening server is IP PROCESSING
    Given the module is listening on port 1234 in multi connection mode
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by our reading G45 the module reports STATE: IP PROCESSING
    And the module reports S: 0,0,"1234","LISTENING"
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"

  @id-multi-connected-udp @SIM800-8-S2 @SIM800-8-S32 @SIM7020EN-6.11-L2 @SIM7020EN-6.11-S15 @SIM7000-8-S2
  Scenario: A UDP connection is IP PROCESSING
    Given a UDP server
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"UDP","{server.ip}","{server.port}","CONNECTED"
      C: {1..connections.max-1},,"","","","INITIAL"
      """

  @id-multi-close-one-of-two @SIM800-8-S33 @SIM7020EN-6.11-S15 @SIM7020EN-6.11-S31
  Scenario: Closing one of two connections leaves IP PROCESSING
    Given a TCP server
    And the module is connected to the server as connections 0 to 1
    When the host sends AT+CIPCLOSE=0
    Then the module answers 0, CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CLOSED"
      C: 1,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: {2..connections.max-1},,"","","","INITIAL"
      """

  @id-multi-close-last @SIM800-8-S33 @SIM7020EN-6.11-S31
  Scenario: Closing the last connection leads from IP PROCESSING to IP STATUS
    Given a TCP server
    And the module is connected to the server as connections 0 to 1
    When the host sends AT+CIPCLOSE=0
    Then the module answers 0, CLOSE OK
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP STATUS
    And by our reading G45 the module reports
      """
      C: {0..1},0,"TCP","{server.ip}","{server.port}","CLOSED"
      C: {2..connections.max-1},,"","","","INITIAL"
      """

  @id-multi-detach-connected @SIM800-8-S34 @SIM800AT-7.2.1-R1 @SIM7020EN-6.11-S33
  Scenario: Detaching leads from IP PROCESSING to PDP DEACT
    Given a TCP server
    And the module is connected to the server as connection 0
    When the host sends AT+CGATT=0
    Then by the manual the module answers OK
    And by our reading G42 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    And by our reading G45 the module reports
      """
      C: 0,0,"TCP","{server.ip}","{server.port}","CLOSED"
      C: {1..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CGATT=1
    Then by the manual the module answers OK

  @id-multi-detach-active @SIM800-8-S35 @SIM800AT-7.2.1-R1 @SIM800AT-8.2.12-R1 @SIM7020EN-6.11-S33
  Scenario: Without a connection detaching leads from IP GPRSACT to PDP DEACT
    Given the module is in multi connection mode
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CGATT=0
    Then by the manual the module answers OK
    And by our reading G42 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CGATT=1
    Then by the manual the module answers OK

  @id-multi-detach-status @SIM800-8-S35 @SIM800AT-7.2.1-R1 @SIM800AT-8.2.12-R1 @SIM7020EN-6.11-S33
  Scenario: Without a connection detaching leads from IP STATUS to PDP DEACT
    Given the module is in IP STATUS in multi connection mode
    When the host sends AT+CGATT=0
    Then by the manual the module answers OK
    And by our reading G42 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CGATT=1
    Then by the manual the module answers OK

  @id-multi-shut @SIM800-8-S36 @SIM800AT-8.2.7-S1 @SIM7020EN-6.11-S32
  Scenario Outline: In multi connection mode shutting leads to IP INITIAL
    Given a TCP server
    And the module is <state>
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    And by our reading G42 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    And by our reading G45 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    And by our reading G45 the module is silent for 2 s

    Examples:
      | case      | state                                           |
      | status    | in IP STATUS in multi connection mode           |
      | listening | listening on port 1234 in multi connection mode |
      | connected | connected to the server as connection 0         |

  @id-multi-shut-start @SIM800-8-S36 @SIM800AT-8.2.7-S1 @SIM800AT-8.2.12-R1 @SIM7020EN-6.11-S32
  Scenario: In multi connection mode shutting leads from IP START to IP INITIAL
    Given the module is in multi connection mode
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"

  @id-multi-shut-active @SIM800-8-S36 @SIM800AT-8.2.7-S1 @SIM800AT-8.2.12-R1 @SIM7020EN-6.11-S32
  Scenario: In multi connection mode shutting leads from IP GPRSACT to IP INITIAL
    Given the module is in multi connection mode
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"

  @id-multi-shut-deactivated @SIM800-8-S36 @SIM800AT-8.2.7-U1 @SIM800AT-8.2.12-R1 @SIM7020EN-6.11-S32
  Scenario: In multi connection mode shutting leads from PDP DEACT to IP INITIAL
    Given the module is in IP STATUS in multi connection mode
    When the network withdraws the PDP context
    Then by the manual the module reports +PDP: DEACT
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"
