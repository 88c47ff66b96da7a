Feature: How long the commands of SIM7X00 take
  Measured from the command, or from the last byte typed, to the last line that belongs to it, with a far end that
  answers at once. The note has no figures; the limits are those of the claims, by AT+CIPTIMEOUT's defaults.

  @id-figure-netopen-question @SIM7X00-2.3.4-R5
  Scenario: A question about the module's own state
    Given the module is on the open network
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: {0..links.max-1}
      OK
      """
    And {answer.CIPOPEN?} measures at most {limit}

  @id-figure-netopen-network @SIM7X00-2.2-U1 @SIM7X00-2.2-U2
  Scenario: Opening and closing the network
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    And {answer.NETOPEN} measures at most {limit}
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
    And {close.network} measures at most {limit}

  @id-figure-netopen-connect @SIM7X00-2.3.1-U1
  Scenario: Opening a link
    Given a TCP server
    And the module is on the open network
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    And {answer.CIPOPEN} measures at most {limit}

  @id-figure-netopen-send @SIM7X00-2.3.1-U2 @SIM7X00-2.6-R1 @SIM7X00AT-11.2.11-R1
  Scenario Outline: Sending, to where the module says so
    Given a TCP server
    And the module is connected to the server as link 0
    And the module has accepted AT+CIPSENDMODE=<mode>
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    And {<figure>} measures at most {limit}

    Examples:
      | case         | mode | figure            |
      | handed-over  | 0    | answer.CIPSEND    |
      | acknowledged | 1    | send.acknowledged |

  @id-figure-netopen-name @SIM7X00-2.8-C1 @SIM7X00AT-11.3.1-R1
  Scenario: Asking for the address of a name
    Given a TCP server
    And the module is on the open network
    When the host sends AT+CDNSGIP="{server.name}"
    Then by the manual the module answers
      """
      +CDNSGIP: 1,"{server.name}","{server.ip}"
      OK
      """
    And {answer.CDNSGIP} measures at most {limit}

  @id-figure-netopen-close @SIM7X00-2.3.1-U3
  Scenario: Closing a TCP link
    Given a TCP server
    And the module is connected to the server as link 0
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    And {close.link} measures at most {limit}

  @id-figure-netopen-close-udp @SIM7X00-2.3.2-R2
  Scenario: Closing a UDP link
    Given the module is on the open network
    When the host sends AT+CIPOPEN=0,"UDP",,,9000
    Then the module answers
      """
      +CIPOPEN: 0,0
      OK
      """
    When the host sends AT+CIPCLOSE=0
    Then the module answers
      """
      +CIPCLOSE: 0,0
      OK
      """
    And {close.udp} measures at most {limit}

  @id-figure-netopen-server @SIM7X00-2.3.4-R1 @SIM7X00-2.3.4-U2
  Scenario: Starting and stopping a server
    Given the module is on the open network
    When the host sends AT+SERVERSTART=8080,0
    Then the module answers OK
    And {answer.SERVERSTART} measures at most {limit}
    When the host sends AT+SERVERSTOP=0
    Then the module answers
      """
      {stopped.first}
      {stopped.first.done}
      """
    And {close.server} measures at most {limit}
