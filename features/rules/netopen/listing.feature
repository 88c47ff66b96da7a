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
      +CIPOPEN: 0, "TCP","{server.ip}",{server.port},-1
      +CIPOPEN: 1, "TCP","{server.ip}",{server.port},-1
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
      +CIPOPEN: 1, "TCP","{server.ip}",{server.port},-1
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
      +CIPOPEN: {links.max-1}, "TCP","{server.ip}",{server.port},-1
      OK
      """

  @id-netopen-list-accepted @SIM7X00-2.3.4-R2 @SIM7X00-2.3.4-R5 @SIM7X00-2.3.5-R2 @SIM7X00-2.3.5-L1
  Scenario: A link that a server accepted is listed with the number of its server, time after time
    Given a TCP server
    And a TCP client
    And the module is connected to the server as links 0 to {links.max-2}
    When the host sends AT+SERVERSTART=6060,3
    Then the module answers OK
    When the client connects to port 6060
    Then by our reading G92 the module reports +CLIENT: {links.max-1},3,{client.ip}:{client.port}
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: {0..links.max-2}, "TCP","{server.ip}",{server.port},-1
      +CIPOPEN: {links.max-1},"TCP","{client.ip}",{client.port},3
      OK
      """
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: {0..links.max-2}, "TCP","{server.ip}",{server.port},-1
      +CIPOPEN: {links.max-1},"TCP","{client.ip}",{client.port},3
      OK
      """

  @id-netopen-list-states @SIM7X00-2.3.1-S1 @SIM7X00-2.3.5-L1 @SIM7X00AT-11.2.4-R1
  Scenario: Which links are open is told for every number
    Given a TCP server
    And the module is connected to the server as links 0 to 1
    When the host sends AT+CIPCLOSE?
    Then by the manual the module answers
      """
      +CIPCLOSE: 1,1,0,0,0,0,0,0,0,0
      OK
      """
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    When the host sends AT+CIPCLOSE?
    Then by the manual the module answers
      """
      +CIPCLOSE: 0,1,0,0,0,0,0,0,0,0
      OK
      """
