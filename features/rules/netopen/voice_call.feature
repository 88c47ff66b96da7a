Feature: A voice call beside TCP
  What the module answers to AT+CIPSEND during a call is left open; here the far end sends.

  @id-netopen-call-suspends @costs @smoke @SIM7X00-2.10-R1 @SIM7X00-2.10-R2 @SIM7X00-2.10-S1
  Scenario Outline: During a voice call no data comes, and after it everything does
    Given a TCP server
    And the network is <system>
    And the module has accepted AT+CVHU=0
    And the module is connected to the server as link 0
    When the network calls the module
    Then the module reports RING
    When the host sends ATA
    Then the module answers OK
    When the server sends hello
    Then the module is silent for 30 s
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: 0,"TCP","{server.ip}",{server.port},-1
      +CIPOPEN: {1..links.max-1}
      OK
      """
    When the host sends ATH
    Then the module answers OK
    And the module reports
      """
      RECV FROM:{server.ip}:{server.port}
      +IPD5
      """
    And the module delivers hello
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types again
    Then the server receives again
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5

    Examples:
      | case | system |
      | gsm  | GSM    |
      | cdma | CDMA   |
      | evdo | EVDO   |

  # The note asks the host not to send; what is sent all the same waits for the end of the call.
  @id-netopen-call-suspends-sending @costs @SIM7X00-2.10-R2 @SIM7X00-2.10-S1
  Scenario: During a voice call no data goes, and after it it does
    Given a TCP server
    And the network is GSM
    And the module has accepted AT+CVHU=0
    And the module is connected to the server as link 0
    When the network calls the module
    Then the module reports RING
    When the host sends ATA
    Then the module answers OK
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the module answers OK
    And the server receives nothing more
    When the host sends ATH
    Then the module answers OK
    And the module reports +CIPSEND: 0,5,5
    And the server receives hello

  # The note speaks of the three other systems only; that there it is otherwise is understood.
  @id-netopen-call-lte @costs @SIM7X00-2.10-R1
  Scenario: On LTE data comes during a voice call
    Given a TCP server
    And the network is LTE
    And the module has accepted AT+CVHU=0
    And the module is connected to the server as link 0
    When the network calls the module
    Then the module reports RING
    When the host sends ATA
    Then the module answers OK
    When the server sends hello
    Then the module reports
      """
      RECV FROM:{server.ip}:{server.port}
      +IPD5
      """
    And the module delivers hello
    When the host sends ATH
    Then the module answers OK
