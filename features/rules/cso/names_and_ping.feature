Feature: Domain names and echo requests on the automatic context

  @id-pdn-name @smoke @SIM7020EN-4.1-U1
  Scenario Outline: A name is resolved without starting a task, and reported after the OK
    # C22: printed with and without quotes.
    Given a TCP server
    And the module is ready
    When the host sends AT+CDNSGIP=<name>
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{server.name}","{server.ip}"

    Examples:
      | case   | name            |
      | bare   | {server.name}   |
      | quoted | "{server.name}" |

  # C53: OK comes first, and the address is not quoted.
  @id-pdn-ping @SIM7020EN-4.2-U1 @SIM7020EN-4.2-L1 @SIM7020AT-9.2.1-R1
  Scenario: Four echo requests are made and reported after the OK
    Given a TCP server
    And the module is ready
    When the host sends AT+CIPPING="{server.ip}"
    Then the module answers OK
    And the module reports
      """
      +CIPPING: 1,{server.ip},{ping.time},{ping.ttl}
      +CIPPING: 2,{server.ip},{ping.time},{ping.ttl}
      +CIPPING: 3,{server.ip},{ping.time},{ping.ttl}
      +CIPPING: 4,{server.ip},{ping.time},{ping.ttl}
      """
    And by the manual the module is silent for 15 s

  @id-pdn-ping-count @SIM7020EN-4.2-U1 @SIM7020AT-9.2.1-R1
  Scenario: As many echo requests are made as are asked for
    Given a TCP server
    And the module is ready
    When the host sends AT+CIPPING="{server.ip}",1
    Then by the manual the module answers OK
    And by the manual the module reports +CIPPING: 1,{server.ip},{ping.time},{ping.ttl}
    And by the manual the module is silent for 15 s

  @id-pdn-names-in-turn @SIM7020EN-2.2-C14 @SIM7020ZH-2.2-C14 @SIM7020EN-4.1-E1 @SIM7020ZH-4.1-E1 @SIM7020EN-4.1-U1
  @SIM7020ZH-4.1-U1 @SIM7020EN-6.8-X1 @SIM7020ZH-6.8-X1
  Scenario: One name after another is resolved, and one that was resolved before
    Given a TCP server
    And a UDP server named logger
    And the module is ready
    When the host sends AT+CDNSGIP={server.name}
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{server.name}","{server.ip}"
    When the host sends AT+CDNSGIP={logger.name}
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{logger.name}","{logger.ip}"
    When the host sends AT+CDNSGIP="{logger.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{logger.name}","{logger.ip}"
    When the host sends AT+CDNSGIP={server.name}
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{server.name}","{server.ip}"
    When the host sends AT+CDNSGIP="{dns.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{dns.name}",{dns.addresses}
    When the host sends AT+CDNSGIP="nobody.invalid"
    Then the module answers OK
    And the module reports +CDNSGIP: 0,8
    When the host sends AT+CDNSGIP="{server.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{server.name}","{server.ip}"

  @id-pdn-pings-in-turn @SIM7020EN-4.2-E1 @SIM7020ZH-4.2-E1 @SIM7020EN-4.2-U1 @SIM7020ZH-4.2-U1 @SIM7020EN-4.2-L1
  @SIM7020ZH-4.2-L1 @SIM7020AT-9.2.1-R1
  Scenario: One ping after another begins anew: its own address and number of echoes, numbered from 1
    Given a TCP server
    And a TCP server named other
    And the module is ready
    When the host sends AT+CIPPING="{server.ip}"
    Then the module answers OK
    And the module reports
      """
      +CIPPING: 1,{server.ip},{ping.time},{ping.ttl}
      +CIPPING: 2,{server.ip},{ping.time},{ping.ttl}
      +CIPPING: 3,{server.ip},{ping.time},{ping.ttl}
      +CIPPING: 4,{server.ip},{ping.time},{ping.ttl}
      """
    And by the manual the module is silent for 5 s
    When the host sends AT+CIPPING="{other.ip}",2
    Then by the manual the module answers OK
    And by the manual the module reports
      """
      +CIPPING: 1,{other.ip},{ping.time},{ping.ttl}
      +CIPPING: 2,{other.ip},{ping.time},{ping.ttl}
      """
    And by the manual the module is silent for 5 s
    When the host sends AT+CIPPING="{other.ip}"
    Then the module answers OK
    And the module reports
      """
      +CIPPING: 1,{other.ip},{ping.time},{ping.ttl}
      +CIPPING: 2,{other.ip},{ping.time},{ping.ttl}
      +CIPPING: 3,{other.ip},{ping.time},{ping.ttl}
      +CIPPING: 4,{other.ip},{ping.time},{ping.ttl}
      """
    And by the manual the module is silent for 5 s
    When the host sends AT+CIPPING="{server.ip}"
    Then the module answers OK
    And the module reports
      """
      +CIPPING: 1,{server.ip},{ping.time},{ping.ttl}
      +CIPPING: 2,{server.ip},{ping.time},{ping.ttl}
      +CIPPING: 3,{server.ip},{ping.time},{ping.ttl}
      +CIPPING: 4,{server.ip},{ping.time},{ping.ttl}
      """
    And by the manual the module is silent for 5 s
