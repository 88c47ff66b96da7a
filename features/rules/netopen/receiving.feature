Feature: What stands before received data

  Background:
    Given a TCP server
    And the module is connected to the server as link 0

  @id-netopen-head-and-sender @smoke @SIM7X00-2.3.3-R1 @SIM7X00-2.3.3-R2 @SIM7X00-2.3.3-R4 @SIM7X00-2.3.3-U1
  @SIM7X00-2.3.3-U2
  Scenario: With both on, the sender stands first, then the length, then the data
    Given the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      """
    When the server sends hello from pc
    Then the module reports
      """
      RCV FROM:{server.ip}:{server.port}
      +IPD13
      """
    And the module delivers hello from pc

  @id-netopen-head-alone @SIM7X00-2.3.3-R1 @SIM7X00-2.3.3-R2 @SIM7X00-2.3.3-U1
  Scenario Outline: Without the sender the length stands alone before the data, and counts nothing else
    Given the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=0
      """
    When the server sends <data>
    Then the module reports +IPD<length>
    And the module delivers <data>

    Examples:
      | case  | data               | length |
      | one   | x                  | 1      |
      | some  | hello from pc 2    | 15     |
      | lines | <CR><LF>OK<CR><LF> | 6      |
      | many  | <100 bytes>        | 100    |

  @id-netopen-sender-alone @SIM7X00-2.3.3-R1 @SIM7X00-2.3.3-R2 @SIM7X00-2.3.3-U2 @SIM7X00AT-11.2.8-R2
  @SIM7X00AT-11.2.9-R1
  Scenario: Without the length the sender stands alone before the data
    Given the module has accepted
      """
      AT+CIPHEAD=0
      AT+CIPSRIP=1
      """
    When the server sends hello
    Then by the manual the module reports RCV FROM:{server.ip}:{server.port}
    And by the manual the module delivers hello

  @id-netopen-bare-data @SIM7X00-2.3.3-R1 @SIM7X00-2.3.3-R2 @SIM7X00AT-11.2.8-R2 @SIM7X00AT-11.2.9-R1
  Scenario: With both off there is the data alone
    Given the module has accepted
      """
      AT+CIPHEAD=0
      AT+CIPSRIP=0
      """
    When the server sends hello
    Then by the manual the module delivers hello

  @id-netopen-sender-on-open-link @SIM7X00-2.3.3-R3 @SIM7X00AT-11.2.9-R1 @SIM7X00-2.3.3-R2 @SIM7X00AT-11.2.2-R1
  Scenario: The sender's line comes and goes with its setting while the link stays open
    Given the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=0
      """
    When the server sends one
    Then the module reports +IPD3
    And the module delivers one
    When the host sends AT+CIPSRIP=1
    Then the module answers OK
    When the server sends two
    Then the module reports
      """
      RCV FROM:{server.ip}:{server.port}
      +IPD3
      """
    And the module delivers two
    When the host sends AT+CIPSRIP=0
    Then by the manual the module answers OK
    When the server sends three
    Then by the manual the module reports +IPD5
    And by the manual the module delivers three
    When the host sends AT+NETCLOSE
    Then by the manual the module answers OK
    And by the manual the module reports +NETCLOSE: 0
    Given the module is connected to the server as link 0
    When the server's connection 2 sends four
    Then by the manual the module reports +IPD4
    And by the manual the module delivers four

  @id-netopen-sender-by-default @SIM7X00-2.3.3-R2 @SIM7X00AT-11.2.8-R2 @SIM7X00AT-11.2.9-R1
  Scenario: Without a setting both stand before the data
    When the server sends hello
    Then by our reading G109 the module reports
      """
      RCV FROM:{server.ip}:{server.port}
      +IPD5
      """
    And by our reading G109 the module delivers hello

  @id-netopen-received-again @SIM7X00-2.3.3-R1 @SIM7X00-2.3.3-R2 @SIM7X00-2.3.3-R3 @SIM7X00-2.3.3-R4 @SIM7X00-2.3.3-U1
  @SIM7X00-2.3.3-U2 @SIM7X00-2.3.3-E3 @SIM7X00-2.3.3-E4 @SIM7X00-2.3.3-E5 @SIM7X00-2.3.3-E6 @SIM7X00-2.3.5-E2
  @SIM7X00AT-11.2.3-R2 @SIM7X00AT-11.2.8-R1 @SIM7X00AT-11.2.8-R2 @SIM7X00AT-11.2.9-R1
  Scenario: Block after block has its own length, whatever its bytes are, and the settings outlive the link
    Given the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      """
    When the server sends <all values>
    Then the module reports
      """
      RCV FROM:{server.ip}:{server.port}
      +IPD256
      """
    And the module delivers <all values>
    When the server sends <CR><LF>+IPCLOSE: 0,1<CR><LF>+IPD3<CR><LF>abc+++<CR><LF>
    Then the module reports
      """
      RCV FROM:{server.ip}:{server.port}
      +IPD32
      """
    And the module delivers <CR><LF>+IPCLOSE: 0,1<CR><LF>+IPD3<CR><LF>abc+++<CR><LF>
    When the host sends AT+CIPSRIP=0
    Then by the manual the module answers OK
    When the server sends he<NUL>lo
    Then the module reports +IPD5
    And the module delivers he<NUL>lo
    When the server sends <535 bytes>
    Then the module reports +IPD535
    And the module delivers <535 bytes>
    When the server sends <all values>
    Then the module reports +IPD256
    And the module delivers <all values>
    When the host sends AT+CIPHEAD=0
    Then by the manual the module answers OK
    When the server sends +IPD3<CR><LF>abc
    Then by the manual the module delivers +IPD3<CR><LF>abc
    When the host sends AT+CIPHEAD=1
    Then by the manual the module answers OK
    When the server sends x
    Then the module reports +IPD1
    And the module delivers x
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then by the manual the module answers OK
    And by the manual the module reports +CIPOPEN: 0,0
    When the server's connection 2 sends hello
    Then the module reports +IPD5
    And the module delivers hello
    When the server's connection 2 sends again
    Then the module reports +IPD5
    And the module delivers again
    When the host sends AT+CIPSRIP=1
    Then the module answers OK
    When the server's connection 2 sends <ESC><Ctrl-Z><0xE9><0xFF>
    Then the module reports
      """
      RCV FROM:{server.ip}:{server.port}
      +IPD4
      """
    And the module delivers <ESC><Ctrl-Z><0xE9><0xFF>
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then by the manual the module answers OK
    And by the manual the module reports +CIPOPEN: 0,0
    When the server's connection 3 sends last
    Then the module reports
      """
      RCV FROM:{server.ip}:{server.port}
      +IPD4
      """
    And the module delivers last
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
