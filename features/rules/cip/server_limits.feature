Feature: Connections of a server in multi connection mode
  C13: read as so many connections at the same time, accepted and outgoing ones together. More is no fault (G46).

  @id-serving-clients-at-most @SIM800-1-L2 @SIM800-3-L2 @SIM800AT-19.3-U1
  Scenario: Five clients are served at the same time
    Given a TCP client
    And the module is listening on port 8888 in multi connection mode
    When the client connects to port 8888
    Then the module reports 0, REMOTE IP: {client.ip}
    When the client connects to port 8888
    And the client connects to port 8888
    And the client connects to port 8888
    And the client connects to port 8888
    Then the module reports
      """
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      """
    When the client's connection 1 sends first
    Then the module reports +RECEIVE,0,5:
    And the module delivers first
    When the client's connection 2 sends again
    Then the module reports +RECEIVE,{accepted.any},5:
    And the module delivers again
    When the client's connection 3 sends again
    Then the module reports +RECEIVE,{accepted.any},5:
    And the module delivers again
    When the client's connection 4 sends again
    Then the module reports +RECEIVE,{accepted.any},5:
    And the module delivers again
    When the client's connection 5 sends again
    Then the module reports +RECEIVE,{accepted.any},5:
    And the module delivers again
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types to the first<Ctrl-Z>
    Then the client's connection 1 receives to the first
    And the module answers 0, SEND OK
    # One that has gone makes room for another.
    When the client's connection 1 closes
    Then by the manual the module reports 0, CLOSED
    When the client connects to port 8888
    Then the module reports {accepted.any}, REMOTE IP: {client.ip}
    When the client's connection 6 sends the next
    Then the module reports +RECEIVE,{accepted.any},8:
    And the module delivers the next
    When the client's connection 2 sends still here
    Then the module reports +RECEIVE,{accepted.any},10:
    And the module delivers still here
    When the client connects to port 8888
    Then by our reading G46 the module is silent for 2 s

  @id-serving-clients-sent-to @SIM800-3.2-R5
  Scenario: With five clients connected, data is sent to any of them
    Given a TCP client
    And the module is listening on port 8888 in multi connection mode
    When the client connects to port 8888
    Then the module reports 0, REMOTE IP: {client.ip}
    When the client connects to port 8888
    And the client connects to port 8888
    And the client connects to port 8888
    And the client connects to port 8888
    Then the module reports
      """
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      """
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types to the first<Ctrl-Z>
    Then the client's connection 1 receives to the first
    And the module answers 0, SEND OK

  @id-serving-seven-clients @SIM7000-1-L2 @SIM7000-3-L2 @SIM7000AT-20.3-U1
  Scenario: Seven clients are served at the same time
    Given a TCP client
    And the module is listening on port 8888 in multi connection mode
    When the client connects to port 8888
    Then the module reports 0, REMOTE IP: {client.ip}
    When the client connects to port 8888
    And the client connects to port 8888
    And the client connects to port 8888
    And the client connects to port 8888
    And the client connects to port 8888
    And the client connects to port 8888
    Then the module reports
      """
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      """
    When the client's connection 1 sends first
    Then the module reports +RECEIVE,0,5:
    And the module delivers first
    When the client's connection 2 sends again
    Then the module reports +RECEIVE,{accepted.any},5:
    And the module delivers again
    When the client's connection 3 sends again
    Then the module reports +RECEIVE,{accepted.any},5:
    And the module delivers again
    When the client's connection 4 sends again
    Then the module reports +RECEIVE,{accepted.any},5:
    And the module delivers again
    When the client's connection 5 sends again
    Then the module reports +RECEIVE,{accepted.any},5:
    And the module delivers again
    When the client's connection 6 sends again
    Then the module reports +RECEIVE,{accepted.any},5:
    And the module delivers again
    When the client's connection 7 sends again
    Then the module reports +RECEIVE,{accepted.any},5:
    And the module delivers again
    # One that has gone makes room for another.
    When the client's connection 1 closes
    Then by the manual the module reports 0, CLOSED
    When the client connects to port 8888
    Then the module reports {accepted.any}, REMOTE IP: {client.ip}
    When the client's connection 8 sends the next
    Then the module reports +RECEIVE,{accepted.any},8:
    And the module delivers the next
    When the client's connection 2 sends still here
    Then the module reports +RECEIVE,{accepted.any},10:
    And the module delivers still here
    When the client connects to port 8888
    Then by our reading G46 the module is silent for 2 s

  @id-serving-calls-out-at-most @SIM800-1-L3 @SIM800-3-L1 @SIM800-3-L2
  Scenario: While listening, five connections are made to a server, and a sixth when listening has ended
    Given a TCP server
    And the module is listening on port 8888 in multi connection mode
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSTART=3,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 3, CONNECT OK
    When the host sends AT+CIPSTART=4,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 4, CONNECT OK
    When the server's connection 5 sends hello
    Then the module reports +RECEIVE,4,5:
    And the module delivers hello
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the host sends AT+CIPSTART=5,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 5, CONNECT OK
    When the server's connection 6 sends hello again
    Then the module reports +RECEIVE,5,11:
    And the module delivers hello again

  # A call that does not come through may be the network's affair; no far end takes part in one by UDP.
  @id-serving-calls-out-by-udp @SIM800-1-L3 @SIM800-3-L2 @SIM800-3.2-R6
  Scenario: While listening, five connections are made to a UDP server, and closed and made again
    Given a UDP server
    And the module is listening on port 8888 in multi connection mode
    When the host sends AT+CIPSTART=4,"UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 4, CONNECT OK
    When the host sends AT+CIPSTART=3,"UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 3, CONNECT OK
    When the host sends AT+CIPSTART=2,"UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSTART=1,"UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSTART=0,"UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSEND=3
    Then the module answers >
    When the host types by the fourth<Ctrl-Z>
    Then the server receives by the fourth
    And the module answers 3, SEND OK
    When the host sends AT+CIPCLOSE=3
    Then the module answers 3, CLOSE OK
    When the host sends AT+CIPSTART=3,"UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 3, CONNECT OK
    When the host sends AT+CIPSEND=3
    Then the module answers >
    When the host types by the fourth again<Ctrl-Z>
    Then the server receives by the fourth again
    And the module answers 3, SEND OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types by the first<Ctrl-Z>
    Then the server receives by the first
    And the module answers 0, SEND OK

  @id-serving-calls-out-seven-at-most @SIM7000-1-L3 @SIM7000-3-L1 @SIM7000-3-L2
  Scenario: While listening, seven connections are made to a server, and an eighth when listening has ended
    Given a TCP server
    And the module is listening on port 8888 in multi connection mode
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSTART=3,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 3, CONNECT OK
    When the host sends AT+CIPSTART=4,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 4, CONNECT OK
    When the host sends AT+CIPSTART=5,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 5, CONNECT OK
    When the host sends AT+CIPSTART=6,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 6, CONNECT OK
    When the server's connection 7 sends hello
    Then the module reports +RECEIVE,6,5:
    And the module delivers hello
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the host sends AT+CIPSTART=7,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 7, CONNECT OK
    When the server's connection 8 sends hello again
    Then the module reports +RECEIVE,7,11:
    And the module delivers hello again

  @id-serving-counted-together @SIM800-3-L2
  Scenario: Accepted and outgoing connections are five together
    Given a TCP client
    And a UDP server named logger
    And the module is listening on port 8888 in multi connection mode
    When the host sends AT+CIPSTART=0,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSTART=1,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the client connects to port 8888
    And the client connects to port 8888
    And the client connects to port 8888
    Then the module reports
      """
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      """
    When the client connects to port 8888
    Then by our reading G46 the module is silent for 2 s

  @id-serving-seven-counted-together @SIM7000-3-L2
  Scenario: Accepted and outgoing connections are seven together
    Given a TCP client
    And a UDP server named logger
    And the module is listening on port 8888 in multi connection mode
    When the host sends AT+CIPSTART=0,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSTART=1,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the client connects to port 8888
    And the client connects to port 8888
    And the client connects to port 8888
    And the client connects to port 8888
    And the client connects to port 8888
    Then the module reports
      """
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      {accepted.any}, REMOTE IP: {client.ip}
      """
    When the client connects to port 8888
    Then by our reading G46 the module is silent for 2 s
