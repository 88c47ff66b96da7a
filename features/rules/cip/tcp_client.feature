Feature: TCP client in single connection mode

  @id-tcp-connects @SIM800-2.1.1-R3 @SIM800-2.1.1-U1 @smoke @SIM7020EN-2.2-C2 @SIM7020EN-6.2-R4 @SIM7020EN-6.2-U1
  Scenario: CIPSTART is answered OK, and CONNECT OK follows when the connection is up
    Given a TCP server
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    And the server sees a connection

  @id-tcp-connects-late @SIM800-2.1.1-R3 @SIM800-2.1.1-U1 @SIM7020EN-6.2-R4 @SIM7020EN-6.2-U1
  Scenario: CONNECT OK waits for a server that does not answer the call at once
    Given a TCP server
    And the server stops acknowledging
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module is silent for 1 s
    When the server acknowledges again
    Then by our reading G60 the server sees a connection
    And the module reports CONNECT OK

  @id-tcp-port-quoted-or-bare @SIM800-4-R9 @SIM7020EN-6.2-R4
  Scenario: The port is taken with and without quotes, and shown with them
    Given a TCP server
    And the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: 1,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: {2..connections.max-1},,"","","","INITIAL"
      """

  @id-tcp-port-bare-alone @SIM800-4-R9 @SIM7020EN-6.2-R4
  Scenario: A single connection takes the port without quotes
    Given a TCP server
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports CONNECT OK

  @id-tcp-sends @SIM800-2.1.1-R4 @SIM800-2.1.1-R5 @SIM7020EN-2.2-C3 @SIM7020EN-6.2-R5
  Scenario: Ctrl-Z sends what was typed after the prompt, and is not sent itself
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And the module answers SEND OK
    And the server receives nothing more

  @id-tcp-sends-nothing-before-ctrl-z @SIM800-2.1.1-R4 @SIM7020EN-6.2-R5
  Scenario: Nothing is sent before Ctrl-Z
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello
    Then the module is silent for 2 s
    And the server receives nothing more
    When the host types , hello again<Ctrl-Z>
    Then the server receives hello, hello again
    And the module answers SEND OK

  @id-tcp-sends-again @SIM800-2.1.1-R4 @SIM800-2.1.1-R5 @SIM7020EN-2.2-C3 @SIM7020EN-6.2-R5
  Scenario: One sending after the other is reported, whatever its length
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types first<Ctrl-Z>
    Then the server receives first
    And the module answers SEND OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types second<Ctrl-Z>
    Then the server receives second
    And the module answers SEND OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types <512 bytes><Ctrl-Z>
    Then the server receives <512 bytes>
    And the module answers SEND OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types <1024 bytes><Ctrl-Z>
    Then the server receives <1024 bytes>
    And the module answers SEND OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types <257 bytes><Ctrl-Z>
    Then the server receives <257 bytes>
    And the module answers SEND OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types last<Ctrl-Z>
    Then the server receives last
    And the module answers SEND OK
    And the server receives nothing more

  # BS, ESC and Ctrl-Z may mean something where no length was given.
  @id-tcp-any-byte @SIM800-2.1.1-R4 @SIM800-2.1.1-E2 @SIM800-2.1.1-R6 @SIM7020EN-6.2-R5 @SIM7020EN-6.2-R7
  @SIM7020EN-6.10.1-R1
  Scenario: Data of every value passes both ways unchanged
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types <all values but BS ESC Ctrl-Z>+++<CR><LF>OK<CR><LF><Ctrl-Z>
    Then the server receives <all values but BS ESC Ctrl-Z>+++<CR><LF>OK<CR><LF>
    And the module answers SEND OK
    When the server sends <all values>
    Then the module delivers <all values>
    When the server sends <CR><LF>SEND OK<CR><LF>+++<CR><LF>+PDP: DEACT<CR><LF>> 
    Then the module delivers <CR><LF>SEND OK<CR><LF>+++<CR><LF>+PDP: DEACT<CR><LF>> 
    When the server sends <3000 bytes>
    Then the module delivers <3000 bytes>
    When the host sends AT
    Then the module answers OK

  @id-tcp-receives-while-asking @SIM800-2.1.1-R6 @SIM800-2.1.1-R5 @SIM7020EN-6.2-R7 @SIM7020EN-6.10.1-R1
  Scenario: What the server sends while the module waits for data is put out as well, then or later
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then the module answers >
    When the server sends meanwhile
    And the host is silent for 2 s
    And the host types hello<Ctrl-Z>
    Then the server receives hello
    And the module answers SEND OK
    And the module delivers meanwhile

  # What is answered to the data, and before which of the two lines CLOSED comes, is left to the module.
  @id-tcp-closed-while-asking @SIM800-2.1.1-U2 @SIM7020EN-6.2-U2
  Scenario: That the server closes while the module waits for data is reported, then or later
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then the module answers >
    When the server closes
    And the host is silent for 12 s
    And the host types hello<Ctrl-Z>
    Then by our reading G135 the module answers SEND FAIL
    And the module reports CLOSED
    And by our reading G135 the server receives nothing more

  @id-tcp-send-ok-means-received @SIM800-2.1.1-R12 @SIM7020EN-6.2-R6
  Scenario: SEND OK waits for the server's acknowledgement
    Given a TCP server
    And the module is connected to the server
    When the server stops acknowledging
    And the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the module is silent for 2 s
    When the server acknowledges again
    Then the module answers SEND OK
    And the server receives hello
    When the server stops acknowledging
    And the host sends AT+CIPSEND
    Then the module answers >
    When the host types again<Ctrl-Z>
    Then the module is silent for 2 s
    When the server sends meanwhile
    Then by our reading G131 the module delivers meanwhile
    And the module is silent for 2 s
    When the server acknowledges again
    Then the module answers SEND OK
    And the server receives again
    When the server stops acknowledging
    And the host sends AT+CIPSEND
    Then the module answers >
    When the host types once more<Ctrl-Z>
    Then the module is silent for 2 s
    When the server acknowledges again
    Then the module answers SEND OK
    And the server receives once more

  @id-tcp-receives @SIM800-2.1.1-R6 @smoke @SIM7020EN-6.2-R7 @SIM7020EN-6.10.1-R1
  Scenario: Received data is put out without being asked for
    Given a TCP server
    And the module is connected to the server
    When the server sends hello
    Then the module delivers hello
    When the server sends again
    Then the module delivers again

  @id-tcp-closed-by-the-host @SIM800-2.1.1-R7 @SIM800AT-8.2.3-X2 @SIM7020EN-2.2-C6
  Scenario: CIPCLOSE closes the connection
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSEND
    Then by the manual the module answers ERROR
    And by our reading G12 the server sees FIN

  @id-tcp-closed-by-the-server @SIM800-2.1.1-U2 @SIM800AT-8.2.3-X2 @SIM7020EN-6.2-U2
  Scenario: CLOSED is reported when the server closes
    Given a TCP server
    And the module is connected to the server
    When the server closes
    Then the module reports CLOSED
    When the host sends AT+CIPSEND
    Then by the manual the module answers ERROR
