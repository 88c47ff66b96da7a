Feature: Normal and quick sending

  @id-send-normal-waits @SIM800-6.4-R1 @SIM7020EN-2.2-C4 @SIM7020EN-6.9.3-R2
  Scenario: In normal sending mode SEND OK waits for the server's acknowledgement
    Given a TCP server
    And the module has accepted AT+CIPQSEND=0
    And the module is connected to the server
    When the server stops acknowledging
    And the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And the module is silent for 5 s
    When the server acknowledges again
    Then the module answers SEND OK

  @id-send-quick @SIM800-6.4-R2 @SIM7020EN-2.2-C4 @SIM7020EN-6.9.3-R1 @SIM7020EN-6.9.3-R3 @SIM7020ZH-6.9.3-R3
  Scenario: In quick sending mode DATA ACCEPT does not wait, and no SEND OK follows
    Given a TCP server
    And the module has accepted AT+CIPQSEND=1
    And the module is connected to the server
    When the server stops acknowledging
    And the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the module answers DATA ACCEPT:5
    And {send.quick} measures at most {send.quick}
    And the server receives hello
    When the server acknowledges again
    Then the module is silent for 20 s

  @id-send-quick-turned-off @SIM800-6.4-R1 @SIM800-6.4-R2 @SIM7020EN-2.2-C4 @SIM7020EN-6.9.3-R1 @SIM7020EN-6.9.3-R2
  Scenario: Back in normal sending mode SEND OK is reported
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPQSEND=1
    Then the module answers OK
    When the host sends AT+CIPQSEND=0
    Then the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And the module answers SEND OK

  @id-send-quick-udp @SIM800-6.4-R2 @SIM800-6.4-R3 @SIM800-6.4-R4
  Scenario: In quick sending mode a datagram is accepted as well, one after the other
    Given a UDP server
    And the module has accepted AT+CIPQSEND=1
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the module answers DATA ACCEPT:5
    And the server receives hello
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types x<all values but BS ESC Ctrl-Z><Ctrl-Z>
    Then the module answers DATA ACCEPT:254
    And the server receives x<all values but BS ESC Ctrl-Z>
    When the host sends AT+CIPQSEND=0
    Then the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types again<Ctrl-Z>
    Then the server receives again
    And the module answers SEND OK

  @id-send-quick-in-a-row @SIM800-6.4-R3 @SIM7020EN-6.9.3-R4
  Scenario: Quick sending does not wait for acknowledgements between commands
    Given a TCP server
    And the module has accepted AT+CIPQSEND=1
    And the module is connected to the server
    When the server stops acknowledging
    And the host sends AT+CIPSEND
    Then the module answers >
    When the host types one<Ctrl-Z>
    Then the module answers DATA ACCEPT:3
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types two<Ctrl-Z>
    Then the module answers DATA ACCEPT:3
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types three<Ctrl-Z>
    Then the module answers DATA ACCEPT:5
    When the server acknowledges again
    Then the server receives onetwothree

  @id-send-quick-length @SIM800-6.4-R4 @SIM7020EN-6.9.3-R3 @SIM7020ZH-6.9.3-R3
  Scenario Outline: DATA ACCEPT tells the number of bytes that were input
    Given a TCP server
    And the module has accepted AT+CIPQSEND=1
    And the module is connected to the server
    When the host sends <command>
    Then the module answers >
    When the host types <typed>
    Then the module answers DATA ACCEPT:<length>
    And the server receives <received>

    Examples:
      | case     | command      | typed               | length | received    |
      | one      | AT+CIPSEND   | a<Ctrl-Z>           | 1      | a           |
      | more     | AT+CIPSEND   | hello you<Ctrl-Z>   | 9      | hello you   |
      | fixed    | AT+CIPSEND=5 | hello               | 5      | hello       |
      | hundreds | AT+CIPSEND   | <500 bytes><Ctrl-Z> | 500    | <500 bytes> |

  @id-send-quick-multi @SIM800-6.4-R4 @SIM7020EN-6.9.3-R5
  Scenario: In multi connection mode DATA ACCEPT tells the connection number as well
    Given a TCP server
    And the module has accepted AT+CIPQSEND=1
    And the module is connected to the server as connection 2
    When the host sends AT+CIPSEND=2
    Then the module answers >
    When the host types 1234567890<Ctrl-Z>
    Then the module answers DATA ACCEPT:2,10
    And the server receives 1234567890
