Feature: Headers of received data

  @id-receive-by-itself @SIM800-7.1-R1 @SIM800-7.2-R2 @SIM7020EN-6.2-R7 @SIM7020EN-6.10.1-R1 @SIM7020EN-6.10.2-R3
  Scenario: Received data is put out by itself, without a header
    Given a TCP server
    And the module is connected to the server
    When the server sends hello
    Then the module delivers hello

  @id-receive-ip-header @smoke @SIM800-7.1-R1 @SIM800-7.1-C1 @SIM7020EN-2.2-C15 @SIM7020EN-6.10.1-R2
  Scenario: The IP header tells the length, of thousands of bytes in however many pieces they come
    Given a TCP server
    And the module has accepted AT+CIPHEAD=1
    And the module is connected to the server
    When the server sends hello
    Then the module reports +IPD,5:
    And the module delivers hello
    When the server sends hello again
    Then the module reports +IPD,11:
    And the module delivers hello again
    When the server sends <2900 bytes>
    Then the module puts out <2900 bytes> under +IPD,{counted}:

  @id-receive-ip-header-off @SIM800-7.1-C1 @SIM800AT-8.2.15-C1
  Scenario: Turned off again, the IP header is gone
    Given a TCP server
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPHEAD=0
      """
    And the module is connected to the server
    When the server sends hello
    Then by the manual the module delivers hello

  # C07: how many spaces there are differs between notes, manuals and records.
  @id-receive-source @SIM800-7.1-R1 @SIM800-7.1-C2 @SIM7020EN-2.2-C22 @SIM7020EN-6.10.1-R3
  Scenario: The source is told by address and port
    Given a TCP server
    And the module has accepted AT+CIPSRIP=1
    And the module is connected to the server
    When the server sends hello
    Then the module reports RECV FROM:{server.ip}:{server.port}
    And the module delivers hello

  @id-receive-source-off @SIM800-7.1-C2 @SIM800AT-8.2.20-C1
  Scenario: Turned off again, the source is not told
    Given a TCP server
    And the module has accepted
      """
      AT+CIPSRIP=1
      AT+CIPSRIP=0
      """
    And the module is connected to the server
    When the server sends hello
    Then by the manual the module delivers hello

  @id-receive-protocol-tcp @SIM800-7.1-R1 @SIM800-7.1-C3 @SIM7020EN-2.2-C23 @SIM7020EN-6.10.1-R4
  @SIM800AT-8.2.24-C1
  Scenario: The IP header of TCP data tells the protocol
    Given a TCP server
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSHOWTP=1
      """
    And the module is connected to the server
    When the server sends hello
    Then by the manual the module reports +IPD,5,TCP:
    And the module delivers hello

  @id-receive-protocol-udp @SIM800-7.1-R1 @SIM800-7.1-C3 @SIM7020EN-2.2-C23 @SIM7020EN-6.10.1-R4
  @SIM800AT-8.2.24-C1
  Scenario: The IP header of UDP data tells the protocol
    Given a UDP server
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSHOWTP=1
      """
    And the module is connected to the server
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers SEND OK
    When the server sends hi
    Then by the manual the module reports +IPD,2,UDP:
    And the module delivers hi

  @id-receive-protocol-off @SIM800-7.1-C3 @SIM800AT-8.2.24-C1
  Scenario: Turned off again, the protocol is not told, and the IP header is
    Given a TCP server
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSHOWTP=1
      AT+CIPSHOWTP=0
      """
    And the module is connected to the server
    When the server sends hello
    Then by the manual the module reports +IPD,5:
    And the module delivers hello

  @id-receive-protocol-needs-header @SIM800-7.1-C3 @SIM7020EN-6.10.1-R4
  Scenario: Without the IP header the protocol is not told
    Given a TCP server
    And the module has accepted AT+CIPSHOWTP=1
    And the module is connected to the server
    When the server sends hello
    Then the module delivers hello

  @id-receive-all-headers @SIM800-7.1-R2 @SIM7020EN-6.10.1-R5 @SIM800AT-8.2.24-C1
  Scenario: All headers together tell source, length and protocol
    Given a TCP server
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      AT+CIPSHOWTP=1
      """
    And the module is connected to the server
    When the server sends hello
    Then the module reports RECV FROM:{server.ip}:{server.port}
    And by the manual the module reports +IPD,5,TCP:
    And the module delivers hello

  @id-receive-all-headers-udp @SIM800-7.1-R2 @SIM7020EN-6.10.1-R5 @SIM800AT-8.2.24-C1
  Scenario: All headers together set one UDP datagram apart from the next
    Given a UDP server
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      AT+CIPSHOWTP=1
      """
    And the module is connected to the server
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers SEND OK
    When the server sends one
    Then the module reports RECV FROM:{server.ip}:{server.port}
    And by the manual the module reports +IPD,3,UDP:
    And the module delivers one
    When the server sends three
    Then the module reports RECV FROM:{server.ip}:{server.port}
    And by the manual the module reports +IPD,5,UDP:
    And the module delivers three

  @id-receive-header-and-responses @SIM800-7.1-R2 @SIM7020EN-6.10.1-R5
  Scenario: With a header, data that looks like a response can be told from one
    Given a TCP server
    And the module has accepted AT+CIPHEAD=1
    And the module is connected to the server
    When the server sends <CR><LF>OK<CR><LF>
    Then the module reports +IPD,6:
    And the module delivers <CR><LF>OK<CR><LF>
    When the server sends <CR><LF>CLOSED<CR><LF>
    Then the module reports +IPD,10:
    And the module delivers <CR><LF>CLOSED<CR><LF>
    When the host sends AT
    Then the module answers OK
