Feature: SIM7020 note, chapter 4: DNS and ping

  # The Chinese note has the name in quotes, and its own scenario (C22).
  @id-sim7020-dns @SIM7020EN-4.1-E1
  Scenario: A host name is resolved
    Given a TCP server
    When the host sends AT+CDNSGIP={server.name}
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{server.name}","{server.ip}"

  @id-sim7020-ping @SIM7020EN-4.2-E1 @SIM7020ZH-4.2-E1
  Scenario: An address is pinged
    Given a TCP server
    When the host sends AT+CIPPING="{server.ip}"
    Then the module answers OK
    And the module reports
      """
      +CIPPING: 1,{server.ip},{ping.time},{ping.ttl}
      +CIPPING: 2,{server.ip},{ping.time},{ping.ttl}
      +CIPPING: 3,{server.ip},{ping.time},{ping.ttl}
      +CIPPING: 4,{server.ip},{ping.time},{ping.ttl}
      """
