Feature: Opening and closing the network

  @id-netopen-network-checks @SIM7X00-2.1-R1
  Scenario: Signal, registration and serving system are told before the network is opened
    Given the module is ready
    When the host sends AT+CSQ
    Then the module answers
      """
      +CSQ: {signal}
      OK
      """
    When the host sends AT+CREG?
    Then the module answers
      """
      +CREG: 0,{registration}
      OK
      """
    When the host sends AT+CPSI?
    Then the module answers
      """
      +CPSI: {serving.system},Online,{serving.cell}
      OK
      """
    When the host sends AT+CGREG?
    Then the module answers
      """
      +CGREG: 0,{registration}
      OK
      """
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0

  @id-netopen-serving-system @SIM7X00-2.1-R1 @SIM7X00AT-4.2.14-R1
  Scenario Outline: The serving system is the one that there is
    When the network is <system>
    And the host is silent for 30 s
    Given the module is on the open network
    When the host sends AT+CPSI?
    Then by the manual the module answers
      """
      +CPSI: <system>,{serving.cell}
      OK
      """

    Examples:
      | case | system |
      | gsm  | GSM    |
      | lte  | LTE    |

  @id-netopen-default-profile @SIM7X00-2.2-R1 @SIM7X00-2.2-U1
  Scenario: The network is opened without authentication or profile having been set
    When the host sends AT+CGSOCKCONT=1,"IP","{apn}"
    Then the module answers OK
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    When the host sends AT+IPADDR
    Then the module answers
      """
      +IPADDR: {module.ip}
      OK
      """

  @id-netopen-authentication-known @SIM7X00-2.2-C1
  Scenario: The command for authentication exists
    When the host sends AT+CSOCKAUTH=?
    Then by our reading G89 the module answers OK

  @id-netopen-result-waits @SIM7X00-2.2-U1 @SIM7X00-2.2-S1 @SIM7X00AT-11.2.1-R1
  Scenario: The result comes when the network is open, and not before
    When the network takes 10 s for the next PDP context
    And the host sends AT+NETOPEN
    Then the module answers OK
    And that took at most {answer.accepted}
    And the module reports +NETOPEN: 0
    And that took at least {context.awaited}
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
    When the network takes 10 s for the next PDP context
    And the host sends AT+NETOPEN
    Then the module answers OK
    And that took at most {answer.accepted}
    And the module reports +NETOPEN: 0
    And that took at least {context.awaited}
    When the host sends AT+IPADDR
    Then the module answers
      """
      +IPADDR: {module.ip}
      OK
      """

  @id-netopen-refused @SIM7X00-2.2-S1 @SIM7X00-2.2-U1 @SIM7X00-2.2-E3 @SIM7X00AT-11.2.1-R1
  Scenario: An opening that the network refuses is no success, and the next ones are
    When the network refuses the next PDP context
    And the host sends AT+NETOPEN
    Then the module answers OK
    And by the manual the module reports +NETOPEN: {failure}
    When the host sends AT+NETOPEN
    Then by the manual the module answers OK
    And by the manual the module reports +NETOPEN: 0
    When the host sends AT+IPADDR
    Then the module answers
      """
      +IPADDR: {module.ip}
      OK
      """

  @id-netopen-and-again @SIM7X00-2.2-E4 @smoke @SIM7X00-2.2-S1 @SIM7X00-2.2-U1 @SIM7X00-2.2-U2 @SIM7X00AT-11.2.7-X1
  Scenario: The network is opened, closed and opened again
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
    When the host sends AT+IPADDR
    Then by the manual the module answers
      """
      +IP ERROR: Network not opened
      ERROR
      """
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    When the host sends AT+IPADDR
    Then the module answers
      """
      +IPADDR: {module.ip}
      OK
      """

  @id-netopen-twice @SIM7X00-2.2-S1 @SIM7X00AT-11.2.1-X1 @SIM7X00-2.2-E4
  Scenario: A network that is open is not opened again
    Given the module is on the open network
    When the host sends AT+NETOPEN
    Then by the manual the module answers
      """
      +IP ERROR: Network is already opened
      ERROR
      """
    When the host sends AT+IPADDR
    Then the module answers
      """
      +IPADDR: {module.ip}
      OK
      """

  @id-netclose-unopened @SIM7X00-2.2-S1 @SIM7X00AT-11.2.2-X1
  Scenario: A network that is not open is not closed
    When the host sends AT+NETCLOSE
    Then by the manual the module answers
      """
      +NETCLOSE: 2
      ERROR
      """

  @id-netopen-first @SIM7X00-2.2-S1 @SIM7X00AT-11.2.3-X1 @SIM7X00AT-11.2.7-X1 @SIM7X00AT-11.2.14-X1
  Scenario: Without an open network there is no address, link or server
    Given a TCP server
    When the host sends AT+IPADDR
    Then by the manual the module answers
      """
      +IP ERROR: Network not opened
      ERROR
      """
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then by the manual the module answers
      """
      +CIPOPEN: 0,2
      ERROR
      """
    When the host sends AT+SERVERSTART=8080,0
    Then by the manual the module answers
      """
      +CIPERROR: 2
      ERROR
      """

  @id-netclose-with-links @SIM7X00-2.2-E5 @SIM7X00-2.2-U2 @SIM7X00-2.2-S1 @SIM7X00-2.3.1-U5 @SIM7X00AT-11.2.2-R1
  @SIM7X00AT-11.2.2-R2
  Scenario: Closing the network closes its links, and none is reported as closed by the far end
    Given a TCP server
    And the module is connected to the server as links 0 to 1
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    When the host sends AT+CIPOPEN?
    Then by the manual the module answers
      """
      +CIPOPEN: {0..links.max-1}
      OK
      """
    And by our reading G83 the server sees FIN
    And by our reading G83 the server sees FIN

  @id-netopen-lost @SIM7X00-2.2-S1 @SIM7X00AT-11.2.1-R1 @SIM7X00AT-11.2.2-X1 @SIM7X00AT-11.4-U1
  Scenario: A network that goes away is reported, and can be opened again once it has been closed
    Given the module is on the open network
    When the network withdraws the PDP context
    Then by the manual the module reports +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY
    When the host sends AT+IPADDR
    Then by our reading G105 the module answers
      """
      +IP ERROR: Network not opened
      ERROR
      """
    When the host sends AT+NETCLOSE
    Then by the manual the module answers
      """
      {lost.close}
      {lost.close.done}
      """
    When the host sends AT+NETOPEN
    Then by the manual the module answers OK
    And by the manual the module reports +NETOPEN: 0

  @id-netopen-mode-before @SIM7X00-2.2-R3 @SIM7X00-2.4-R1
  Scenario: Data mode chosen before the network is opened is in force after it
    Given a TCP server
    When the host sends AT+CIPMODE=1
    Then the module answers OK
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers CONNECT {line.rate}
    When the host types hello
    Then the server receives hello

  @id-netopen-mode-too-late @SIM7X00-2.2-R3 @SIM7X00-2.4-R1
  Scenario: Data mode chosen while the network is open is not in force on it
    Given a TCP server
    And the module is on the open network
    When the host sends AT+CIPMODE=1
    Then by our reading G11 the module answers {mode.late}
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then by our reading G11 the module answers OK
    And by our reading G11 the module reports +CIPOPEN: 0,0
    When the host sends AT
    Then by our reading G11 the module answers OK

  @id-netopen-mode-taken-back @SIM7X00-2.2-E2 @SIM7X00-2.2-R3 @SIM7X00-2.4-R1
  Scenario: Command mode chosen last before the network is opened is in force after it
    Given a TCP server
    And the module has accepted
      """
      AT+CIPMODE=1
      AT+CIPMODE=0
      """
    And the module is on the open network
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    When the host sends AT
    Then the module answers OK
    And the server receives nothing more
