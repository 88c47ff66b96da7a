Feature: TCP server in multi connection mode

  @id-multi-server-listens @SIM800-3.2-R3 @SIM800-3-R3 @SIM7020EN-6.7-R3 @SIM7000-1-R4
  Scenario: With many connections SERVER OK follows the OK, and clients reach the port
    Given a TCP client
    And the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSERVER=1,8888
    Then the module answers OK
    And the module reports SERVER OK
    When the client connects to port 8888
    Then the module reports 0, REMOTE IP: {client.ip}
    And the client sees a connection

  @id-multi-server-needs-the-bearer @SIM800-3.2-R2 @SIM800AT-8.2.18-X1
  Scenario: Without a bearer no server is started in multi connection mode
    # C73: in multi connection mode the bearer has to be up.
    Given the module is in multi connection mode
    When the host sends AT+CIPSERVER=1,8888
    Then by the manual the module answers ERROR
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIPSERVER=1,8888
    Then by the manual the module answers ERROR
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSERVER=1,8888
    Then the module answers OK
    And the module reports SERVER OK

  @id-multi-server-after-the-bearer @SIM7020EN-6.7-R2
  Scenario: With the bearer up a server is started in multi connection mode
    Given the module is in multi connection mode
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSERVER=1,8888
    Then the module answers OK
    And the module reports SERVER OK

  @id-multi-server-clients-announced @SIM800-3.2-U1 @SIM7020EN-6.7-U1 @SIM7020ZH-6.7-U1
  Scenario: Each client is announced by its number and address
    Given a TCP client
    And a TCP client named second
    And the module is listening on port 8888 in multi connection mode
    When the client connects to port 8888
    Then the module reports 0, REMOTE IP: {client.ip}
    When the second connects to port 8888
    Then the module reports {accepted.link}, REMOTE IP: {second.ip}

  @id-multi-server-receives @SIM800-3.2-R4 @SIM7020EN-6.7-R4
  Scenario: Data from clients is put out with number and length
    Given a TCP client
    And a TCP client named second
    And the module is listening on port 8888 in multi connection mode
    When the client connects to port 8888
    Then the module reports 0, REMOTE IP: {client.ip}
    When the second connects to port 8888
    Then the module reports {accepted.link}, REMOTE IP: {second.ip}
    When the second sends hello
    Then the module reports +RECEIVE,{accepted.link},5:
    And the module delivers hello
    When the client sends good morning
    Then the module reports +RECEIVE,0,12:
    And the module delivers good morning

  @id-multi-server-sends @SIM800-3.2-R5 @SIM7020EN-6.7-R5
  Scenario: Data is sent to the client whose number is given
    Given a TCP client
    And a TCP client named second
    And the module is listening on port 8888 in multi connection mode
    When the client connects to port 8888
    Then the module reports 0, REMOTE IP: {client.ip}
    When the second connects to port 8888
    Then the module reports {accepted.link}, REMOTE IP: {second.ip}
    When the host sends AT+CIPSEND={accepted.link}
    Then the module answers >
    When the host types to the second<Ctrl-Z>
    Then the second receives to the second
    And the module answers {accepted.link}, SEND OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types to the first<Ctrl-Z>
    Then the client receives to the first
    And the module answers 0, SEND OK

  @id-multi-server-calls-out @SIM800-3.2-R1 @SIM800-3.2-R6 @SIM800-3-R4 @SIM7020EN-6.1-R1 @SIM7020EN-6.7-R1
  @SIM7020EN-6.7-R6
  Scenario: While it serves a client, the module connects to servers by TCP and UDP
    Given a TCP client
    And a TCP client named second
    And a TCP server
    And a UDP server named logger
    And the module is listening on port 8888 in multi connection mode
    When the client connects to port 8888
    Then the module reports 0, REMOTE IP: {client.ip}
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the server sends hello
    Then the module reports +RECEIVE,1,5:
    And the module delivers hello
    When the host sends AT+CIPSEND=2
    Then the module answers >
    When the host types entry<Ctrl-Z>
    Then the logger receives entry
    And the module answers 2, SEND OK
    When the client sends still here
    Then the module reports +RECEIVE,0,10:
    And the module delivers still here
    When the second connects to port 8888
    Then the module reports {accepted.link}, REMOTE IP: {second.ip}

  @id-multi-server-stops-listening @SIM800-3.2-R7 @SIM7020EN-6.7-R7
  Scenario: SERVER CLOSE follows the OK, clients stay and no new one is taken
    Given a TCP client
    And a TCP client named latecomer
    And the module is listening on port 8888 in multi connection mode
    When the client connects to port 8888
    Then the module reports 0, REMOTE IP: {client.ip}
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    And by our reading G114 the module is silent for 2 s
    When the latecomer connects to port 8888
    Then the module is silent for 2 s
    And the latecomer is not connected
    When the client sends hello
    Then by our reading G114 the module reports +RECEIVE,0,5:
    And by our reading G114 the module delivers hello
    And by our reading G41 the latecomer sees a refusal

  @id-multi-server-closes-one @SIM800-3.2-R8 @SIM800AT-8.2.3-X2 @SIM7020EN-6.7-R8 @SIM7020ZH-6.7-R8
  Scenario: CIPCLOSE closes the client whose number is given
    # C18: the running text of the SIM800 note names AT+CIPSERVER=0, the examples AT+CIPCLOSE.
    Given a TCP client
    And a TCP client named second
    And the module is listening on port 8888 in multi connection mode
    When the client connects to port 8888
    Then the module reports 0, REMOTE IP: {client.ip}
    When the second connects to port 8888
    Then the module reports {accepted.link}, REMOTE IP: {second.ip}
    When the host sends AT+CIPCLOSE=0
    Then the module answers 0, CLOSE OK
    When the second sends hello
    Then the module reports +RECEIVE,{accepted.link},5:
    And the module delivers hello
    When the host sends AT+CIPSEND=0
    Then by the manual the module answers ERROR
    And by our reading G12 the client sees FIN

  @id-multi-server-closes-udp @SIM800-3.2-R8 @SIM800AT-8.2.3-X2 @SIM7020EN-6.7-R8 @SIM7020ZH-6.7-R8
  Scenario: CIPCLOSE closes a UDP connection of a server with the same line
    Given a UDP server named logger
    And the module is listening on port 8888 in multi connection mode
    When the host sends AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2, CLOSE OK
    When the host sends AT+CIPSEND=2
    Then by the manual the module answers ERROR

  @id-multi-server-shut @SIM800-3.2-R9 @SIM800AT-8.2.3-X2 @SIM800AT-8.2.11-R2 @SIM7020EN-6.7-R9
  Scenario: CIPSHUT ends the connections of a server and the context
    Given a TCP client
    And a TCP client named latecomer
    And a TCP server
    And the module is listening on port 8888 in multi connection mode
    When the client connects to port 8888
    Then the module reports 0, REMOTE IP: {client.ip}
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    And by our reading G42 the module is silent for 2 s
    When the host sends AT+CIPSEND=0
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSEND=1
    Then by the manual the module answers ERROR
    When the host sends AT+CIFSR
    Then by the manual the module answers ERROR
    When the latecomer connects to port 8888
    Then the module is silent for 2 s
    And the latecomer is not connected

  @id-multi-server-status @SIM800-3.2-R10 @SIM7020EN-6.7-R10 @SIM7020EN-6.7-S1 @SIM7020EN-6.7-S3
  Scenario: The status shows the server before the connections
    Given a TCP client
    And the module is listening on port 8888 in multi connection mode
    When the client connects to port 8888
    Then the module reports 0, REMOTE IP: {client.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      S: 0,0,"8888","LISTENING"
      C: 0,0,"TCP","{client.ip}","{client.port}","CONNECTED"
      C: {1..connections.max-1},,"","","","INITIAL"
      """
