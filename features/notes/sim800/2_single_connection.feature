Feature: SIM800 note, chapter 2: single connection

  @id-sim800-first-checks @SIM800-2.1.1-E1
  Scenario: Checks before the TCP/IP part: SIM, signal, registration, packet service
    Given the module is ready
    When the host sends AT+CPIN?
    Then the module answers
      """
      +CPIN: READY
      OK
      """
    When the host sends AT+CSQ
    Then the module answers
      """
      +CSQ: {signal}
      OK
      """
    When the host sends AT+CREG?
    Then the module answers
      """
      +CREG: 0,{registration}
      OK
      """
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 1
      OK
      """

  @id-sim800-tcp-client @SIM800-2.1.1-E2
  Scenario: TCP client: connect, send, receive, closed by the server
    Given a TCP server
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 1
      OK
      """
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello TCP serve<Ctrl-Z>
    Then the server receives hello TCP serve
    And the module answers SEND OK
    When the server sends hello SIM800
    Then the module delivers hello SIM800
    When the server closes
    Then the module reports CLOSED

  @id-sim800-udp-client @SIM800-2.1.2-E1
  Scenario: UDP client: connect, send, receive, close
    Given a UDP server
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 1
      OK
      """
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types SIM800 UDP test<Ctrl-Z>
    Then the server receives SIM800 UDP test
    And the module answers SEND OK
    When the server sends UDP test
    Then the module delivers UDP test
    When the host sends AT+CIPCLOSE
    # C09: CLOSE OK alone is meant.
    Then the module answers
      """
      OK
      CLOSED OK
      """

  @id-sim800-tcp-server @SIM800-2.1.3-E1
  Scenario: TCP server: listen, accept, exchange, stop listening, close
    Given a TCP client
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 1
      OK
      """
    When the host sends AT+CIPSERVER=1,1234
    Then the module answers OK
    And the module reports SERVER OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: SERVER LISTENING
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    When the client sends hello server
    Then the module delivers hello server
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello client<Ctrl-Z>
    Then the client receives hello client
    And the module answers SEND OK
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the client sends hello SIM800
    Then the module delivers hello SIM800
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK

  @id-sim800-udp-extended @SIM800-2.1.4-E1
  Scenario: UDP extended mode: three senders, two destinations
    # The note's second sender shares the address of the first; here it has one of its own.
    Given a UDP server
    And a UDP client named neighbour
    And a UDP client named stranger
    And a UDP server named archive
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 1
      OK
      """
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CLPORT="UDP",8888
    Then the module answers OK
    When the host sends AT+CIPSRIP=1
    Then the module answers OK
    When the host sends AT+CIPHEAD=1
    Then the module answers OK
    When the host sends AT+CIPUDPMODE=1
    Then the module answers OK
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPUDPMODE?
    Then the module answers
      """
      +CIPUDPMODE: 1,"{server.ip}",{server.port}
      OK
      """
    # C07: no blank after either colon is meant.
    When the server connects to port 8888
    And the server sends test1
    Then the module reports
      """
      RECV FROM: {server.ip}:{server.port}
      +IPD,5:
      """
    And the module delivers test1
    When the neighbour connects to port 8888
    And the neighbour sends test2
    Then the module reports
      """
      RECV FROM: {neighbour.ip}:{neighbour.port}
      +IPD,5:
      """
    And the module delivers test2
    When the stranger connects to port 8888
    And the stranger sends test3
    Then the module reports
      """
      RECV FROM: {stranger.ip}: {stranger.port}
      +IPD,5:
      """
    And the module delivers test3
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types Hello 9600<Ctrl-Z>
    Then the server receives Hello 9600
    And the module answers SEND OK
    When the host sends AT+CIPUDPMODE=2,"{archive.ip}",{archive.port}
    Then the module answers OK
    When the host sends AT+CIPUDPMODE?
    Then the module answers
      """
      +CIPUDPMODE: 1,"{archive.ip}",{archive.port}
      OK
      """
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types Hello 4500<Ctrl-Z>
    Then the archive receives Hello 4500
    And the module answers SEND OK

  @id-sim800-transparent-client @SIM800-2.2.3-E1
  Scenario: Transparent TCP client: connect, escape, return, receive
    Given a TCP server
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 1
      OK
      """
    When the host sends AT+CIPMODE=1
    Then the module answers OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT
    When the host types ......
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives ......
    When the host sends ATO
    Then the module answers CONNECT
    When the server sends SIM800 channel test
    Then the module delivers SIM800 channel test

  @id-sim800-call-and-message @costs @SIM800-2.2.5-E1 @SIM800AT-2.2.8-R1
  Scenario: Leaving data mode brings the line of a call
    Given a TCP server
    And the module is in data mode with the server
    When the network calls the module
    And the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    And the module reports RING
    # The note leaves the call open; it is refused here, so that it does not ring on.
    When the host sends ATH
    Then the module answers OK

  @id-sim800-message @SIM800-2.2.5-E1 @costs
  Scenario: Leaving data mode brings the line of a short message
    Given a TCP server
    And the module is in data mode with the server
    When the network delivers a short message
    And the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    # The note's number is 10; C81: no blank before it is meant.
    And the module reports +CMTI: "SM", {message.index}
