Feature: Closing links in command mode

  @id-netopen-close-local @SIM7X00-2.3.1-U3 @SIM7X00-2.3.1-U5 @SIM7X00-2.3.1-S1 @SIM7X00-2.3.2-R2 @SIM7X00-2.4.1-U1
  @SIM7X00AT-11.2.5-X1
  Scenario Outline: A link that the host closes is reported with its number after OK, and takes no data any more
    Given a TCP server
    And the module is connected to the server as link <link>
    When the host sends AT+CIPCLOSE=<link>
    Then the module answers OK
    And the module reports +CIPCLOSE: <link>,0
    When the host sends AT+CIPSEND=<link>,5
    Then by the manual the module answers
      """
      +CIPERROR: {failure}
      ERROR
      """
    And by our reading G83 the server sees FIN

    Examples:
      | case  | link |
      | first | 0    |
      | last  | 9    |

  @id-netopen-close-unopened @SIM7X00-2.3.1-S1 @SIM7X00AT-11.2.4-X1
  Scenario: A link that is not open cannot be closed
    Given the module is on the open network
    When the host sends AT+CIPCLOSE=0
    Then by the manual the module answers
      """
      +CIPCLOSE: 0,{failure}
      ERROR
      """

  @id-netopen-closed-by-peer @smoke @SIM7X00-2.3.1-U4 @SIM7X00-2.3.1-U6 @SIM7X00-2.3.1-S1
  @SIM7X00AT-11.2.3-R2 @SIM7X00AT-11.4-U2
  Scenario Outline: A link that the server closes is reported with reason 1 and free afterwards
    Given a TCP server
    And the module is connected to the server as link <link>
    When the server closes
    Then the module reports +IPCLOSE: <link>, 1
    When the host sends AT+CIPOPEN=<link>,"TCP","{server.ip}",{server.port}
    Then by the manual the module answers OK
    And by the manual the module reports +CIPOPEN: <link>,0

    Examples:
      | case  | link |
      | first | 0    |
      | last  | 9    |

  @id-netopen-reset-by-peer @SIM7X00-2.3.1-U7 @SIM7X00-2.3.1-S1 @SIM7X00AT-11.2.3-R1 @SIM7X00AT-11.4-U2
  Scenario: A link that the server resets is reported with its reason and free afterwards
    Given a TCP server
    And the module is connected to the server as link 0
    When the server resets
    Then the module reports +IPCLOSE: 0,{reset.reason}
    When the host sends AT+CIPOPEN?
    Then by the manual the module answers
      """
      +CIPOPEN: {0..links.max-1}
      OK
      """

  @id-netopen-close-one-of-several @SIM7X00-2.3.1-U3 @SIM7X00-2.3-R2
  Scenario: Closing one link leaves the others open
    Given a TCP server
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      """
    And the module is connected to the server as links 0 to 2
    When the host sends AT+CIPCLOSE=1
    Then the module answers OK
    And the module reports +CIPCLOSE: 1,0
    When the server's connection 3 sends hello
    Then the module reports
      """
      RCV FROM:{server.ip}:{server.port}
      +IPD5
      """
    And the module delivers hello
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the server's connection 1 receives hello
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    And by our reading G83 the server's connection 2 sees FIN
