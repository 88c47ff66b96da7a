Feature: SIM7000 note, chapter 7: data receiving

  @id-sim7000-manual-receiving @SIM7000-7.2-E1
  Scenario: Fetching received data by hand, as it is and in hexadecimal digits
    Given a TCP server
    And the module is in IP STATUS
    When the host sends AT+CIPRXGET=1
    Then the module answers OK
    When the host sends AT+CIPSTART="TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports CONNECT OK
    When the server sends HELLO WORLD
    Then the module reports +CIPRXGET: 1
    When the host sends AT+CIPRXGET=2,1460
    Then the module answers
      """
      +CIPRXGET: 2,11,0
      HELLO WORLD
      OK
      """
    When the server sends HELLO WORLD
    Then the module reports +CIPRXGET: 1
    When the host sends AT+CIPRXGET=3,730
    Then the module answers
      """
      +CIPRXGET: 3,11,0
      48454C4C4F20574F524C44
      OK
      """
