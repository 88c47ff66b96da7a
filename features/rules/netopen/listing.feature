Feature: The list of links

  @id-netopen-list-empty @SIM7X00-2.3.5-L1 @SIM7X00-2.3.5-R1 @SIM7X00-2.3.4-R5
  Scenario: Without a link every number is listed alone
    Given the module is on the open network
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: {0..links.max-1}
      OK
      """

  @id-netopen-list-clients @smoke @SIM7X00-2.3.5-L1 @SIM7X00-2.3.5-R1 @SIM7X00-2.3.5-R2
  Scenario: Links that the module has opened are listed with their far end and -1
    Given a TCP server
    And the module is connected to the server as links 0 to 1
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: 0,"TCP","{server.ip}",{server.port},-1
      +CIPOPEN: 1,"TCP","{server.ip}",{server.port},-1
      +CIPOPEN: {2..links.max-1}
      OK
      """
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: 0
      +CIPOPEN: 1,"TCP","{server.ip}",{server.port},-1
      +CIPOPEN: {2..links.max-1}
      OK
      """

  @id-netopen-list-last @SIM7X00-2.3.5-L1 @SIM7X00-2.3.5-R2
  Scenario: The last link stands last
    Given a TCP server
    And the module is connected to the server as link {links.max-1}
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: {0..links.max-2}
      +CIPOPEN: {links.max-1},"TCP","{server.ip}",{server.port},-1
      OK
      """

  @id-netopen-list-accepted @SIM7X00-2.3.4-R2 @SIM7X00-2.3.4-R5 @SIM7X00-2.3.5-R2
  Scenario: A link that a server accepted is listed with the number of its server
    Given a TCP server
    And a TCP client named first
    And a TCP client named second
    And the module is connected to the server as link 0
    When the host sends AT+SERVERSTART=8080,0
    Then the module answers OK
    When the host sends AT+SERVERSTART=6060,3
    Then the module answers OK
    When the first connects to port 6060
    Then the module reports +CLIENT: 1,3,{first.ip}:{first.port}
    When the second connects to port 8080
    Then the module reports +CLIENT: 2,0,{second.ip}:{second.port}
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: 0,"TCP","{server.ip}",{server.port},-1
      +CIPOPEN: 1,"TCP","{first.ip}",{first.port},3
      +CIPOPEN: 2,"TCP","{second.ip}",{second.port},0
      +CIPOPEN: {3..links.max-1}
      OK
      """

  # The note has the list of AT+CIPOPEN? alone; this one is the manual's.
  @id-netopen-list-states @SIM7X00-2.3.1-S1 @SIM7X00-2.3.5-L1
  Scenario: Which links are open is told for every number
    Given a TCP server
    And the module is connected to the server as links 0 to 1
    When the host sends AT+CIPCLOSE?
    Then the module answers
      """
      +CIPCLOSE: 1,1,0,0,0,0,0,0,0,0
      OK
      """
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    When the host sends AT+CIPCLOSE?
    Then the module answers
      """
      +CIPCLOSE: 0,1,0,0,0,0,0,0,0,0
      OK
      """
