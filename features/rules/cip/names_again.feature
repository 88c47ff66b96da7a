Feature: One name after the other

  @id-names-again-connects @SIM800-5-R1 @SIM800-5-R2 @SIM800-5-R3 @SIM800-5-R4 @SIM800-5-U1
  Scenario: Connections of several are made by names of their own, by TCP and UDP
    # Whether a UDP connection to nobody comes up is left open (G48).
    Given a TCP server
    And a UDP server named logger
    And the module is in IP STATUS in multi connection mode
    When the host sends AT+CDNSGIP="{dns.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{dns.name}",{dns.addresses}
    When the host sends AT+CDNSGIP="{logger.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{logger.name}","{logger.ip}"
    When the host sends AT+CIPSTART=1,"UDP","{dns.name}","80"
    Then the module answers OK
    And by our reading G48 the module reports 1, CONNECT OK
    When the host sends AT+CIPSTART=0,"UDP","{logger.name}","{logger.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types one<Ctrl-Z>
    Then the logger receives one
    And the module answers 0, SEND OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types two<Ctrl-Z>
    Then the logger receives two
    And the module answers 0, SEND OK
    When the host sends AT+CIPCLOSE=0
    Then the module answers 0, CLOSE OK
    When the host sends AT+CIPSTART=0,"TCP","{server.name}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types three<Ctrl-Z>
    Then the server receives three
    And the module answers 0, SEND OK
    When the host sends AT+CDNSGIP="{logger.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{logger.name}","{logger.ip}"
    # The SIM800 note prints a name in capitals, which make no difference to a name.
    When the host sends AT+CIPSTART=2,"UDP","{logger.capitals}","{logger.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSEND=2
    Then the module answers >
    When the host types four<Ctrl-Z>
    Then the logger's connection 2 receives four
    And the module answers 2, SEND OK
    When the server sends hello
    Then the module reports +RECEIVE,0,5:
    And the module delivers hello

  @id-names-again-at-once @SIM800-5-R1 @SIM800-5-R3
  Scenario: Of two connections that are made by name at the same time each leads to its own server
    # In which order the names are found is the name server's affair.
    Given a UDP server
    And the module is in IP STATUS in multi connection mode
    And the network takes 2 s for a round trip
    When the host sends AT+CIPSTART=1,"UDP","{dns.name}","80"
    Then the module answers OK
    When the host sends AT+CIPSTART=0,"UDP","{server.name}","{server.port}"
    Then the module answers OK
    And by our reading G48 the module reports
      """
      {accepted.any}, CONNECT OK
      {accepted.any}, CONNECT OK
      """
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types to the server<Ctrl-Z>
    Then the server receives to the server
    And the module answers 0, SEND OK

  @id-names-again-asked @SIM800-5-R4 @SIM800-5-U1 @SIM800-5-X1
  Scenario: Every query has the result of its own name
    Given a TCP server
    And the module is in IP STATUS
    When the host sends AT+CDNSGIP="{dns.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{dns.name}",{dns.addresses}
    When the host sends AT+CDNSGIP="{server.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{server.name}","{server.ip}"
    When the host sends AT+CDNSGIP="nobody.invalid"
    Then the module answers OK
    And the module reports +CDNSGIP: 0,8
    When the host sends AT+CDNSGIP="{server.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{server.name}","{server.ip}"
    When the host sends AT+CDNSGIP="{dns.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{dns.name}",{dns.addresses}
    When the host sends AT+CDNSGIP="nobody.invalid"
    Then the module answers OK
    And the module reports +CDNSGIP: 0,8

  @id-names-again-asked-at-once @SIM800-5-U1
  Scenario: Of two queries at the same time each has the result of its own name
    Given a TCP server
    And the module is in IP STATUS
    And the network takes 2 s for a round trip
    When the host sends AT+CDNSGIP="{dns.name}"
    Then the module answers OK
    When the host sends AT+CDNSGIP="{server.name}"
    Then by our reading G128 the module answers OK
    And the module reports +CDNSGIP: 1,{dns.either}
    And by our reading G128 the module reports +CDNSGIP: 1,"{server.name}","{server.ip}"

  @id-names-again-unanswered @SIM800-5-X1 @SIM800-5-R4
  Scenario: A name that no server tells is reported as an error, and found when one answers again
    Given a TCP server
    And the module is in IP STATUS
    And the network has no name server that answers
    When the host sends AT+CDNSGIP="{server.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 0,{failure}
    When the network has a name server that answers again
    And the host sends AT+CDNSGIP="{server.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{server.name}","{server.ip}"
