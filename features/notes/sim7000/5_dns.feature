Feature: SIM7000 note, chapter 5: DNS function

  @id-sim7000-dns @SIM7000-5-E1
  Scenario: A name with two addresses, a name without any, connecting by name
    Given a TCP server
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 1
      OK
      """
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CDNSGIP={dns.name}
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{dns.name}",{dns.addresses}
    When the host sends AT+CDNSGIP="abctest"
    Then the module answers OK
    And the module reports +CDNSGIP: 0,8
    When the host sends AT+CIPSTART="TCP","{server.name}",{server.port}
    Then the module answers OK
    And the module reports CONNECT OK
    # C20: printed AT+CIPSNED.
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types DNS test<Ctrl-Z>
    Then the server receives DNS test
    And the module answers SEND OK
