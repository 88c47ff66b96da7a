Feature: SIM7020 note, chapter 6: data by the SIM800-compatible commands
  Where the Chinese note prints the same, its example is named as well; where it prints something else, see zh/.

  # C05: with a blank after the colon, in this note and the manual. C74: quick sending is chosen while connected.
  @id-sim7020-quick-sending @SIM7020EN-6.9.3-E1
  Scenario: Quick sending in single connection mode
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPQSEND=1
    Then the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the module answers DATA ACCEPT: 5
    And the server receives hello

  @id-sim7020-quick-sending-multi @SIM7020EN-6.9.3-E2
  Scenario: Quick sending in multi connection mode
    Given a TCP server
    And the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports 0,CONNECT OK
    When the host sends AT+CIPQSEND=1
    Then the module answers OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types 1234567890<Ctrl-Z>
    Then the module answers DATA ACCEPT: 0,10
    And the server receives 1234567890

  @id-sim7020-amounts @SIM7020EN-6.9.4-E1
  Scenario: Amounts sent and confirmed in single connection mode
    Given a TCP server
    And the module is in IP STATUS
    When the host sends AT+CIPQSEND=1
    Then the module answers OK
    When the host sends AT+CIPSTART="TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types 012345678912<Ctrl-Z>
    Then the module answers DATA ACCEPT: 12
    And the server receives 012345678912
    # Time for the acknowledgement to come back.
    And the module is silent for 10 s
    When the host sends AT+CIPACK
    Then the module answers
      """
      +CIPACK: 12,12,0
      OK
      """

  @id-sim7020-amounts-multi @SIM7020EN-6.9.4-E2
  Scenario: Amounts sent and confirmed on a TCP and a UDP connection
    Given a TCP server
    And a UDP server named logger
    And the module is connected to the server as connection 1
    # The example begins with both connections open.
    When the host sends AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 2,CONNECT OK
    When the host sends AT+CIPQSEND=1
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    # The row of connection 1 is lost in the English note.
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,,"","","","INITIAL"
      C: 1,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: 2,0,"UDP","{logger.ip}","{logger.port}","CONNECTED"
      C: 3,,"","","","INITIAL"
      C: 4,,"","","","INITIAL"
      C: 5,,"","","","INITIAL"
      """
    When the host sends AT+CIPSEND=1
    Then the module answers >
    # The English note has lost what is typed; the Chinese one has it.
    When the host types TCP<Ctrl-Z>
    Then the module answers DATA ACCEPT: 1,3
    And the server receives TCP
    # Time for the acknowledgement to come back.
    And the module is silent for 10 s
    When the host sends AT+CIPACK=1
    Then the module answers
      """
      +CIPACK: 3,3,0
      OK
      """
    When the host sends AT+CIPSEND=2
    Then the module answers >
    When the host types UDP<Ctrl-Z>
    Then the module answers DATA ACCEPT: 2,3
    And the logger receives UDP
    When the host sends AT+CIPACK=2
    Then the module answers
      """
      +CIPACK: 3,0,3
      OK
      """

  @id-sim7020-manual-receiving @SIM7020EN-6.10.2-E1
  Scenario: Fetching received data by hand, as it is and in hexadecimal digits
    Given a TCP server
    # C06: a blank after +CIPRXGET: is meant throughout.
    When the host sends AT+CIPRXGET=1
    Then the module answers OK
    # The note leaves out how the bearer was brought up.
    When the host sends AT+CSTT
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports CONNECT OK
    When the server sends HELLO WORLD
    Then the module reports +CIPRXGET:1
    When the host sends AT+CIPRXGET=2,1460
    Then the module answers
      """
      +CIPRXGET:2,11,0
      HELLO WORLD
      OK
      """
    When the server sends HELLO WORLD
    Then the module reports +CIPRXGET:1
    When the host sends AT+CIPRXGET=3,730
    Then the module answers
      """
      +CIPRXGET:3,11,0
      48454C4C4F20574F524C44
      OK
      """

  @id-sim7020-transparent-mode-enabled @SIM7020EN-6.14.2-E1 @SIM7020ZH-6.14.2-E1
  Scenario: Single connection mode and transparent mode are chosen
    Given the module is in IP INITIAL
    When the host sends AT+CIPMUX=0
    Then the module answers OK
    When the host sends AT+CIPMODE=1
    Then the module answers OK

  # C12: connecting does not lead to data mode, AT+CIPCHAN does.
  @id-sim7020-transparent-mode-entered @SIM7020EN-6.14.3-E1
  Scenario: Connecting and entering transparent mode
    Given a TCP server
    And the module has accepted AT+CIPMODE=1
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPCHAN
    Then the module answers CONNECT{connect.text}
    When the server sends 1234567890
    Then the module delivers 1234567890
    # The English note has lost what is typed; the Chinese one has it.
    When the host types 123456
    Then the server receives 123456

  @id-sim7020-transparent-mode-switched @SIM7020EN-6.14.4-E1 @SIM7020ZH-6.14.4-E1
  Scenario: Leaving data mode, using a command, returning
    Given a TCP server
    And the module is in data mode with the server
    When the host is silent for 2 s
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    When the host sends AT+CSQ
    Then the module answers
      """
      +CSQ: {signal}
      OK
      """
    When the host sends ATO
    Then the module answers CONNECT{connect.text}
    When the host types 123456
    Then the server receives 123456
    When the server sends 1234567890
    Then the module delivers 1234567890
