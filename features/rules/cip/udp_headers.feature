Feature: Sender and length before received datagrams

  Background:
    Given a UDP server
    And the module is in IP STATUS
    And the module has accepted AT+CLPORT="UDP",8888

  @id-udp-sender-shown @SIM800-2.1.4-R3 @SIM7020EN-2.2-C22 @SIM7020EN-6.4-R3 @SIM7020EN-6.4-U1 @SIM7020EN-6.10.1-R3
  Scenario: The sender's address and port can be shown
    Given the module has accepted AT+CIPSRIP=1
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server connects to port 8888
    And the server sends hello
    Then the module reports RECV FROM:{server.ip}:{server.port}
    And the module delivers hello

  @id-udp-sender-of-each-datagram @SIM800-2.1.4-R3 @SIM800-7.1-C2 @SIM7020EN-6.4-R3 @SIM7020EN-6.4-U1
  Scenario: Each sender is shown before its datagram
    Given a UDP client named stranger
    And a UDP client named neighbour
    And the module has accepted AT+CIPSRIP=1
    And the module has accepted AT+CIPUDPMODE=1
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the stranger connects to port 8888
    And the stranger sends hello
    Then the module reports RECV FROM:{stranger.ip}:{stranger.port}
    And the module delivers hello
    When the neighbour connects to port 8888
    And the neighbour sends hello
    Then the module reports RECV FROM:{neighbour.ip}:{neighbour.port}
    And the module delivers hello
    When the server connects to port 8888
    And the server sends welcome
    Then the module reports RECV FROM:{server.ip}:{server.port}
    And the module delivers welcome

  @id-udp-head-added @SIM800-2.1.4-R4 @SIM7020EN-6.4-R4 @SIM7020EN-6.4-U2 @SIM7020EN-6.10.1-R2
  Scenario: A head with the length can be added
    Given the module has accepted AT+CIPHEAD=1
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server connects to port 8888
    And the server sends hello
    Then the module reports +IPD,5:
    And the module delivers hello

  @id-udp-head-and-sender-while-connected @SIM800-2.1.4-R3 @SIM800-2.1.4-R4 @SIM7020EN-6.4-R3 @SIM7020EN-6.4-R4
  Scenario: Head and sender can be switched on while the connection is up
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server connects to port 8888
    And the server sends hello
    Then the module delivers hello
    When the host sends AT+CIPSRIP=1
    Then by our reading G53 the module answers OK
    When the host sends AT+CIPHEAD=1
    Then by our reading G53 the module answers OK
    When the server sends welcome
    Then by our reading G53 the module reports
      """
      RECV FROM:{server.ip}:{server.port}
      +IPD,7:
      """
    And by our reading G53 the module delivers welcome

  @id-udp-head-and-sender-off @SIM800-2.1.4-R3 @SIM800-2.1.4-R4 @SIM800AT-8.2.15-R1 @SIM800AT-8.2.20-R1
  @SIM7020EN-6.4-R3 @SIM7020EN-6.4-R4
  Scenario: Head and sender can be switched off again
    Given the module has accepted
      """
      AT+CIPSRIP=1
      AT+CIPHEAD=1
      AT+CIPSRIP=0
      AT+CIPHEAD=0
      """
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server connects to port 8888
    And the server sends hello
    Then by the manual the module delivers hello

  @id-udp-head-counts-the-payload @SIM800-2.1.4-U1 @SIM7020EN-6.4-U1 @SIM7020EN-6.4-U2
  Scenario Outline: With both, sender and head stand before the data, and the length is that of the data
    Given the module has accepted AT+CIPSRIP=1
    And the module has accepted AT+CIPHEAD=1
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server connects to port 8888
    And the server sends <data>
    Then the module reports
      """
      RECV FROM:{server.ip}:{server.port}
      +IPD,<length>:
      """
    And the module delivers <data>

    Examples:
      | case    | data         | length |
      | one     | x            | 1      |
      | five    | hello        | 5      |
      | newline | up<CR><LF>on | 6      |

  @id-udp-heads-in-a-row @SIM800-2.1.4-U1 @SIM800-2.1.4-R3 @SIM800-2.1.4-R4 @SIM800-9-R5 @SIM7020EN-6.4-U1
  @SIM7020EN-6.4-U2 @SIM7020EN-6.4-R3 @SIM7020EN-6.4-R4 @SIM7020EN-6.12-R7
  Scenario: Sender and length stand before each datagram, whatever is in it, and on a second connection too
    Given the module has accepted
      """
      AT+CIPSRIP=1
      AT+CIPHEAD=1
      AT+CIPSRIP=0
      AT+CIPHEAD=0
      AT+CIPSRIP=1
      AT+CIPHEAD=1
      """
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server connects to port 8888
    And the server sends one
    Then the module reports
      """
      RECV FROM:{server.ip}:{server.port}
      +IPD,3:
      """
    And the module delivers one
    # Alike, since datagrams may overtake each other.
    When the server sends two
    And the server sends two
    Then the module reports
      """
      RECV FROM:{server.ip}:{server.port}
      +IPD,3:
      """
    And the module delivers two
    And the module reports
      """
      RECV FROM:{server.ip}:{server.port}
      +IPD,3:
      """
    And the module delivers two
    When the server sends <all values>
    Then the module reports
      """
      RECV FROM:{server.ip}:{server.port}
      +IPD,256:
      """
    And the module delivers <all values>
    When the server sends <CR><LF>+IPD,3:two<CR><LF>CLOSED<CR><LF>
    Then the module reports
      """
      RECV FROM:{server.ip}:{server.port}
      +IPD,22:
      """
    And the module delivers <CR><LF>+IPD,3:two<CR><LF>CLOSED<CR><LF>
    When the server sends <535 bytes>
    Then the module reports
      """
      RECV FROM:{server.ip}:{server.port}
      +IPD,535:
      """
    And the module delivers <535 bytes>
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server connects to port 8888
    And the server's connection 2 sends again
    Then the module reports
      """
      RECV FROM:{server.ip}:{server.port}
      +IPD,5:
      """
    And the module delivers again

  @id-udp-head-of-the-longest @SIM800-2.1.4-U1 @SIM7020EN-6.4-U1 @SIM7020EN-6.4-U2
  Scenario: A long datagram stands behind one head
    Given the module has accepted AT+CIPSRIP=1
    And the module has accepted AT+CIPHEAD=1
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server connects to port 8888
    And the server sends <1460 bytes>
    Then by our reading G54 the module reports RECV FROM:{server.ip}:{server.port}
    And by our reading G54 the module reports +IPD,1460:
    And by our reading G54 the module delivers <1460 bytes>
    And by our reading G54 the module is silent for 2 s
