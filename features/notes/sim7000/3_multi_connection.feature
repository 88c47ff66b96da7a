Feature: SIM7000 note, chapter 3: multi connection

  @id-sim7000-multi-client @SIM7000-3.1-E1
  Scenario: Client with a TCP and a UDP connection
    Given a TCP server
    And a UDP server named logger
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 1
      OK
      """
    When the host sends AT+CIPMUX=1
    Then the module answers OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSTART=1,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types TCP test<Ctrl-Z>
    Then the server receives TCP test
    And the module answers 0, SEND OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types UDP test<Ctrl-Z>
    Then the logger receives UDP test
    And the module answers 1, SEND OK
    # C32: the texts have 16 characters.
    When the server sends SIM7000 TCP test
    Then the module reports +RECEIVE,0,17:
    And the module delivers SIM7000 TCP test
    When the logger sends SIM7000 UDP test
    Then the module reports +RECEIVE,1,17:
    And the module delivers SIM7000 UDP test
    When the server closes
    Then the module reports 0, CLOSED
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    # C33: no blanks within the quotes are meant.
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}"," CLOSED "
      C: 1,0,"UDP","{logger.ip}","{logger.port}"," CONNECTED "
      C: 2,,"","","","INITIAL"
      C: 3,,"","","","INITIAL"
      C: 4,,"","","","INITIAL"
      C: 5,,"","","","INITIAL"
      C: 6,,"","","","INITIAL"
      C: 7,,"","","","INITIAL"
      """

  @id-sim7000-multi-server @SIM7000-3.2-E1
  Scenario: Server with a client and two connections of its own
    Given a TCP client
    And a TCP server
    And a UDP server named logger
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 1
      OK
      """
    When the host sends AT+CIPMUX=1
    Then the module answers OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSERVER=1,8888
    Then the module answers OK
    And the module reports SERVER OK
    When the client connects to port 8888
    Then the module reports 0, REMOTE IP: {client.ip}
    # C32: the text has 40 characters.
    When the client sends SIM7000 multi connection TCP server test
    Then the module reports +RECEIVE,0,39:
    And the module delivers SIM7000 multi connection TCP server test
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types hello client<Ctrl-Z>
    Then the client receives hello client
    And the module answers 0, SEND OK
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types data from connection 1<Ctrl-Z>
    Then the server receives data from connection 1
    And the module answers 1, SEND OK
    When the server sends data to connection 1
    Then the module reports +RECEIVE,1,20:
    And the module delivers data to connection 1
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2, CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      S: 0,0,"8888","LISTENING"
      C: 0,0,"TCP","{client.ip}","{client.port}","CONNECTED"
      C: 1,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: 2,0,"UDP","{logger.ip}","{logger.port}","CLOSED"
      C: 3,,"","","","INITIAL"
      C: 4,,"","","","INITIAL"
      C: 5,,"","","","INITIAL"
      C: 6,,"","","","INITIAL"
      C: 7,,"","","","INITIAL"
      """
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
