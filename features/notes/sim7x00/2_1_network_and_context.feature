Feature: SIM7X00 note, 2.1 and 2.2: network environment and PDP context

  @id-sim7x00-network-checks @SIM7X00-2.1-E1 @SIM7X00-2.1-E2 @SIM7X00-2.1-E3 @SIM7X00-2.1-E4 @SIM7X00-2.1-E5
  Scenario: Checks before the TCP/IP part: signal, registration, serving system, packet registration
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
    # C82: the line may have a blank or a comma after the operator.
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

  @id-sim7x00-context @smoke @SIM7X00-2.2-E1 @SIM7X00-2.2-E2 @SIM7X00-2.2-E3 @SIM7X00-2.2-E4 @SIM7X00-2.2-E5
  @SIM7X00-2.2-E6
  Scenario: The APN is set, the network opened, the address asked, the network closed
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
      +IPADDR: {module.ip}
      OK
      """
    When the host sends AT+NETCLOSE
    Then the module answers OK
    And the module reports +NETCLOSE: 0
