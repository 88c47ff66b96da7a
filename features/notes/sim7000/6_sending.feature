Feature: SIM7000 note, chapter 6: data sending

  @id-sim7000-sending-too-much @SIM7000-6.3-E1
  Scenario: The longest length and the two errors beyond it
    # The note's 1460 is what the network allowed then.
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND?
    Then the module answers
      """
      +CIPSEND: {send.greatest}
      OK
      """
    When the host sends AT+CIPSEND={send.greatest+1}
    Then the module answers ERROR
    When the host sends AT+CIPSEND
    Then the module answers >
    # The note abbreviates its payload, which is longer than the greatest length that there can be.
    When the host types <1461 bytes><Ctrl-Z>
    Then the module answers ERROR

  @id-sim7000-quick-sending @SIM7000-6.4-E1
  Scenario: Quick sending in single connection mode
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPQSEND=1
    Then the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the module answers DATA ACCEPT:5
    And the server receives hello

  @id-sim7000-quick-sending-multi @SIM7000-6.4-E2
  Scenario: Quick sending in multi connection mode
    Given a TCP server
    And the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPQSEND=1
    Then the module answers OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types 1234567890<Ctrl-Z>
    Then the module answers DATA ACCEPT:0,10
    And the server receives 1234567890

  @id-sim7000-amounts @SIM7000-6.5-E1
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
    Then the module answers DATA ACCEPT:12
    And the server receives 012345678912
    # Time for the acknowledgement to come back.
    When the host is silent for 10 s
    And the host sends AT+CIPACK
    Then the module answers
      """
      +CIPACK: 12,12,0
      OK
      """

  @id-sim7000-amounts-multi @SIM7000-6.5-E2
  Scenario: Amounts sent and confirmed on a TCP and a UDP connection
    Given a TCP server
    And a UDP server named logger
    And the module is connected to the server as connection 1
    When the host sends AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,,"","","","INITIAL"
      C: 1,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: 2,0,"UDP","{logger.ip}","{logger.port}","CONNECTED"
      C: 3,,"","","","INITIAL"
      C: 4,,"","","","INITIAL"
      C: 5,,"","","","INITIAL"
      C: 6,,"","","","INITIAL"
      C: 7,,"","","","INITIAL"
      """
    When the host sends AT+CIPQSEND=1
    Then the module answers OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types TCP<Ctrl-Z>
    Then the module answers DATA ACCEPT:1,3
    And the server receives TCP
    # Time for the acknowledgement to come back.
    When the host is silent for 10 s
    # C34: no blanks after the commas are meant, here and below.
    And the host sends AT+CIPACK=1
    Then the module answers
      """
      +CIPACK: 3, 3, 0
      OK
      """
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types TCP again<Ctrl-Z>
    Then the module answers DATA ACCEPT:1,9
    And the server receives TCP again
    When the host is silent for 10 s
    And the host sends AT+CIPACK=1
    Then the module answers
      """
      +CIPACK: 12, 12, 0
      OK
      """
    When the host sends AT+CIPSEND=2
    Then the module answers >
    When the host types UDP<Ctrl-Z>
    Then the module answers DATA ACCEPT:2,3
    And the logger receives UDP
    When the host sends AT+CIPACK=2
    Then the module answers
      """
      +CIPACK: 3, 0, 3
      OK
      """
