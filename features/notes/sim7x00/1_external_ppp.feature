Feature: SIM7X00 note, chapter 1: external PPP

  # The note prints the commands alone: OK after the first, CONNECT after the second (C27).
  @id-sim7x00-ppp @SIM7X00-1-E1 @SIM7X00AT-2.2.2-R1 @SIM7X00AT-8.2.4-R1
  Scenario: The APN is set and PPP dialled
    When the host sends AT+CGDCONT=1,"IP","{apn}"
    Then the module answers OK
    When the host sends ATD*99#
    Then the module answers {dialled}
