Feature: Clients and servers after the first in single connection mode

  @id-server-again @SIM800-2.1.3-U1 @SIM800-2.1.3-R3 @SIM800-2.1.3-S1 @SIM800-2.1.3-R6 @SIM800-2.1.3-R5
  @SIM800-2.1.3-R1 @SIM800-2.1.3-R4 @SIM800-2.1.3-U2 @SIM800-2.1.1-U2 @SIM800-8-S12 @SIM800-9-R5
  @SIM7020EN-6.5-U2 @SIM7020EN-6.5-R3 @SIM7020EN-6.5-R4 @SIM7020EN-6.5-S1 @SIM7020EN-6.5-R5 @SIM7020EN-6.5-R6
  @SIM7020EN-6.5-R1 @SIM7020EN-6.5-U1 @SIM7020EN-6.5-U3 @SIM7020EN-6.11-S13
  @SIM7020EN-6.12-R7 @SIM7000-2.1.3-R6
  Scenario: A second client, a second server and a third one on another port do as the first ones do
    Given a TCP client
    And a TCP client named second
    And a TCP client named latecomer
    And the module is listening on port 1234
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the first<Ctrl-Z>
    Then the client receives to the first
    And the module answers SEND OK
    When the client closes
    Then by our reading G124 the module reports CLOSED
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by our reading G130 the module reports STATE: SERVER LISTENING
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    When the client's connection 2 resets
    Then by our reading G27 the module reports CLOSED
    When the second connects to port 1234
    Then the module reports REMOTE IP: {second.ip}
    When the second sends from the second
    Then the module delivers from the second
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the second<Ctrl-Z>
    Then the second receives to the second
    And the module answers SEND OK
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the second sends still here
    Then the module delivers still here
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    And the host sends AT+CIPSERVER=1,1234
    Then the module answers OK
    And the module reports SERVER OK
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the latecomer connects to port 1234
    Then the module is silent for 2 s
    And the latecomer is not connected
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is in IP STATUS
    And the host sends AT+CIPSERVER=1,40000
    Then the module answers OK
    And the module reports SERVER OK
    When the client connects to port 40000
    Then the module reports REMOTE IP: {client.ip}
    When the client's connection 3 sends again
    Then the module delivers again
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the latecomer connects to port 40000
    Then the module is silent for 2 s
    And the latecomer is not connected
    When the client's connection 3 sends still here
    Then the module delivers still here
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the last<Ctrl-Z>
    Then the client's connection 3 receives to the last
    And the module answers SEND OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK

  @id-server-client-announced-first @SIM800-2.1.3-U1 @SIM800-2.1.3-R3 @SIM7020EN-6.5-U2 @SIM7020EN-6.5-R3
  Scenario: A client that sends at once is announced before its data
    Given a TCP client
    And the module is listening on port 1234
    When the client connects to port 1234
    And the client sends at once
    Then the module reports REMOTE IP: {client.ip}
    And the module delivers at once

  # BS, ESC and Ctrl-Z may mean something where no length was given.
  @id-server-any-byte @SIM800-2.1.3-R3 @SIM7020EN-6.5-R3 @SIM7020EN-6.5-R4
  Scenario: Data of every value passes between server and client unchanged
    Given a TCP client
    And the module is listening on port 1234
    When the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    When the client sends <all values>
    Then the module delivers <all values>
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types <all values but BS ESC Ctrl-Z>+++<CR><LF>OK<CR><LF><Ctrl-Z>
    Then the client receives <all values but BS ESC Ctrl-Z>+++<CR><LF>OK<CR><LF>
    And the module answers SEND OK
    When the client sends <CR><LF>CLOSED<CR><LF>+++<CR><LF>SERVER CLOSE<CR><LF>
    Then the module delivers <CR><LF>CLOSED<CR><LF>+++<CR><LF>SERVER CLOSE<CR><LF>
    When the client sends <3000 bytes>
    Then the module delivers <3000 bytes>
