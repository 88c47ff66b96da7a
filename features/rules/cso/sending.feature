Feature: Sending by command
  A length of 0 announces text in quotes; any other length is the number of hexadecimal digits (C47).

  @id-socket-send-text @smoke @SIM7020EN-2.1-C6 @SIM7020EN-5.2-R3 @SIM7020EN-5.7-R1 @SIM7020ZH-5.7-R3
  Scenario: With length 0 the characters between the quotes are sent
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,0,"Hello World"
    Then the module answers OK
    And the server receives Hello World

  # Only the length tells digits from text.
  @id-socket-send-digits-as-text @SIM7020ZH-5.7-R3
  Scenario: With length 0 digits are text as well
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,0,"3132333435"
    Then the module answers OK
    And the server receives 3132333435

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
  Scenario: Digits in small letters and bytes that cannot be typed are sent
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,8,"00ff1a6A"
    Then the module answers OK
    And the server receives <NUL><0xFF><Ctrl-Z>j

  # What a wrong length is answered is not stated; an error is to be expected, and nothing may be sent.
  @id-socket-send-hex-length @SIM7020EN-5.7-R2
  Scenario Outline: A length that is odd or does not fit the digits is refused
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,<length>,"<data>"
    Then the module answers ERROR
    And the server receives nothing more

    Examples:
      | case       | length | data       |
      | bytes      | 5      | 3132333435 |
      | odd        | 9      | 313233343  |
      | too-short  | 8      | 3132333435 |
      | too-long   | 12     | 3132333435 |

  # What this is answered is not stated; the manual has digits where the length is not 0.
  @id-socket-send-text-length @SIM7020ZH-5.7-R3
  Scenario: Text with a length is refused
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,6,"hello!"
    Then the module answers ERROR
    And the server receives nothing more

  # The figure is the manual's, which the note refers to.
  @id-socket-send-most @SIM7020EN-2.1-C6
  Scenario: The greatest amount of data is sent, one byte more is refused
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSOSEND=0,0,"<{sockets.send} bytes>"
    Then the module answers OK
    And the server receives <{sockets.send} bytes>
    When the host sends AT+CSOSEND=0,0,"<{sockets.send+1} bytes>"
    Then the module answers ERROR
    And the server receives nothing more

  @id-socket-data-send @SIM7020EN-2.1-C7
  Scenario: Data mode sending takes as many bytes as announced
    Given a TCP server
    And the module is connected to the server by sockets 0 to 1
    When the host sends AT+CSODSEND=?
    Then the module answers OK
    When the host sends AT+CSODSEND=1,5
    Then the module answers >
    When the host types he"lo
    Then the module answers DATA ACCEPT: 5
    And the server's connection 2 receives he"lo

  @id-socket-data-send-to-the-end @SIM7020EN-2.1-C7
  Scenario: Data mode sending without a length ends with Ctrl-Z
    Given a TCP server
    And the module is connected to the server by socket 0
    When the host sends AT+CSODSEND=0
    Then the module answers >
    When the host types hello world<Ctrl-Z>
    Then the module answers DATA ACCEPT: 11
    And the server receives hello world

  @id-socket-data-send-unconnected @SIM7020EN-2.1-C7
  Scenario: There is no data mode sending without a connection
    Given the module is ready
    When the host sends AT+CSODSEND=0,5
    Then the module answers ERROR
