Feature: Data mode of a client
  With AT+CIPMODE=1 link 0 works in data mode, the other links as without it.

  @id-netopen-data-mode-tcp @smoke @SIM7X00-2.4-R1 @SIM7X00-2.4-R2 @SIM7X00-2.4.1-R2 @SIM7X00-2.4.1-S1 @SIM7X00-2.4-S1
  @SIM7X00AT-2.2.9-R2
  Scenario: Link 0 enters data mode with CONNECT alone
    Given a TCP server
    And the module is on the open network in transparent mode
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers CONNECT {line.rate}
    And the module is silent for 2 s
    When the host types AT<CR>
    Then by the manual the server receives AT<CR>
    When the server sends hello
    Then the module delivers hello

  @id-netopen-data-mode-unchanged @SIM7X00-2.4-S1 @SIM7X00-2.4.1-S1 @SIM7X00-2.4.1-E2
  Scenario: Data mode passes every byte unchanged in both directions
    Given a TCP server
    And the module is in data mode with the server
    When the host types <NUL><0x11><0x13><Ctrl-Z><ESC>~<0x80><0xFF>
    Then the server receives <NUL><0x11><0x13><Ctrl-Z><ESC>~<0x80><0xFF>
    When the server sends <NUL><0x11><0x13><Ctrl-Z><ESC>~<0x80><0xFF>
    Then the module delivers <NUL><0x11><0x13><Ctrl-Z><ESC>~<0x80><0xFF>
    When the host types he<CR><LF><CR><LF>OK<CR><LF>+++x<CR><LF>CLOSED<CR><LF>+CIPCLOSE: 0,0<CR><LF><all values>
    Then the server receives he<CR><LF><CR><LF>OK<CR><LF>+++x<CR><LF>CLOSED<CR><LF>+CIPCLOSE: 0,0<CR><LF><all values>
    When the server sends he<CR><LF><CR><LF>OK<CR><LF>+++x<CR><LF>CLOSED<CR><LF>+CIPCLOSE: 0,0<CR><LF><all values>
    Then the module delivers he<CR><LF><CR><LF>OK<CR><LF>+++x<CR><LF>CLOSED<CR><LF>+CIPCLOSE: 0,0<CR><LF><all values>
    When the host types <3000 bytes>
    Then the server receives <3000 bytes>
    When the server sends <3000 bytes>
    Then the module delivers <3000 bytes>

  @id-netopen-data-mode-only-link-0 @SIM7X00-2.4.1-R1 @SIM7X00-2.4-R3 @SIM7X00-2.4-L1 @SIM7X00-2.4.1-U1
  Scenario Outline: The other links are opened and used in command mode
    Given a TCP server
    And the module is on the open network in transparent mode
    When the host sends AT+CIPOPEN=<link>,"TCP","{server.ip}",{server.port}
    Then by our reading G91 the module answers OK
    And by our reading G91 the module reports +CIPOPEN: <link>,0
    When the host sends AT+CIPSEND=<link>,5
    Then by our reading G91 the module answers >
    When the host types hello
    Then by our reading G91 the server receives hello
    And by our reading G91 the module answers OK
    And by our reading G91 the module reports +CIPSEND: <link>,5,5
    When the host sends AT+CIPCLOSE=<link>
    Then by our reading G91 the module answers OK
    And by our reading G91 the module reports +CIPCLOSE: <link>,0

    Examples:
      | case   | link |
      | second | 1    |
      | last   | 9    |

  @id-netopen-data-mode-beside-link @SIM7X00-2.4-L1 @SIM7X00-2.4-R3 @SIM7X00-2.4-L2
  Scenario: While link 0 is open in data mode a second link is one of command mode
    Given a TCP server
    And the module is in data mode with the server
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    When the host sends AT+CIPOPEN={links.max-1},"TCP","{server.ip}",{server.port}
    Then by our reading G91 the module answers OK
    And by our reading G91 the module reports +CIPOPEN: {links.max-1},0
    When the host sends AT
    Then the module answers OK
    When the host sends ATO
    Then the module answers CONNECT {line.rate}
    When the host types y
    Then the server's connection 1 receives y

  @id-netopen-data-mode-round-trip @SIM7X00-2.4-S1 @SIM7X00-2.4.1-S1 @SIM7X00-2.4.1-E3 @SIM7X00-2.4.1-E4 @SIM7X00-2.4.1-E5
  @SIM7X00-2.5-S1 @SIM7X00AT-2.2.9-R3
  Scenario: The escape sequence leaves data mode, ATO returns to it, and both again
    Given a TCP server
    And the module is in data mode with the server
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    When the host sends ATO
    Then the module answers CONNECT {line.rate}
    When the server sends z
    Then the module delivers z
    When the host types y
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives y
    And by the manual the server receives nothing more
    When the host sends ATO
    Then the module answers CONNECT {line.rate}
    When the server sends again
    Then the module delivers again
    When the host types hello
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives hello
    And by the manual the server receives nothing more
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports
      """
      CLOSED
      +CIPCLOSE: 0,0
      """
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
    And by our reading G83 the server sees FIN

  @id-netopen-data-mode-closed @SIM7X00-2.4.1-U1 @SIM7X00-2.4-S1
  Scenario: CLOSED stands before the result of closing, and the link is free
    Given a TCP server
    And the module is in data mode with the server
    Then the module is silent for 1500 ms
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
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: {0..links.max-1}
      OK
      """

  @id-netopen-data-mode-again @SIM7X00-2.4-R1 @SIM7X00-2.4-S1 @SIM7X00-2.4.1-R2 @SIM7X00-2.4.1-U1 @SIM7X00-2.4.1-S1
  @SIM7X00-2.4.1-E1 @SIM7X00-2.4.1-E2 @SIM7X00-2.4.1-E3 @SIM7X00-2.4.1-E4 @SIM7X00-2.4.1-E5 @SIM7X00-2.4.1-E6
  @SIM7X00-2.4.1-E7 @SIM7X00AT-11.2.10-R1
  Scenario: A second connection in data mode is as the first, and without the mode there is none
    Given a TCP server
    And a TCP server named second
    And the module is in data mode with the server
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports
      """
      CLOSED
      +CIPCLOSE: 0,0
      """
    When the host sends AT+CIPOPEN=0,"TCP","{second.ip}",{second.port}
    Then the module answers CONNECT {line.rate}
    And the module is silent for 1500 ms
    When the host types y
    Then the second receives y
    When the second sends z
    Then the module delivers z
    When the host types again
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the second receives again
    When the host sends ATO
    Then the module answers CONNECT {line.rate}
    When the host types hello
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the second receives hello
    And the second receives nothing more
    And the server receives nothing more
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports
      """
      CLOSED
      +CIPCLOSE: 0,0
      """
    And the module is silent for 2 s
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
    When the host sends AT+CIPMODE=0
    Then by the manual the module answers OK
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And the module reports +CIPSEND: 0,5,5
    And the server's connection 2 receives hello
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    And the module is silent for 2 s
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
    When the host sends AT+CIPMODE=1
    Then by the manual the module answers OK
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    When the host sends AT+CIPOPEN=0,"TCP","{second.ip}",{second.port}
    Then the module answers CONNECT {line.rate}
    When the host types hello
    Then the second's connection 2 receives hello
    When the second's connection 2 sends hi
    Then the module delivers hi
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the second's connection 2 receives x
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0

  @id-netopen-data-mode-two-links @SIM7X00-2.4-L1 @SIM7X00-2.4-L2 @SIM7X00-2.4-R2 @SIM7X00-2.4-R3 @SIM7X00-2.4.1-R1
  @SIM7X00-2.4.1-U1
  Scenario: A module that opens links of command mode beside link 0 keeps each to itself
    Given a TCP server
    And a TCP server named second
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      """
    And the module is on the open network in transparent mode
    When the host sends AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
    Then by our reading G91 the module answers OK
    And by our reading G91 the module reports +CIPOPEN: 1,0
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers CONNECT {line.rate}
    When the server sends hello
    Then the module delivers hello
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    When the second sends other
    Then the module reports
      """
      RCV FROM:{second.ip}:{second.port}
      +IPD5
      """
    And the module delivers other
    When the host sends AT+CIPSEND=1,5
    Then the module answers >
    When the host types again
    Then the module answers OK
    And the module reports +CIPSEND: 1,5,5
    And the second receives again
    When the host sends ATO
    Then the module answers CONNECT {line.rate}
    When the server sends z
    Then the module delivers z
    When the host types y
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives y
    When the host sends AT+CIPCLOSE=1
    Then the module answers OK
    And the module reports +CIPCLOSE: 1,0
    When the host sends AT+CIPOPEN={links.max-1},"TCP","{second.ip}",{second.port}
    Then the module answers OK
    And the module reports +CIPOPEN: {links.max-1},0
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports
      """
      CLOSED
      +CIPCLOSE: 0,0
      """
    When the host sends AT+CIPSEND={links.max-1},5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And the module reports +CIPSEND: {links.max-1},5,5
    And the second's connection 2 receives hello
    And the server receives nothing more
    When the host sends AT+CIPCLOSE={links.max-1}
    Then the module answers OK
    And the module reports +CIPCLOSE: {links.max-1},0
    And the module is silent for 2 s

  @id-netopen-data-mode-udp @SIM7X00-2.4.3-R1 @SIM7X00-2.4.3-R2 @SIM7X00-2.4.3-S1 @SIM7X00-2.4.3-E2 @SIM7X00-2.4.3-E4
  @SIM7X00AT-11.2.3-R3
  Scenario: A UDP link exchanges data with the far end it was opened with, from its local port
    Given a UDP server
    And the module is on the open network in transparent mode
    When the host sends AT+CIPOPEN=0,"UDP","{server.ip}",{server.port},8080
    Then the module answers CONNECT {line.rate}
    When the host types hello
    Then the server receives hello
    And by the manual the server is called from port 8080
    When the server sends hi
    Then the module delivers hi
    When the host types he<CR><LF><CR><LF>OK<CR><LF>+++x<CR><LF>CLOSED<CR><LF>+CIPCLOSE: 0,0<CR><LF><all values>
    Then the server receives he<CR><LF><CR><LF>OK<CR><LF>+++x<CR><LF>CLOSED<CR><LF>+CIPCLOSE: 0,0<CR><LF><all values>
    When the server sends he<CR><LF><CR><LF>OK<CR><LF>+++x<CR><LF>CLOSED<CR><LF>+CIPCLOSE: 0,0<CR><LF><all values>
    Then the module delivers he<CR><LF><CR><LF>OK<CR><LF>+++x<CR><LF>CLOSED<CR><LF>+CIPCLOSE: 0,0<CR><LF><all values>
    When the host types more
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives more
    When the host sends ATO
    Then the module answers CONNECT {line.rate}
    When the host types again
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives again
    When the host sends AT+CIPCLOSE=0
    Then the module answers
      """
      CLOSED
      +CIPCLOSE: 0,0
      OK
      """
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0

  @id-netopen-data-mode-udp-again @SIM7X00-2.4.3-R2 @SIM7X00-2.4.3-S1 @SIM7X00-2.4.3-E2 @SIM7X00-2.4.3-E3
  @SIM7X00-2.4.3-E1 @SIM7X00-2.4.3-E4 @SIM7X00-2.4.3-E5 @SIM7X00-2.4.3-E6 @SIM7X00-2.4.3-E7 @SIM7X00AT-11.2.3-R3
  Scenario: A second UDP link is as the first, and datagrams of others do not change its far end
    Given a UDP server
    And a UDP server named second
    And a UDP client named stranger
    And the module is on the open network in transparent mode
    When the host sends AT+CIPOPEN=0,"UDP","{server.ip}",{server.port},8080
    Then the module answers CONNECT {line.rate}
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    When the host sends AT+CIPCLOSE=0
    Then the module answers
      """
      CLOSED
      +CIPCLOSE: 0,0
      OK
      """
    When the host sends AT+CIPOPEN=0,"UDP","{second.ip}",{second.port},8080
    Then the module answers CONNECT {line.rate}
    When the host types hello
    Then the second receives hello
    And by the manual the second is called from port 8080
    When the second sends hi
    Then the module delivers hi
    When the stranger connects to port 8080
    And the stranger sends other
    Then by our reading G126 the module is silent for 2 s
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
    And the second receives nothing more
    And the stranger receives nothing more
    And the server receives nothing more
    When the host sends AT+CIPCLOSE=0
    Then the module answers
      """
      CLOSED
      +CIPCLOSE: 0,0
      OK
      """
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    When the host sends AT+CIPOPEN=0,"UDP","{server.ip}",{server.port},8081
    Then the module answers CONNECT {line.rate}
    When the host types <1400 bytes>
    Then the server receives <1400 bytes>
    And by the manual the server is called from port 8081
    When the server sends <1400 bytes>
    Then the module delivers <1400 bytes>
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0

  @id-netopen-data-mode-udp-only-link-0 @SIM7X00-2.4.3-R1
  Scenario: Another UDP link is opened in command mode
    Given a UDP server
    And the module is on the open network in transparent mode
    When the host sends AT+CIPOPEN=1,"UDP",,,9000
    Then by our reading G91 the module answers
      """
      +CIPOPEN: 1,0
      OK
      """
    When the host sends AT+CIPSEND=1,5,"{server.ip}",{server.port}
    Then by our reading G91 the module answers >
    When the host types hello
    Then by our reading G91 the server receives hello
    And by our reading G91 the module answers OK
    And by our reading G91 the module reports +CIPSEND: 1,5,5

  @id-netopen-data-mode-settings @SIM7X00-2.4-C1 @SIM7X00-2.4.2-E2 @SIM7X00AT-11.2.10-R1 @SIM7X00AT-11.2.13-R1
  Scenario: The mode, and the settings of transmission in it, can be set again
    When the host sends AT+CIPMODE=1
    Then the module answers OK
    When the host sends AT+CIPMODE=1
    Then the module answers OK
    When the host sends AT+CIPMODE=0
    Then by the manual the module answers OK
    When the host sends AT+CIPMODE=1
    Then the module answers OK
    When the host sends AT+CIPCCFG=3
    Then by the manual the module answers OK
    When the host sends AT+CIPCCFG?
    Then by the manual the module answers
      """
      +CIPCCFG: 3,0,0,1,0,0,500
      OK
      """
    When the host sends AT+CIPCCFG=5
    Then by the manual the module answers OK
    When the host sends AT+CIPCCFG?
    Then by the manual the module answers
      """
      +CIPCCFG: 5,0,0,1,0,0,500
      OK
      """
