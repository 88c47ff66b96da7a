Feature: Two PDP contexts

  @id-contexts-need-multi-connection @SIM800-4-R2 @SIM800AT-8.2.29-X1
  Scenario: There is no second context in single connection mode
    Given the module is in IP STATUS
    When the host sends AT+CIPSGTXT=1
    Then by the manual the module answers ERROR

  @id-contexts-in-multi-connection @SIM800-4-R2
  Scenario: There is a second context in multi connection mode
    Given the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSGTXT=1
    Then the module answers OK

  @id-contexts-selected @SIM800-4-R3 @SIM800-8-S10 @SIM800-3.1-R6 @SIM7000-3.1-R6 @SIM800AT-8.2.12-R1
  Scenario: What is selected is what the next commands work on
    Given the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSGTXT=1
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by our reading G14 the module reports
      """
      STATE: IP INITIAL
      C: {0..7},,"","","","INITIAL"
      """
    When the host sends AT+CIPSGTXT=0
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by the manual the module reports
      """
      STATE: IP STATUS
      C: {0..7},,"","","","INITIAL"
      """

  @id-contexts-in-small-letters @SIM800-4-R3 @SIM800AT-8.2.11-R2
  Scenario: A context is selected by a command in small letters as well
    Given the module is in IP STATUS in multi connection mode
    When the host sends at+cipsgtxt=1
    Then the module answers OK
    When the host sends AT+CIFSR
    Then by the manual the module answers ERROR

  @id-contexts-two @SIM800-4-R1 @SIM800-4-R3 @SIM7000-4-R1 @SIM800AT-8.2.29-X1
  Scenario: There are only two contexts
    Given the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSGTXT=2
    Then by the manual the module answers ERROR

  @id-contexts-own-apn @SIM800-4-R1 @SIM800-4-R3 @SIM7000-4-R1
  Scenario: Each context keeps the access point name that was set for it
    Given the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSGTXT=1
    Then the module answers OK
    When the host sends AT+CSTT="{second_apn}"
    Then the module answers OK
    When the host sends AT+CSTT?
    Then by our reading G14 the module answers
      """
      +CSTT: "{second_apn}","",""
      OK
      """
    When the host sends AT+CIPSGTXT=0
    Then the module answers OK
    When the host sends AT+CSTT?
    Then by our reading G14 the module answers
      """
      +CSTT: "{apn}","",""
      OK
      """

  @id-contexts-brought-up @SIM800-4-R4 @SIM800-4-R1 @SIM7000-4-R1 @SIM800AT-8.2.11-R2
  Scenario: The second context is brought up by itself, and the first stays as it is
    Given the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSGTXT=1
    Then the module answers OK
    When the host sends AT+CIFSR
    Then by the manual the module answers ERROR
    When the host sends AT+CSTT="{second_apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.second_ip}
    When the host sends AT+CIPSGTXT=0
    Then the module answers OK
    When the host sends AT+CIFSR
    Then by our reading G71 the module answers {module.ip}

  @id-contexts-connection-in-each @SIM800-4-R5 @SIM800-4-R7 @SIM800-4-R1 @SIM7000-4-R1
  Scenario: A connection is opened in the selected context, and the status shows in which it is
    # C14: SIM800 has six connections; the note prints eight rows, here as there.
    Given a TCP server
    And the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSGTXT=1
    Then the module answers OK
    When the host sends AT+CSTT="{second_apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.second_ip}
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSGTXT=0
    Then the module answers OK
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,1,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: 1,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: {2..7},,"","","","INITIAL"
      """

  @id-contexts-own-address @SIM800-4-R4 @SIM800-4-R5
  Scenario: A connection comes from the address of the context that was selected
    Given a TCP server
    And a TCP server named other
    And the module is in IP STATUS in multi connection mode
    And the module has accepted
      """
      AT+CIPSGTXT=1
      AT+CSTT="{second_apn}"
      AT+CIICR
      """
    When the host sends AT+CIFSR
    Then the module answers {module.second_ip}
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    And by our reading G15 the server is called from address {module.second_ip}
    When the host sends AT+CIPSGTXT=0
    Then the module answers OK
    When the host sends AT+CIPSTART=1,"TCP","{other.ip}","{other.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    And by our reading G15 the other is called from address {module.ip}

  @id-contexts-data-as-usual @SIM800-4-R6 @SIM800-4-R4 @SIM800-4-R7 @SIM800-4-R1 @SIM7000-4-R1
  Scenario: Connections of both contexts receive, send and close whichever context is selected
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
    When the server's connection 1 sends first
    Then the module reports +RECEIVE,0,5:
    And the module delivers first
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types in the first<Ctrl-Z>
    Then the server's connection 1 receives in the first
    And the module answers 0, SEND OK
    When the host sends AT+CIPSGTXT=0
    Then the module answers OK
    When the server's connection 2 sends second
    Then the module reports +RECEIVE,1,6:
    And the module delivers second
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types in the second<Ctrl-Z>
    Then the server's connection 2 receives in the second
    And the module answers 1, SEND OK
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    And by our reading G12 the server's connection 2 sees FIN
    When the host sends AT+CIPSGTXT=1
    Then the module answers OK
    When the host sends AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPCLOSE=0
    Then the module answers 0, CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    # C14: SIM800 has six connections; the note prints eight rows, here as there.
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CLOSED"
      C: 1,1,"TCP","{server.ip}","{server.port}","CLOSED"
      C: 2,1,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: {3..7},,"","","","INITIAL"
      """

  @id-contexts-shut-one @SIM800-4-R3 @SIM800-4-R8 @SIM800AT-8.2.3-X1 @SIM800AT-8.2.11-R2
  Scenario: CIPSHUT shuts the selected context, and the other lives on until it is shut itself
    # C79: the text of chapter 3 and the manuals have all connections closed.
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
    When the host sends AT+CIFSR
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSEND=1
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSGTXT=0
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIFSR
    Then by the manual the module answers ERROR

  @id-contexts-shut-one-keeps-connections @SIM800-4-R8
  Scenario: When the second context is shut, the first still has its address and its connection
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
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSGTXT=0
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the server's connection 1 sends hello
    Then by our reading G16 the module reports +RECEIVE,0,5:
    And by our reading G16 the module delivers hello
