Feature: Closing a link while the packet network is dormant
  The link is left alone for a minute.
  Whatever sets the stored item puts it back: it would hold for every scenario after the next power cycle.

  @id-netopen-fin-dormant-default @SIM7X00-2.9-R1 @SIM7X00-2.9-S1
  Scenario: By default a link closes in dormancy without the server being told
    Given a TCP server
    And the module is connected to the server as link 0
    Then by our reading G85 the module is silent for 60 s
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    And that took at most {close.dormant}
    And by our reading G85 the module is silent for 5 s
    And by our reading G85 the server sees no FIN

  @id-netopen-fin-dormant-pending @persistent @SIM7X00-2.9-R4 @SIM7X00-2.9-S1
  Scenario: Until the next power cycle the setting changes nothing
    Given a TCP server
    When the host sends AT+CNVW=1341,0,"01"
    Then by our reading G86 the module answers OK
    Given the module is connected to the server as link 0
    Then by our reading G85 the module is silent for 60 s
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    And by our reading G85 the module is silent for 5 s
    And by our reading G85 the server sees no FIN
    When the host sends AT+CNVW=1341,0,"00"
    Then by our reading G86 the module answers OK

  @id-netopen-fin-dormant-set @persistent @SIM7X00-2.9-R2 @SIM7X00-2.9-R4 @SIM7X00-2.9-S1
  Scenario: After the next power cycle the server is told in dormancy as well
    Given a TCP server
    When the host sends AT+CNVW=1341,0,"01"
    Then by our reading G86 the module answers OK
    Given the module is power-cycled
    And the module is connected to the server as link 0
    Then by our reading G85 the module is silent for 60 s
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    And the server sees FIN
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    And by our reading G85 the module is silent for 60 s
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    And the server's connection 2 sees FIN
    When the host sends AT+CNVW=1341,0,"00"
    Then by our reading G86 the module answers OK
    When the module is power-cycled

  @id-netopen-fin-set-once @persistent @SIM7X00-2.9-R3 @SIM7X00-2.9-S1
  Scenario: The setting outlives further power cycles
    Given a TCP server
    When the host sends AT+CNVW=1341,0,"01"
    Then by our reading G86 the module answers OK
    Given the module is power-cycled
    And the module is power-cycled
    And the module is connected to the server as link 0
    Then by our reading G85 the module is silent for 60 s
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    And the server sees FIN
    When the host sends AT+CNVW=1341,0,"00"
    Then by our reading G86 the module answers OK
    When the module is power-cycled

  @id-netopen-fin-dormancy-brought-about @persistent @SIM7X00-2.9-R1 @SIM7X00-2.9-R2 @SIM7X00-2.9-R4 @SIM7X00-2.9-S1
  @SIM7X00-2.9-E1
  Scenario: In dormancy that the network brings about the server is told of no close, but of every one once that is set
    Given a TCP server
    And the module is connected to the server as link 0
    When the network lets the packet service go dormant
    And the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    And the module is silent for 5 s
    And the server sees no FIN
    When the host sends AT+CIPOPEN=3,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 3,0
    When the network lets the packet service go dormant
    And the host sends AT+CIPCLOSE=3
    Then the module answers OK
    And the module reports +CIPCLOSE: 3,0
    And the module is silent for 5 s
    And the server's connection 2 sees no FIN
    When the host sends AT+CNVW=1341,0,"01"
    Then by our reading G86 the module answers OK
    # What was accepted once is accepted again.
    When the host sends AT+CNVW=1341,0,"01"
    Then the module answers OK
    When the host sends AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    When the network lets the packet service go dormant
    And the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    And the module is silent for 5 s
    And the server's connection 3 sees no FIN
    When the module is power-cycled
    And the module is connected to the server as link 0
    And the network lets the packet service go dormant
    And the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    And the server's connection 4 sees FIN
    When the host sends AT+CIPOPEN=3,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 3,0
    When the network lets the packet service go dormant
    And the host sends AT+CIPCLOSE=3
    Then the module answers OK
    And the module reports +CIPCLOSE: 3,0
    And the server's connection 5 sees FIN
    When the host sends AT+CNVW=1341,0,"00"
    Then by our reading G86 the module answers OK
    When the module is power-cycled

  @id-sim7x00-fin @persistent @SIM7X00-2.9-E1
  Scenario: The item that makes closing links say so is written
    When the host sends AT+CNVW=1341,0,"01"
    Then by our reading G86 the module answers OK
