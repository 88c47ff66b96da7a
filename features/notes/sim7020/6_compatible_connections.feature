Feature: SIM7020 note, chapter 6: connections by the SIM800-compatible commands
  Where the Chinese note prints the same, its example is named as well; where it prints something else, see zh/.

  # C23: AT+CSTT stands without an access point name in every example. C26: with and without a blank after the prompt.
  @id-sim7020-tcp-client @SIM7020EN-6.2-E1
  Scenario: TCP client: connect, send, receive, closed by the server
    Given a TCP server
    When the host sends AT+CSTT
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    # The print is wrapped before the port.
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello TCP serve<Ctrl-Z>
    Then the server receives hello TCP serve
    # The English note has lost this line; the Chinese one has it.
    And the module answers SEND OK
    When the server sends hello SIM7020
    Then the module delivers hello SIM7020
    When the server closes
    Then the module reports CLOSED

  @id-sim7020-udp-client @SIM7020EN-6.3-E1
  Scenario: UDP client: connect, send, receive, close
    Given a UDP server
    When the host sends AT+CSTT
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
    When the host types SIM7020 UDP test<Ctrl-Z>
    Then the server receives SIM7020 UDP test
    And the module answers SEND OK
    When the server sends UDP test
    Then the module delivers UDP test
    # C28: a UDP peer cannot close. The command was lost, and CLOSE OK is meant.
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSED OK

  @id-sim7020-udp-extended @SIM7020EN-6.4-E1
  Scenario: UDP extended mode: four destinations, three senders
    # In the note the first two destinations are two ports of one address; here each has an address of its own.
    Given a UDP server
    And a UDP server named archive
    And a UDP server named neighbour
    And a UDP server named stranger
    When the host sends AT+CSTT
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
    # C27: the English note has lost this OK.
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
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types Hello 9600<Ctrl-Z>
    Then the server receives Hello 9600
    And the module answers SEND OK
    # C07: a blank between the words and none after either colon is meant, here and below.
    When the server sends test1
    Then the module reports
      """
      RECVFROM: {server.ip}:{server.port}
      +IPD,5:
      """
    And the module delivers test1
    When the host sends AT+CIPUDPMODE=2,"{neighbour.ip}",{neighbour.port}
    Then the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types Hello 1234<Ctrl-Z>
    Then the neighbour receives Hello 1234
    And the module answers SEND OK
    When the neighbour sends test2
    Then the module reports
      """
      RECV FROM: {neighbour.ip}:{neighbour.port}
      +IPD,5:
      """
    And the module delivers test2
    When the host sends AT+CIPUDPMODE=2,"{stranger.ip}",{stranger.port}
    Then the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types Hello 5678<Ctrl-Z>
    Then the stranger receives Hello 5678
    And the module answers SEND OK
    When the stranger sends test3
    Then the module reports
      """
      RECV FROM: {stranger.ip}: {stranger.port}
      +IPD,5:
      """
    And the module delivers test3
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

  @id-sim7020-tcp-server @SIM7020EN-6.5-E1 @SIM7020ZH-6.5-E1
  Scenario: TCP server: listen, accept, exchange, stop listening, close
    # C11, C73: there is a server, and with a single connection it needs no bearer beforehand.
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
    When the client sends hello server
    Then the module delivers hello server
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK

  # C03: no blank after the connection number; one is accepted by name.
  @id-sim7020-multi-client @SIM7020EN-6.6-E1
  Scenario: A TCP and a UDP connection at once
    Given a TCP server
    And a UDP server named logger
    When the host sends AT+CIPMUX=1
    Then the module answers OK
    When the host sends AT+CSTT
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    # C04: a comma is meant.
    And the module reports 0.CONNECT OK
    When the host sends AT+CIPSTART=1,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 1,CONNECT OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types TCP test<Ctrl-Z>
    Then the server receives TCP test
    And the module answers 0,SEND OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types UDP test<Ctrl-Z>
    Then the logger receives UDP test
    And the module answers 1,SEND OK
    When the server sends SIM7020 TCP test
    Then the module reports +RECEIVE,0,16:
    And the module delivers SIM7020 TCP test
    # C32: printed without the blank between the first two words, which the length counts.
    When the logger sends SIM7020 UDP test
    Then the module reports +RECEIVE,1,16:
    And the module delivers SIM7020 UDP test
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    # C33: a blank after every C: is meant.
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C:1,0,"UDP","{logger.ip}","{logger.port}","CONNECTED"
      C: 2,,"","","","INITIAL"
      C: 3,,"","","","INITIAL"
      C: 4,,"","","","INITIAL"
      C: 5,,"","","","INITIAL"
      """

  @id-sim7020-multi-server @SIM7020EN-6.7-E1
  Scenario: Server with a client and two connections of its own
    Given a TCP client
    And a TCP server
    And a UDP server named logger
    When the host sends AT+CIPMUX=1
    Then the module answers OK
    When the host sends AT+CSTT
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSERVER=1,8888
    Then the module answers OK
    And the module reports SERVER OK
    When the client connects to port 8888
    Then the module reports 0,REMOTE IP: {client.ip}
    When the client sends connection TCP server test
    Then the module reports +RECEIVE,0,26:
    And the module delivers connection TCP server test
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types TCP test<Ctrl-Z>
    Then the client receives TCP test
    # C04: a comma is meant.
    And the module answers 0.SEND OK
    # C72: a connection can be started while others are open.
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1,CONNECT OK
    When the host sends AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 2,CONNECT OK
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2,CLOSE OK
    # The print has the rows out of order.
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
      """
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK

  @id-sim7020-dns-and-connection @SIM7020EN-6.8-E1 @SIM7020ZH-6.8-E1
  Scenario: A name with two addresses, a name without any, connecting by name
    Given a TCP server
    When the host sends AT+CSTT
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    # C22: printed without quotes here, and with quotes below.
    When the host sends AT+CDNSGIP={dns.name}
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{dns.name}",{dns.addresses}
    When the host sends AT+CDNSGIP="abctest"
    Then the module answers OK
    And the module reports +CDNSGIP: 0,8
    When the host sends AT+CIPSTART="TCP","{server.name}",{server.port}
    Then the module answers OK
    And the module reports CONNECT OK
    # C20: printed AT+CIPSNED.
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types DNS test<Ctrl-Z>
    Then the server receives DNS test
    And the module answers SEND OK
