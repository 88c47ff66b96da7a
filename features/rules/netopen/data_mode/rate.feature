Feature: The rate behind CONNECT
  AT&E1 stands for that of the serial line, AT&E0 for that of the wireless link. AT+IPR changes the first alone.

  @id-netopen-rate-both-accepted @SIM7X00-2.4.3-R3 @SIM7X00AT-2.2.25-R2
  Scenario: Both rates can be chosen
    When the host sends AT&E0
    Then by the manual the module answers OK
    When the host sends AT&E1
    Then by the manual the module answers OK

  @id-netopen-rate-serial @SIM7X00-2.4.3-R3 @SIM7X00-2.4.3-R4
  Scenario: With AT&E1 it is that of the serial line
    Given a TCP server
    And the module has accepted AT&E1
    And the module is on the open network in transparent mode
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers CONNECT {line.rate}

  # In memory the rate of the line is a setting and nothing else, so that the host need not follow it.
  @id-netopen-rate-serial-followed @persistent @SIM7X00-2.4.3-R4 @SIM7X00AT-2.2.12-R1 @SIM7X00AT-2.2.25-R2
  Scenario: With AT&E1 it follows the serial line
    Given a TCP server
    And the network is LTE
    And the module has accepted
      """
      AT&E1
      AT+IPR=57600
      """
    And the module is on the open network in transparent mode
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then by the manual the module answers CONNECT 57600

  @id-netopen-rate-wireless @persistent @SIM7X00-2.4.3-R3 @SIM7X00-2.4.3-R5 @SIM7X00AT-2.2.12-R1
  @SIM7X00AT-2.2.25-R2
  Scenario: With AT&E0 it does not follow the serial line
    Given a TCP server
    And the network is LTE
    And the module has accepted
      """
      AT&E0
      AT+IPR=115200
      """
    And the module is on the open network in transparent mode
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then by the manual the module answers CONNECT {wireless.rate}
    And the module is silent for 1500 ms
    When the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    When the host sends AT+IPR=57600
    Then by the manual the module answers OK
    When the host sends ATO
    Then by our reading G88 the module answers CONNECT {wireless.rate}

  @id-netopen-rate-chosen-again @SIM7X00-2.4.3-R3 @SIM7X00-2.4.3-R4 @SIM7X00-2.4.3-R5 @SIM7X00AT-2.2.25-R2
  Scenario: What AT&E chooses holds for every CONNECT, until it chooses otherwise
    Given a TCP server
    And the network is LTE
    And the module has accepted AT&E0
    And the module is on the open network in transparent mode
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then by the manual the module answers CONNECT {wireless.now}
    And the module is silent for 1500 ms
    When the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports
      """
      CLOSED
      +CIPCLOSE: 0,0
      """
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then by the manual the module answers CONNECT {wireless.now}
    And the module is silent for 1500 ms
    When the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    When the host sends AT&E1
    Then by the manual the module answers OK
    When the host sends ATO
    Then the module answers CONNECT {line.rate}
    And the module is silent for 1500 ms
    When the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    When the host sends AT&E0
    Then by the manual the module answers OK
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports
      """
      CLOSED
      +CIPCLOSE: 0,0
      """
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then by the manual the module answers CONNECT {wireless.now}

  @id-netopen-quality-commands @SIM7X00-2.4.3-C1 @SIM7X00-2.4.3-C2 @SIM7X00-2.4.3-C3 @SIM7X00-2.4.3-C4
  Scenario Outline: The commands for the quality of service exist
    When the host sends <command>=?
    Then by our reading G89 the module answers OK

    Examples:
      | case            | command        |
      | requested       | AT+CGSOCKQREQ  |
      | requested-third | AT+CGSOCKEQREQ |
      | minimum         | AT+CGSOCKQMIN  |
      | minimum-third   | AT+CGSOCKEQMIN |
