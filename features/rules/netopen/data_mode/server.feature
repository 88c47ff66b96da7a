Feature: Data mode of a server
  With AT+CIPMODE=1 server 0 leads to data mode on link 0, the other servers as without it.

  Background:
    Given a TCP client
    And the module has accepted ATS0=7
    And the module is on the open network in transparent mode

  @id-netopen-data-server @smoke @SIM7X00-2.4-R2 @SIM7X00-2.4.2-R1 @SIM7X00-2.4.2-R3 @SIM7X00-2.4.2-U1
  @SIM7X00-2.4.2-S1 @SIM7X00-2.4-S1
  Scenario: A client of server 0 is reported, and data mode begins
    When the host sends AT+SERVERSTART=8080,0
    Then the module answers OK
    When the host sends AT
    Then the module answers OK
    When the client connects to port 8080
    Then the module reports
      """
      +CLIENT: 0,0,{client.ip}:{client.port}
      CONNECT {line.rate}
      """
    When the host types hello
    Then the client receives hello
    When the client sends hi
    Then the module delivers hi
    When the host types he<CR><LF><CR><LF>OK<CR><LF>+++x<CR><LF>CLOSED<CR><LF>+CIPCLOSE: 0,0<CR><LF><all values>
    Then the client receives he<CR><LF><CR><LF>OK<CR><LF>+++x<CR><LF>CLOSED<CR><LF>+CIPCLOSE: 0,0<CR><LF><all values>
    When the client sends he<CR><LF><CR><LF>OK<CR><LF>+++x<CR><LF>CLOSED<CR><LF>+CIPCLOSE: 0,0<CR><LF><all values>
    Then the module delivers he<CR><LF><CR><LF>OK<CR><LF>+++x<CR><LF>CLOSED<CR><LF>+CIPCLOSE: 0,0<CR><LF><all values>
    When the host types <3000 bytes>
    Then the client receives <3000 bytes>
    When the client sends <3000 bytes>
    Then the module delivers <3000 bytes>

  @id-netopen-data-server-only-0 @SIM7X00-2.4.2-R2 @SIM7X00-2.4-R3 @SIM7X00-2.4-L2
  Scenario Outline: A client of another server is reported, and the port stays in command mode
    When the host sends AT+SERVERSTART=9090,<server>
    Then the module answers OK
    When the client connects to port 9090
    Then the module reports +CLIENT: {accepted.link},<server>,{client.ip}:{client.port}
    When the host sends AT
    Then the module answers OK
    When the host sends AT+CIPSEND={accepted.link},5
    Then the module answers >
    When the host types hello
    Then the client receives hello
    And the module answers OK
    And the module reports +CIPSEND: {accepted.link},5,5

    Examples:
      | case   | server |
      | second | 1      |
      | last   | 3      |

  @id-netopen-data-server-goes-on @SIM7X00-2.4.2-R1 @SIM7X00-2.4.2-R4 @SIM7X00-2.4.2-S1 @SIM7X00-2.4.2-R3
  @SIM7X00-2.4.2-U1 @SIM7X00-2.4.2-E1 @SIM7X00-2.4.2-E2 @SIM7X00-2.4.2-E3 @SIM7X00-2.4.2-E4 @SIM7X00-2.4.2-E5
  @SIM7X00-2.4.2-E6 @SIM7X00-2.4.2-E7 @SIM7X00-2.4.2-E8
  @SIM7X00-2.4-S1
  Scenario: The server outlives its client, and the next client leads to data mode again
    Given a TCP client named second
    And a TCP client named third
    And the module has accepted AT+SERVERSTART=8080,0
    When the client connects to port 8080
    Then the module reports
      """
      +CLIENT: 0,0,{client.ip}:{client.port}
      CONNECT {line.rate}
      """
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the client receives x
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports
      """
      CLOSED
      +CIPCLOSE: 0,0
      """
    When the second connects to port 8080
    Then the module reports
      """
      +CLIENT: 0,0,{second.ip}:{second.port}
      CONNECT {line.rate}
      """
    When the host types y
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the second receives y
    When the host sends ATO
    Then the module answers CONNECT {line.rate}
    When the host types again
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the second receives again
    And the client receives nothing more
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports
      """
      CLOSED
      +CIPCLOSE: 0,0
      """
    When the host sends AT+SERVERSTOP=0
    Then the module answers
      """
      {stopped.first}
      {stopped.first.done}
      """
    When the host sends AT+SERVERSTART=8081, 0
    Then the module answers OK
    When the third connects to port 8081
    Then the module reports
      """
      +CLIENT: 0,0,{third.ip}:{third.port}
      CONNECT {line.rate}
      """
    When the third sends hi
    Then the module delivers hi
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the third receives x
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports
      """
      CLOSED
      +CIPCLOSE: 0,0
      """
    When the host sends AT+SERVERSTOP=0
    Then the module answers
      """
      {stopped.first}
      {stopped.first.done}
      """
    And by our reading G83 the client sees FIN
    And by our reading G83 the second sees FIN
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
    When the host sends ATS0=7
    Then the module answers OK
    When the host sends AT+CIPMODE=1
    Then the module answers OK
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0

  @id-netopen-data-server-other-servers @SIM7X00-2.4-L1 @SIM7X00-2.4-L2 @SIM7X00-2.4-R2 @SIM7X00-2.4-R3
  @SIM7X00-2.4.2-R2 @SIM7X00-2.4.2-R3
  Scenario: Beside the link in data mode the clients of other servers are served in command mode
    Given a TCP client named second
    And a TCP client named third
    When the host sends AT+CIPHEAD=1
    Then the module answers OK
    When the host sends AT+CIPSRIP=1
    Then the module answers OK
    When the host sends AT+SERVERSTART=8083,3
    Then the module answers OK
    When the host sends AT+SERVERSTART=8082,2
    Then the module answers OK
    When the host sends AT+SERVERSTART=8081,1
    Then the module answers OK
    When the host sends AT+SERVERSTART=8080,0
    Then the module answers OK
    When the client connects to port 8080
    Then the module reports
      """
      +CLIENT: 0,0,{client.ip}:{client.port}
      CONNECT {line.rate}
      """
    When the client sends hello
    Then the module delivers hello
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the client receives x
    When the second connects to port 8082
    Then the module reports +CLIENT: {accepted.link},2,{second.ip}:{second.port}
    And the module is silent for 2 s
    When the third connects to port 8081
    Then the module reports +CLIENT: {accepted.second},1,{third.ip}:{third.port}
    And the module is silent for 2 s
    When the third sends other
    Then the module reports
      """
      RCV FROM:{third.ip}:{third.port}
      +IPD5
      """
    And the module delivers other
    When the host sends AT+CIPSEND={accepted.link},5
    Then the module answers >
    When the host types again
    Then the module answers OK
    And the module reports +CIPSEND: {accepted.link},5,5
    And the second receives again
    When the host sends ATO
    Then the module answers CONNECT {line.rate}
    When the client sends z
    Then the module delivers z
    When the host types y
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the client receives y
    When the host sends AT+CIPCLOSE={accepted.link}
    Then the module answers OK
    And the module reports +CIPCLOSE: {accepted.link},0
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports
      """
      CLOSED
      +CIPCLOSE: 0,0
      """
    When the host sends AT+CIPSEND={accepted.second},5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And the module reports +CIPSEND: {accepted.second},5,5
    And the third receives hello
    And the client receives nothing more

  @id-netopen-data-server-second-client @SIM7X00-2.4.2-R3 @SIM7X00-2.4-L1
  Scenario: While a client of server 0 has link 0 no other client leads to data mode
    Given a TCP client named second
    And the module has accepted AT+SERVERSTART=8080,0
    When the client connects to port 8080
    Then the module reports
      """
      +CLIENT: 0,0,{client.ip}:{client.port}
      CONNECT {line.rate}
      """
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the client receives x
    When the second connects to port 8080
    Then by our reading G127 the module reports +CLIENT: {accepted.link},0,{second.ip}:{second.port}
    And the module is silent for 2 s
    When the host sends ATO
    Then the module answers CONNECT {line.rate}
    When the client sends hello
    Then the module delivers hello
    When the host types y
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the client receives y
    And the second receives nothing more

  @id-netopen-data-server-stopped @SIM7X00-2.4.2-S1 @SIM7X00-2.4.2-R4 @SIM7X00AT-11.2.14-R1 @SIM7X00AT-11.2.15-R1
  Scenario: A server is stopped by its own command, and then accepts nobody
    Given the module has accepted AT+SERVERSTART=8080,0
    When the host sends AT+SERVERSTOP=0
    Then the module answers
      """
      {stopped.first}
      {stopped.first.done}
      """
    When the client connects to port 8080
    Then by the manual the module is silent for 2 s
    And by our reading G84 the client sees a refusal
