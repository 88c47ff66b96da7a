Feature: TCP clients in command mode

  @id-netopen-command-mode-default @smoke @SIM7X00-2.2-R2 @SIM7X00-2.3-R1 @SIM7X00-2.4-R1
  Scenario: Without a mode having been set the port stays in command mode while data comes and goes
    Given a TCP server
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      """
    And the module is on the open network
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    When the server sends hello
    Then the module reports
      """
      RCV FROM:{server.ip}:{server.port}
      +IPD5
      """
    And the module delivers hello
    When the host sends AT
    Then the module answers OK
    When the host sends AT+CIPSEND=0,2
    Then the module answers >
    When the host types hi
    Then the server receives hi
    And the module answers OK
    And the module reports +CIPSEND: 0,2,2
    When the host sends AT
    Then the module answers OK

  @id-netopen-several-links @SIM7X00-2.3-R2 @SIM7X00-2.3.1-U2
  Scenario: As many links as there are numbers are open at once, each by itself
    Given a TCP server
    And the module is connected to the server as links 0 to {links.max-2}
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types first
    Then the server's connection 1 receives first
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    And the server receives nothing more
    When the host sends AT+CIPOPEN={links.max-1},"TCP","{server.ip}",{server.port}
    Then by our reading G93 the module answers OK
    And by our reading G93 the module reports +CIPOPEN: {links.max-1},0
    When the host sends AT+CIPSEND={links.max-1},4
    Then by our reading G93 the module answers >
    When the host types last
    Then by our reading G93 the server's connection 10 receives last
    And by our reading G93 the module answers OK
    And by our reading G93 the module reports +CIPSEND: {links.max-1},4,4

  @id-netopen-second-link @SIM7X00-2.3-R2
  Scenario: A second link is opened beside the first, and both carry data
    Given a TCP server
    And the module is connected to the server as link 0
    When the host sends AT+CIPOPEN=1,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 1,0
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types first
    Then the server's connection 1 receives first
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    When the host sends AT+CIPSEND=1,6
    Then the module answers >
    When the host types second
    Then the server's connection 2 receives second
    And the module answers OK
    And the module reports +CIPSEND: 1,6,6

  @id-netopen-link-out-of-range @SIM7X00-2.3-R2 @SIM7X00-2.4-L2 @SIM7X00AT-11.2.3-X2
  Scenario: There is no link above number 10
    Given a TCP server
    And the module is on the open network
    When the host sends AT+CIPOPEN={links.max+1},"TCP","{server.ip}",{server.port}
    Then by the manual the module answers
      """
      +IP ERROR: Invalid parameter
      ERROR
      """

  @id-netopen-connect-by-address @SIM7X00-2.3.1-R1 @SIM7X00-2.3.1-U1 @SIM7X00-2.3.1-R2 @SIM7X00-2.3.1-U2
  Scenario Outline: A link to an address comes about, and is reported with its number
    Given a TCP server
    And the module is on the open network
    When the host sends AT+CIPOPEN=<link>,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: <link>,0
    And the server sees a connection
    When the host sends AT+CIPSEND=<link>,5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers OK
    And the module reports +CIPSEND: <link>,5,5

    Examples:
      | case  | link |
      | first | 0    |
      | later | 7    |
      | last  | 9    |

  @id-netopen-connect-refused @SIM7X00-2.3.1-U1 @SIM7X00-2.3.1-S1 @SIM7X00AT-11.2.3-R1 @SIM7X00AT-11.2.3-R2
  @SIM7X00AT-11.2.3-X1 @SIM7X00AT-11.2.5-R1
  Scenario: A link that does not come about is not reported as a success
    Given a TCP server
    And a TCP server named second
    And the module is on the open network
    When the network has no route to the server
    And the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then by the manual the module answers
      """
      {unreachable}
      {unreachable.done}
      """
    When the host sends AT+CIPOPEN?
    Then by the manual the module answers
      """
      +CIPOPEN: {0..links.max-1}
      OK
      """
    When the host sends AT+CIPOPEN=0,"TCP","{second.ip}",{second.port}
    Then by the manual the module answers OK
    And by the manual the module reports +CIPOPEN: 0,0
    And by the manual the second sees a connection
    When the host sends AT+CIPSEND=0,5
    Then by the manual the module answers >
    When the host types hello
    Then by the manual the second receives hello
    And by the manual the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5

  @id-netopen-link-in-use @SIM7X00-2.3.1-S1 @SIM7X00AT-11.2.3-X1
  Scenario: A link that is open is not opened again
    Given a TCP server
    And the module is connected to the server as link 0
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then by the manual the module answers
      """
      +CIPOPEN: 0,{failure}
      ERROR
      """
    When the host sends AT+CIPSEND=0,5
    Then by our reading G108 the module answers >
    When the host types hello
    Then by our reading G108 the server receives hello
    And by our reading G108 the module answers OK
    And by our reading G108 the module reports +CIPSEND: 0,5,5

  @id-netopen-result-after-ok @SIM7X00-2.3.2-R2 @SIM7X00-2.3.1-S1
  Scenario: The result of opening a TCP link comes when it is connected, after OK
    Given a TCP server
    And the module is on the open network
    When the network takes 8 s for a round trip
    And the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And that took at most {answer.accepted}
    And the module reports +CIPOPEN: 0,0
    And that took at least {connect.awaited}
    When the host sends AT+CIPOPEN=1,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And that took at most {answer.accepted}
    And the module reports +CIPOPEN: 1,0
    And that took at least {connect.awaited}
