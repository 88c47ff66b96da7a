Feature: Commands that a note only names
  What they take and answer is from the manual; that they are known is from the note.

  @id-named-test-forms @SIM7020EN-2.2-C13 @SIM7020EN-2.2-C18 @SIM7020ZH-2.2-C18 @SIM7020EN-2.2-C19
  @SIM7020EN-2.2-C26 @SIM7020AT-7.2.13-R1 @SIM7020AT-7.2.18-R1 @SIM7020AT-7.2.19-R1 @SIM7020AT-7.2.25-R1
  Scenario Outline: The test form tells what a command takes
    Given the module is in IP INITIAL
    When the host sends <command>=?
    Then by the manual the module answers
      """
      <answer>
      OK
      """

    Examples:
      | case       | command    | answer                                         |
      | dns        | AT+CDNSCFG | +CDNSCFG: ("Primary DNS"),("Secondary DNS")    |
      | timer      | AT+CIPATS  | +CIPATS: (0-NOT AUTO SEND,1-AUTO SEND),(1-100) |
      | prompt     | AT+CIPSPRT | +CIPSPRT: (0,1,2)                              |
      | keep-alive | AT+CIPTKA  | +CIPTKA: (0-1),(30-7200),(30-600),(1-9)        |

  @id-named-address-test-form @SIM7020AT-7.2.17-R1
  Scenario: The command for the address by its name takes nothing
    Given the module is in IP INITIAL
    When the host sends AT+CIFSREX=?
    Then the module answers OK

  @id-named-address @SIM7020EN-2.2-C17 @SIM7020AT-7.2.17-R1
  Scenario Outline: The local address can be asked for by its name, and OK follows it
    Given the module is in <state>
    When the host sends AT+CIFSREX
    Then by the manual the module answers
      """
      +CIFSREX: {module.ip}
      OK
      """

    Examples:
      | case   | state      |
      | active | IP GPRSACT |
      | status | IP STATUS  |

  @id-named-address-before-the-bearer @SIM7020AT-7.2.17-X1
  Scenario Outline: Before the bearer is up there is no address by its name either
    Given the module is in <state>
    When the host sends AT+CIFSREX
    Then the module answers ERROR

    Examples:
      | case    | state      |
      | initial | IP INITIAL |
      | start   | IP START   |

  @id-named-dns-servers @SIM7020AT-7.2.13-R2
  Scenario Outline: One name server or two can be set
    Given the module is in IP INITIAL
    When the host sends AT+CDNSCFG=<servers>
    Then the module answers OK

    Examples:
      | case | servers                          |
      | one  | "114.114.114.114"                |
      | two  | "114.114.114.114","119.29.29.29" |

  @id-named-dns-servers-kept @SIM7020AT-7.2.13-R2
  Scenario: The name servers that were set are shown
    Given the module is in IP INITIAL
    When the host sends AT+CDNSCFG="114.114.114.114","119.29.29.29"
    Then the module answers OK
    When the host sends AT+CDNSCFG?
    Then the module answers
      """
      PrimaryDns: {dns.server}
      SecondaryDns: {dns.server}
      OK
      """
    When the host sends AT+CDNSCFG?
    Then by our reading G21 the module answers
      """
      PrimaryDns: 114.114.114.114
      SecondaryDns: 119.29.29.29
      OK
      """

  @id-named-dns-server-no-address @SIM7020AT-7.2.13-X1
  Scenario Outline: A name server that is no address is refused
    Given the module is in IP INITIAL
    When the host sends AT+CDNSCFG=<servers>
    Then the module answers ERROR

    Examples:
      | case   | servers                  |
      | name   | "resolver.example"       |
      | number | "256.1.1.1"              |
      | second | "114.114.114.114","here" |

  # C71: a family without circuit-switched calls names the mode all the same.
  @id-named-bearer-kinds @SIM7020EN-2.2-C21 @SIM7020AT-7.2.20-R1
  Scenario: The test form names both kinds of bearer
    Given the module is in IP INITIAL
    When the host sends AT+CIPCSGP=?
    Then by the manual the module answers
      """
      +CIPCSGP: 0-CSD,DIALNUMBER,USER NAME,PASSWORD,RATE(0-3)
      +CIPCSGP: 1-GPRS,APN,USER NAME,PASSWORD
      OK
      """

  @id-named-bearer-chosen @SIM7020AT-7.2.20-R2 @SIM7020AT-7.2.20-X1
  Scenario: The packet bearer can be chosen, and a third kind cannot
    Given the module is in IP INITIAL
    When the host sends AT+CIPCSGP=1
    Then the module answers OK
    When the host sends AT+CIPCSGP=2
    Then the module answers ERROR

  @id-named-bearer-kept @SIM7020AT-7.2.20-R2
  Scenario: The bearer that was chosen is shown, with its access point name
    Given the module is in IP INITIAL
    When the host sends AT+CIPCSGP=1,"internet.example","alice","open sesame"
    Then the module answers OK
    When the host sends AT+CIPCSGP?
    Then the module answers
      """
      +CIPCSGP: 1,{bearer.kept}
      OK
      """
