Feature: SIM7X00 note, 2.3: command mode

  @id-sim7x00-tcp-client @smoke @SIM7X00-2.3.1-E1 @SIM7X00-2.3.1-E2 @SIM7X00-2.3.1-E3 @SIM7X00-2.3.1-E4
  @SIM7X00-2.3.1-E5
  Scenario: TCP client: connect, send by length, send by Ctrl-Z, close
    Given a TCP server
    And the module is on the open network
    # C66: the blank after the comma is tolerated.
    When the host sends AT+CIPOPEN=0,"TCP", "{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types HELLO
    Then the server receives HELLO
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    When the host sends AT+CIPSEND=0,
    Then the module answers >
    When the host types HELLO<Ctrl-Z>
    Then the server receives HELLO
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0

  # C67: the destination lacks a digit in print; it is the server's here.
  @id-sim7x00-udp @SIM7X00-2.3.2-E1 @SIM7X00-2.3.2-E2 @SIM7X00-2.3.2-E3 @SIM7X00-2.3.2-E4 @SIM7X00-2.3.2-E5
  @SIM7X00-2.3.2-E6
  Scenario: UDP: open on a local port, send to two servers, close
    Given a UDP server named first
    And a UDP server named second
    And the module is on the open network
    When the host sends AT+CIPOPEN=0,"UDP",,,9000
    Then the module answers
      """
      +CIPOPEN: 0,0
      OK
      """
    When the host sends AT+CIPSEND=0,5,"{first.ip}",{first.port}
    Then the module answers >
    When the host types hello
    Then the first receives hello
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    When the host sends AT+CIPSEND=0,5,"{second.ip}",{second.port}
    Then the module answers >
    When the host types 12345
    Then the second receives 12345
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    And the first receives nothing more
    When the host sends AT+CIPSEND=0,,"{second.ip}",{second.port}
    Then the module answers >
    When the host types 12345<Ctrl-Z>
    Then the second receives 12345
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    When the host sends AT+CIPCLOSE=0
    Then the module answers
      """
      +CIPCLOSE: 0,0
      OK
      """

  @id-sim7x00-head-and-sender @SIM7X00-2.3.3-E1 @SIM7X00-2.3.3-E2 @SIM7X00-2.3.3-E3 @SIM7X00-2.3.3-E4
  @SIM7X00-2.3.3-E5 @SIM7X00-2.3.3-E6 @SIM7X00-2.3.3-E7 @SIM7X00AT-11.2.8-R1 @SIM7X00AT-11.2.9-R1
  Scenario: Received data with its length, then with its sender as well
    Given a TCP server
    And the module is on the open network
    # C27: OK is lost in print after the first two commands.
    When the host sends AT+CIPHEAD=1
    Then the module answers OK
    When the host sends AT+CIPSRIP=0
    Then the module answers OK
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types 11111
    Then the server receives 11111
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    When the server sends hello from pc
    Then the module reports +IPD13
    And the module delivers hello from pc
    When the host sends AT+CIPSRIP=1
    Then the module answers OK
    When the server sends hello from pc 2
    # C07: RECV FROM is meant.
    Then the module reports
      """
      RCV FROM:{server.ip}:{server.port}
      +IPD15
      """
    And the module delivers hello from pc 2
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0

  @id-sim7x00-tcp-server @SIM7X00-2.3.4-E1 @SIM7X00-2.3.4-E2 @SIM7X00-2.3.4-E3 @SIM7X00-2.3.4-E4 @SIM7X00-2.3.4-E5
  @SIM7X00-2.3.4-E6 @SIM7X00-2.3.4-E7 @SIM7X00-2.3.4-E8 @SIM7X00-2.3.4-E9
  Scenario: TCP server: four servers, a client is accepted, listed and sent to
    Given a TCP client
    When the host sends AT+CGSOCKCONT=1,"IP","{apn}"
    Then the module answers OK
    When the host sends AT+NETOPEN
    Then the module answers OK
    # C54: one figure is meant.
    And the module reports +NETOPEN: 0,0
    # Not in the note: the client has to know where the module is.
    When the host sends AT+IPADDR
    Then the module answers
      """
      +IPADDR: {module.ip}
      OK
      """
    When the host sends AT+SERVERSTART=8080,0
    Then the module answers OK
    When the host sends AT+SERVERSTART=9090,1
    Then the module answers OK
    When the host sends AT+SERVERSTART=7070,2
    Then the module answers OK
    When the host sends AT+SERVERSTART=6060,3
    Then the module answers OK
    When the client connects to port 9090
    Then the module reports +CLIENT: 0,1,{client.ip}:{client.port}
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: 0,"TCP","{client.ip}",{client.port},1
      +CIPOPEN: 1
      +CIPOPEN: 2
      +CIPOPEN: 3
      +CIPOPEN: 4
      +CIPOPEN: 5
      +CIPOPEN: 6
      +CIPOPEN: 7
      +CIPOPEN: 8
      +CIPOPEN: 9
      OK
      """
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types HELLO
    Then the client receives HELLO
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    # C59: the note prints +SERVERSTOP before OK, the manual behind it.
    When the host sends AT+SERVERSTOP=0
    Then the module answers
      """
      {stopped.first}
      {stopped.first.done}
      """
    # C59: the example leaves out that the client goes before its server is stopped.
    When the client closes
    Then the module reports +IPCLOSE: 0,1
    When the host sends AT+SERVERSTOP=1
    Then the module answers
      """
      {stopped.second}
      {stopped.second.done}
      """
    When the host sends AT+SERVERSTOP=2
    Then the module answers
      """
      {stopped.third}
      {stopped.third.done}
      """
    When the host sends AT+SERVERSTOP=3
    Then the module answers
      """
      {stopped.last}
      {stopped.last.done}
      """
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0

  # C70: the sender's line is off, as the example before left it.
  @id-sim7x00-status @SIM7X00-2.3.5-E1 @SIM7X00-2.3.5-E2 @SIM7X00-2.3.5-E3 @SIM7X00-2.3.5-E4
  @SIM7X00AT-11.2.8-R1 @SIM7X00AT-11.2.9-R1
  Scenario: The links are listed before and after one is opened
    Given a TCP server
    And the module is on the open network
    And the module has accepted AT+CIPSRIP=0
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: 0
      +CIPOPEN: 1
      +CIPOPEN: 2
      +CIPOPEN: 3
      +CIPOPEN: 4
      +CIPOPEN: 5
      +CIPOPEN: 6
      +CIPOPEN: 7
      +CIPOPEN: 8
      +CIPOPEN: 9
      OK
      """
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    When the server sends hello from pc 3
    Then the module reports +IPD15
    And the module delivers hello from pc 3
    When the host sends AT+CIPOPEN?
    # C69: no blank is meant after the number of the link.
    Then the module answers
      """
      +CIPOPEN: 0, "TCP","{server.ip}",{server.port},-1
      +CIPOPEN: 1
      +CIPOPEN: 2
      +CIPOPEN: 3
      +CIPOPEN: 4
      +CIPOPEN: 5
      +CIPOPEN: 6
      +CIPOPEN: 7
      +CIPOPEN: 8
      +CIPOPEN: 9
      OK
      """

  @id-sim7x00-manual-reception @SIM7X00-2.3.6-E1 @SIM7X00-2.3.6-E2 @SIM7X00-2.3.6-E3 @SIM7X00-2.3.6-E4
  Scenario: Received data is kept until it is fetched
    Given a TCP server
    And the module is connected to the server as link 1
    When the host sends AT+CIPRXGET=1
    Then the module answers OK
    When the server sends hello from pc 2
    # C62: the line that announces kept data is meant.
    Then the module reports RCV FROM:{server.ip}:{server.port}
    When the host sends AT+CIPRXGET=2,1,1024
    Then the module answers
      """
      +CIPRXGET: 2,1,15,0
      hello from pc 2
      OK
      """
