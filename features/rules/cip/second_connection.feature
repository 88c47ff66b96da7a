Feature: The second connection in single connection mode
  What worked once works again. By the manuals the way from one connection to the next leads by AT+CIPSHUT.

  @id-second-tcp @SIM800-2.1.1-R3 @SIM800-2.1.1-U1 @SIM800-2.1.1-R4 @SIM800-2.1.1-R5 @SIM800-2.1.1-R6
  @SIM800-2.1.1-U2 @SIM800-9-R5 @SIM7020EN-6.2-R4 @SIM7020EN-6.2-U1 @SIM7020EN-6.2-R5 @SIM7020EN-6.2-R7
  @SIM7020EN-6.2-U2 @SIM7020EN-6.12-R7
  Scenario: One TCP server after the other is called, sends, receives and closes
    Given a TCP server
    And a TCP server named other
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the first<Ctrl-Z>
    Then the server receives to the first
    And the module answers SEND OK
    # A word that the module itself would say is data like any other.
    When the server sends <CR><LF>CLOSED<CR><LF>
    Then the module delivers <CR><LF>CLOSED<CR><LF>
    And the module is silent for 2 s
    When the server sends from the first
    Then the module delivers from the first
    When the server closes
    Then the module reports CLOSED
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="TCP","{other.ip}","{other.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the other sends from the second
    Then the module delivers from the second
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the second<Ctrl-Z>
    Then the other receives to the second
    And the module answers SEND OK
    When the other closes
    Then the module reports CLOSED
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the first again<Ctrl-Z>
    Then the server's connection 2 receives to the first again
    And the module answers SEND OK
    # What was sent is put out, though the end follows at once.
    When the server's connection 2 sends the last
    And the server's connection 2 closes
    Then the module delivers the last
    And the module reports CLOSED

  @id-second-close @SIM800-2.1.1-R7 @SIM800-9-R2 @SIM800-9-T1 @SIM800-9-R5 @SIM7020EN-6.12-R2 @SIM7020EN-6.12-T1
  @SIM7020EN-6.12-R4 @SIM7020EN-6.12-R7
  Scenario: The second connection is closed together with its server, as the first one is
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    And by our reading G12 the server sees FIN
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is connected to the server
    And the server stops acknowledging
    And the host sends AT+CIPCLOSE
    Then the module is silent for 1 s
    When the server acknowledges again
    Then the module answers CLOSE OK
    And by our reading G12 the server's connection 2 sees FIN

  @id-second-udp @SIM800-2.1.2-R1 @SIM800-2.1.2-R2 @SIM800-2.1.2-R3 @SIM800-9-R5 @SIM7020EN-6.2-R4 @SIM7020EN-6.3-R1
  @SIM7020EN-6.3-R2 @SIM7020ZH-6.3-R2 @SIM7020EN-6.3-U1 @SIM7020EN-6.12-R7
  Scenario: One UDP server after the other is reached from the same local port
    Given a UDP server
    And a UDP server named other
    And the module has accepted AT+CLPORT="UDP",8888
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the first<Ctrl-Z>
    Then the server receives to the first
    And the module answers SEND OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="UDP","{other.ip}","{other.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the second<Ctrl-Z>
    Then the other receives to the second
    And the module answers SEND OK
    And the server receives nothing more
    When the other sends from the second
    Then the module delivers from the second
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the other sends too late
    Then the module is silent for 2 s

  @id-second-part @SIM800-1-R2 @SIM800-2.1-R3 @SIM800-2.1.3-R4 @SIM800-9-R5 @SIM7000-1-R4
  Scenario: The module is TCP client, UDP client and TCP server in turn
    Given a TCP server
    And a UDP server named logger
    And a TCP client
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server closes
    Then the module reports CLOSED
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types after TCP<Ctrl-Z>
    Then the logger receives after TCP
    And the module answers SEND OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    And the host sends AT+CIPSERVER=1,1234
    Then the module answers OK
    And the module reports SERVER OK
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types after the server<Ctrl-Z>
    Then the logger receives after the server
    And the module answers SEND OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server's connection 2 sends after UDP
    Then the module delivers after UDP

  @id-second-mode @SIM800-2.1-R1 @SIM800-2-R3 @SIM800-9-R5 @SIM800AT-19.3-U1
  Scenario: A second connection is transparent too, until normal mode is chosen again
    Given a TCP server
    And the module is in data mode with the server
    When the server closes
    Then by the manual the module reports CLOSED
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT
    When the host types AT<CR>
    Then the server's connection 2 receives AT<CR>
    When the server's connection 2 closes
    Then by the manual the module reports CLOSED
    When the host sends AT+CIPMODE=0
    Then the module answers OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT
    Then the module answers OK
    When the server's connection 3 sends hello
    Then the module delivers hello

  @id-second-part-transparent @SIM800-1-R2 @SIM800-2-R3 @SIM800-2.1-R1 @SIM800-2.2.4-R8 @SIM800-9-R5
  @SIM800AT-19.3-U1 @SIM7000-1-R4
  Scenario: In transparent mode the module is TCP client, UDP client and TCP server in turn
    Given a TCP server
    And a UDP server named logger
    And a TCP client
    And the module is in data mode with the server
    When the host types by TCP
    Then the server receives by TCP
    When the server closes
    Then by the manual the module reports CLOSED
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports CONNECT
    When the host types by UDP
    Then the logger receives by UDP
    When the logger sends answer
    Then the module delivers answer
    When the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    When the host sends ATO
    Then the module answers {resumed}
    When the host types by UDP again
    Then the logger receives by UDP again
    When the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    And by our reading G42 the module is silent for 2 s
    When the module is in IP STATUS
    And the host sends AT+CIPSERVER=1,1234
    Then the module answers OK
    And the module reports SERVER OK
    When the client connects to port 1234
    Then by our reading G18 the module reports
      """
      REMOTE IP: {client.ip}
      CONNECT
      """
    When the client sends hello
    Then the module delivers hello
    When the host types to the client
    Then the client receives to the client

  @id-second-count @SIM800-1-R1 @SIM800-2-R1 @SIM800-3-R1 @SIM800-2.1.1-R6 @SIM800-2.1.1-U2 @SIM800-3.1-R2 @SIM800-3.1-U1
  @SIM800-3.1-U2 @SIM800-3.1-U3 @SIM800-9-R5 @SIM7020EN-2.2-C1 @SIM7020EN-6.6-R2 @SIM7020EN-6.6-R3 @SIM7020EN-6.6-U1
  @SIM7020EN-6.6-U2 @SIM7020EN-6.2-R7 @SIM7020EN-6.2-U2 @SIM7020EN-6.12-R7
  Scenario: Single and multi connection mode are chosen back and forth, and each speaks as it should
    Given a TCP server
    And the module is connected to the server
    When the server sends alone
    Then the module delivers alone
    When the server closes
    Then the module reports CLOSED
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPMUX=1
    Then the module answers OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the server's connection 2 sends among others
    Then the module reports +RECEIVE,2,12:
    And the module delivers among others
    When the server's connection 2 closes
    Then by our reading G19 the module reports 2, CLOSED
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPMUX=0
    Then the module answers OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server's connection 3 sends alone again
    Then the module delivers alone again
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types alone<Ctrl-Z>
    Then the server's connection 3 receives alone
    And the module answers SEND OK
    When the server's connection 3 closes
    Then the module reports CLOSED
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPMUX=1
    Then the module answers OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the server's connection 4 sends among others
    Then the module reports +RECEIVE,1,12:
    And the module delivers among others
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types among others<Ctrl-Z>
    Then the server's connection 4 receives among others
    And the module answers 1, SEND OK
