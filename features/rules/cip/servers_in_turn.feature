Feature: Servers started again, and clients that come one after the other

  @id-again-server @SIM7020EN-6.5-R1 @SIM7020EN-6.5-R2 @SIM7020EN-6.5-R3 @SIM7020EN-6.5-R4 @SIM7020EN-6.5-R5
  @SIM7020EN-6.5-R6 @SIM7020EN-6.5-R7 @SIM7020EN-6.5-U1 @SIM7020EN-6.5-U2 @SIM7020EN-6.5-U3 @SIM7020EN-6.5-S1
  @SIM7020EN-6.11-S7 @SIM7020EN-6.11-S13 @SIM7020EN-6.11-S26
  Scenario: A server is started on another port and serves one client after the other
    Given a TCP client
    And a TCP client named second
    And a TCP client named stray
    And the module is listening on port 1234
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the host sends AT+CIPSERVER=1,40000
    Then the module answers OK
    And the module reports SERVER OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: SERVER LISTENING
    When the client connects to port 40000
    Then the module reports REMOTE IP: {client.ip}
    When the client sends one
    Then the module delivers one
    When the client closes
    Then by our reading G124 the module reports CLOSED
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by our reading G130 the module reports STATE: SERVER LISTENING
    When the second connects to port 40000
    Then the module reports REMOTE IP: {second.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the second sends <all values>
    Then the module delivers <all values>
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types <all values but BS ESC Ctrl-Z><Ctrl-Z>
    Then the second receives <all values but BS ESC Ctrl-Z>
    And the module answers SEND OK
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the stray connects to port 40000
    Then the module is silent for 2 s
    When the second sends three
    Then the module delivers three
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK

  @id-again-server-without-client @SIM7020EN-6.5-R1 @SIM7020EN-6.5-R5 @SIM7020EN-6.5-U1 @SIM7020EN-6.5-U3
  @SIM7020EN-6.5-S1 @SIM7020EN-6.11-S13
  Scenario: A server is started and stopped again and again, and a port that was left is not listened on
    Given a TCP client
    And a TCP client named stray
    And the module is listening on port 1234
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the host sends AT+CIPSERVER=1,4321
    Then the module answers OK
    And the module reports SERVER OK
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the stray connects to port 4321
    Then the module is silent for 2 s
    When the host sends AT+CIPSERVER=1,4321
    Then the module answers OK
    And the module reports SERVER OK
    When the stray connects to port 1234
    Then the module is silent for 2 s
    When the client connects to port 4321
    Then the module reports REMOTE IP: {client.ip}
    When the client sends hello
    Then the module delivers hello

  @id-again-server-multi @SIM7020EN-6.6-R6 @SIM7020EN-6.7-R3 @SIM7020EN-6.7-U1 @SIM7020ZH-6.7-U1 @SIM7020EN-6.7-R7
  @SIM7020EN-6.7-R10 @SIM7020EN-6.7-S1 @SIM7020EN-6.7-S3 @SIM7020AT-7.2.9-C1
  Scenario: Among many connections a server is started again on another port, stopped again, and shut
    Given a TCP client
    And a TCP client named second
    And a TCP client named stray
    And the module is listening on port 8888 in multi connection mode
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the host sends AT+CIPSERVER=1,40000
    Then the module answers OK
    And the module reports SERVER OK
    When the client connects to port 40000
    Then the module reports 0, REMOTE IP: {client.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      S: 0,0,"40000","LISTENING"
      C: 0,0,"TCP","{client.ip}","{client.port}","CONNECTED"
      C: {1..connections.max-1},,"","","","INITIAL"
      """
    When the client sends hello
    Then the module reports +RECEIVE,0,5:
    And the module delivers hello
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the stray connects to port 40000
    Then the module is silent for 2 s
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then by the manual the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSERVER=1,8888
    Then the module answers OK
    And the module reports SERVER OK
    When the second connects to port 8888
    Then the module reports 0, REMOTE IP: {second.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      S: 0,0,"8888","LISTENING"
      C: 0,0,"TCP","{second.ip}","{second.port}","CONNECTED"
      C: {1..connections.max-1},,"","","","INITIAL"
      """
    When the second sends hello
    Then the module reports +RECEIVE,0,5:
    And the module delivers hello

  # Whether a server can be started while connections stand is left open (G125); that it stands beside them is not.
  @id-server-beside-connections @SIM7020EN-6.1-R1 @SIM7020EN-6.6-R4 @SIM7020ZH-6.6-R4 @SIM7020EN-6.7-R1
  @SIM7020EN-6.7-R4 @SIM7020EN-6.7-R5 @SIM7020EN-6.7-R8 @SIM7020ZH-6.7-R8 @SIM7020EN-6.7-U1 @SIM7020ZH-6.7-U1
  Scenario: A server that is started beside a connection leaves it alone, and its clients have numbers of their own
    Given a TCP server
    And a TCP client
    And a TCP client named second
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSERVER=1,8888
    Then by our reading G125 the module answers OK
    And by our reading G125 the module reports SERVER OK
    When the server sends hello
    Then the module reports +RECEIVE,0,5:
    And the module delivers hello
    When the client connects to port 8888
    Then the module reports {accepted.link}, REMOTE IP: {client.ip}
    When the client sends <all values>
    Then the module reports +RECEIVE,{accepted.link},256:
    And the module delivers <all values>
    When the second connects to port 8888
    Then the module reports {accepted.second}, REMOTE IP: {second.ip}
    When the host sends AT+CIPSEND={accepted.second}
    Then the module answers >
    When the host types <all values but BS ESC Ctrl-Z><Ctrl-Z>
    Then the second receives <all values but BS ESC Ctrl-Z>
    And the module answers {accepted.second}, SEND OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types to the server<Ctrl-Z>
    Then the server receives to the server
    And the module answers 0, SEND OK
    When the host sends AT+CIPSEND={accepted.link}
    Then the module answers >
    When the host types to the first<Ctrl-Z>
    Then the client receives to the first
    And the module answers {accepted.link}, SEND OK
    When the second sends second
    Then the module reports +RECEIVE,{accepted.second},6:
    And the module delivers second
    When the client sends again
    Then the module reports +RECEIVE,{accepted.link},5:
    And the module delivers again
    When the host sends AT+CIPCLOSE={accepted.link}
    Then the module answers {accepted.link}, CLOSE OK
    When the second sends still here
    Then the module reports +RECEIVE,{accepted.second},10:
    And the module delivers still here
    When the server sends here too
    Then the module reports +RECEIVE,0,8:
    And the module delivers here too
