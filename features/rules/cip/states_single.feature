Feature: States in single connection mode
  The arrows of the note's second figure, each by itself and once all together.

  @id-single-states-round @SIM800-8-S1 @SIM800-8-S3 @SIM800-8-S4 @SIM800AT-7.2.1-R1 @SIM7020EN-6.11-L1
  @SIM7020EN-6.11-R1
  Scenario: One round through the states
    Given a TCP server
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP START
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP GPRSACT
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.tcp}
    When the host sends AT+CGATT=0
    Then by the manual the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    When the host sends AT+CGATT=1
    Then by the manual the module answers OK

  @id-single-cstt @SIM800-8-S18 @SIM7020EN-6.11-S19
  Scenario: Starting the task leads from IP INITIAL to IP START
    Given the module is in IP INITIAL
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP START

  @id-single-ciicr @SIM800-8-S20 @SIM800AT-8.2.10-S1 @SIM7020EN-6.11-S21
  Scenario: Bringing up the context leads from IP START to IP GPRSACT
    Given the module is in IP START
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP GPRSACT

  @id-single-cifsr @SIM800-8-S21 @SIM7020EN-6.11-S22
  Scenario: Asking for the address leads from IP GPRSACT to IP STATUS
    Given the module is in IP GPRSACT
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP STATUS

  @id-single-ciicr-works @SIM800-8-S8 @SIM800-8-S19 @SIM800AT-8.2.10-S1 @SIM7020EN-6.11-L1 @SIM7020EN-6.11-S3
  @SIM7020EN-6.11-S20
  Scenario: While AT+CIICR works the state is IP CONFIG
    Given the module is in IP START
    And the network takes 30 s for the next PDP context
    When the host sends AT+CIICR
    And the host sends AT+CIPSTATUS
    Then by our reading G43 the module answers OK
    And by our reading G70 the module reports STATE: IP CONFIG
    When the host is silent for 40 s
    Then by our reading G70 the module reports OK

  # C73: started from IP INITIAL the module answers OK and brings up the bearer itself, so that the state can be asked.
  @id-single-ip-config @SIM800-8-S1 @SIM800-8-S8 @SIM800-10-R1 @SIM800AT-8.2.2-R1
  Scenario: While a connection brings the context up the state is IP CONFIG
    Given a TCP server
    And the module is in IP INITIAL
    And the network takes 10 s for the next PDP context
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then by the manual the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by our reading G50 the module reports STATE: IP CONFIG
    When the host is silent for 20 s
    Then the module reports CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK

  @id-single-connecting @SIM800-8-S1 @SIM800-8-S11 @SIM800-8-S22 @SIM800-8-S23 @SIM800-10-R1 @SIM7020EN-6.11-L1
  @SIM7020EN-6.11-S6 @SIM7020EN-6.11-S14 @SIM7020EN-6.11-S23
  Scenario: Until the server answers the state is TCP CONNECTING, then CONNECT OK
    Given a TCP server
    And the module is in IP STATUS
    And the server stops acknowledging
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: TCP CONNECTING
    When the server acknowledges again
    Then by our reading G60 the server sees a connection
    And the module reports CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK

  @id-single-connected-udp @SIM800-8-S23 @SIM7020EN-6.11-S14
  Scenario: A UDP connection leads to CONNECT OK
    Given a UDP server
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK

  @id-single-listening @SIM800-8-S1 @SIM800-8-S23 @SIM7020EN-6.11-L1 @SIM7020EN-6.11-S26
  Scenario: A client leads from SERVER LISTENING to CONNECT OK
    Given a TCP client
    And the module is listening on port 1234
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: SERVER LISTENING
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK

  # C73: in single connection mode the commands for the bearer may be left out.
  @id-single-cipserver @SIM800-2.1.3-S1 @SIM800AT-8.2.18-X1 @SIM7000-8-S10
  Scenario Outline: Starting a server leads to SERVER LISTENING
    Given the module is in <state>
    When the host sends AT+CIPSERVER=1,1234
    Then the module answers OK
    And the module reports SERVER OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: SERVER LISTENING

    Examples:
      | case    | state      |
      | initial | IP INITIAL |
      | status  | IP STATUS  |

  @id-single-closing @SIM800-8-S1 @SIM800-8-S15 @SIM800-8-S24 @SIM800-8-S25 @SIM800-9-T1 @SIM800-10-R1
  @SIM7020EN-6.11-L1
  @SIM7020EN-6.11-S10 @SIM7020EN-6.11-S16 @SIM7020EN-6.11-S24 @SIM7020EN-6.12-T1
  Scenario: Until the server has closed as well the state is TCP CLOSING, then TCP CLOSED
    Given a TCP server
    And the module is connected to the server
    When the server stops acknowledging
    And the host sends AT+CIPCLOSE
    Then the module is silent for 1 s
    When the host sends AT+CIPSTATUS
    Then by our reading G43 the module answers OK
    And the module reports STATE: TCP CLOSING
    When the server acknowledges again
    And the host is silent for 20 s
    Then the module reports CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.tcp}

  @id-single-closed @SIM800-8-S25 @SIM7020EN-6.11-S16
  Scenario: After CLOSE OK the state is TCP CLOSED, with address and context kept
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.tcp}
    When the host sends AT+CIFSR
    Then the module answers {module.ip}

  @id-single-reopening @SIM800-9-R4 @SIM7000-8-S14
  Scenario: Opening a connection again leads from TCP CLOSED by way of TCP CONNECTING to CONNECT OK
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.tcp}
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the server stops acknowledging
    And the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then by our reading G51 the module answers OK
    When the host sends AT+CIPSTATUS
    Then by our reading G51 the module answers OK
    And by our reading G51 the module reports STATE: TCP CONNECTING
    When the server acknowledges again
    Then by our reading G51 the server sees a connection
    And by our reading G51 the module reports CONNECT OK
    When the host sends AT+CIPSTATUS
    Then by our reading G51 the module answers OK
    And by our reading G51 the module reports STATE: CONNECT OK

  @id-single-reopening-udp @SIM800-2.1.2-R3 @SIM800-9-R4 @SIM7000-8-S14
  Scenario: Opening a UDP connection again leads from UDP CLOSED to CONNECT OK
    Given a UDP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.udp}
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then by our reading G51 the module answers OK
    And by our reading G51 the module reports CONNECT OK
    When the host sends AT+CIPSTATUS
    Then by our reading G51 the module answers OK
    And by our reading G51 the module reports STATE: CONNECT OK

  @id-single-detach @SIM800-8-S26 @SIM800AT-7.2.1-R1 @SIM7020EN-6.11-S12 @SIM7020EN-6.11-S25
  Scenario Outline: Detaching leads to PDP DEACT
    Given a TCP server
    And the module is <state>
    When the host sends AT+CGATT=0
    Then by the manual the module answers OK
    And by our reading G42 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CGATT=1
    Then by the manual the module answers OK

    Examples:
      | case      | state                   |
      | active    | in IP GPRSACT           |
      | status    | in IP STATUS            |
      | connected | connected to the server |

  @id-single-detach-closed @SIM800-8-S26 @SIM800AT-7.2.1-R1 @SIM7020EN-6.11-S25
  Scenario: Detaching leads from TCP CLOSED to PDP DEACT
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CGATT=0
    Then by the manual the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CGATT=1
    Then by the manual the module answers OK

  @id-single-shut @SIM800-8-S27 @SIM800AT-8.2.7-S1 @SIM7020EN-6.11-S1 @SIM7020EN-6.11-S17
  Scenario Outline: Shutting leads to IP INITIAL
    Given a TCP server
    And the module is <state>
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    And by our reading G42 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by the manual the module reports STATE: IP INITIAL

    Examples:
      | case      | state                   |
      | start     | in IP START             |
      | active    | in IP GPRSACT           |
      | status    | in IP STATUS            |
      | listening | listening on port 1234  |
      | connected | connected to the server |

  @id-single-shut-config @SIM800-8-S27 @SIM800AT-8.2.2-R1 @SIM7020EN-6.11-S17 @SIM7020AT-7.2.2-R2
  Scenario: Shutting leads from IP CONFIG to IP INITIAL
    Given a TCP server
    And the module is in IP INITIAL
    And the network takes 10 s for the next PDP context
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then by the manual the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by our reading G50 the module reports STATE: IP CONFIG
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    And by our reading G42 the module is silent for 20 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL

  @id-single-shut-connecting @SIM800-8-S27 @SIM7020EN-6.11-S17
  Scenario: Shutting leads from TCP CONNECTING to IP INITIAL
    Given a TCP server
    And the module is in IP STATUS
    And the server stops acknowledging
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: TCP CONNECTING
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    And by our reading G42 the module is silent for 20 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL

  @id-single-shut-closed @SIM800-8-S27 @SIM7020EN-6.11-S17
  Scenario: Shutting leads from TCP CLOSED to IP INITIAL
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL

  @id-single-shut-deactivated @SIM800-8-S27 @SIM800AT-8.2.7-U1 @SIM7020EN-6.11-S17
  Scenario: Shutting leads from PDP DEACT to IP INITIAL
    Given the module is in IP STATUS
    When the network withdraws the PDP context
    Then by the manual the module reports +PDP: DEACT
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL

  @id-single-out-of-order @SIM800AT-8.2.6-X2 @SIM800AT-8.2.9-R1 @SIM800AT-8.2.10-R1 @SIM800AT-8.2.11-R2
  Scenario Outline: A command out of its order is refused and changes nothing
    Given the module is in <state>
    When the host sends <command>
    Then the module answers ERROR
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by our reading G52 the module reports STATE: <state>

    Examples:
      | case          | state      | command         |
      | initial-ciicr | IP INITIAL | AT+CIICR        |
      | initial-cifsr | IP INITIAL | AT+CIFSR        |
      | initial-close | IP INITIAL | AT+CIPCLOSE     |
      | start-cstt    | IP START   | AT+CSTT="{apn}" |
      | start-cifsr   | IP START   | AT+CIFSR        |
      | active-cstt   | IP GPRSACT | AT+CSTT="{apn}" |
      | active-ciicr  | IP GPRSACT | AT+CIICR        |
      | status-cstt   | IP STATUS  | AT+CSTT="{apn}" |
      | status-ciicr  | IP STATUS  | AT+CIICR        |
      | status-close  | IP STATUS  | AT+CIPCLOSE     |
