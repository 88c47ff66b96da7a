Feature: TCP server in single connection mode

  @id-server-listens @SIM800-2.1.3-R1 @smoke @SIM7020EN-2.2-C20 @SIM7020EN-6.5-R1 @SIM7020EN-6.5-U1
  Scenario: SERVER OK follows the OK, and clients reach the port
    Given a TCP client
    And the module is in IP STATUS
    When the host sends AT+CIPSERVER=1,1234
    Then the module answers OK
    And the module reports SERVER OK
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    And the client sees a connection

  @id-server-on-its-port-only @SIM800-2.1.3-R1 @SIM7020EN-6.5-R1
  Scenario: Other ports are not listened on
    Given a TCP client
    And the module is listening on port 1234
    When the client connects to port 1235
    Then the module is silent for 2 s
    And by our reading G41 the client sees a refusal

  @id-server-port-out-of-range @SIM800AT-8.2.18-L1 @SIM7000AT-8.2.19-L1 @SIM7020EN-6.5-R1
  Scenario Outline: A port that does not exist is refused
    Given the module is in IP STATUS
    When the host sends AT+CIPSERVER=1,<port>
    Then by our reading G49 the module answers ERROR

    Examples:
      | case     | port  |
      | zero     | 0     |
      | too-high | 65536 |

  @id-server-last-port @SIM800AT-8.2.18-L1 @SIM7000AT-8.2.19-L1 @SIM7020EN-6.5-R1
  Scenario: The highest port is taken
    Given the module is in IP STATUS
    When the host sends AT+CIPSERVER=1,65535
    Then by our reading G49 the module answers OK
    And by our reading G49 the module reports SERVER OK

  @id-server-address @SIM800-2.1.3-R2 @SIM800AT-8.2.18-X1 @SIM7020EN-6.5-R2
  Scenario: A server started without a bearer brings it up and has its address
    # C73: in single connection mode the commands for the bearer may be left out.
    Given a TCP client
    And the module is in IP INITIAL
    When the host sends AT+CIPSERVER=1,1234
    Then the module answers OK
    And the module reports SERVER OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}

  @id-server-state @SIM800-2.1.3-S1 @SIM7020EN-6.5-S1 @SIM7020EN-6.11-S13
  Scenario: A server without a client is listening
    Given the module is listening on port 1234
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: SERVER LISTENING

  @id-server-client-announced @SIM800-2.1.3-U1 @SIM7020EN-6.5-U2
  Scenario: A client is announced by its address
    Given a TCP client
    And the module is listening on port 1234
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    And by our reading G42 the module is silent for 2 s

  @id-server-receives-and-sends @SIM800-2.1.3-R3 @SIM7020EN-6.5-R3 @SIM7020EN-6.5-R4
  Scenario: Data flows in both directions between server and client
    Given a TCP client
    And the module is listening on port 1234
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    When the client sends hello
    Then the module delivers hello
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types welcome<Ctrl-Z>
    Then the client receives welcome
    And the module answers SEND OK

  # What becomes of the one too many is left open (G46); the one that is promised is served.
  @id-server-one-client @SIM800-2.1.3-L1 @SIM800-2.1.3-R3 @SIM7020EN-6.5-L1 @SIM7020EN-6.5-R3
  Scenario: One client is served while another one calls
    Given a TCP client
    And a TCP client named latecomer
    And the module is listening on port 1234
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    When the client sends hello
    Then the module delivers hello
    When the latecomer connects to port 1234
    Then by our reading G46 the module is silent for 2 s
    When the client sends still here
    Then the module delivers still here

  @id-server-stops-listening @SIM800-2.1.3-R4 @SIM800-2.1.3-U2 @SIM7020EN-2.2-C20 @SIM7020EN-6.5-R5 @SIM7020EN-6.5-U3
  Scenario: SERVER CLOSE follows the OK, and no client is taken any more
    Given a TCP client
    And the module is listening on port 1234
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the client connects to port 1234
    Then the module is silent for 2 s
    And the client is not connected
    And by our reading G41 the client sees a refusal

  @id-server-keeps-its-client @SIM800-2.1.3-R6 @SIM7020EN-6.5-R5 @SIM7000-2.1.3-R6
  Scenario: The connection outlives the listening
    Given a TCP client
    And the module is listening on port 1234
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the client sends hello
    Then the module delivers hello
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types welcome<Ctrl-Z>
    Then the client receives welcome
    And the module answers SEND OK

  @id-server-closes-its-client @SIM800-2.1.3-R5 @SIM800AT-8.2.3-X2 @SIM7020EN-6.5-R6
  Scenario: CIPCLOSE closes the connection with the client
    Given a TCP client
    And the module is listening on port 1234
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSEND
    Then by the manual the module answers ERROR
    And by our reading G12 the client sees FIN
