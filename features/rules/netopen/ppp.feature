Feature: External PPP

  @id-netopen-ppp-apn @SIM7X00-1-C1 @SIM7X00-1-R3 @SIM7X00AT-8.2.4-R2
  Scenario Outline: Whatever the carrier's APN is, it is accepted for the first context
    When the host sends AT+CGDCONT=1,"IP","<apn>"
    Then by the manual the module answers OK

    Examples:
      | case   | apn                                                         |
      | word   | CMNET                                                       |
      | dotted | internet.carrier.mnc001                                     |
      | dashed | m2m-static                                                  |
      | long   | a23456789.b23456789.c23456789.d23456789.e23456789.f23456789 |

  @id-netopen-ppp-dialled @SIM7X00-1-C1 @SIM7X00-1-C2 @SIM7X00-1-S1 @SIM7X00AT-2.2.2-R1 @SIM7X00AT-2.2.25-R2
  Scenario: Dialling leads to data mode, in which the host brings PPP up and ends it
    Given the module has accepted AT+CGDCONT=1,"IP","{apn}"
    When the host sends ATD*99#
    Then by the manual the module answers {dialled}
    When the host brings PPP up
    And the host ends PPP
    Then by our reading G106 the module reports NO CARRIER
    When the host sends AT
    Then by our reading G106 the module answers OK

  @id-netopen-ppp-second-apn @SIM7X00-1-C1 @SIM7X00-1-R3 @SIM7X00AT-2.2.2-R1 @SIM7X00AT-2.2.25-R2
  Scenario: PPP comes up with another APN
    Given the module has accepted AT+CGDCONT=1,"IP","{second_apn}"
    When the host sends ATD*99#
    Then by the manual the module answers {dialled}
    When the host brings PPP up
    And the host ends PPP
    Then by our reading G106 the module reports NO CARRIER

  @id-netopen-ppp-no-command @SIM7X00-1-C2 @SIM7X00-1-S1 @SIM7X00AT-2.2.2-R1 @SIM7X00AT-2.2.9-R2 @SIM7X00AT-2.2.25-R2
  Scenario: In data mode a command is no command
    Given the module has accepted AT+CGDCONT=1,"IP","{apn}"
    When the host sends ATD*99#
    Then by the manual the module answers {dialled}
    When the host types AT<CR>
    Then by the manual the module is silent for 2 s
    When the host types +++
    And the host is silent for just longer than {escape.after}
    Then by the manual the module answers OK

  @id-netopen-ppp-escape @SIM7X00-1-R2 @SIM7X00-1-S1 @SIM7X00AT-2.2.2-R1 @SIM7X00AT-2.2.9-R2 @SIM7X00AT-2.2.25-R2
  Scenario: The escape sequence leaves data mode while PPP is up
    Given the module has accepted AT+CGDCONT=1,"IP","{apn}"
    When the host sends ATD*99#
    Then by the manual the module answers {dialled}
    When the host brings PPP up
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then by the manual the module answers OK
    When the host sends AT
    Then the module answers OK

  @id-netopen-ppp-again @SIM7X00-1-C1 @SIM7X00-1-C2 @SIM7X00-1-E1 @SIM7X00-1-R2 @SIM7X00-1-S1 @SIM7X00AT-2.2.2-R1
  @SIM7X00AT-2.2.7-R2 @SIM7X00AT-2.2.9-R2 @SIM7X00AT-2.2.10-R1 @SIM7X00AT-2.2.25-R2 @SIM7X00AT-8.2.4-R2
  Scenario: Data mode is left, gone back to and left again, and after the call is hung up the next one carries PPP
    Given the module has accepted AT+CGDCONT=1,"IP","{apn}"
    When the host sends ATD*99#
    Then by the manual the module answers {dialled}
    When the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then by the manual the module answers OK
    When the host sends ATO
    Then by the manual the module answers {dialled}
    When the host types AT<CR>
    Then by the manual the module is silent for 2 s
    When the host brings PPP up
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then by the manual the module answers OK
    When the host sends ATH
    Then by the manual the module answers OK
    When the host sends AT+CGDCONT=1,"IP","{apn}"
    Then by the manual the module answers OK
    When the host sends ATD*99#
    Then by the manual the module answers {dialled}
    When the host brings PPP up
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then by the manual the module answers OK
    When the host sends ATO
    Then by the manual the module answers {dialled}
    When the host ends PPP
    Then by our reading G106 the module reports NO CARRIER
    When the host sends ATD*99#
    Then by the manual the module answers {dialled}
    When the host brings PPP up
    And the host ends PPP
    Then by our reading G106 the module reports NO CARRIER
