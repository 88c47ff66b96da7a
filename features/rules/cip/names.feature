Feature: Domain names

  @id-name-connects @SIM800-5-R1 @SIM7020EN-6.8-R3
  Scenario: A connection is made by name
    Given a TCP server
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.name}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And the module answers SEND OK

  @id-name-connects-by-udp @SIM800-5-R1 @SIM7020AT-7.2.2-R1
  Scenario: A UDP connection is made by name
    Given a UDP server
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="UDP","{server.name}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And the module answers SEND OK

  @id-name-sends-as-usual @SIM800-5-R2 @SIM7020EN-6.8-R3
  Scenario: A connection made by name sends and receives as usual
    Given a TCP server
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.name}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types first<Ctrl-Z>
    Then the server receives first
    And the module answers SEND OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types second<Ctrl-Z>
    Then the server receives second
    And the module answers SEND OK
    When the server sends hello
    Then the module delivers hello

  @id-name-in-multi-connection @SIM800-5-R3 @SIM800AT-8.2.2-X2
  Scenario: In multi connection mode the number stands before the name
    Given a TCP server
    And the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSTART="TCP","{server.name}","{server.port}"
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSTART=2,"TCP","{server.name}","{server.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSEND=2
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And the module answers 2, SEND OK

  @id-name-asked @SIM800-5-R4 @SIM800-5-U1 @SIM7020EN-2.2-C14 @SIM7020EN-6.8-R1
  Scenario: The address of a name is reported after the OK
    Given a TCP server
    And the module is in IP STATUS
    When the host sends AT+CDNSGIP="{server.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{server.name}","{server.ip}"

  @id-name-asked-bare @SIM800-5-R4 @SIM7020EN-6.8-R1
  Scenario: A name is asked for without quotes as well
    # C22: printed with and without quotes.
    Given a TCP server
    And the module is in IP STATUS
    When the host sends AT+CDNSGIP={server.name}
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{server.name}","{server.ip}"

  @id-name-with-two-addresses @SIM800-5-U1 @SIM7020EN-6.8-R2
  Scenario: Two addresses of a name are both reported
    Given the module is in IP STATUS
    When the host sends AT+CDNSGIP="{dns.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{dns.name}",{dns.addresses}

  @id-name-unknown @SIM800-5-X1 @SIM7020EN-6.8-X1
  Scenario: A name that nobody has is reported as an error
    # Names below invalid are never resolved (RFC 2606).
    Given the module is in IP STATUS
    When the host sends AT+CDNSGIP="nobody.invalid"
    Then the module answers OK
    And the module reports +CDNSGIP: 0,8

  @id-name-known-after-unknown @SIM800-5-X1 @SIM800-5-R4 @SIM7020EN-6.8-R1 @SIM7020EN-6.8-X1
  Scenario: After a name that nobody has the next one is resolved
    Given a TCP server
    And the module is in IP STATUS
    When the host sends AT+CDNSGIP="nobody.invalid"
    Then the module answers OK
    And the module reports +CDNSGIP: 0,8
    When the host sends AT+CDNSGIP="{server.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{server.name}","{server.ip}"
