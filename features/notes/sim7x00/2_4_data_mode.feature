Feature: SIM7X00 note, 2.4: data mode
  C65: AT+CIPMODE=1 comes before the examples of a client, though they do not print it. Before plus signs there is more
  silence than the note asks for: how long connecting took is not known.

  @id-sim7x00-data-mode-tcp @smoke @SIM7X00-2.4.1-E1 @SIM7X00-2.4.1-E2 @SIM7X00-2.4.1-E3 @SIM7X00-2.4.1-E4
  @SIM7X00-2.4.1-E5 @SIM7X00-2.4.1-E6 @SIM7X00-2.4.1-E7 @SIM7X00-2.4.1-E8
  Scenario: TCP client in data mode: connect, leave and return, close
    Given a TCP server
    And the module has accepted AT+CIPMODE=1
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers CONNECT {line.rate}
    And the module is silent for 1500 ms
    When the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    When the host sends ATO
    Then the module answers CONNECT {line.rate}
    And the module is silent for 1500 ms
    When the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports
      """
      CLOSED
      +CIPCLOSE: 0,0
      """
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0

  @id-sim7x00-data-mode-server @SIM7X00-2.4.2-E1 @SIM7X00-2.4.2-E2 @SIM7X00-2.4.2-E3 @SIM7X00-2.4.2-E4
  @SIM7X00-2.4.2-E5 @SIM7X00-2.4.2-E6 @SIM7X00-2.4.2-E7 @SIM7X00-2.4.2-E8 @SIM7X00-2.4.2-E9
  Scenario: TCP server in data mode: a client is accepted, data mode left, the client and the server closed
    Given a TCP client
    When the host sends ATS0=7
    Then the module answers OK
    When the host sends AT+CIPMODE=1
    Then the module answers OK
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    # Not in the note: the client has to know where the module is.
    When the host sends AT+IPADDR
    Then the module answers
      """
      +IPADDR: {module.ip}
      OK
      """
    # C66: the blank after the comma is tolerated.
    When the host sends AT+SERVERSTART=8080, 0
    Then the module answers OK
    When the client connects to port 8080
    Then the module reports
      """
      +CLIENT: 0,0,{client.ip}:{client.port}
      CONNECT {line.rate}
      """
    And the module is silent for 1500 ms
    When the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports
      """
      CLOSED
      +CIPCLOSE: 0,0
      """
    # C59: the note prints +SERVERSTOP before OK, the manual behind it.
    When the host sends AT+SERVERSTOP=0
    Then the module answers
      """
      {stopped.first}
      {stopped.first.done}
      """

  @id-sim7x00-data-mode-udp @SIM7X00-2.4.3-E1 @SIM7X00-2.4.3-E2 @SIM7X00-2.4.3-E3 @SIM7X00-2.4.3-E4
  @SIM7X00-2.4.3-E5 @SIM7X00-2.4.3-E6 @SIM7X00-2.4.3-E7 @SIM7X00-2.4.3-E8
  Scenario: UDP in data mode: open, leave and return, close
    Given a UDP server
    And the module has accepted AT+CIPMODE=1
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    When the host sends AT+CIPOPEN=0,"UDP","{server.ip}",{server.port},8080
    Then the module answers CONNECT {line.rate}
    And the module is silent for 1500 ms
    When the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    When the host sends ATO
    Then the module answers CONNECT {line.rate}
    And the module is silent for 1500 ms
    When the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    When the host sends AT+CIPCLOSE=0
    Then the module answers
      """
      CLOSED
      +CIPCLOSE: 0,0
      OK
      """
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
