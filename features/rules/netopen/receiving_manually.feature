Feature: Fetching received data

  @id-netopen-kept-until-fetched @smoke @SIM7X00-2.3.6-R2 @SIM7X00-2.3.6-R3 @SIM7X00-2.3.6-R4 @SIM7X00-2.3.6-S1
  Scenario: Data is announced, kept, and handed out when it is fetched
    Given a TCP server
    And the module is connected to the server as link 0
    And the module has accepted AT+CIPRXGET=1
    When the server sends hello from pc 2
    Then the module reports {kept.zero}
    And the module is silent for 20 s
    When the host sends AT+CIPRXGET=2,0,1024
    Then the module answers
      """
      +CIPRXGET: 2,0,15,0
      hello from pc 2
      OK
      """

  @id-netopen-fetched-in-parts @SIM7X00-2.3.6-R3 @SIM7X00-2.3.6-R4 @SIM7X00-2.3.6-R2
  @SIM7X00AT-11.2.6-R4
  Scenario: Not more than was asked for is handed out, and what is left is told
    Given a TCP server
    And the module is connected to the server as link 1
    And the module has accepted AT+CIPRXGET=1
    When the server sends hello from pc 2
    Then the module reports {kept.one}
    When the host sends AT+CIPRXGET=2,1,5
    Then by the manual the module answers
      """
      +CIPRXGET: 2,1,5,10
      hello
      OK
      """
    When the host sends AT+CIPRXGET=2,1,10
    Then by the manual the module answers
      """
      +CIPRXGET: 2,1,10,0
       from pc 2
      OK
      """

  @id-netopen-fetched-most @SIM7X00-2.3.6-R3 @SIM7X00-2.3.6-R4
  @SIM7X00AT-11.2.6-L1 @SIM7X00AT-11.2.6-R2 @SIM7X00AT-11.2.6-R4
  Scenario: The largest amount can be asked for, and is handed out at once
    Given a TCP server
    And the module is connected to the server as link 0
    And the module has accepted AT+CIPRXGET=1
    When the server sends hello
    Then the module reports {kept.zero}
    When the host sends AT+CIPRXGET=2,0,{rxget.max}
    Then by the manual the module answers
      """
      +CIPRXGET: 2,0,5,0
      hello
      OK
      """
    When the server sends <1460 bytes>
    Then by the manual the module reports {kept.zero}
    When the server sends <140 bytes>
    Then by the manual the module is silent for 2 s
    When the host sends AT+CIPRXGET=2,0,{rxget.max}
    Then by our reading G94 the module answers
      """
      +CIPRXGET: 2,0,{rxget.max},100
      <1460 bytes>0123456789abcdefghijklmnopqrstuvwxyz0123
      OK
      """

  @id-netopen-nothing-kept @SIM7X00-2.3.6-S1 @SIM7X00-2.3.6-R2
  @SIM7X00AT-11.2.6-R2 @SIM7X00AT-11.2.6-R4 @SIM7X00AT-11.2.6-X1
  Scenario: When everything was fetched there is nothing left to fetch
    Given a TCP server
    And the module is connected to the server as link 0
    And the module has accepted AT+CIPRXGET=1
    When the server sends hello
    Then the module reports {kept.zero}
    When the host sends AT+CIPRXGET=2,0,1024
    Then the module answers
      """
      +CIPRXGET: 2,0,5,0
      hello
      OK
      """
    When the host sends AT+CIPRXGET=2,0,1024
    Then by the manual the module answers
      """
      +IP ERROR: No data
      ERROR
      """
    When the server sends again
    Then by the manual the module reports {kept.zero}
    When the host sends AT+CIPRXGET=2,0,1024
    Then by the manual the module answers
      """
      +CIPRXGET: 2,0,5,0
      again
      OK
      """

  @id-netopen-manual-set-once @SIM7X00-2.3.6-R1
  Scenario: Set once, manual reception holds for every link that is opened later
    Given a TCP server
    And the module is on the open network
    And the module has accepted AT+CIPRXGET=1
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    And the server sees a connection
    When the server sends one
    Then the module reports {kept.zero}
    When the host sends AT+CIPRXGET=2,0,1024
    Then the module answers
      """
      +CIPRXGET: 2,0,3,0
      one
      OK
      """
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    When the host sends AT+CIPOPEN=3,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 3,0
    And the server sees a connection
    When the server's connection 2 sends two
    Then the module reports {kept.three}
    When the host sends AT+CIPRXGET=2,3,1024
    Then the module answers
      """
      +CIPRXGET: 2,3,3,0
      two
      OK
      """

  @id-netopen-automatic-first @SIM7X00-2.3.6-S1
  Scenario: Reception is automatic until it is made manual
    Given a TCP server
    And the module is connected to the server as link 0
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      """
    When the server sends one
    Then the module reports
      """
      RCV FROM:{server.ip}:{server.port}
      +IPD3
      """
    And the module delivers one
    When the host sends AT+CIPRXGET=1
    Then the module answers OK
    When the server sends two
    Then the module reports {kept.zero}
    And the module is silent for 2 s
    When the host sends AT+CIPRXGET=2,0,1024
    Then the module answers
      """
      +CIPRXGET: 2,0,3,0
      two
      OK
      """

  @id-netopen-automatic-again @SIM7X00-2.3.6-S1 @SIM7X00-2.3.6-E1 @SIM7X00-2.3.6-R2
  @SIM7X00AT-11.2.6-R1 @SIM7X00AT-11.2.6-R3
  Scenario: Made automatic again, reception puts out what was kept and keeps nothing more
    Given a TCP server
    And the module is connected to the server as link 0
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      AT+CIPRXGET=1
      """
    When the server sends one
    Then the module reports {kept.zero}
    When the host sends AT+CIPRXGET=0
    Then by the manual the module answers OK
    And by our reading G96 the module reports
      """
      RCV FROM:{server.ip}:{server.port}
      +IPD3
      """
    And by the manual the module delivers one
    When the server sends two
    Then by the manual the module reports
      """
      RCV FROM:{server.ip}:{server.port}
      +IPD3
      """
    And by the manual the module delivers two
    When the host sends AT+CIPRXGET=1
    Then the module answers OK
    When the server sends three
    Then the module reports {kept.zero}
    And the module is silent for 2 s
    When the host sends AT+CIPRXGET=2,0,1024
    Then the module answers
      """
      +CIPRXGET: 2,0,5,0
      three
      OK
      """

  @id-netopen-kept-amount @SIM7X00-2.3.6-R2 @SIM7X00-2.3.6-S1
  @SIM7X00AT-11.2.6-R4 @SIM7X00AT-11.2.6-R5 @SIM7X00-2.3.6-R4 @SIM7X00AT-11.2.5-R1 @SIM7X00AT-11.2.6-R2
  Scenario: How much is kept is told without its being handed out
    Given a TCP server
    And the module is connected to the server as link 0
    And the module has accepted AT+CIPRXGET=1
    When the server sends hello
    Then the module reports {kept.zero}
    When the host sends AT+CIPRXGET=4,0
    Then by the manual the module answers
      """
      +CIPRXGET: 4,0,5
      OK
      """
    When the host sends AT+CIPRXGET=2,0,2
    Then by the manual the module answers
      """
      +CIPRXGET: 2,0,2,3
      he
      OK
      """
    When the host sends AT+CIPRXGET=4,0
    Then by the manual the module answers
      """
      +CIPRXGET: 4,0,3
      OK
      """
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the server sends again
    And the host is silent for 5 s
    And the host types hello
    Then the server receives hello
    And by the manual the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    When the host sends AT+CIPRXGET=2,0,1024
    Then the module answers
      """
      +CIPRXGET: 2,0,8,0
      lloagain
      OK
      """

  @id-netopen-fetched-as-digits @SIM7X00-2.3.6-R3 @SIM7X00-2.3.6-R4
  @SIM7X00AT-11.2.6-R4
  Scenario: Fetched in mode 3, every byte is two digits, and the figures count bytes
    Given a TCP server
    And the module is connected to the server as link 0
    And the module has accepted AT+CIPRXGET=1
    When the server sends 01<NUL><0x99>
    Then the module reports {kept.zero}
    When the host sends AT+CIPRXGET=3,0,3
    Then by the manual the module answers
      """
      +CIPRXGET: 3,0,3,1
      303100
      OK
      """
    When the host sends AT+CIPRXGET=3,0,100
    Then by the manual the module answers
      """
      +CIPRXGET: 3,0,1,0
      99
      OK
      """

  @id-netopen-fetched-most-digits @SIM7X00-2.3.6-R3 @SIM7X00-2.3.6-R4
  @SIM7X00AT-11.2.6-L2 @SIM7X00AT-11.2.6-R2 @SIM7X00AT-11.2.6-R4
  Scenario: The largest amount can be asked for in digits, and is handed out at once
    Given a TCP server
    And the module is connected to the server as link 0
    And the module has accepted AT+CIPRXGET=1
    When the server sends 12345
    Then the module reports {kept.zero}
    When the host sends AT+CIPRXGET=3,0,{rxget.hex}
    Then by the manual the module answers
      """
      +CIPRXGET: 3,0,5,0
      3132333435
      OK
      """
    When the server sends <1000 bytes>
    Then by the manual the module reports {kept.zero}
    When the host sends AT+CIPRXGET=3,0,{rxget.hex}
    Then by our reading G94 the module answers
      """
      +CIPRXGET: 3,0,{rxget.hex},250
      <750 bytes in hex>
      OK
      """

  @id-netopen-fetched-too-much @SIM7X00-2.3.6-R3 @SIM7X00AT-11.2.6-L1 @SIM7X00AT-11.2.6-X2
  Scenario Outline: More than the largest amount cannot be asked for
    Given a TCP server
    And the module is connected to the server as link 0
    And the module has accepted AT+CIPRXGET=1
    When the server sends hello
    Then the module reports {kept.zero}
    When the host sends AT+CIPRXGET=<mode>,0,<amount>
    Then <ground> the module answers
      """
      +IP ERROR: {error.words}
      ERROR
      """

    Examples:
      | case      | mode | amount        | ground              |
      | as-it-is  | 2    | {rxget.max+1} | by the manual       |
      | in-digits | 3    | {rxget.hex+1} | by our reading G95 |

  @id-netopen-kept-of-two-links @SIM7X00-2.3.6-R1 @SIM7X00-2.3.6-R2 @SIM7X00-2.3.6-R3 @SIM7X00-2.3.6-R4
  @SIM7X00-2.3.6-S1
  @SIM7X00-2.3.6-E1 @SIM7X00-2.3.6-E2 @SIM7X00-2.3.6-E3 @SIM7X00AT-11.2.6-R2 @SIM7X00AT-11.2.6-R4
  @SIM7X00AT-11.2.6-R5
  Scenario: What two links keep is announced, kept and fetched by itself, time after time
    Given a TCP server
    And the module is on the open network
    When the host sends AT+CIPRXGET=1
    Then the module answers OK
    When the host sends AT+CIPRXGET=0
    Then by the manual the module answers OK
    When the host sends AT+CIPRXGET=1
    Then the module answers OK
    When the host sends AT+CIPOPEN=1,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 1,0
    And the server sees a connection
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    And the server sees a connection
    When the server's connection 1 sends hello from pc 2
    Then the module reports {kept.one}
    When the server's connection 2 sends <all values>
    Then the module reports {kept.zero}
    When the host sends AT+CIPRXGET=2,1,5
    Then by the manual the module answers
      """
      +CIPRXGET: 2,1,5,10
      hello
      OK
      """
    When the host sends AT+CIPRXGET=4,1
    Then by the manual the module answers
      """
      +CIPRXGET: 4,1,10
      OK
      """
    When the host sends AT+CIPRXGET=4,0
    Then by the manual the module answers
      """
      +CIPRXGET: 4,0,256
      OK
      """
    When the host sends AT+CIPRXGET=2,1,5
    Then by the manual the module answers
      """
      +CIPRXGET: 2,1,5,5
       from
      OK
      """
    When the host sends AT+CIPRXGET=2,0,1024
    Then the module answers
      """
      +CIPRXGET: 2,0,256,0
      <all values>
      OK
      """
    When the host sends AT+CIPRXGET=1
    Then the module answers OK
    When the server's connection 2 sends he<NUL>lo
    Then by the manual the module reports {kept.zero}
    When the server's connection 1 sends -and-more
    Then by the manual the module is silent for 2 s
    When the host sends AT+CIPRXGET=2,1,1024
    Then by the manual the module answers
      """
      +CIPRXGET: 2,1,14,0
       pc 2-and-more
      OK
      """
    When the server's connection 1 sends first<300 bytes>
    Then by the manual the module reports {kept.one}
    When the host sends AT+CIPRXGET=2,0,5
    Then the module answers
      """
      +CIPRXGET: 2,0,5,0
      he<NUL>lo
      OK
      """
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    When the host sends AT+CIPRXGET=2,1,5
    Then by the manual the module answers
      """
      +CIPRXGET: 2,1,5,300
      first
      OK
      """
    When the host sends AT+CIPRXGET=2,1,1024
    Then the module answers
      """
      +CIPRXGET: 2,1,300,0
      <300 bytes>
      OK
      """
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    And the server sees a connection
    When the server's connection 3 sends <CR><LF>OK<CR><LF>
    Then the module reports {kept.zero}
    And the module is silent for 2 s
    When the host sends AT+CIPRXGET=2,0,1024
    Then the module answers
      """
      +CIPRXGET: 2,0,6,0
      <CR><LF>OK<CR><LF>
      OK
      """

  @id-netopen-kept-otherwise @SIM7X00-2.3.6-R1 @SIM7X00-2.3.6-R2 @SIM7X00-2.3.6-R3 @SIM7X00-2.3.6-R4 @SIM7X00-2.3.6-S1
  Scenario: What comes on an accepted link, and on one of UDP, is kept as well
    Given a UDP server
    And a TCP client
    And the module is listening on port 8080
    When the host sends AT+CIPRXGET=1
    Then the module answers OK
    When the client connects to port 8080
    Then the module reports +CLIENT: {accepted.link},0,{client.ip}:{client.port}
    When the client sends hello from pc 2
    Then the module reports {kept.accepted}
    And the module is silent for 2 s
    When the host sends AT+CIPRXGET=2,{accepted.link},1024
    Then the module answers
      """
      +CIPRXGET: 2,{accepted.link},15,0
      hello from pc 2
      OK
      """
    When the host sends AT+CIPCLOSE={accepted.link}
    Then the module answers OK
    And the module reports +CIPCLOSE: {accepted.link},0
    When the host sends AT+CIPOPEN=3,"UDP",,,9000
    Then the module answers
      """
      +CIPOPEN: 3,0
      OK
      """
    When the host sends AT+CIPSEND=3,5,"{server.ip}",{server.port}
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers OK
    And the module reports +CIPSEND: 3,5,5
    When the server sends <all values>
    Then the module reports {kept.three}
    And the module is silent for 2 s
    When the host sends AT+CIPRXGET=2,3,1024
    Then the module answers
      """
      +CIPRXGET: 2,3,256,0
      <all values>
      OK
      """
