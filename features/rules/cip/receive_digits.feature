Feature: Showing received data in hexadecimal digits
  C78: the modes of AT+CIPHEXS differ between families; here 0 and 1 show data as it is, and 2 shows digits.

  @id-digits-setting @SIM7020EN-2.2-C16 @SIM7020AT-7.2.16-C1
  Scenario Outline: The mode that is set is shown
    Given the module is in IP INITIAL
    When the host sends AT+CIPHEXS=<mode>
    Then by the manual the module answers OK
    When the host sends AT+CIPHEXS?
    Then by the manual the module answers
      """
      +CIPHEXS: <mode>
      OK
      """

    Examples:
      | case   | mode |
      | plain  | 0    |
      | ended  | 1    |
      | digits | 2    |

  @id-digits-mode-unknown @SIM7020AT-7.2.16-X1 @SIM7020AT-7.2.16-C1
  Scenario: There is no fourth mode
    Given the module is in IP INITIAL
    And the module has accepted AT+CIPHEXS=1
    When the host sends AT+CIPHEXS=3
    Then the module answers ERROR
    When the host sends AT+CIPHEXS?
    Then the module answers
      """
      +CIPHEXS: 1
      OK
      """

  @id-digits-off @SIM7020AT-7.2.16-C1
  Scenario Outline: Without a header both plain modes show data as it is
    Given a TCP server
    And the module has accepted AT+CIPHEXS=<mode>
    And the module is connected to the server
    When the server sends hello
    Then the module delivers hello

    Examples:
      | case  | mode |
      | plain | 0    |
      | ended | 1    |

  @id-digits-on @SIM7020AT-7.2.16-C1
  Scenario: In the third mode every byte is shown as two digits
    Given a TCP server
    And the module has accepted AT+CIPHEXS=2
    And the module is connected to the server
    When the server sends 0123456789
    Then the module delivers 30313233343536373839
    When the server sends jklmno
    Then by our reading G23 the module delivers 6A6B6C6D6E6F

  @id-digits-not-when-fetched @SIM7020AT-7.2.16-R1
  Scenario: Data that is fetched by command is not affected
    Given a TCP server
    And the module has accepted
      """
      AT+CIPHEXS=2
      AT+CIPRXGET=1
      """
    And the module is connected to the server
    When the server sends hello
    Then the module reports +CIPRXGET: 1
    When the host sends AT+CIPRXGET=2,100
    Then the module answers
      """
      +CIPRXGET: 2,5,0
      hello
      OK
      """
