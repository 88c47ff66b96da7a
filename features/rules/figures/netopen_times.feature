Feature: How long the commands of the open network take
  One command of each kind, measured from the command to the line with its result, which comes after OK, and held
  against the time that the manual grants it. Where no document has a limit, the claims say so.

  @id-figure-netopen-open @SIM7X00-2.2-U1
  Scenario: Opening the network
    Given the module is ready
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    And {answer.NETOPEN} measures at most {limit}

  @id-figure-netopen-shut @SIM7X00-2.2-U2
  Scenario: Closing the network
    Given the module is on the open network
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
    And {answer.NETCLOSE} measures at most {limit}

  @id-figure-netopen-connect @SIM7X00-2.3.1-U1
  Scenario: Opening a link
    Given a TCP server
    And the module is on the open network
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    And {answer.CIPOPEN} measures at most {limit}

  # From the last byte typed.
  @id-figure-netopen-send @SIM7X00-2.3.1-U2
  Scenario: Sending
    Given a TCP server
    And the module is connected to the server as link 0
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    And {answer.CIPSEND} measures at most {limit}

  @id-figure-netopen-close @SIM7X00-2.3.1-U3
  Scenario: Closing a link, with a server that acknowledges at once
    Given a TCP server
    And the module is connected to the server as link 0
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    And {answer.CIPCLOSE} measures at most {limit}

  @id-figure-netopen-name @SIM7X00-2.8-C1
  Scenario: Asking for the address of a name, with the recommended setting
    Given the module has accepted AT+CIPDNSSET=0,30000,5
    And the module is on the open network
    When the host sends AT+CDNSGIP="{dns.name}"
    Then the module answers
      """
      +CDNSGIP: 1,"{dns.name}","{dns.ip}"
      OK
      """
    And {answer.CDNSGIP} measures at most {limit}
