Feature: DCD in transparent mode
  Levels are those at the module's pin: low while a connection exists. No document says how soon it is high when the
  connection is gone; it is given 2 s. Nor does one say how exactly it is low with CONNECT; it is given half a second.

  Background:
    Given the module has accepted AT&C1

  @id-dcd-falls-with-connect @SIM800-2.2.3-R4 @SIM800-10-R2 @SIM800-10-R3 @SIM800AT-2.2.28-R1 @SIM800AT-19.3-U1
  @SIM7000-2.2.3-U1
  Scenario: DCD goes low when the connection is established, and when the next one is
    Given a TCP server
    And the module has accepted AT+CIPMODE=1
    And the module is in IP STATUS
    Then by the manual the module holds DCD high
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT
    And by our reading G112 the module holds DCD low
    And the module holds DCD low for 500 ms
    And the module holds DCD low for 2 s
    When the server closes
    Then by the manual the module reports CLOSED
    And the module holds DCD high for 2 s
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    Then by the manual the module holds DCD high
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT
    And the module holds DCD low for 500 ms
    And the module holds DCD low for 2 s

  @id-dcd-low-in-command-mode @SIM800-10-R2 @SIM800-2.2.4-R8
  Scenario: DCD stays low in command mode while the TCP connection exists
    Given a TCP server
    And the module is in data mode with the server
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    And the module holds DCD low for 2 s
    When the host sends ATO
    Then the module answers {resumed}
    And the module holds DCD low for 2 s

  @id-dcd-low-with-udp @SIM800-10-R2 @SIM800-2.2.3-R4
  Scenario: DCD is low while a UDP connection exists
    Given a UDP server
    And the module is in data mode with the server
    When the host types x
    Then the server receives x
    And by our reading G42 the module is silent for 2 s
    And the module holds DCD low

  @id-dcd-rises-on-remote-close @SIM800-10-R3 @SIM800AT-19.3-U1
  Scenario: DCD goes high when the server closes
    Given a TCP server
    And the module is in data mode with the server
    Then by our reading G42 the module is silent for 2 s
    And the module holds DCD low
    When the server closes
    Then by the manual the module reports CLOSED
    And by our reading G42 the module is silent for 2 s
    And the module holds DCD high

  @id-dcd-rises-on-reset @SIM800-10-R3 @SIM800AT-19.3-U1
  Scenario: DCD goes high when the server resets the connection
    Given a TCP server
    And the module is in data mode with the server
    Then by our reading G42 the module is silent for 2 s
    And the module holds DCD low
    When the server resets
    Then by the manual the module reports CLOSED
    And by our reading G42 the module is silent for 2 s
    And the module holds DCD high

  @id-dcd-rises-on-lost-context @SIM800-10-R3 @SIM800-2.2.4-U1
  Scenario: DCD goes high when the PDP context is lost
    Given a TCP server
    And the module is in data mode with the server
    Then by our reading G42 the module is silent for 2 s
    And the module holds DCD low
    When the network withdraws the PDP context
    Then the module reports +PDP: DEACT
    And by our reading G28 the module is silent for 2 s
    And the module holds DCD high

  @id-dcd-rises-on-own-close @SIM800-10-R3 @SIM800-2.2.1-R5
  Scenario Outline: DCD goes high when the module closes
    Given a TCP server
    And the module is in data mode with the server
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    And the module holds DCD low
    When the host sends <command>
    Then the module answers <result>
    And by our reading G42 the module is silent for 2 s
    And the module holds DCD high

    Examples:
      | case  | command     | result   |
      | close | AT+CIPCLOSE | CLOSE OK |
      | shut  | AT+CIPSHUT  | SHUT OK  |

  @id-dcd-high-while-connecting @SIM800-2.2.3-R4 @SIM800AT-2.2.28-R1
  Scenario: DCD stays high until the server has answered
    Given a TCP server
    And the module has accepted AT+CIPMODE=1
    And the module is in IP STATUS
    And the server stops acknowledging
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And by our reading G60 the module is silent for 2 s
    And by the manual the module holds DCD high

  @id-dcd-as-server @SIM800-2.2.3-R4 @SIM800-10-R2 @SIM800-10-R3 @SIM800AT-2.2.28-R1 @SIM800AT-19.3-U1
  @SIM800AT-19.3-U2
  Scenario: As a server the module holds DCD low while its client is connected
    Given a TCP client
    And the module has accepted AT+CIPMODE=1
    And the module is listening on port 1234
    Then by the manual the module holds DCD high
    When the client connects to port 1234
    Then by our reading G18 the module reports
      """
      REMOTE IP: {client.ip}
      CONNECT
      """
    And by our reading G42 the module is silent for 2 s
    And the module holds DCD low
    When the client closes
    Then by the manual the module reports CLOSED
    And by our reading G42 the module is silent for 2 s
    And the module holds DCD high

  # C09: an example of each note prints CLOSED OK, which passes with a remark.
  @id-dcd-rises-on-own-close-udp @SIM800-10-R3 @SIM800-2.1.2-R3
  Scenario: DCD goes high when the module closes a UDP connection
    Given a UDP server
    And the module is in data mode with the server
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    And the module holds DCD low
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    And by our reading G42 the module is silent for 2 s
    And the module holds DCD high
