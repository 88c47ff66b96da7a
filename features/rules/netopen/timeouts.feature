Feature: Longest times of opening, connecting and sending
  AT+CIPTIMEOUT=netopen,connect,send, in milliseconds. The note has no figure for what fails.

  @id-netopen-timeouts-kept @SIM7X00-2.7-C1
  Scenario: Three times are accepted and kept in their order
    When the host sends AT+CIPTIMEOUT=41000,31000,26000
    Then the module answers OK
    When the host sends AT+CIPTIMEOUT?
    Then the module answers
      """
      +CIPTIMEOUT: 41000,31000,26000
      OK
      """

  @id-netopen-timeout-opening @long @SIM7X00-2.7-T1 @SIM7X00-2.7-C1
  Scenario: Opening the network is given up after the first time
    Given the module has accepted AT+CIPTIMEOUT=40000, 30000, 25000
    When the network takes 60 s for the next PDP context
    And the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: {failure}
    And that took at most {timeout.opening}
    And the module is silent for 30 s
    When the host sends AT+NETOPEN?
    Then the module answers
      """
      +NETOPEN: 0
      OK
      """

  @id-netopen-timeout-opening-kept @long @SIM7X00-2.7-T1 @SIM7X00-2.7-C1
  Scenario: A network that opens within the first time is waited for, whatever the others are
    Given the module has accepted AT+CIPTIMEOUT=40000,3000,3000
    When the network takes 39 s for the next PDP context
    And the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    And that took at least {timeout.opening.awaited}

  @id-netopen-timeout-connecting @SIM7X00-2.7-T2 @SIM7X00-2.7-C1
  Scenario: Connecting to a server that does not answer is given up after the second time
    Given a TCP server
    And the module has accepted AT+CIPTIMEOUT=40000, 30000, 25000
    And the module is on the open network
    When the server stops acknowledging
    And the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,{failure}
    And that took at most {timeout.connecting}
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: {0..links.max-1}
      OK
      """

  @id-netopen-timeout-connecting-kept @SIM7X00-2.7-T2 @SIM7X00-2.7-C1
  Scenario: A server that answers within the second time is waited for, whatever the others are
    Given a TCP server
    And the module has accepted AT+CIPTIMEOUT=3000,30000,3000
    And the module is on the open network
    When the network takes 29 s for a round trip
    And the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    And that took at least {timeout.connecting.awaited}

  # The send ends only with its acknowledgement where AT+CIPSENDMODE says so (manual); else it ends at once.
  @id-netopen-timeout-sending @SIM7X00-2.7-T3 @SIM7X00-2.7-C1
  Scenario: Sending to a server that does not acknowledge is given up after the third time
    Given a TCP server
    And the network takes 3 s for a round trip
    And the module has accepted
      """
      AT+CIPTIMEOUT=40000, 30000, 25000
      AT+CIPSENDMODE=1
      """
    And the module is connected to the server as link 0
    When the server stops acknowledging
    And the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And the module is silent for 24 s
    And the module reports +CIPSEND: 0,5,{confirmed}
    And that took at most {timeout.sending}
    # C56: a link that is closed because sending timed out.
    And the module reports +IPCLOSE: 0,2
    And the server receives hello
