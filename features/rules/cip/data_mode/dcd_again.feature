Feature: DCD of each connection in transparent mode
  Levels are those at the module's pin: low while a connection exists. Half a second after CONNECT or CLOSED it has its level
  (G112), and keeps it.

  Background:
    Given the module has accepted AT&C1

  @id-dcd-again @SIM800-10-R2 @SIM800-10-R3 @SIM800-2.2.3-R4 @SIM800AT-19.3-U1
  Scenario: DCD stays low for the whole of a connection, and of the next one
    Given a TCP server
    And a UDP server named logger
    And the module is in data mode with the server
    Then the module holds DCD low for 5 s
    When the server closes
    Then by the manual the module reports CLOSED
    And the module holds DCD high for 500 ms
    And by our reading G42 the module is silent for 2 s
    And the module holds DCD high for 2 s
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports CONNECT
    And the module holds DCD low for 500 ms
    And the module holds DCD low for 5 s
    When the host types x
    Then the logger receives x
    And the module holds DCD low for 2 s
    When the host types y
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the logger receives y
    And the module holds DCD low for 2 s
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    And the module holds DCD high for 500 ms
    And by our reading G42 the module is silent for 2 s
    And the module holds DCD high for 2 s
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT
    And the module holds DCD low for 500 ms
    And the module holds DCD low for 5 s
    When the server resets
    Then by the manual the module reports CLOSED
    And the module holds DCD high for 500 ms
    And by our reading G42 the module is silent for 2 s
    And the module holds DCD high
