Feature: Power saving mode
  Short times are asked of the network: 10 s from the last traffic to falling asleep, 60 s to waking up by itself.

  @id-psm-enters-and-leaves @long @persistent @smoke @SIM7020EN-5.10-R3 @SIM7020EN-5.10-U1 @SIM7020EN-5.10-U2
  @SIM7020AT-3.2.27-R1
  Scenario: With power saving mode enabled the module falls asleep and wakes up, and says both
    Given the module is ready
    When the host sends AT+CPSMS=1,,,"01111110","00000101"
    Then by the manual the module answers OK
    And the module reports +CPSMSTATUS: "ENTER PSM"
    And the module reports +CPSMSTATUS: "EXIT PSM"
    When the host sends AT+CPSMS=0
    Then by the manual the module answers OK

  @id-psm-not-enabled @long @persistent @SIM7020EN-5.10-R3 @SIM7020AT-3.2.27-R1
  Scenario Outline: Without power saving mode the module does not fall asleep
    Given the module has accepted <command>
    And the module is ready
    When the host is silent for 120 s
    And the host sends AT
    Then by the manual the module answers OK

    Examples:
      | case     | command    |
      | default  | AT         |
      | disabled | AT+CPSMS=0 |

  @id-psm-serial-port-dead @long @persistent @SIM7020EN-5.10-R3 @SIM7020EN-5.10-U1 @SIM7020AT-3.2.27-R1
  Scenario: While the module sleeps it neither echoes nor answers commands
    Given the module is ready
    When the host sends AT+CPSMS=1,,,"01111110","00000101"
    Then by the manual the module answers OK
    And the module reports +CPSMSTATUS: "ENTER PSM"
    And by our reading G74 the module ignores AT+CPSMS=1,,,"01111110","00000101"
    And the module reports +CPSMSTATUS: "EXIT PSM"
    When the host sends AT+CPSMS=0
    Then by the manual the module answers OK

  @id-psm-only-when-idle @long @persistent @SIM7020EN-5.10-R3 @SIM7020AT-3.2.27-R1
  Scenario: A module that is kept busy does not fall asleep
    Given a UDP server
    And the module is connected to the server by socket 0
    When the host sends AT+CPSMS=1,,,"01111110","00000101"
    Then by the manual the module answers OK
    When the host is silent for 8 s
    And the host sends AT+CSOSEND=0,0,"busy"
    Then by our reading G75 the module answers OK
    And by our reading G75 the server receives busy
    And by our reading G75 the module is silent for 5 s

  @id-psm-retention @long @persistent @SIM7020EN-2.1-C5 @SIM7020EN-5.10-R1 @SIM7020AT-3.2.27-R1
  @SIM7020AT-6.2.5-R2
  Scenario Outline: With retention a UDP socket is used on after waking up
    # C48: both orders of the two commands.
    Given a UDP server
    And the module has accepted
      """
      <first>
      <second>
      """
    And the module is connected to the server by socket 0
    When the host sends AT+CPSMS=1,,,"01111110","00000101"
    Then by the manual the module answers OK
    And the module reports +CPSMSTATUS: "ENTER PSM"
    And the module reports +CPSMSTATUS: "EXIT PSM"
    When the host sends AT+CSOSEND=0,0,"hello"
    Then the module answers OK
    And the server receives hello
    When the server sends 123
    Then the module reports +CSONMI: 0,6,313233
    When the host sends AT+CPSMS=0
    Then by the manual the module answers OK

    Examples:
      | case            | first          | second         |
      | retention-first | AT+RETENTION=1 | AT+CPSMS=0     |
      | psm-first       | AT+CPSMS=0     | AT+RETENTION=1 |

  @id-psm-no-retention @long @persistent @SIM7020EN-2.1-C5 @SIM7020EN-5.10-R1
  @SIM7020AT-3.2.27-R1 @SIM7020AT-6.2.1-C1 @SIM7020AT-6.2.5-R2 @SIM7020AT-6.2.11-S1
  Scenario: Without retention a UDP socket is gone after waking up
    Given a UDP server
    And the module is connected to the server by socket 0
    When the host sends AT+CPSMS=1,,,"01111110","00000101"
    Then by the manual the module answers OK
    And the module reports +CPSMSTATUS: "ENTER PSM"
    And the module reports +CPSMSTATUS: "EXIT PSM"
    When the host sends AT+CPSMS=0
    Then by the manual the module answers OK
    When the host sends AT+CSOSTATUS=0
    Then by the manual the module answers
      """
      +CSOSTATUS: 0,0
      OK
      """
    When the host sends AT+CSOSEND=0,0,"late"
    Then by our reading G76 the module answers ERROR
    And by the manual the server receives nothing more
    When the host sends AT+CSOC=1,2,1
    Then by the manual the module answers
      """
      +CSOC: {socket.number}
      OK
      """

  @id-psm-retention-setting @SIM7020EN-2.1-C5 @SIM7020EN-5.10-R2 @SIM7020ZH-5.10-R2 @SIM7020AT-6.2.5-R1
  @SIM7020AT-2.2.21-X1
  Scenario: Retention is off at first, and can be set and read
    # C27: the Chinese note prints the OK after the value, the English one leaves it out.
    Given the module is ready
    When the host sends AT+RETENTION?
    Then the module answers
      """
      +RETENTION: 0
      OK
      """
    When the host sends AT+RETENTION=1
    Then the module answers OK
    When the host sends AT+RETENTION?
    Then by the manual the module answers
      """
      +RETENTION: 1
      OK
      """
    When the host sends AT+RETENTION=2
    Then by the manual the module answers ERROR
    When the host sends AT+RETENTION=0
    Then by the manual the module answers OK
    When the host sends AT+RETENTION?
    Then by the manual the module answers
      """
      +RETENTION: 0
      OK
      """

  @id-echo-off @SIM7020ZH-5.10-R4
  Scenario: With ATE0 commands are not echoed
    Given the module is ready
    When the host sends ATE0
    Then the module answers OK
    When the host sends AT
    Then the module answers OK

  @id-psm-again @long @persistent @SIM7020EN-2.1-C5 @SIM7020EN-5.10-R1 @SIM7020ZH-5.10-R1 @SIM7020EN-5.10-R3
  @SIM7020ZH-5.10-R3
  @SIM7020EN-5.10-U1 @SIM7020ZH-5.10-U1 @SIM7020EN-5.10-U2 @SIM7020ZH-5.10-U2 @SIM7020AT-3.2.27-R1
  Scenario: Two UDP sockets outlive one power saving after another, which can be switched off and on again
    Given a UDP server
    And a UDP server named other
    And the module has accepted
      """
      AT+RETENTION=1
      AT+RETENTION=0
      AT+RETENTION=1
      """
    And the module is connected to the server by socket 0
    And the module is connected to the other by socket 1
    When the host sends AT+CPSMS=1,,,"01111110","00000101"
    Then by the manual the module answers OK
    And the module reports +CPSMSTATUS: "ENTER PSM"
    And the module reports +CPSMSTATUS: "EXIT PSM"
    When the host sends AT+CSOSEND=1,0,"to the other 1"
    Then the module answers OK
    And the other receives to the other 1
    When the other sends 451
    Then the module reports +CSONMI: 1,6,343531
    When the host sends AT+CSOSEND=0,0,"to the server 1"
    Then the module answers OK
    And the server receives to the server 1
    When the server sends 121
    Then the module reports +CSONMI: 0,6,313231
    # Whether the setting outlives the sleep is not told.
    When the host sends AT+RETENTION=1
    Then the module answers OK
    When the host sends AT+CPSMS=1,,,"01111110","00000101"
    Then by the manual the module answers OK
    And the module reports +CPSMSTATUS: "ENTER PSM"
    And the module reports +CPSMSTATUS: "EXIT PSM"
    When the host sends AT+CSOSEND=1,0,"to the other 2"
    Then the module answers OK
    And the other receives to the other 2
    When the other sends 452
    Then the module reports +CSONMI: 1,6,343532
    When the host sends AT+CSOSEND=0,0,"to the server 2"
    Then the module answers OK
    And the server receives to the server 2
    When the server sends 122
    Then the module reports +CSONMI: 0,6,313232
    When the host sends AT+CPSMS=0
    Then by the manual the module answers OK
    And by the manual the module is silent for 30 s
    When the host sends AT+RETENTION=1
    Then the module answers OK
    When the host sends AT+CPSMS=1
    Then the module answers OK
    And the module reports +CPSMSTATUS: "ENTER PSM"
    And the module reports +CPSMSTATUS: "EXIT PSM"
    When the host sends AT+CPSMS=0
    Then by the manual the module answers OK
