Feature: Status in multi connection mode

  @id-multi-status-list @SIM800-3.1-R6 @SIM7020EN-6.6-R6 @SIM7020EN-6.6-S1 @SIM7020EN-6.6-S2 @SIM7000-3.1-R6
  Scenario: The status lists every connection number, used or not
    Given a TCP server
    And a UDP server named logger
    And the module is connected to the server as connection 1
    When the host sends AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,,"","","","INITIAL"
      C: 1,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: 2,0,"UDP","{logger.ip}","{logger.port}","CONNECTED"
      C: {3..connections.max-1},,"","","","INITIAL"
      """

  @id-multi-status-processing @SIM800-3.1-S1 @SIM800-3.1-S2 @SIM7020EN-6.7-S2
  Scenario: With one connection of two closed, the state is still IP PROCESSING
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

  @id-multi-status-not-processing @SIM800-3.1-S1 @SIM7020EN-6.6-S1 @SIM800-8-S10 @SIM7020EN-6.11-S5
  @SIM800-3.1-R6 @SIM7000-3.1-R6
  Scenario: Before the first connection the state is not IP PROCESSING
    Given the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP STATUS
    And by our reading G44 the module reports C: {0..connections.max-1},,"","","","INITIAL"

  @id-multi-status-of-a-connection @SIM800-3.1-S2 @SIM7020EN-6.6-S2
  Scenario: A connection is first INITIAL, then CONNECTED, and CLOSED when the server has closed it
    Given a TCP server
    And a TCP server named second
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: {1..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the second closes
    Then by our reading G19 the module reports 1, CLOSED
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      """
    And by our reading G19 the module reports C: 1,0,"TCP","{second.ip}","{second.port}","CLOSED"
    And the module reports C: {2..connections.max-1},,"","","","INITIAL"

  @id-multi-status-closed-udp @SIM7020EN-6.7-S2
  Scenario: A UDP connection that was closed keeps its type, address and port
    Given a UDP server
    And the module is connected to the server as connections 1 to 2
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2, CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,,"","","","INITIAL"
      C: 1,0,"UDP","{server.ip}","{server.port}","CONNECTED"
      C: 2,0,"UDP","{server.ip}","{server.port}","CLOSED"
      C: {3..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by our reading G20 the module reports STATE: IP STATUS
    And by our reading G45 the module reports
      """
      C: 0,,"","","","INITIAL"
      C: {1..2},0,"UDP","{server.ip}","{server.port}","CLOSED"
      C: {3..connections.max-1},,"","","","INITIAL"
      """
