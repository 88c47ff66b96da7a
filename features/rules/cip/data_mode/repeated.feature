Feature: Transparent mode again and again
  What led to data mode once leads there again, and what was chosen in between holds for the connection that follows.

  @id-data-mode-again @SIM800-2.2.1-R1 @SIM800-2.2.1-R2 @SIM800-2.2.1-R3 @SIM800-2.2.2-R1 @SIM800-2.2.3-R2
  @SIM800-2.2.3-R3 @SIM800-2.2.3-R5 @SIM800-2.2.4-R5 @SIM7000-2.2.3-U1 @SIM800AT-19.3-U1
  Scenario: A second connection leads to data mode as the first one did
    Given a TCP server
    And a TCP server named other
    And the module has accepted AT+CIPMODE=1
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT
    When the host types hello
    Then the server receives hello
    When the server closes
    Then by the manual the module reports CLOSED
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="TCP","{other.ip}","{other.port}"
    Then the module answers OK
    And the module reports CONNECT
    When the host types <all values>
    Then the other receives <all values>
    When the other sends <all values>
    Then the module delivers <all values>
    When the other closes
    Then by the manual the module reports CLOSED
    When the host sends AT
    Then the module answers OK
    And the server receives nothing more

  # AT+CIPSHUT leads from one connection to the next, by the manual.
  @id-data-mode-in-turn @SIM800-2-R3 @SIM800-2.1-R1 @SIM800-2.2.1-R1 @SIM800-2.2.1-R5 @SIM800-2.2.2-R1 @SIM800-2.2.3-R3
  Scenario: Normal and transparent mode can be chosen in turn
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPMODE=1
    Then the module answers OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT
    When the host types AT<CR>
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives AT<CR>
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPMODE=0
    Then the module answers OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT
    Then the module answers OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPMODE=1
    Then the module answers OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT
    When the host types AT<CR>
    Then the server receives AT<CR>
    And the module is silent for 2 s

  # Data of the client shows that it is connected; what the host types is data from then on.
  @id-data-mode-next-client @SIM800-2.2.1-R1 @SIM800-2.2.1-R2 @SIM800-2.2.1-R3 @SIM800-2.2.3-R2 @SIM800-2.2.4-R6
  @SIM800AT-19.3-U1
  Scenario: The next client leads to data mode as the first one did
    Given a TCP client
    And a TCP client named next
    And the module has accepted AT+CIPMODE=1
    And the module is listening on port 1234
    When the client connects to port 1234
    And the client sends one
    Then the module delivers one
    When the host types hello
    Then the client receives hello
    And by our reading G18 the module reports
      """
      REMOTE IP: {client.ip}
      CONNECT
      """
    When the client closes
    Then by the manual the module reports CLOSED
    When the host sends AT
    Then the module answers OK
    When the next connects to port 1234
    And the next sends two
    Then the module delivers two
    When the host types goodbye
    Then the next receives goodbye
    And by our reading G18 the module reports
      """
      REMOTE IP: {next.ip}
      CONNECT
      """
    When the next closes
    Then by the manual the module reports CLOSED
    When the host sends AT
    Then the module answers OK

  @id-no-data-mode-after-multi @SIM800-2.2.3-R1 @SIM800-3-R2 @SIM800-2-R1
  Scenario: What was asked for in multi connection mode does not lead to data mode in single connection mode
    Given a TCP server
    And the module is in multi connection mode
    When the host sends AT+CIPMODE=1
    Then by our reading G17 the module answers {mode.multi}
    When the host sends AT+CIPMUX=0
    Then the module answers OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT
    Then the module answers OK
    And the server receives nothing more
