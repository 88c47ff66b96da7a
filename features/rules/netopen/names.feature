Feature: Longest times of DNS queries
  AT+CIPDNSSET=network retries,network time,query retries.

  @id-netopen-name-settings-kept @SIM7X00-2.8-C1 @SIM7X00-2.8-E1 @SIM7X00AT-11.3.3-R1
  Scenario: Three figures are accepted and kept in their order, and so are others
    When the host sends AT+CIPDNSSET=1,20000,3
    Then by the manual the module answers OK
    When the host sends AT+CIPDNSSET?
    Then by the manual the module answers
      """
      +CIPDNSSET: 1,20000,3
      OK
      """
    When the host sends AT+CIPDNSSET=0,30000, 5
    Then the module answers OK
    When the host sends AT+CIPDNSSET?
    Then by the manual the module answers
      """
      +CIPDNSSET: 0,30000,5
      OK
      """
    When the host sends AT+CIPDNSSET=0,30000, 5
    Then the module answers OK

  @id-netopen-name-resolved @SIM7X00-2.8-C1 @SIM7X00AT-11.3.1-R2
  Scenario: A name is resolved with the recommended setting, and resolved again
    Given the module has accepted AT+CIPDNSSET=0,30000,5
    And the module is on the open network
    When the host sends AT+CDNSGIP="{dns.name}"
    Then by the manual the module answers
      """
      +CDNSGIP: 1,"{dns.name}",{dns.address}
      OK
      """
    When the host sends AT+CDNSGIP="{dns.name}"
    Then by the manual the module answers
      """
      +CDNSGIP: 1,"{dns.name}",{dns.address}
      OK
      """

  @id-netopen-name-unanswered @smoke @long @SIM7X00-2.8-T1 @SIM7X00-2.8-T2 @SIM7X00-2.8-R1 @SIM7X00-2.8-R2
  @SIM7X00-2.8-C1
  Scenario Outline: On an open network a name that nobody resolves is given up after the waits of all queries
    Given the module has accepted AT+CIPDNSSET=0,30000,<retries>
    And the module is on the open network
    And the network has no name server that answers
    When the host sends AT+CDNSGIP="{dns.name}"
    Then by our reading G102 the module answers
      """
      +CDNSGIP: 0,10
      ERROR
      """
    And that took <limits>
    When the host sends AT+CDNSGIP="{dns.name}"
    Then by our reading G102 the module answers
      """
      +CDNSGIP: 0,10
      ERROR
      """
    And that took <limits>

    Examples:
      | case        | retries | limits                                              |
      | once        | 0       | between {queries.one.min} and {queries.one.max}     |
      | twice       | 1       | between {queries.two.min} and {queries.two.max}     |
      | three-times | 2       | between {queries.three.min} and {queries.three.max} |
      | recommended | 5       | between {queries.six.min} and {queries.six.max}     |

  @id-netopen-name-opens-network @long @SIM7X00-2.8-R1 @SIM7X00-2.8-T1 @SIM7X00-2.8-T2
  Scenario: The time of opening the network is added where it has to be opened, each time
    Given the module has accepted AT+CIPDNSSET=0,30000,5
    And the network has no name server that answers
    When the network takes 20 s for the next PDP context
    And the host sends AT+CDNSGIP="{dns.name}"
    Then by our reading G102 the module answers
      """
      +CDNSGIP: 0,10
      ERROR
      """
    And that took between {queries.opening.min} and {queries.opening.max}
    When the network takes 20 s for the next PDP context
    And the host sends AT+CDNSGIP="{dns.name}"
    Then by our reading G102 the module answers
      """
      +CDNSGIP: 0,10
      ERROR
      """
    And that took between {queries.opening.min} and {queries.opening.max}

  @id-netopen-name-longest @long @SIM7X00-2.8-T2 @SIM7X00-2.8-R1
  Scenario Outline: With the recommended setting a name is given up after 63 s at the latest
    Given the module has accepted AT+CIPDNSSET=0,30000, 5
    And the network has no name server that answers
    When the network takes <opening> s for the next PDP context
    And the host sends AT+CDNSGIP="{dns.name}"
    # Whoever takes far longer is waited for as well.
    And the host is silent for {queries.recommended.max}
    Then by our reading G102 the module answers
      """
      +CDNSGIP: 0,10
      ERROR
      """
    And that took at most {queries.recommended.max}

    Examples:
      | case   | opening |
      | within | 29      |
      | beyond | 60      |

  @id-netopen-name-asked-again @SIM7X00-2.8-R2 @SIM7X00AT-11.3.1-R2
  Scenario: A query that was not answered is sent again, also after one for another name was given up
    Given the module has accepted AT+CIPDNSSET=0,30000,1
    And the module is on the open network
    And the network has no name server that answers
    When the host sends AT+CDNSGIP="unknown.invalid"
    Then by our reading G102 the module answers
      """
      +CDNSGIP: 0,10
      ERROR
      """
    When the host sends AT+CDNSGIP="{dns.name}"
    Then by our reading G100 the module is silent for 2 s
    When the network has a name server that answers again
    Then by the manual the module answers
      """
      +CDNSGIP: 1,"{dns.name}",{dns.address}
      OK
      """

  @id-netopen-name-asked-again-by-default @SIM7X00-2.8-R2 @SIM7X00-2.8-R3 @SIM7X00AT-11.3.1-R2 @SIM7X00AT-11.3.3-T1
  Scenario: Without a setting a query is sent again as well
    Given the module is on the open network
    And the network has no name server that answers
    When the host sends AT+CDNSGIP="{dns.name}"
    Then by our reading G100 the module is silent for 5 s
    When the network has a name server that answers again
    Then by the manual the module answers
      """
      +CDNSGIP: 1,"{dns.name}",{dns.address}
      OK
      """

  @id-netopen-name-network-retried @SIM7X00-2.8-C1 @SIM7X00-2.8-R1 @SIM7X00AT-11.3.3-R2
  Scenario: With one network retry the network is opened once more when its time is over
    Given the module has accepted AT+CIPDNSSET=1,20000,0
    When the network takes 60 s for the next PDP context
    And the host sends AT+CDNSGIP="{dns.name}"
    Then by our reading G103 the module answers
      """
      +CDNSGIP: 1,"{dns.name}",{dns.address}
      OK
      """
    And that took between {queries.network.min} and {queries.retried.max}

  @id-netopen-name-network-not-retried @SIM7X00-2.8-C1 @SIM7X00-2.8-R1 @SIM7X00AT-11.3.3-R2
  Scenario: Without a network retry the name is given up when the time of opening the network is over
    Given the module has accepted AT+CIPDNSSET=0,20000,0
    When the network takes 60 s for the next PDP context
    And the host sends AT+CDNSGIP="{dns.name}"
    Then by our reading G102 the module answers
      """
      +CDNSGIP: 0,10
      ERROR
      """
    And that took between {queries.network.min} and {queries.network.max}

  @id-netopen-name-default @long @SIM7X00-2.8-R3
  Scenario: Without a setting a name is given up later than that
    Given the network has no name server that answers
    When the network takes 29 s for the next PDP context
    And the host sends AT+CDNSGIP="{dns.name}"
    Then by our reading G102 the module answers
      """
      +CDNSGIP: 0,10
      ERROR
      """
    And that took at least {queries.default.min}
