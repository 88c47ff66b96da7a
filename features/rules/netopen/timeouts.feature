Feature: Longest times of opening, connecting and sending
  AT+CIPTIMEOUT=netopen,connect,send, in milliseconds.

  @id-netopen-timeouts-kept @SIM7X00-2.7-C1 @SIM7X00-2.7-E1 @SIM7X00AT-11.2.12-R1
  Scenario: Three times are accepted and kept in their order, and so are others
    When the host sends AT+CIPTIMEOUT=41000,31000,26000
    Then by the manual the module answers OK
    When the host sends AT+CIPTIMEOUT?
    Then by the manual the module answers
      """
      +CIPTIMEOUT: 41000,31000,26000
      OK
      """
    When the host sends AT+CIPTIMEOUT=40000, 30000, 25000
    Then the module answers OK
    When the host sends AT+CIPTIMEOUT?
    Then by the manual the module answers
      """
      +CIPTIMEOUT: 40000,30000,25000
      OK
      """
    When the host sends AT+CIPTIMEOUT=40000, 30000, 25000
    Then the module answers OK

  @id-netopen-timeout-opening @long @SIM7X00-2.7-T1 @SIM7X00-2.7-C1 @SIM7X00AT-11.2.1-R1
  Scenario: Opening the network is given up after the first time, and so it is once more
    Given the module has accepted AT+CIPTIMEOUT=40000, 30000, 25000
    When the network takes 60 s for the next PDP context
    And the host sends AT+NETOPEN
    Then the module answers OK
    And by the manual the module reports +NETOPEN: {failure}
    And that took at most {timeout.opening}
    And by our reading G101 the module is silent for 30 s
    When the host sends AT+NETOPEN?
    Then by our reading G101 the module answers
      """
      +NETOPEN: 0
      OK
      """
    When the network takes 60 s for the next PDP context
    And the host sends AT+NETOPEN
    Then the module answers OK
    And by the manual the module reports +NETOPEN: {failure}
    And that took at most {timeout.opening}

  @id-netopen-timeout-opening-kept @long @SIM7X00-2.7-T1 @SIM7X00-2.7-C1
  Scenario: A network that opens within the first time is waited for, whatever the others are
    Given the module has accepted AT+CIPTIMEOUT=40000,3000,3000
    When the network takes 39 s for the next PDP context
    And the host sends AT+NETOPEN
    Then the module answers OK
    And by our reading G100 the module reports +NETOPEN: 0
    And by our reading G100 that took at least {timeout.opening.awaited}

  @id-netopen-timeout-connecting @SIM7X00-2.7-T2 @SIM7X00-2.7-C1 @SIM7X00AT-11.2.3-R1 @SIM7X00AT-11.2.3-R2
  @SIM7X00AT-11.2.3-X1 @SIM7X00AT-11.2.2-R1
  Scenario: Connecting to a server that does not answer is given up after the second time, on another link as well
    Given a TCP server
    And the module has accepted AT+CIPTIMEOUT=40000, 30000, 25000
    And the module is on the open network
    When the host sends AT+NETCLOSE
    Then by the manual the module answers OK
    And by the manual the module reports +NETCLOSE: 0
    Given the module is on the open network
    When the server stops acknowledging
    And the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then by the manual the module answers
      """
      {unreachable}
      {unreachable.done}
      """
    And that took at most {timeout.connecting}
    When the host sends AT+CIPOPEN=5,"TCP","{server.ip}",{server.port}
    Then by the manual the module answers
      """
      {unreachable.fifth}
      {unreachable.fifth.done}
      """
    And that took at most {timeout.connecting}
    When the host sends AT+CIPOPEN?
    Then by the manual the module answers
      """
      +CIPOPEN: {0..links.max-1}
      OK
      """

  @id-netopen-opened-together @SIM7X00-2.7-T2 @SIM7X00-2.7-C1 @SIM7X00-2.3.1-U1 @SIM7X00AT-11.2.3-R2
  Scenario: Links that are being opened at the same time are each told by its number, and given up in its own time
    Given a TCP server named lost
    And a TCP server named ready
    And a TCP server named silent
    And the module has accepted AT+CIPTIMEOUT=40000, 30000, 25000
    And the module is on the open network
    When the silent stops acknowledging
    And the network has no route to the lost
    And the network takes 4 s for a round trip
    And the host sends AT+CIPOPEN=4,"TCP","{lost.ip}",{lost.port}
    Then by our reading G132 the module answers OK
    When the host sends AT+CIPOPEN=7,"TCP","{silent.ip}",{silent.port}
    Then by our reading G132 the module answers OK
    When the host sends AT+CIPOPEN=2,"TCP","{ready.ip}",{ready.port}
    Then by our reading G132 the module answers OK
    And the module reports {opened.together}
    And by the manual the module reports {opened.together.then}
    And the ready sees a connection
    And by the manual the module reports +CIPOPEN: 7,{failure}
    And that took at most {timeout.connecting}

  @id-netopen-timeout-connecting-kept @SIM7X00-2.7-T2 @SIM7X00-2.7-C1
  Scenario: A server that answers within the second time is waited for, whatever the others are
    Given a TCP server
    And the module has accepted AT+CIPTIMEOUT=3000,30000,3000
    And the module is on the open network
    When the network takes 29 s for a round trip
    And the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And by our reading G100 the module reports +CIPOPEN: 0,0
    And by our reading G100 that took at least {timeout.connecting.awaited}

  @id-netopen-timeout-sending @SIM7X00-2.7-T3 @SIM7X00-2.7-C1
  Scenario: Sending to a server that does not acknowledge is given up after the third time, on another link as well
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
    And the module reports {unsent}
    And that took at most {timeout.sending}
    And by our reading G99 that took at least {timeout.sending.awaited}
    And the server receives hello
    And by our reading G101 the module reports {unsent.done}
    When the server acknowledges again
    And the host sends AT+CIPOPEN=4,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 4,0
    When the server stops acknowledging
    And the host sends AT+CIPSEND=4,5
    Then the module answers >
    When the host types again
    Then the module answers OK
    And the module reports {unsent.fourth}
    And that took at most {timeout.sending}
    And the server's connection 2 receives again
    And by our reading G101 the module reports {unsent.fourth.done}
