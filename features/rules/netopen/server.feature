Feature: TCP servers in command mode

  @id-netopen-server-started @smoke @SIM7X00-2.3.4-R1 @SIM7X00-2.3.4-U1 @SIM7X00-2.3.4-S1 @SIM7X00-2.3.3-R4
  Scenario Outline: A server is started by port and number, and a client that it accepts is reported
    Given a TCP client
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      """
    And the module is on the open network
    When the host sends AT+SERVERSTART=<port>,<server>
    Then the module answers OK
    And the module is silent for 2 s
    When the client connects to port <port>
    Then the module reports +CLIENT: {accepted.link},<server>,{client.ip}:{client.port}
    And the client sees a connection
    When the client sends hello
    Then the module reports
      """
      RCV FROM:{client.ip}:{client.port}
      +IPD5
      """
    And the module delivers hello

    Examples:
      | case  | port | server |
      | first | 8080 | 0      |
      | last  | 6060 | 3      |

  @id-netopen-server-not-started @SIM7X00-2.3.4-S1
  Scenario: Before a server is started nobody is accepted
    Given a TCP client
    And the module is on the open network
    When the client connects to port 8080
    Then the module is silent for 2 s
    And by our reading G84 the client sees a refusal

  @id-netopen-four-servers @SIM7X00-2.3.4-L1 @SIM7X00-2.3.4-U1 @SIM7X00-2.3.4-L2
  Scenario: Four servers listen at once, and each reports its clients
    Given a TCP client named zero
    And a TCP client named one
    And a TCP client named two
    And a TCP client named three
    And the module is on the open network
    And the module has accepted
      """
      AT+SERVERSTART=8080,0
      AT+SERVERSTART=9090,1
      AT+SERVERSTART=7070,2
      AT+SERVERSTART=6060,3
      """
    When the three connects to port 6060
    Then the module reports +CLIENT: {accepted.link},3,{three.ip}:{three.port}
    When the zero connects to port 8080
    Then the module reports +CLIENT: {accepted.second},0,{zero.ip}:{zero.port}
    When the two connects to port 7070
    Then the module reports +CLIENT: {accepted.third},2,{two.ip}:{two.port}
    When the one connects to port 9090
    Then the module reports +CLIENT: {accepted.fourth},1,{one.ip}:{one.port}

  @id-netopen-fifth-server @SIM7X00-2.3.4-L1 @SIM7X00-2.4-L2
  @SIM7X00AT-11.2.14-L1 @SIM7X00AT-11.2.14-R1
  @SIM7X00AT-11.2.14-X1
  Scenario: There is no fifth server
    Given a TCP client
    And the module is on the open network
    When the host sends AT+SERVERSTART=5050,{servers.max}
    Then by the manual the module answers
      """
      +CIPERROR: {failure}
      ERROR
      """
    When the client connects to port 5050
    Then by the manual the module is silent for 2 s
    And by our reading G84 the client sees a refusal

  @id-netopen-server-started-twice @SIM7X00-2.3.4-S1 @SIM7X00AT-11.2.14-X1
  Scenario: A server that listens is not started again
    Given the module is listening on port 8080
    When the host sends AT+SERVERSTART=8081,0
    Then by the manual the module answers
      """
      +CIPERROR: {failure}
      ERROR
      """

  @id-netopen-accepted-link-send @SIM7X00-2.3.4-R3 @SIM7X00-2.3.4-L2 @SIM7X00-2.3.4-E5 @SIM7X00AT-11.2.5-X1 @SIM7X00AT-11.2.5-L1
  Scenario: An accepted link sends by length
    Given a TCP client
    And the module is listening on port 8080
    When the client connects to port 8080
    Then the module reports +CLIENT: {accepted.link},0,{client.ip}:{client.port}
    When the host sends AT+CIPSEND={accepted.link},{send.max+1}
    Then by the manual the module answers
      """
      +CIPERROR: {failure}
      ERROR
      """
    When the host sends AT+CIPSEND={accepted.link},5
    Then the module answers >
    When the host types HELLO
    Then the client receives HELLO
    And the module answers OK
    And the module reports +CIPSEND: {accepted.link},5,5

  @id-netopen-links-shared @SIM7X00-2.3.4-L2 @SIM7X00AT-11.2.3-X1
  Scenario: An accepted link takes the last number that the module's own links have left
    Given a TCP server
    And a TCP client
    And the module is connected to the server as links 0 to {links.max-2}
    And the module has accepted AT+SERVERSTART=8080,0
    When the client connects to port 8080
    Then by our reading G92 the module reports +CLIENT: {links.max-1},0,{client.ip}:{client.port}
    When the host sends AT+CIPOPEN={links.max-1},"TCP","{server.ip}",{server.port}
    Then by the manual the module answers
      """
      +CIPOPEN: {links.max-1},{failure}
      ERROR
      """
    When the host sends AT+CIPCLOSE=3
    Then the module answers OK
    And the module reports +CIPCLOSE: 3,0
    When the host sends AT+CIPCLOSE={links.max-1}
    Then the module answers OK
    And the module reports +CIPCLOSE: {links.max-1},0
    And by our reading G83 the client sees FIN

  @id-netopen-accepted-link-closed @SIM7X00-2.3.4-R6 @SIM7X00-2.3.4-L2 @SIM7X00-2.3.4-S1
  @SIM7X00AT-11.2.15-R2
  Scenario: Closing an accepted link leaves its server and the other links as they are
    Given a TCP client named first
    And a TCP client named second
    And a TCP client named third
    And the module is listening on port 8080
    When the first connects to port 8080
    Then the module reports +CLIENT: {accepted.link},0,{first.ip}:{first.port}
    When the second connects to port 8080
    Then by the manual the module reports +CLIENT: {accepted.second},0,{second.ip}:{second.port}
    When the host sends AT+CIPSEND={accepted.link},2
    Then the module answers >
    When the host types hi
    Then the first receives hi
    And the module answers OK
    And the module reports +CIPSEND: {accepted.link},2,2
    When the host sends AT+CIPCLOSE={accepted.link}
    Then the module answers OK
    And the module reports +CIPCLOSE: {accepted.link},0
    When the host sends AT+CIPSEND={accepted.second},5
    Then the module answers >
    When the host types hello
    Then the second receives hello
    And the module answers OK
    And the module reports +CIPSEND: {accepted.second},5,5
    When the third connects to port 8080
    Then by the manual the module reports +CLIENT: {accepted.third},0,{third.ip}:{third.port}
    And by our reading G83 the first sees FIN

  @id-netopen-accepted-link-closed-by-client @SIM7X00-2.3.4-S1 @SIM7X00-2.3.1-U6 @SIM7X00AT-11.4-U2
  Scenario: An accepted link that its client closes is reported as closed by the far end
    Given a TCP client
    And the module is listening on port 8080
    When the client connects to port 8080
    Then the module reports +CLIENT: {accepted.link},0,{client.ip}:{client.port}
    When the client closes
    Then by the manual the module reports +IPCLOSE: {accepted.link}, 1

  @id-netopen-server-stopped @SIM7X00-2.3.4-U2 @SIM7X00-2.3.4-S1
  Scenario Outline: A server that is stopped is reported with its number, and accepts nobody any more
    Given a TCP client
    And the module is on the open network
    And the module has accepted AT+SERVERSTART=8080,<server>
    When the host sends AT+SERVERSTOP=<server>
    Then the module answers
      """
      {stopped.<case>}
      {stopped.<case>.done}
      """
    When the client connects to port 8080
    Then the module is silent for 2 s
    And by our reading G84 the client sees a refusal

    Examples:
      | case  | server |
      | first | 0      |
      | last  | 3      |

  @id-netopen-server-stopped-first @SIM7X00-2.3.4-R4
  Scenario: Without a number the first server is stopped
    Given a TCP client
    And a TCP client named second
    And a TCP client named third
    And the module is listening on port 8080
    And the module has accepted AT+SERVERSTART=9090,1
    When the host sends AT+SERVERSTOP
    Then the module answers
      """
      {stopped.first}
      {stopped.first.done}
      """
    When the client connects to port 8080
    Then the module is silent for 2 s
    When the host sends AT+SERVERSTART=7070,0
    Then the module answers OK
    When the host sends AT+SERVERSTOP
    Then the module answers
      """
      {stopped.first}
      {stopped.first.done}
      """
    When the host sends AT+SERVERSTOP
    Then by our reading G133 the module answers
      """
      +SERVERSTOP: 0,{failure}
      ERROR
      """
    When the third connects to port 7070
    Then the module is silent for 2 s
    When the second connects to port 9090
    Then the module reports +CLIENT: {accepted.link},1,{second.ip}:{second.port}
    And by our reading G84 the client sees a refusal
    And by our reading G84 the third sees a refusal

  @id-netopen-clients-in-turn @SIM7X00-2.3.4-L2 @SIM7X00-2.3.4-S1 @SIM7X00-2.3.4-U1 @SIM7X00AT-11.4-U2
  Scenario: Of clients that come and go one after the other each gets a link, and be they more than there are numbers
    Given a TCP client named first
    And a TCP client named second
    And a TCP client named third
    And a TCP client named fourth
    And a TCP client named fifth
    And a TCP client named sixth
    And a TCP client named seventh
    And a TCP client named eighth
    And a TCP client named ninth
    And a TCP client named tenth
    And a TCP client named eleventh
    And the module is listening on port 8080
    When the first connects to port 8080
    Then the module reports +CLIENT: {accepted.any},0,{first.ip}:{first.port}
    When the first closes
    Then by the manual the module reports +IPCLOSE: {accepted.any}, 1
    When the second connects to port 8080
    Then the module reports +CLIENT: {accepted.any},0,{second.ip}:{second.port}
    When the second closes
    Then by the manual the module reports +IPCLOSE: {accepted.any}, 1
    When the third connects to port 8080
    Then the module reports +CLIENT: {accepted.any},0,{third.ip}:{third.port}
    When the third closes
    Then by the manual the module reports +IPCLOSE: {accepted.any}, 1
    When the fourth connects to port 8080
    Then the module reports +CLIENT: {accepted.any},0,{fourth.ip}:{fourth.port}
    When the fourth closes
    Then by the manual the module reports +IPCLOSE: {accepted.any}, 1
    When the fifth connects to port 8080
    Then the module reports +CLIENT: {accepted.any},0,{fifth.ip}:{fifth.port}
    When the fifth closes
    Then by the manual the module reports +IPCLOSE: {accepted.any}, 1
    When the sixth connects to port 8080
    Then the module reports +CLIENT: {accepted.any},0,{sixth.ip}:{sixth.port}
    When the sixth closes
    Then by the manual the module reports +IPCLOSE: {accepted.any}, 1
    When the seventh connects to port 8080
    Then the module reports +CLIENT: {accepted.any},0,{seventh.ip}:{seventh.port}
    When the seventh closes
    Then by the manual the module reports +IPCLOSE: {accepted.any}, 1
    When the eighth connects to port 8080
    Then the module reports +CLIENT: {accepted.any},0,{eighth.ip}:{eighth.port}
    When the eighth closes
    Then by the manual the module reports +IPCLOSE: {accepted.any}, 1
    When the ninth connects to port 8080
    Then the module reports +CLIENT: {accepted.any},0,{ninth.ip}:{ninth.port}
    When the ninth closes
    Then by the manual the module reports +IPCLOSE: {accepted.any}, 1
    When the tenth connects to port 8080
    Then the module reports +CLIENT: {accepted.any},0,{tenth.ip}:{tenth.port}
    When the tenth closes
    Then by the manual the module reports +IPCLOSE: {accepted.any}, 1
    When the eleventh connects to port 8080
    Then the module reports +CLIENT: {accepted.any},0,{eleventh.ip}:{eleventh.port}
    When the eleventh closes
    Then by the manual the module reports +IPCLOSE: {accepted.any}, 1

  @id-netopen-server-with-client-not-stopped @SIM7X00-2.3.4-S1 @SIM7X00-2.3.4-U2 @SIM7X00AT-11.2.15-X1
  Scenario: A server whose client is connected is not stopped
    Given a TCP client
    And the module is listening on port 8080
    When the client connects to port 8080
    Then the module reports +CLIENT: {accepted.link},0,{client.ip}:{client.port}
    When the host sends AT+SERVERSTOP=0
    Then by the manual the module answers
      """
      {stop.refused}
      {stop.refused.done}
      """
    When the client closes
    Then by our reading G108 the module reports +IPCLOSE: {accepted.link}, 1
    When the host sends AT+SERVERSTOP=0
    Then by the manual the module answers
      """
      {stop.again}
      {stop.again.done}
      """

  @id-netopen-server-stopped-twice @SIM7X00-2.3.4-S1 @SIM7X00AT-11.2.15-X1
  Scenario: A server that does not listen is not stopped
    Given the module is on the open network
    When the host sends AT+SERVERSTOP=1
    Then by the manual the module answers
      """
      +SERVERSTOP: 1,{failure}
      ERROR
      """

  @id-netopen-servers-again @SIM7X00-2.3.4-L1 @SIM7X00-2.3.4-L2 @SIM7X00-2.3.4-R1 @SIM7X00-2.3.4-R5 @SIM7X00-2.3.4-R6
  @SIM7X00-2.3.4-E2 @SIM7X00-2.3.4-E3 @SIM7X00-2.3.4-E5 @SIM7X00-2.3.4-E6 @SIM7X00-2.3.4-E7 @SIM7X00-2.3.4-E8
  @SIM7X00-2.3.4-U1 @SIM7X00-2.3.4-U2 @SIM7X00-2.3.4-S1 @SIM7X00-2.3.3-U2 @SIM7X00-2.3.1-U6 @SIM7X00AT-11.4-U2
  Scenario: Servers have their own clients, are stopped one by one, and listen again on the same port and on another
    Given a TCP client named first
    And a TCP client named second
    And a TCP client named third
    And a TCP client named fourth
    And a TCP client named fifth
    And a TCP client named sixth
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      """
    And the module is on the open network
    When the host sends AT+SERVERSTART=6060,3
    Then the module answers OK
    When the host sends AT+SERVERSTART=9090,1
    Then the module answers OK
    When the host sends AT+SERVERSTART=8080,0
    Then the module answers OK
    When the first connects to port 9090
    Then the module reports +CLIENT: {accepted.link},1,{first.ip}:{first.port}
    When the second connects to port 8080
    Then the module reports +CLIENT: {accepted.second},0,{second.ip}:{second.port}
    When the host sends AT+CIPSEND={accepted.link},5
    Then the module answers >
    When the host types first
    Then the first receives first
    And the module answers OK
    And the module reports +CIPSEND: {accepted.link},5,5
    When the host sends AT+CIPSEND={accepted.second},6
    Then the module answers >
    When the host types second
    Then the second receives second
    And the module answers OK
    And the module reports +CIPSEND: {accepted.second},6,6
    When the second sends two
    Then the module reports
      """
      RCV FROM:{second.ip}:{second.port}
      +IPD3
      """
    And the module delivers two
    When the first sends one
    Then the module reports
      """
      RCV FROM:{first.ip}:{first.port}
      +IPD3
      """
    And the module delivers one
    When the second closes
    Then by the manual the module reports +IPCLOSE: {accepted.second}, 1
    When the host sends AT+CIPCLOSE={accepted.link}
    Then the module answers OK
    And the module reports +CIPCLOSE: {accepted.link},0
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: {0..links.max-1}
      OK
      """
    When the host sends AT+SERVERSTOP=1
    Then the module answers
      """
      {stopped.second}
      {stopped.second.done}
      """
    When the third connects to port 8080
    Then the module reports +CLIENT: {accepted.third},0,{third.ip}:{third.port}
    When the third closes
    Then by the manual the module reports +IPCLOSE: {accepted.third}, 1
    When the host sends AT+SERVERSTOP=0
    Then the module answers
      """
      {stopped.first}
      {stopped.first.done}
      """
    When the host sends AT+SERVERSTART=8080,0
    Then the module answers OK
    When the fourth connects to port 8080
    Then the module reports +CLIENT: {accepted.fourth},0,{fourth.ip}:{fourth.port}
    When the fourth sends four
    Then the module reports
      """
      RCV FROM:{fourth.ip}:{fourth.port}
      +IPD4
      """
    And the module delivers four
    When the host sends AT+CIPSEND={accepted.fourth},6
    Then the module answers >
    When the host types fourth
    Then the fourth receives fourth
    And the module answers OK
    And the module reports +CIPSEND: {accepted.fourth},6,6
    When the fourth closes
    Then by the manual the module reports +IPCLOSE: {accepted.fourth}, 1
    When the host sends AT+SERVERSTOP=0
    Then the module answers
      """
      {stopped.first}
      {stopped.first.done}
      """
    When the host sends AT+SERVERSTART=57070,0
    Then the module answers OK
    When the fifth connects to port 8080
    Then the module is silent for 2 s
    When the sixth connects to port 57070
    Then the module reports +CLIENT: {accepted.any},0,{sixth.ip}:{sixth.port}
    When the host is silent for 6 s
    And the host sends AT+SERVERSTOP=3
    Then the module answers
      """
      {stopped.last}
      {stopped.last.done}
      """
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
    And by our reading G84 the fifth sees a refusal
