Feature: Connection numbers that are used again
  What was closed leaves nothing behind: neither its far end, nor its protocol, nor its state.

  @id-multi-again-after-closing @SIM800-3.1-R1 @SIM800-3.1-R2 @SIM800-3.1-U1 @SIM800-3.1-R3 @SIM800-3.1-R6 @SIM800-3.1-S2
  @SIM800-3.1-R4 @SIM800-3.2-R8 @SIM800-9-R4
  Scenario: A number that was closed connects to another server, port and protocol
    Given a TCP server
    And a TCP server named second
    And a UDP server named logger
    And the module is connected to the server as connections 0 to 1
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    When the host sends AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types one<Ctrl-Z>
    Then the second receives one
    And the module answers 1, SEND OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types two<Ctrl-Z>
    Then the second receives two
    And the module answers 1, SEND OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: 1,0,"TCP","{second.ip}","{second.port}","CONNECTED"
      C: {2..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    When the host sends AT+CIPSTART=1,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types three<Ctrl-Z>
    Then the logger receives three
    And the module answers 1, SEND OK
    When the host sends AT+CIPCLOSE=0
    Then the module answers 0, CLOSE OK
    When the host sends AT+CIPSTART=0,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types four<Ctrl-Z>
    Then the second's connection 2 receives four
    And the module answers 0, SEND OK
    When the second's connection 2 sends hello
    Then the module reports +RECEIVE,0,5:
    And the module delivers hello
    When the logger sends hi
    Then the module reports +RECEIVE,1,2:
    And the module delivers hi
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{second.ip}","{second.port}","CONNECTED"
      C: 1,0,"UDP","{logger.ip}","{logger.port}","CONNECTED"
      C: {2..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    When the second's connection 2 sends still here
    Then the module reports +RECEIVE,0,10:
    And the module delivers still here

  @id-multi-again-closed-by-the-server @SIM800-3.1-U3 @SIM800-3.1-S2
  Scenario: Every end that a server brings about is reported, also that of a number that is used again
    Given a TCP server
    And the module is connected to the server as connections 0 to 2
    When the server's connection 3 closes
    Then the module reports 2, CLOSED
    When the server's connection 1 closes
    Then the module reports 0, CLOSED
    When the host sends AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the server's connection 4 sends hello
    Then the module reports +RECEIVE,2,5:
    And the module delivers hello
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CLOSED"
      C: {1..2},0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: {3..connections.max-1},,"","","","INITIAL"
      """
    When the server's connection 4 closes
    Then the module reports 2, CLOSED
    When the server's connection 2 sends still here
    Then the module reports +RECEIVE,1,10:
    And the module delivers still here
    # What the host closes ends once, and not at the far end's hands.
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    When the host is silent for 6 s
    And the host sends AT
    Then the module answers OK

  @id-multi-again-after-shutting @SIM800-3.1-R5 @SIM800-3.1-U1
  Scenario: After shutting every number connects again
    Given a TCP server
    And a TCP server named second
    And the module is connected to the server as connections 0 to {connections.max-1}
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is connected to the second as connections 0 to {connections.max-1}
    And the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the second's connection 2 receives hello
    And the module answers 1, SEND OK
    And the server receives nothing more

  @id-multi-again-ten-times @SIM800-3-L1 @SIM800-3.1-R1 @SIM800-3.1-R2 @SIM800-3.1-U1
  Scenario: A number connects ten times, and the connection beside it lives on
    Given a TCP server
    And a UDP server named logger
    And the module is connected to the server as connections 1 to 2
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2, CLOSE OK
    When the host sends AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2, CLOSE OK
    When the host sends AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2, CLOSE OK
    When the host sends AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2, CLOSE OK
    When the host sends AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2, CLOSE OK
    When the host sends AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2, CLOSE OK
    When the host sends AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2, CLOSE OK
    When the host sends AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2, CLOSE OK
    When the host sends AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2, CLOSE OK
    When the host sends AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2, CLOSE OK
    When the host sends AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSEND=2
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server's connection 7 receives hello
    And the module answers 2, SEND OK
    When the server's connection 1 sends still here
    Then the module reports +RECEIVE,1,10:
    And the module delivers still here

  @id-multi-again-mode @SIM800-3-R1
  Scenario: Multi connection mode is there again after single connection mode
    Given a TCP server
    And the module has accepted
      """
      AT+CIPMUX=1
      AT+CIPMUX=0
      AT+CIPMUX=1
      AT+CIPMUX=0
      """
    And the module is connected to the server as connection 1
    When the server sends hello
    Then the module reports +RECEIVE,1,5:
    And the module delivers hello

  @id-multi-again-single-not-transparent @SIM800-3-R2
  Scenario: What AT+CIPMODE was told in multi connection mode has no effect in single connection mode either
    Given a TCP server
    And the module is in multi connection mode
    When the host sends AT+CIPMODE=1
    Then by our reading G17 the module answers {mode.multi}
    When the host sends AT+CIPMUX=0
    Then the module answers OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK

  @id-multi-again-client-and-server @SIM800-3-R3 @SIM800-3.2-R3
  Scenario: After it was a client the module is a server, and then a client again
    Given a TCP server
    And a TCP client
    And the module is connected to the server as connection 0
    When the host sends AT+CIPCLOSE=0
    Then the module answers 0, CLOSE OK
    When the host sends AT+CIPSERVER=1,8888
    Then the module answers OK
    And the module reports SERVER OK
    When the client connects to port 8888
    Then the module reports {accepted.link}, REMOTE IP: {client.ip}
    When the client sends hello
    Then the module reports +RECEIVE,{accepted.link},5:
    And the module delivers hello
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the host sends AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the server's connection 2 sends hello again
    Then the module reports +RECEIVE,2,11:
    And the module delivers hello again
