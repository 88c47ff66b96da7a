Feature: Closing told to the far end
  What the module leaves out in dormancy is sent there once it is set. The link is left alone for a minute.

  @id-netopen-closing-told @persistent @SIM7X00-2.9-R2 @SIM7X00-2.3.4-R6 @SIM7X00-2.3.4-L2 @SIM7X00AT-11.2.15-R2
  Scenario: The client of the second link that the host closes learns of it like the first
    Given a TCP client named first
    And a TCP client named second
    When the host sends AT+CNVW=1341,0,"01"
    Then by our reading G86 the module answers OK
    Given the module is power-cycled
    And the module is listening on port 8080
    When the first connects to port 8080
    Then the module reports +CLIENT: {accepted.link},0,{first.ip}:{first.port}
    When the second connects to port 8080
    Then by the manual the module reports +CLIENT: {accepted.second},0,{second.ip}:{second.port}
    When the host sends AT+CIPCLOSE={accepted.link}
    Then the module answers OK
    And the module reports +CIPCLOSE: {accepted.link},0
    And by our reading G83 the first sees FIN
    And by our reading G85 the module is silent for 60 s
    When the host sends AT+CIPCLOSE={accepted.second}
    Then the module answers OK
    And the module reports +CIPCLOSE: {accepted.second},0
    And the second sees FIN
    When the host sends AT+CNVW=1341,0,"00"
    Then by our reading G86 the module answers OK
    When the module is power-cycled
