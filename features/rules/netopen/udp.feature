Feature: UDP in command mode

  @id-netopen-udp-two-ends @smoke @SIM7X00-2.3.2-R1 @SIM7X00-2.3.2-R4 @SIM7X00-2.3.3-R4 @SIM7X00-2.3.3-U2
  Scenario: One link exchanges datagrams with two servers
    Given a UDP server named first
    And a UDP server named second
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      """
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
    When the host sends AT+CIPSEND=0,2,"{second.ip}",{second.port}
    Then the module answers >
    When the host types hi
    Then the second receives hi
    And the module answers OK
    And the module reports +CIPSEND: 0,2,2
    When the first sends one
    Then the module reports
      """
      RCV FROM:{first.ip}:{first.port}
      +IPD3
      """
    And the module delivers one
    When the second sends two
    Then the module reports
      """
      RCV FROM:{second.ip}:{second.port}
      +IPD3
      """
    And the module delivers two
    And the first receives nothing more

  @id-netopen-udp-local-port @SIM7X00-2.3.2-R3
  Scenario Outline: Datagrams leave from the local port that the link was opened with
    Given a UDP server
    And the module is on the open network
    When the host sends AT+CIPOPEN=<link>,"UDP",,,<port>
    Then the module answers
      """
      +CIPOPEN: <link>,0
      OK
      """
    When the host sends AT+CIPSEND=<link>,5,"{server.ip}",{server.port}
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the server is called from port <port>
    And the module answers OK
    And the module reports +CIPSEND: <link>,5,5

    Examples:
      | case    | link | port |
      | first   | 0    | 9000 |
      | another | 3    | 9001 |

  @id-netopen-udp-order-of-ok @SIM7X00-2.3.2-R2 @SIM7X00-2.3.2-S1 @SIM7X00-2.4.1-U1
  Scenario: A UDP link is opened and closed before OK, and what is sent is reported after it
    Given a UDP server
    And the module is on the open network
    When the host sends AT+CIPOPEN=2,"UDP",,,9000
    Then the module answers
      """
      +CIPOPEN: 2,0
      OK
      """
    When the host sends AT+CIPSEND=2,5,"{server.ip}",{server.port}
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers OK
    And the module reports +CIPSEND: 2,5,5
    When the host sends AT+CIPCLOSE=2
    Then the module answers
      """
      +CIPCLOSE: 2,0
      OK
      """

  @id-netopen-udp-closed @SIM7X00-2.3.2-S1 @SIM7X00AT-11.2.4-X1 @SIM7X00AT-11.2.5-X1
  Scenario: A UDP link that is closed can neither send nor be closed again, and can be opened again
    Given a UDP server
    And the module is on the open network
    When the host sends AT+CIPOPEN=0,"UDP",,,9000
    Then the module answers
      """
      +CIPOPEN: 0,0
      OK
      """
    When the host sends AT+CIPCLOSE=0
    Then the module answers
      """
      +CIPCLOSE: 0,0
      OK
      """
    When the host sends AT+CIPSEND=0,5,"{server.ip}",{server.port}
    Then by the manual the module answers
      """
      +CIPERROR: {failure}
      ERROR
      """
    When the host sends AT+CIPCLOSE=0
    Then by the manual the module answers
      """
      +CIPCLOSE: 0,{failure}
      ERROR
      """
    When the host sends AT+CIPOPEN=0,"UDP",,,9000
    Then the module answers
      """
      +CIPOPEN: 0,0
      OK
      """

  @id-netopen-udp-ctrl-z @SIM7X00-2.3.2-R4
  Scenario: The destination stands after an empty length as well
    Given a UDP server
    And the module is on the open network
    When the host sends AT+CIPOPEN=0,"UDP",,,9000
    Then the module answers
      """
      +CIPOPEN: 0,0
      OK
      """
    When the host sends AT+CIPSEND=0,,"{server.ip}",{server.port}
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5

  @id-netopen-udp-again @SIM7X00-2.3.2-R1 @SIM7X00-2.3.2-R2 @SIM7X00-2.3.2-R3 @SIM7X00-2.3.2-R4 @SIM7X00-2.3.2-E1
  @SIM7X00-2.3.2-E2 @SIM7X00-2.3.2-E4 @SIM7X00-2.3.2-E5 @SIM7X00-2.3.2-S1 @SIM7X00-2.3.3-R4
  @SIM7X00AT-11.2.5-L1 @SIM7X00AT-11.2.5-R1 @SIM7X00-2.3.3-R1 @SIM7X00-2.3.3-U1 @SIM7X00-2.3.3-U2
  Scenario: Two UDP links in turn, closed and opened again on other local ports, send any number of any bytes
    Given a UDP server named first
    And a UDP server named second
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      """
    And the module is on the open network
    When the host sends AT+CIPOPEN=3,"UDP",,,9001
    Then the module answers
      """
      +CIPOPEN: 3,0
      OK
      """
    When the host sends AT+CIPOPEN=0,"UDP",,,9000
    Then the module answers
      """
      +CIPOPEN: 0,0
      OK
      """
    When the host sends AT+CIPSEND=3,259,"{second.ip}",{second.port}
    Then the module answers >
    When the host types he<CR><LF>lo<all values but 0x03 Ctrl-Z ESC>
    Then by the manual the second receives he<CR><LF>lo<all values but 0x03 Ctrl-Z ESC>
    And the second is called from port 9001
    And by the manual the module answers OK
    And by the manual the module reports +CIPSEND: 3,259,259
    When the host sends AT+CIPSEND=0,,"{first.ip}",{first.port}
    Then the module answers >
    When the host types one<CR><LF>two<CR><LF><all values but 0x03 BS Ctrl-Z ESC><Ctrl-Z>
    Then the first receives one<CR><LF>two<CR><LF><all values but 0x03 BS Ctrl-Z ESC>
    And the first is called from port 9000
    And the module answers OK
    And the module reports +CIPSEND: 0,262,262
    When the first sends <all values>
    Then the module reports
      """
      RCV FROM:{first.ip}:{first.port}
      +IPD256
      """
    And the module delivers <all values>
    When the first sends <1000 bytes>
    Then the module reports
      """
      RCV FROM:{first.ip}:{first.port}
      +IPD1000
      """
    And the module delivers <1000 bytes>
    When the second sends two<CR><LF>
    Then the module reports
      """
      RCV FROM:{second.ip}:{second.port}
      +IPD5
      """
    And the module delivers two<CR><LF>
    When the host sends AT+CIPSEND=3,,"{first.ip}",{first.port}
    Then the module answers >
    When the host types 12345<Ctrl-Z>
    Then the first's connection 2 receives 12345
    And the first is called from port 9001
    And the module answers OK
    And the module reports +CIPSEND: 3,5,5
    When the host sends AT+CIPSEND=0,5,"{second.ip}",{second.port}
    Then the module answers >
    When the host types hello
    Then the second's connection 2 receives hello
    And the second is called from port 9000
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    When the host sends AT+CIPCLOSE=0
    Then the module answers
      """
      +CIPCLOSE: 0,0
      OK
      """
    When the host sends AT+CIPSEND=3,3,"{second.ip}",{second.port}
    Then the module answers >
    When the host types <NUL><CR><LF>
    Then the second's connection 1 receives <NUL><CR><LF>
    And the second is called from port 9001
    And the module answers OK
    And the module reports +CIPSEND: 3,3,3
    When the host sends AT+CIPSEND=3,1200,"{second.ip}",{second.port}
    Then by the manual the module answers >
    When the host types <1200 bytes>
    Then by the manual the second's connection 1 receives <1200 bytes>
    And by the manual the module answers OK
    And by the manual the module reports +CIPSEND: 3,1200,1200
    When the host sends AT+CIPOPEN=0,"UDP",,,60002
    Then the module answers
      """
      +CIPOPEN: 0,0
      OK
      """
    When the host sends AT+CIPSEND=0,,"{first.ip}",{first.port}
    Then the module answers >
    When the host types x<Ctrl-Z>
    Then the first's connection 3 receives x
    And the first is called from port 60002
    And the module answers OK
    And the module reports +CIPSEND: 0,1,1
    When the host sends AT+CIPCLOSE=3
    Then the module answers
      """
      +CIPCLOSE: 3,0
      OK
      """
    When the host sends AT+CIPOPEN=3,"UDP",,,9000
    Then the module answers
      """
      +CIPOPEN: 3,0
      OK
      """
    When the host sends AT+CIPSEND=3,4,"{first.ip}",{first.port}
    Then the module answers >
    When the host types last
    Then the first's connection 1 receives last
    And the first is called from port 9000
    And the module answers OK
    And the module reports +CIPSEND: 3,4,4
    When the host sends AT+CIPCLOSE=3
    Then the module answers
      """
      +CIPCLOSE: 3,0
      OK
      """
    When the host sends AT+CIPCLOSE=0
    Then the module answers
      """
      +CIPCLOSE: 0,0
      OK
      """
    When the host sends AT+CIPOPEN=0,"UDP",,,60002
    Then the module answers
      """
      +CIPOPEN: 0,0
      OK
      """

  @id-netopen-udp-beside-tcp @SIM7X00-2.3.2-R2 @SIM7X00-2.3.2-R4 @SIM7X00-2.3.2-S1 @SIM7X00-2.3-R2 @SIM7X00-2.3.1-E1
  @SIM7X00-2.3.1-E4 @SIM7X00-2.3.1-U1 @SIM7X00-2.3.1-U2 @SIM7X00-2.3.1-U3 @SIM7X00-2.3.3-R4
  Scenario: A UDP link and a TCP link side by side each keep their order of OK, their data and their far end
    Given a UDP server named datagrams
    And a TCP server named stream
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      """
    And the module is on the open network
    When the host sends AT+CIPOPEN=5,"UDP",,,9000
    Then the module answers
      """
      +CIPOPEN: 5,0
      OK
      """
    When the host sends AT+CIPOPEN=2,"TCP","{stream.ip}",{stream.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 2,0
    When the host sends AT+CIPOPEN=0,"UDP",,,9001
    Then the module answers
      """
      +CIPOPEN: 0,0
      OK
      """
    When the host sends AT+CIPSEND=2,3
    Then the module answers >
    When the host types tcp
    Then the stream receives tcp
    And the module answers OK
    And the module reports +CIPSEND: 2,3,3
    When the host sends AT+CIPSEND=5,3,"{datagrams.ip}",{datagrams.port}
    Then the module answers >
    When the host types udp
    Then the datagrams receives udp
    And the module answers OK
    And the module reports +CIPSEND: 5,3,3
    When the stream sends one
    Then the module reports
      """
      RCV FROM:{stream.ip}:{stream.port}
      +IPD3
      """
    And the module delivers one
    When the datagrams sends three
    Then the module reports
      """
      RCV FROM:{datagrams.ip}:{datagrams.port}
      +IPD5
      """
    And the module delivers three
    When the host sends AT+CIPCLOSE=5
    Then the module answers
      """
      +CIPCLOSE: 5,0
      OK
      """
    When the host sends AT+CIPSEND=2,
    Then the module answers >
    When the host types again<Ctrl-Z>
    Then the stream receives again
    And the module answers OK
    And the module reports +CIPSEND: 2,5,5
    When the host sends AT+CIPCLOSE=2
    Then the module answers OK
    And the module reports +CIPCLOSE: 2,0
    When the host sends AT+CIPCLOSE=0
    Then the module answers
      """
      +CIPCLOSE: 0,0
      OK
      """
    When the host sends AT+CIPOPEN=5,"TCP","{stream.ip}",{stream.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 5,0
    When the host sends AT+CIPCLOSE=5
    Then the module answers OK
    And the module reports +CIPCLOSE: 5,0
