Feature: UDP client in single connection mode
  192.0.2.1 belongs to nobody: it is set aside for documentation (RFC 5737).

  @id-udp-connects @SIM800-2.1.2-R1 @SIM7020EN-2.2-C2 @SIM7020EN-6.2-R4 @SIM7020EN-6.3-R1
  Scenario: CIPSTART is answered OK, and CONNECT OK follows, by UDP as well
    Given a UDP server
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK

  @id-udp-connects-to-nobody @SIM800-2.1.2-R1 @SIM7020EN-6.3-R1
  Scenario: A UDP connection comes up where there is no peer
    Given the module is in IP STATUS
    When the host sends AT+CIPSTART="UDP","192.0.2.1","9"
    Then the module answers OK
    And by our reading G48 the module reports CONNECT OK

  @id-udp-sends @SIM800-2.1.2-R2 @SIM7020EN-2.2-C3 @SIM7020EN-6.3-R2 @SIM7020ZH-6.3-R2
  Scenario: A datagram that arrives is reported as sent
    Given a UDP server
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And the module answers SEND OK

  # BS, ESC and Ctrl-Z may mean something where no length was given.
  @id-udp-any-byte @SIM800-2.1.2-E1 @SIM7000-2.1.2-E1 @SIM800-2.1.2-R2
  @SIM7020EN-6.2-R5 @SIM7020EN-6.2-R7 @SIM7020EN-6.3-R2 @SIM7020ZH-6.3-R2
  Scenario: Datagrams of every value pass both ways unchanged
    Given a UDP server
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types <all values but BS ESC Ctrl-Z>+++<CR><LF>OK<CR><LF><Ctrl-Z>
    Then the server receives <all values but BS ESC Ctrl-Z>+++<CR><LF>OK<CR><LF>
    And the module answers SEND OK
    When the server sends <all values>
    Then the module delivers <all values>
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types again<Ctrl-Z>
    Then the server receives again
    And the module answers SEND OK

  # Whether a connection to nobody comes up is left open (G48): one to a server is, and then the destination is changed.
  @id-udp-sends-to-nobody @SIM800-2.1.2-R2 @SIM800-2.1.4-R7 @SIM7020EN-6.3-R2 @SIM7020ZH-6.3-R2 @SIM7020EN-6.4-R7
  Scenario: A datagram that arrives nowhere is reported as sent as well
    Given a UDP server
    And the module is in IP STATUS
    And the module has accepted AT+CIPUDPMODE=1
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPUDPMODE=2,"192.0.2.1",9
    Then the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the module answers SEND OK

  @id-udp-closed @SIM800-2.1.2-R3 @SIM800AT-8.2.3-X2 @SIM800AT-8.2.6-R1 @SIM7020EN-2.2-C6 @SIM7020EN-6.3-U1
  Scenario: CIPCLOSE closes a UDP connection
    # C09: an example of each note prints CLOSED OK, which passes with a remark; everywhere else it is CLOSE OK.
    Given a UDP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSEND
    Then by the manual the module answers ERROR

  @id-udp-deaf-when-closed @SIM800-2.1.2-R3 @SIM7020EN-6.3-U1
  Scenario: A closed UDP connection receives nothing
    Given a UDP server
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And the module answers SEND OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the server sends too late
    Then the module is silent for 2 s
