Feature: TCP data that nobody acknowledges
  A resend is seen half a round trip after it was sent.

  Background:
    Given a TCP server

  @id-netopen-acknowledged-once @SIM7X00-2.6-R1 @SIM7X00-2.6-R4 @SIM7X00AT-11.2.11-R2
  Scenario: Data that is acknowledged is sent once
    Given the network takes 3 s for a round trip
    And the module is connected to the server as link 0
    When the network takes 2 s for a round trip
    And the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    And the server receives hello
    And the module is silent for 130 s
    And the server sees no resend

  @id-netopen-resent-then-acknowledged @SIM7X00-2.6-R1 @SIM7X00-2.6-R2 @SIM7X00-2.6-R4 @SIM7X00-2.6-S1
  @SIM7X00AT-11.2.11-R2
  Scenario: An acknowledgement during the third wait ends the resending, and the link stays open
    Given the network takes 3 s for a round trip
    And the module is connected to the server as link 0
    When the server stops acknowledging
    And the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    And the server receives hello
    And the server sees a resend
    When the server acknowledges again
    Then the server sees a resend
    And the module is silent for 130 s
    And the server sees no resend
    And the server receives nothing more
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types again
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    And the server receives again
    And the module is silent for 10 s
    When the server stops acknowledging
    And the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types third
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    And the server receives third
    And the server sees a resend
    And that took about {retransmission.default.first}
    And the server sees a resend
    And that took about {retransmission.default.second}
    When the server acknowledges again
    Then the server sees a resend

  @id-netopen-retransmission-default @long @SIM7X00-2.6-T1 @SIM7X00-2.6-T2 @SIM7X00-2.6-T3 @SIM7X00-2.6-X1
  @SIM7X00-2.6-R2 @SIM7X00-2.6-S1 @SIM7X00AT-11.2.11-R2 @SIM7X00AT-11.4-U2
  Scenario: By default waits double from the round trip on, and the link is closed after two minutes
    Given the network takes 3 s for a round trip
    And the module is connected to the server as link 0
    When the server stops acknowledging
    And the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    And the server receives hello
    And the server sees a resend
    And that took about {retransmission.default.first}
    And the server sees a resend
    And that took about {retransmission.default.second}
    And the server sees a resend
    And that took at least {retransmission.third.least}
    And that took about {retransmission.default.third}
    And by the manual the module reports +IPCLOSE: 0,{timeout.reason}
    And that took at least {retransmission.longest.least}
    And that took at most {retransmission.longest}
    And that took about {retransmission.total}
    And the server receives nothing more
    And by our reading G97 the server sees a resend
    And by our reading G97 that took about {retransmission.default.fourth}
    And by our reading G97 the server sees a resend
    And by our reading G97 that took about {retransmission.default.fifth}
    And by our reading G97 the server sees no resend

  @id-netopen-retransmission-retries @long @SIM7X00-2.6-C1 @SIM7X00-2.6-L1 @SIM7X00-2.6-T4 @SIM7X00-2.6-X1
  @SIM7X00-2.6-S1 @SIM7X00AT-11.2.11-R2 @SIM7X00AT-11.4-U2 @SIM7X00AT-11.2.2-R1
  Scenario: With three retries set the data is sent again three times, and the link is closed after the fourth wait
    Given the network takes 3 s for a round trip
    And the module has accepted AT+CIPCCFG=3
    And the module is on the open network
    When the host sends AT+NETCLOSE
    Then by the manual the module answers OK
    And by the manual the module reports +NETCLOSE: 0
    Given the module is connected to the server as link 0
    When the server stops acknowledging
    And the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    And the server receives hello
    And the server sees a resend
    And that took about {retransmission.default.first}
    And the server sees a resend
    And that took about {retransmission.default.second}
    And the server sees a resend
    And that took at least {retransmission.third.least}
    And that took about {retransmission.default.third}
    And by the manual the module reports +IPCLOSE: 0,{timeout.reason}
    And that took at least {retransmission.retries.least}
    And that took about {retransmission.retries.total}
    And the server sees no resend
    And the server receives nothing more
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: {0..links.max-1}
      OK
      """

  @id-netopen-retransmission-minimum @long @SIM7X00-2.6-C2 @SIM7X00-2.6-T5 @SIM7X00-2.6-T6 @SIM7X00-2.6-T2
  @SIM7X00AT-11.2.11-R2 @SIM7X00AT-11.4-U2
  Scenario: With a shortest wait of 10 s no wait is shorter, and two minutes stay the limit
    Given the network takes 3 s for a round trip
    And the module has accepted AT+CIPCCFG=,,,,,,10000
    And the module is connected to the server as link 0
    When the server stops acknowledging
    And the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    And the server receives hello
    And the server sees a resend
    And that took about {retransmission.minimum.first}
    And the server sees a resend
    And that took about {retransmission.minimum.second}
    And the server sees a resend
    And that took at least {retransmission.minimum.least}
    And that took about {retransmission.minimum.third}
    And by the manual the module reports +IPCLOSE: 0,{timeout.reason}
    And that took at least {retransmission.longest.least}
    And that took at most {retransmission.longest}
    And that took about {retransmission.total}
    And the server receives nothing more
    And by our reading G97 the server sees a resend
    And by our reading G97 that took about {retransmission.minimum.fourth}
    And by our reading G97 the server sees a resend
    And by our reading G97 that took about {retransmission.minimum.fifth}
    And by our reading G97 the server sees no resend

  @id-netopen-retransmission-both @long @SIM7X00-2.6-R5 @SIM7X00-2.6-C1 @SIM7X00-2.6-C2 @SIM7X00-2.6-T5
  @SIM7X00AT-11.2.11-R2 @SIM7X00AT-11.4-U2
  Scenario: With both set, waits are not shorter than the shortest and resends not more than the most
    Given the network takes 3 s for a round trip
    And the module has accepted AT+CIPCCFG=3,,,,,,10000
    And the module is connected to the server as link 0
    When the server stops acknowledging
    And the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    And the server receives hello
    And the server sees a resend
    And that took about {retransmission.minimum.first}
    And the server sees a resend
    And that took about {retransmission.minimum.second}
    And the server sees a resend
    And that took at least {retransmission.minimum.least}
    And that took about {retransmission.minimum.third}
    And by the manual the module reports +IPCLOSE: 0,{timeout.reason}
    And that took at least {retransmission.both.least}
    And that took about {retransmission.both.total}
    And the server sees no resend
    And the server receives nothing more

  # The shortest wait keeps data from being resent before its late acknowledgement is there.
  @id-netopen-retransmission-longer-round-trip @SIM7X00-2.6-R3 @SIM7X00-2.6-T1 @SIM7X00AT-11.2.11-R2
  @SIM7X00AT-11.2.13-R1
  Scenario: After an acknowledgement that took longer, waits are longer
    Given the network takes 1 s for a round trip
    And the module has accepted AT+CIPCCFG=,,,,,,5000
    And the module is connected to the server as link 0
    When the network takes 4 s for a round trip
    And the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types first
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    And the server receives first
    And the module is silent for 10 s
    And the server sees no resend
    When the host sends AT+CIPCCFG=,,,,,,500
    Then by the manual the module answers OK
    When the server stops acknowledging
    And the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types again
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    And the server receives again
    And the server sees a resend
    And that took about {retransmission.longer.first}
    And the server sees a resend
    And that took about {retransmission.longer.second}
    When the server acknowledges again
    Then the server sees a resend

  @id-netopen-retransmission-shorter-round-trip @SIM7X00-2.6-R3 @SIM7X00-2.6-T1 @SIM7X00AT-11.2.11-R2
  Scenario: After an acknowledgement that came sooner, waits are shorter
    Given the network takes 8 s for a round trip
    And the module is connected to the server as link 0
    When the network takes 2 s for a round trip
    And the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types first
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    And the server receives first
    And the module is silent for 10 s
    When the server stops acknowledging
    And the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types again
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    And the server receives again
    And the server sees a resend
    And that took about {retransmission.shorter.first}
    And the server sees a resend
    And that took about {retransmission.shorter.second}
    When the server acknowledges again
    Then the server sees a resend

  @id-netopen-retransmission-second-link @long @SIM7X00-2.6-R2 @SIM7X00-2.6-R4 @SIM7X00-2.6-R5 @SIM7X00-2.6-C1
  @SIM7X00-2.6-C2 @SIM7X00-2.6-L1 @SIM7X00-2.6-T4 @SIM7X00-2.6-T5 @SIM7X00-2.6-X1 @SIM7X00-2.6-S1
  @SIM7X00AT-11.2.11-R2 @SIM7X00AT-11.4-U2
  Scenario: What is set holds for each of two links, of which one outlives the other's failure, and fails in turn
    Given a TCP server named second
    And the network takes 3 s for a round trip
    And the module has accepted AT+CIPCCFG=3,,,,,,10000
    And the module is connected to the server as link 0
    When the host sends AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 1,0
    When the second stops acknowledging
    And the host sends AT+CIPSEND=1,5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 1,5,5
    And the second receives hello
    And the second sees a resend
    And the second sees a resend
    And the second sees a resend
    And that took at least {retransmission.minimum.least}
    And by the manual the module reports +IPCLOSE: 1,{timeout.reason}
    And that took at least {retransmission.both.least}
    And the second sees no resend
    And the second receives nothing more
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types again
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    And the server receives again
    And the server sees no resend
    When the server stops acknowledging
    And the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    And the server receives hello
    And the server sees a resend
    And the server sees a resend
    And the server sees a resend
    And that took at least {retransmission.minimum.least}
    And by the manual the module reports +IPCLOSE: 0,{timeout.reason}
    And that took at least {retransmission.both.least}
    And the server sees no resend
    And the server receives nothing more
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: {0..links.max-1}
      OK
      """

  @id-netopen-retransmission-accepted @long @SIM7X00-2.6-R2 @SIM7X00-2.6-C1 @SIM7X00-2.6-T2 @SIM7X00-2.6-X1 @SIM7X00-2.6-S1
  @SIM7X00AT-11.2.11-R2 @SIM7X00AT-11.2.13-R1 @SIM7X00AT-11.4-U2
  Scenario: What is set holds for a link that a server has accepted, until something else is set
    Given a TCP client
    And the network takes 3 s for a round trip
    And the module has accepted AT+CIPCCFG=1
    And the module is listening on port 8080
    When the client connects to port 8080
    Then the module reports +CLIENT: {accepted.link},0,{client.ip}:{client.port}
    When the client stops acknowledging
    And the host sends AT+CIPSEND={accepted.link},5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And by the manual the module reports +CIPSEND: {accepted.link},5,5
    And the client receives hello
    And the client sees a resend
    And by the manual the module reports +IPCLOSE: {accepted.link},{timeout.reason}
    And the client sees no resend
    And the client receives nothing more
    When the host sends AT+CIPCCFG=0
    Then by the manual the module answers OK
    When the host sends AT+CIPOPEN=5,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 5,0
    When the server stops acknowledging
    And the host sends AT+CIPSEND=5,5
    Then the module answers >
    When the host types again
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 5,5,5
    And the server receives again
    And by the manual the module reports +IPCLOSE: 5,{timeout.reason}
    And the server sees no resend
    When the server acknowledges again
    And the host sends AT+CIPCCFG=10
    Then by the manual the module answers OK
    When the host sends AT+CIPOPEN=7,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 7,0
    When the server stops acknowledging
    And the host sends AT+CIPSEND=7,5
    Then the module answers >
    When the host types other
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 7,5,5
    And the server's connection 2 receives other
    And by the manual the module reports +IPCLOSE: 7,{timeout.reason}
    And that took at least {retransmission.longest.least}
    And that took at most {retransmission.longest}

  @id-netopen-retransmission-data-mode @SIM7X00-2.4-C1 @SIM7X00-2.6-C2 @SIM7X00-2.6-R2 @SIM7X00-2.6-R4 @SIM7X00-2.6-T5
  Scenario: What is set holds for data mode
    Given the network takes 3 s for a round trip
    And the module has accepted AT+CIPCCFG=,,,,,,10000
    And the module is on the open network in transparent mode
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers CONNECT {line.rate}
    When the server stops acknowledging
    And the host types hello
    Then the server receives hello
    And the server sees a resend
    And the server sees a resend
    And that took at least {retransmission.minimum.second.least}
    When the server acknowledges again
    Then the server sees a resend
    And the module is silent for 130 s
    And the server sees no resend
    And the server receives nothing more
    When the host types again
    Then the server receives again

  @id-netopen-retransmission-minimum-shorter @SIM7X00-2.6-C2 @SIM7X00-2.6-T1 @SIM7X00-2.6-R2 @SIM7X00AT-11.2.11-R2
  @SIM7X00AT-11.2.13-R1
  Scenario: A shortest wait that was long can be made short again
    Given the network takes 1 s for a round trip
    And the module has accepted AT+CIPCCFG=,,,,,,60000
    And the module is connected to the server as link 0
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    When the host sends AT+CIPCCFG=,,,,,,500
    Then by the manual the module answers OK
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    When the server stops acknowledging
    And the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    And the server's connection 2 receives hello
    And the server's connection 2 sees a resend
    And that took at most {retransmission.shortened}
    When the server acknowledges again
    Then the server's connection 2 sees a resend

  @id-netopen-retransmission-slow-network @SIM7X00-2.6-R3 @SIM7X00-2.6-T1 @SIM7X00AT-11.2.11-R2
  Scenario: On a network with a long round trip the waits are long from the first
    Given the network takes 10 s for a round trip
    And the module is connected to the server as link 0
    When the server stops acknowledging
    And the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And by the manual the module reports +CIPSEND: 0,5,5
    And the server receives hello
    And the server sees a resend
    And the server sees a resend
    And that took at least {retransmission.slow.second.least}
    When the server acknowledges again
    Then the server sees a resend

  @id-netopen-retransmission-settings @SIM7X00-2.6-C1 @SIM7X00-2.6-C2 @SIM7X00AT-11.2.13-R1
  Scenario: The first and the seventh setting are accepted without the others, which keep their values
    When the host sends AT+CIPCCFG=3
    Then by the manual the module answers OK
    When the host sends AT+CIPCCFG?
    Then by the manual the module answers
      """
      +CIPCCFG: 3,0,0,1,0,0,500
      OK
      """
    When the host sends AT+CIPCCFG=,,,,,,10000
    Then by the manual the module answers OK
    When the host sends AT+CIPCCFG?
    Then by our reading G98 the module answers
      """
      +CIPCCFG: 3,0,0,1,0,0,10000
      OK
      """
    When the host sends AT+CIPCCFG=4
    Then by the manual the module answers OK
    When the host sends AT+CIPCCFG?
    Then by our reading G98 the module answers
      """
      +CIPCCFG: 4,0,0,1,0,0,10000
      OK
      """
