Feature: Receiving without being asked
  C45: the length counts hexadecimal digits, two for each byte; with AT+CSORCVFLAG=1 it counts the bytes themselves.

  @id-socket-receive @smoke @SIM7020EN-2.1-C15 @SIM7020EN-5.9-U1 @SIM7020EN-5.7-R3
  Scenario: Received data is reported in hexadecimal digits with their number
    Given a TCP server
    And the module is connected to the server by socket 0
    When the server sends 123
    Then the module reports +CSONMI: 0,6,313233

  @id-socket-receive-udp @SIM7020EN-5.9-U1 @SIM7020EN-5.3-R2
  Scenario: Each received datagram is reported by itself
    Given a UDP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,0,"hello"
    Then the module answers OK
    And the server receives hello
    When the server sends 123
    Then the module reports +CSONMI: 0,6,313233
    When the server sends 456
    Then the module reports +CSONMI: 0,6,343536

  @id-socket-receive-number @SIM7020EN-2.1-C15 @SIM7020EN-5.9-U1 @SIM7020AT-6.2.15-U1
  Scenario: The number of the socket tells which connection data came on
    Given a TCP server
    And the module is connected to the server by sockets 0 to 1
    When the server's connection 2 sends 2
    Then by the manual the module reports +CSONMI: 1,2,32
    When the server's connection 1 sends 1
    Then by the manual the module reports +CSONMI: 0,2,31

  @id-socket-receive-any-byte @SIM7020EN-5.7-R3
  Scenario: Every byte is two digits
    Given a TCP server
    And the module is connected to the server by socket 0
    When the server sends <NUL><0x10><0x80><0x99>
    Then the module reports +CSONMI: 0,8,00108099
    When the server sends j<CR><LF><0xFF>
    Then by our reading G58 the module reports +CSONMI: 0,8,6A0D0AFF

  @id-socket-receive-text @persistent @SIM7020EN-2.1-C10 @SIM7020ZH-2.1-C10 @SIM7020AT-6.2.15-U1 @SIM7020AT-6.2.10-C1
  Scenario: With the receive flag set, received data is reported as it is
    Given a TCP server
    And the module has accepted
      """
      AT+CSORCVFLAG=1
      AT+CSORCVFLAG=0
      AT+CSORCVFLAG=1
      """
    And the module is connected to the server by socket 0
    When the server sends hello
    Then by the manual the module reports +CSONMI: 0,5,hello
    When the server sends one<CR><LF>OK<CR><LF>
    Then by the manual the module reports +CSONMI: 0,9,one<CR><LF>OK<CR><LF>
    When the server sends 0<all values>
    Then by the manual the module reports +CSONMI: 0,257,0<all values>
    When the host sends AT+CSOC=1,1,1
    Then by the manual the module answers
      """
      +CSOC: {socket.number}
      OK
      """
    When the host sends AT+CSOCON={socket.number},{server.port},"{server.ip}"
    Then by the manual the module answers OK
    When the server's connection 2 sends second
    Then by the manual the module reports +CSONMI: {socket.number},6,second
    When the host sends AT+CSOCL={socket.number}
    Then by the manual the module answers OK
    When the server's connection 1 sends still here
    Then by the manual the module reports +CSONMI: 0,10,still here
    When the host sends AT+CSORCVFLAG=0
    Then by the manual the module answers OK
    When the server's connection 1 sends 123
    Then by the manual the module reports +CSONMI: 0,6,313233

  @id-socket-receive-text-off @persistent @SIM7020EN-2.1-C10 @SIM7020AT-6.2.10-C1
  Scenario: With the receive flag cleared, received data is reported in digits again
    Given a TCP server
    And the module has accepted
      """
      AT+CSORCVFLAG=1
      AT+CSORCVFLAG=0
      """
    And the module is connected to the server by socket 0
    When the server sends 123
    Then by the manual the module reports +CSONMI: 0,6,313233

  @id-socket-receive-flag-known @persistent @SIM7020EN-2.1-C10 @SIM7020AT-6.2.10-C1
  Scenario: The receive flag is known, and clear until it is set
    Given the module is ready
    When the host sends AT+CSORCVFLAG=?
    Then by the manual the module answers
      """
      +CSORCVFLAG: (0,1)
      OK
      """
    When the host sends AT+CSORCVFLAG?
    Then by our reading G59 the module answers
      """
      +CSORCVFLAG: 0
      OK
      """
    When the host sends AT+CSORCVFLAG=1
    Then by the manual the module answers OK
    When the host sends AT+CSORCVFLAG?
    Then by the manual the module answers
      """
      +CSORCVFLAG: 1
      OK
      """
    When the host sends AT+CSORCVFLAG=?
    Then by the manual the module answers
      """
      +CSORCVFLAG: (0,1)
      OK
      """
    When the host sends AT+CSORCVFLAG=0
    Then by the manual the module answers OK
    When the host sends AT+CSORCVFLAG?
    Then by the manual the module answers
      """
      +CSORCVFLAG: 0
      OK
      """

  # C12: the Chinese 5.1 denies transparent mode, both notes have it in 6.14; it is tested as true of these sockets.
  @id-socket-no-transparent-mode @SIM7020ZH-5.1-R1
  Scenario: Transparent mode is nothing to a socket
    Given a TCP server
    And the module has accepted AT+CIPMODE=1
    And the module is connected to the server by socket 0
    When the server sends 123
    Then the module reports +CSONMI: 0,6,313233
    When the host sends AT
    Then the module answers OK
