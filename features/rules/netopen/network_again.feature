Feature: The network opened, closed and opened again
  What was set is in force at the next opening, and at each one after it.

  @id-netopen-checks-again @SIM7X00-2.1-R1 @SIM7X00-2.1-E1 @SIM7X00-2.1-E2 @SIM7X00-2.1-E3 @SIM7X00-2.1-E4
  @SIM7X00-2.1-E5 @SIM7X00AT-4.2.1-R1 @SIM7X00AT-8.2.1-R1
  Scenario: The state of the network is told the same way a second time, when reporting was on and the network was open
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
    When the host sends AT+CREG=1
    Then by the manual the module answers OK
    When the host sends AT+CREG?
    Then by the manual the module answers
      """
      +CREG: 1,{registration}
      OK
      """
    When the host sends AT+CGREG=1
    Then by the manual the module answers OK
    When the host sends AT+CGREG?
    Then by the manual the module answers
      """
      +CGREG: 1,{registration}
      OK
      """
    When the host sends AT+CREG=0
    Then by the manual the module answers OK
    When the host sends AT+CGREG=0
    Then by the manual the module answers OK
    Given the module is on the open network
    When the host sends AT+NETCLOSE
    Then by the manual the module answers OK
    And by the manual the module reports +NETCLOSE: 0
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

  @id-netopen-mode-by-mode @SIM7X00-2.2-R2 @SIM7X00-2.2-R3 @SIM7X00-2.2-E1 @SIM7X00-2.2-E2 @SIM7X00-2.2-E3
  @SIM7X00-2.2-E4 @SIM7X00-2.2-E5 @SIM7X00-2.2-U1 @SIM7X00-2.2-U2 @SIM7X00-2.2-S1 @SIM7X00-2.3-R1 @SIM7X00-2.4-R1
  @SIM7X00-2.3.1-U2
  @SIM7X00-2.4.1-U1 @SIM7X00AT-2.2.9-R2
  Scenario: Opening after opening, links are of the mode that was chosen last before it
    Given a TCP server
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    When the host sends AT+IPADDR
    Then the module answers
      """
      +IPADDR: {module.new_ip}
      OK
      """
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    When the host sends AT
    Then the module answers OK
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the server's connection 2 receives hello
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
    When the host sends AT+CGSOCKCONT=1,"IP","{apn}"
    Then the module answers OK
    When the host sends AT+CSOCKSETPN=1
    Then the module answers OK
    When the host sends AT+CIPMODE=1
    Then the module answers OK
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers CONNECT {line.rate}
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then by the manual the module answers OK
    And the server's connection 3 receives x
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
    When the host sends AT+CGSOCKCONT=1,"IP","{apn}"
    Then the module answers OK
    When the host sends AT+CSOCKSETPN=1
    Then the module answers OK
    When the host sends AT+CIPMODE=0
    Then the module answers OK
    When the host sends AT+NETOPEN
    Then the module answers OK
    And the module reports +NETOPEN: 0
    When the host sends AT+IPADDR
    Then the module answers
      """
      +IPADDR: {module.new_ip}
      OK
      """
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    When the host sends AT
    Then the module answers OK
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types again
    Then the server's connection 4 receives again
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
