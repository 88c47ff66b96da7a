Feature: States in single connection mode, again
  What a command led to once it leads to again. The next connection is opened behind AT+CIPSHUT, as the manuals have it
  (G51).

  @id-single-bearer-again @SIM800-8-S3 @SIM800-8-S6 @SIM800-8-S7 @SIM800-8-S9 @SIM800-8-S10 @SIM800-10-R1 @SIM800-8-S16 @SIM800-8-S17
  @SIM800-8-S18 @SIM800-8-S20 @SIM800-8-S21 @SIM800-8-S23
  @SIM800-8-S26 @SIM800-8-S27 @SIM800AT-7.2.1-R1 @SIM800AT-8.2.10-S1
  @SIM7000-8-S27 @SIM7020EN-6.11-R1 @SIM7020EN-6.11-S1 @SIM7020EN-6.11-S2 @SIM7020EN-6.11-S4 @SIM7020EN-6.11-S5
  @SIM7020EN-6.11-S11 @SIM7020EN-6.11-S12 @SIM7020EN-6.11-S17 @SIM7020EN-6.11-S19 @SIM7020EN-6.11-S21
  @SIM7020EN-6.11-S22 @SIM7020EN-6.11-S25
  Scenario: Two rounds through the states, with a connection of either protocol
    Given a UDP server named logger
    And a TCP server
    And the module is in IP INITIAL
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
    When the host sends AT+CIPSTART="UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.udp}
    When the host sends AT+CGATT=0
    Then by the manual the module answers OK
    And by our reading G42 the module is silent for 2 s
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
    When the module is attached
    And the host sends AT+CSTT="{apn}"
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
    Then the module answers {module.new_ip}
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
    And by our reading G42 the module is silent for 2 s
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

  @id-single-connections-again @SIM800-8-S11 @SIM800-8-S15 @SIM800-8-S16 @SIM800-8-S22 @SIM800-8-S23 @SIM800-8-S24
  @SIM800-8-S25 @SIM800-9-T1 @SIM7020EN-6.11-S6 @SIM7020EN-6.11-S10 @SIM7020EN-6.11-S11 @SIM7020EN-6.11-S14
  @SIM7020EN-6.11-S16 @SIM7020EN-6.11-S23 @SIM7020EN-6.11-S24 @SIM7020EN-6.12-T1
  Scenario: Connecting and closing show by the protocol of the connection, each time
    Given a UDP server named logger
    And a TCP server
    And the module is connected to the logger
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.udp}
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the server stops acknowledging
    And the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
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
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the server stops acknowledging
    And the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
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
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.udp}

  @id-single-listening-again @SIM800-8-S12 @SIM800-8-S14 @SIM800-8-S23 @SIM800-2.1.3-S1 @SIM7020EN-6.5-S1
  @SIM7020EN-6.11-S7 @SIM7020EN-6.11-S13 @SIM7020EN-6.11-S26
  Scenario: The client of the next server leads to CONNECT OK as well
    Given a TCP client
    And a TCP client named latecomer
    And the module is listening on port 1234
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: SERVER LISTENING
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSERVER=1,1235
    Then the module answers OK
    And the module reports SERVER OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: SERVER LISTENING
    When the latecomer connects to port 1235
    Then the module reports REMOTE IP: {latecomer.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK

  @id-single-refused-while-connected @SIM800-8-S14 @SIM7020EN-6.11-S9
  Scenario: A connection that goes on is CONNECT OK still when another was refused
    Given a TCP server
    And a TCP server named other
    And the module is connected to the server
    When the host sends AT+CIPSTART="TCP","{other.ip}","{other.port}"
    Then by our reading G129 the module answers ERROR
    And by our reading G129 the module reports ALREADY CONNECT
    When the server sends hello
    Then by our reading G129 the module delivers hello
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK

  # Whether it is opened again without AT+CIPSHUT is left open; where it is, and data goes, the rest holds.
  @id-single-reopened-twice @SIM800-7.1-R1 @SIM800-8-S14 @SIM800-8-S16 @SIM800-9-R1 @SIM800-10-R1
  @SIM7020EN-6.10.1-R1 @SIM7020EN-6.11-S9 @SIM7020EN-6.11-S11 @SIM7020EN-6.12-R1 @SIM7020ZH-6.12-R1
  Scenario: A connection that was opened again is CONNECT OK until it is closed again
    Given a TCP server
    And a UDP server named logger
    And the module is connected to the server
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTART="UDP","{logger.ip}","{logger.port}"
    Then by our reading G51 the module answers OK
    And by our reading G51 the module reports CONNECT OK
    When the host sends AT+CIPSEND=5
    Then by our reading G51 the module answers >
    When the host types hello
    Then by our reading G51 the logger receives hello
    And by our reading G51 the module answers SEND OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the logger sends welcome
    Then the module delivers welcome
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.udp}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then by our reading G51 the module answers OK
    And by our reading G51 the module reports CONNECT OK
    When the host sends AT+CIPSEND=5
    Then by our reading G51 the module answers >
    When the host types hello
    Then by our reading G51 the server receives hello
    And by our reading G51 the module answers SEND OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the server sends welcome
    Then the module delivers welcome
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.tcp}
