Feature: SIM800 note, chapter 4: two GPRS contexts

  @id-sim800-two-contexts @SIM800-4-E1
  Scenario: Two contexts with a TCP connection in each
    Given a TCP server
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 1
      OK
      """
    When the host sends AT+CIPMUX=1
    Then the module answers OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSGTXT=1
    Then the module answers OK
    When the host sends AT+CSTT="{second_apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.second_ip}
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}",{server.port}
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the server's connection 1 sends Hello world 000
    Then the module reports +RECEIVE,0,15:
    And the module delivers Hello world 000
    When the server's connection 2 sends Hello world 111
    Then the module reports +RECEIVE,1,15:
    And the module delivers Hello world 111
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types test 0<Ctrl-Z>
    Then the server's connection 1 receives test 0
    And the module answers 0, SEND OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types test 2<Ctrl-Z>
    Then the server's connection 2 receives test 2
    And the module answers 1, SEND OK
    When the host sends AT+CIPCLOSE=0
    Then the module answers 0, CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    # C14: the family has six connections, 0 to 5; the rows 6 and 7 may come.
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CLOSED"
      C: 1,1,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: 2,,"","","","INITIAL"
      C: 3,,"","","","INITIAL"
      C: 4,,"","","","INITIAL"
      C: 5,,"","","","INITIAL"
      C: 6,,"","","","INITIAL"
      C: 7,,"","","","INITIAL"
      """
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSGTXT=0
    Then the module answers OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
