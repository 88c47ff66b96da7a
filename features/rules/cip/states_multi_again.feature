Feature: States in multi connection mode, again

  @id-multi-states-again @SIM800-8-S2 @SIM800-8-S3 @SIM800-8-S13 @SIM800-10-R1 @SIM800-8-S32 @SIM800-8-S33
  @SIM800-8-S34 @SIM800-8-S36 @SIM800-3.1-S1 @SIM800AT-7.2.1-R1 @SIM7020EN-6.11-R1 @SIM7020EN-6.11-L2 @SIM7020EN-6.11-S8
  @SIM7020EN-6.11-S15 @SIM7020EN-6.11-S31 @SIM7020EN-6.11-S32 @SIM7020EN-6.11-S33
  Scenario: Behind a single connection two are IP PROCESSING, closed and opened again as well
    Given a TCP server
    And a TCP server named second
    And the module is connected to the server
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPMUX=1
    Then the module answers OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,,"","","","INITIAL"
      C: 1,0,"TCP","{second.ip}","{second.port}","CONNECTED"
      C: {2..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: 1,0,"TCP","{second.ip}","{second.port}","CLOSED"
      C: {2..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPCLOSE=0
    Then the module answers 0, CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP STATUS
    And by our reading G45 the module reports
      """
      C: 0,0,"TCP","{server.ip}","{server.port}","CLOSED"
      C: 1,0,"TCP","{second.ip}","{second.port}","CLOSED"
      C: {2..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPSTART=0,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{second.ip}","{second.port}","CONNECTED"
      C: 1,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: {2..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CGATT=0
    Then by the manual the module answers OK
    And by our reading G42 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    And by our reading G45 the module reports
      """
      C: 0,0,"TCP","{second.ip}","{second.port}","CLOSED"
      C: 1,0,"TCP","{server.ip}","{server.port}","CLOSED"
      C: {2..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    And by our reading G45 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CGATT=1
    Then by the manual the module answers OK

  @id-multi-shut-all @SIM800-8-S36 @SIM800AT-8.2.7-S1 @SIM7020EN-6.11-S32
  Scenario: Shutting leads to IP INITIAL with a server, its client and connections of the module's own
    Given a TCP client
    And a TCP server
    And a UDP server named logger
    And the module is listening on port 1234 in multi connection mode
    When the client connects to port 1234
    Then the module reports 0, REMOTE IP: {client.ip}
    When the host sends AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSTART=3,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 3, CONNECT OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    And by our reading G42 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    And by our reading G45 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    And by our reading G45 the module is silent for 2 s
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    And by our reading G45 the module reports C: {0..connections.max-1},,"","","","INITIAL"

  # Both contexts are in the state that is shown, whichever of the two it is of (G14).
  @id-multi-states-of-two-contexts @SIM800-8-S28 @SIM800-8-S31 @SIM800-8-S35 @SIM800-3.1-R6 @SIM7000-3.1-R6
  @SIM800AT-7.2.1-R1 @SIM800AT-8.2.12-R1
  Scenario: Where both contexts have come as far, either shows the state
    Given the module is in multi connection mode
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    And by the manual the module reports C: {0..7},,"","","","INITIAL"
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIPSGTXT=1
    Then the module answers OK
    When the host sends AT+CSTT="{second_apn}"
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP START
    And by the manual the module reports C: {0..7},,"","","","INITIAL"
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.second_ip}
    When the host sends AT+CIPSGTXT=0
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP STATUS
    And by the manual the module reports C: {0..7},,"","","","INITIAL"
    When the host sends AT+CIPSGTXT=1
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP STATUS
    And by the manual the module reports C: {0..7},,"","","","INITIAL"
    When the host sends AT+CGATT=0
    Then by the manual the module answers OK
    And by our reading G42 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    And by the manual the module reports C: {0..7},,"","","","INITIAL"
    When the host sends AT+CIPSGTXT=0
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    And by the manual the module reports C: {0..7},,"","","","INITIAL"
    When the host sends AT+CGATT=1
    Then by the manual the module answers OK

  @id-multi-bearer-again @SIM800-8-S2 @SIM800-8-S6 @SIM800-8-S7 @SIM800-8-S9 @SIM800-8-S10 @SIM800-8-S17
  @SIM800-8-S28 @SIM800-8-S30 @SIM800-8-S31 @SIM800-8-S35 @SIM800-8-S36
  @SIM800AT-7.2.1-R1 @SIM800AT-8.2.10-S1 @SIM800AT-8.2.12-R1 @SIM7000-8-S27 @SIM7020EN-6.11-L2
  @SIM7020EN-6.11-S1 @SIM7020EN-6.11-S2 @SIM7020EN-6.11-S4 @SIM7020EN-6.11-S5 @SIM7020EN-6.11-S12
  @SIM7020EN-6.11-S27 @SIM7020EN-6.11-S29
  @SIM7020EN-6.11-S30 @SIM7020EN-6.11-S32 @SIM7020EN-6.11-S33
  Scenario: In multi connection mode the bearer goes two rounds through the states
    Given the module is in multi connection mode
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
    When the host sends AT+CGATT=0
    Then by the manual the module answers OK
    And by our reading G42 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CGATT=1
    Then by the manual the module answers OK
    When the module is attached
    And the host sends AT+CSTT="{apn}"
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
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP STATUS
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CGATT=0
    Then by the manual the module answers OK
    And by our reading G42 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CGATT=1
    Then by the manual the module answers OK
