Feature: SIM7X00 note, 2.7 to 2.9: settings
  The note prints the commands alone; OK is meant (C27). Blanks after commas are tolerated (C66).

  @id-sim7x00-timeouts @SIM7X00-2.7-E1 @SIM7X00AT-11.2.12-R1
  Scenario: The three timeouts are set
    When the host sends AT+CIPTIMEOUT=40000, 30000, 25000
    Then the module answers OK

  @id-sim7x00-name-queries @SIM7X00-2.8-E1 @SIM7X00AT-11.3.3-R1
  Scenario: The recommended setting for DNS queries is made
    When the host sends AT+CIPDNSSET=0,30000, 5
    Then the module answers OK
