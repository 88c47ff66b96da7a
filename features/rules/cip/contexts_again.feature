Feature: Two PDP contexts in turn

  @id-contexts-again @SIM800-4-R1 @SIM800-4-R3 @SIM800-4-R5 @SIM800-4-R6 @SIM800-4-R7 @SIM800-2.1.1-R10
  @SIM7000-4-R1
  Scenario: The contexts are selected in turn, and each keeps its connections
    # C14: SIM800 has six connections; the note prints eight rows, here as there.
    Given a TCP server
    And a TCP server named second
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSGTXT=1
    Then the module answers OK
    When the host sends AT+CSTT="{second_apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.second_ip}
    When the host sends AT+CIPSGTXT=0
    Then the module answers OK
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSGTXT=1
    Then the module answers OK
    When the host sends AT+CIPSTART=2,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSTART=3,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 3, CONNECT OK
    When the second's connection 1 sends second
    Then the module reports +RECEIVE,2,6:
    And the module delivers second
    When the server's connection 1 sends first
    Then the module reports +RECEIVE,0,5:
    And the module delivers first
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2, CLOSE OK
    When the host sends AT+CIPCLOSE=0
    Then the module answers 0, CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CLOSED"
      C: 1,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: 2,1,"TCP","{second.ip}","{second.port}","CLOSED"
      C: 3,1,"TCP","{second.ip}","{second.port}","CONNECTED"
      C: {4..7},,"","","","INITIAL"
      """
    When the host sends AT+CIPSTART=0,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSGTXT=0
    Then the module answers OK
    When the host sends AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the server's connection 3 sends hello
    Then the module reports +RECEIVE,2,5:
    And the module delivers hello
    When the host sends AT+CIPSEND=3
    Then the module answers >
    When the host types to the second<Ctrl-Z>
    Then the second's connection 2 receives to the second
    And the module answers 3, SEND OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,1,"TCP","{second.ip}","{second.port}","CONNECTED"
      C: {1..2},0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: 3,1,"TCP","{second.ip}","{second.port}","CONNECTED"
      C: {4..7},,"","","","INITIAL"
      """

  @id-contexts-shut-in-turn @SIM800-4-R4 @SIM800-4-R5 @SIM800-4-R8 @SIM800AT-8.2.3-X1 @SIM800AT-8.2.11-R2
  Scenario: When one context has been shut the other is still of use, and the second can be brought up again
    # C79
    Given a TCP server
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSGTXT=1
    Then the module answers OK
    When the host sends AT+CSTT="{second_apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.second_ip}
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSGTXT=0
    Then the module answers OK
    When the host sends AT+CDNSGIP="{server.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{server.name}","{server.ip}"
    When the host sends AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSEND=2
    Then the module answers >
    When the host types in the first<Ctrl-Z>
    Then the server's connection 3 receives in the first
    And the module answers 2, SEND OK
    When the host sends AT+CIPSGTXT=1
    Then the module answers OK
    When the host sends AT+CSTT="{second_apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the server's connection 4 sends hello
    Then the module reports +RECEIVE,1,5:
    And the module delivers hello
    When the server's connection 3 sends hello again
    Then the module reports +RECEIVE,2,11:
    And the module delivers hello again
    When the host sends AT+CIPSGTXT=0
    Then the module answers OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSEND=2
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSGTXT=1
    Then the module answers OK
    When the host sends AT+CDNSGIP="{server.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{server.name}","{server.ip}"
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIFSR
    Then by the manual the module answers ERROR
