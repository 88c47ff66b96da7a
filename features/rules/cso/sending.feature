Feature: Sending by command
  A length of 0 announces text in quotes; any other length is the number of hexadecimal digits (C47).

  @id-socket-send-text @smoke @SIM7020EN-2.1-C6 @SIM7020EN-5.2-R3 @SIM7020EN-5.7-R1 @SIM7020ZH-5.7-R3
  Scenario: With length 0 the characters between the quotes are sent
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,0,"Hello World"
    Then the module answers OK
    And the server receives Hello World

  @id-socket-send-digits-as-text @SIM7020ZH-5.7-R3 @SIM7020AT-6.2.6-R2
  Scenario: With length 0 digits are text as well
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,0,"3132333435"
    Then by the manual the module answers OK
    And by the manual the server receives 3132333435

  @id-socket-send-hex @SIM7020EN-2.1-C6 @SIM7020EN-5.7-R1 @SIM7020EN-5.7-R2
  Scenario Outline: With a length the digits are sent as bytes, and the length counts digits
    Given a <protocol> server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,10,"3132333435"
    Then the module answers OK
    And the server receives 12345

    Examples:
      | case | protocol |
      | tcp  | TCP      |
      | udp  | UDP      |

  @id-socket-send-hex-any-byte @SIM7020EN-5.7-R1
  Scenario: Bytes that cannot be typed are sent by their digits
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,8,"00FF1A6A"
    Then the module answers OK
    And the server receives <NUL><0xFF><Ctrl-Z>j
    When the host sends AT+CSOSEND=0,4,"ff6a"
    Then by our reading G58 the module answers OK
    And by our reading G58 the server receives <0xFF>j

  @id-socket-send-hex-length @SIM7020EN-5.7-R2 @SIM7020AT-6.2.6-R2 @SIM7020AT-2.2.21-X1
  Scenario Outline: A length that is odd or does not fit the digits is refused
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,<length>,"<data>"
    Then by the manual the module answers ERROR
    And by our reading G56 the module is silent for 2 s
    And by our reading G57 the server receives nothing more
    When the host sends AT+CSOSEND=0,10,"3132333435"
    Then the module answers OK
    And the server receives 12345

    Examples:
      | case       | length | data       |
      | bytes      | 5      | 3132333435 |
      | odd        | 9      | 313233343  |
      | too-short  | 8      | 3132333435 |
      | too-long   | 12     | 3132333435 |

  @id-socket-send-text-length @SIM7020ZH-5.7-R3 @SIM7020AT-6.2.6-R2 @SIM7020AT-2.2.21-X1
  Scenario: Text with a length is refused
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,6,"hello!"
    Then by the manual the module answers ERROR
    And by our reading G56 the module is silent for 2 s
    And by our reading G57 the server receives nothing more

  @id-socket-send-most @SIM7020EN-2.1-C6 @SIM7020AT-6.2.6-L1 @SIM7020AT-2.2.21-X1
  Scenario: The greatest amount of data is sent, one byte more is refused
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,0,"<{sockets.send} bytes>"
    Then by the manual the module answers OK
    And by the manual the server receives <{sockets.send} bytes>
    When the host sends AT+CSOSEND=0,0,"<{sockets.send+1} bytes>"
    Then by the manual the module answers ERROR
    And by our reading G56 the module is silent for 2 s
    And by our reading G57 the server receives nothing more

  @id-socket-data-send @SIM7020EN-2.1-C7 @SIM7020AT-6.2.7-C1
  Scenario: Data mode sending takes as many bytes as announced
    Given a TCP server
    And the module is connected to the server by sockets 0 to 1
    When the host sends AT+CSODSEND=?
    Then by the manual the module answers OK
    When the host sends AT+CSODSEND=1,5
    Then by the manual the module answers >
    When the host types he"lo
    Then by the manual the module answers DATA ACCEPT: 5
    And by the manual the server's connection 2 receives he"lo

  @id-socket-data-send-to-the-end @SIM7020EN-2.1-C7 @SIM7020AT-6.2.7-C2
  Scenario: Data mode sending without a length ends with Ctrl-Z
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSODSEND=0
    Then by the manual the module answers >
    When the host types hello world<Ctrl-Z>
    Then by the manual the module answers DATA ACCEPT: 11
    And by the manual the server receives hello world

  @id-socket-data-send-unconnected @SIM7020EN-2.1-C7
  Scenario: There is no data mode sending without a connection
    Given the module is ready
    When the host sends AT+CSODSEND=0,5
    Then by our reading G57 the module answers ERROR
    And by our reading G56 the module is silent for 2 s
