Feature: Servers and clients that come and go in multi connection mode

  @id-multi-server-again @SIM800-3.2-R3 @SIM800-3.2-R7 @SIM800-3.2-R10 @SIM800-3.2-U1 @SIM800AT-8.2.12-R1
  Scenario: A second server listens on its own port, and can be stopped as the first
    Given a TCP client
    And a TCP client named stray
    And a TCP client named latecomer
    And the module is listening on port 8888 in multi connection mode
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by our reading G45 the module reports STATE: IP PROCESSING
    And the module reports
      """
      S: 0,0,"8888","LISTENING"
      C: {0..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by our reading G45 the module reports STATE: IP STATUS
    And by the manual the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CIPSERVER=1,6000
    Then the module answers OK
    And the module reports SERVER OK
    When the stray connects to port 8888
    Then the module is silent for 2 s
    And the stray is not connected
    When the client connects to port 6000
    Then the module reports 0, REMOTE IP: {client.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      S: 0,0,"6000","LISTENING"
      C: 0,0,"TCP","{client.ip}","{client.port}","CONNECTED"
      C: {1..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the latecomer connects to port 6000
    Then the module is silent for 2 s
    And the latecomer is not connected

  @id-multi-server-clients-again @SIM800-3.2-U1 @SIM800-3.2-R4 @SIM800-3.2-R5 @SIM800-3.2-R6 @SIM800-3.2-R8
  Scenario: Clients come and go, each under its own number, and the server stays
    Given a TCP client
    And a TCP client named second
    And a TCP client named third
    And a TCP client named fourth
    And a TCP server
    And the module is listening on port 8888 in multi connection mode
    When the client connects to port 8888
    Then the module reports 0, REMOTE IP: {client.ip}
    When the second connects to port 8888
    Then the module reports {accepted.link}, REMOTE IP: {second.ip}
    When the second sends x<all values>
    Then the module reports +RECEIVE,{accepted.link},257:
    And the module delivers x<all values>
    When the client sends hello
    Then the module reports +RECEIVE,0,5:
    And the module delivers hello
    When the host sends AT+CIPCLOSE={accepted.link}
    Then the module answers {accepted.link}, CLOSE OK
    When the third connects to port 8888
    Then the module reports {accepted.second}, REMOTE IP: {third.ip}
    When the host sends AT+CIPSEND={accepted.second}
    Then the module answers >
    When the host types to the third<Ctrl-Z>
    Then the third receives to the third
    And the module answers {accepted.second}, SEND OK
    When the host sends AT+CIPCLOSE=0
    Then the module answers 0, CLOSE OK
    When the fourth connects to port 8888
    Then the module reports {accepted.third}, REMOTE IP: {fourth.ip}
    When the host sends AT+CIPSEND={accepted.third}
    Then the module answers >
    When the third sends three
    And the host is silent for 2 s
    And the fourth sends four
    And the host is silent for 2 s
    And the host types to the fourth<Ctrl-Z>
    Then the fourth receives to the fourth
    And the module answers {accepted.third}, SEND OK
    And the module reports +RECEIVE,{accepted.second},5:
    And the module delivers three
    And the module reports +RECEIVE,{accepted.third},4:
    And the module delivers four
    When the host sends AT+CIPCLOSE={accepted.third}
    Then the module answers {accepted.third}, CLOSE OK
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the server sends from the server
    Then the module reports +RECEIVE,0,15:
    And the module delivers from the server
    When the host sends AT+CIPCLOSE={accepted.second}
    Then the module answers {accepted.second}, CLOSE OK
    When the client connects to port 8888
    Then the module reports {accepted.fourth}, REMOTE IP: {client.ip}
    When the client's connection 2 sends back again
    Then the module reports +RECEIVE,{accepted.fourth},10:
    And the module delivers back again
    When the server sends still here
    Then the module reports +RECEIVE,0,10:
    And the module delivers still here
