Feature: A voice call beside TCP
  The host is not to send during a call; here the far end sends.

  @id-netopen-call-suspends @costs @smoke @SIM7X00-2.10-R1 @SIM7X00-2.10-R2 @SIM7X00-2.10-S1
  @SIM7X00AT-2.2.6-R1
  @SIM7X00AT-2.2.7-R1 @SIM7X00AT-2.2.8-U1
  Scenario Outline: During a voice call no data comes, and after it everything does
    Given a TCP server
    And the network is <system>
    And the module has accepted
      """
      AT+CVHU=0
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      """
    And the module is connected to the server as link 0
    When the network calls the module
    Then by the manual the module reports RING
    When the host sends ATA
    Then by the manual the module answers OK
    When the server sends hello
    Then the module is silent for 30 s
    When the host sends AT+CIPOPEN?
    Then by our reading G107 the module answers
      """
      +CIPOPEN: 0, "TCP","{server.ip}",{server.port},-1
      +CIPOPEN: {1..links.max-1}
      OK
      """
    When the host sends ATH
    Then by the manual the module answers OK
    And by our reading G107 the module reports
      """
      RCV FROM:{server.ip}:{server.port}
      +IPD5
      """
    And by our reading G107 the module delivers hello
    When the host sends AT+CIPSEND=0,5
    Then by our reading G107 the module answers >
    When the host types again
    Then by our reading G107 the server receives again
    And by our reading G107 the module answers OK
    And by our reading G107 the module reports +CIPSEND: 0,5,5

    Examples:
      | case | system |
      | gsm  | GSM    |
      | cdma | CDMA   |
      | evdo | EVDO   |

  # A module whose data came after the first call has suspended it, and goes on after the others as well.
  @id-netopen-call-again @costs @SIM7X00-2.10-R1 @SIM7X00-2.10-R2 @SIM7X00-2.10-S1 @SIM7X00AT-2.2.2-R2
  @SIM7X00AT-2.2.6-R1 @SIM7X00AT-2.2.7-R1 @SIM7X00AT-2.2.8-U1
  Scenario: A second call is as the first, also for another link, and so is one that the module makes
    Given a TCP server
    And a TCP server named second
    And the network is GSM
    And the module has accepted
      """
      AT+CVHU=0
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      """
    And the module is connected to the server as link 0
    When the host sends AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 1,0
    When the network calls the module
    Then by the manual the module reports RING
    When the host sends ATA
    Then by the manual the module answers OK
    When the server sends hello
    Then the module is silent for 30 s
    When the host sends ATH
    Then by the manual the module answers OK
    And by our reading G107 the module reports
      """
      RCV FROM:{server.ip}:{server.port}
      +IPD5
      """
    And by our reading G107 the module delivers hello
    When the network calls the module
    Then by the manual the module reports RING
    When the host sends ATA
    Then by the manual the module answers OK
    When the second sends again
    Then the module is silent for 10 s
    When the host sends ATH
    Then by the manual the module answers OK
    And the module reports
      """
      RCV FROM:{second.ip}:{second.port}
      +IPD5
      """
    And the module delivers again
    When the host sends ATD+8613800000000;
    Then by the manual the module answers OK
    When the server sends other
    Then the module is silent for 10 s
    When the host sends ATH
    Then by the manual the module answers OK
    And the module reports
      """
      RCV FROM:{server.ip}:{server.port}
      +IPD5
      """
    And the module delivers other
