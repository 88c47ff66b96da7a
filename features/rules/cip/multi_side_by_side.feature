Feature: Connections side by side
  What belongs to one of several connections is not told, sent or counted as another's.

  @id-side-by-side-all @SIM800-1-L1 @SIM800-3-L1 @SIM800-3.1-L1 @SIM800-3.1-R3 @SIM800-3.1-R4 @SIM800-3.1-U2
  @SIM7000-1-L1 @SIM7000-3-L1 @SIM7000-3.1-L1 @SIM7000-3.1-U2
  Scenario: All connections carry data at the same time, and again after some were closed
    Given a TCP server
    And a TCP server named last
    And the module is connected to the server as connections 0 to {connections.max-2}
    When the host sends AT+CIPSTART={connections.max-1},"TCP","{last.ip}","{last.port}"
    Then the module answers OK
    And the module reports {connections.max-1}, CONNECT OK
    When the last sends hello
    Then the module reports +RECEIVE,{connections.max-1},5:
    And the module delivers hello
    When the server's connection 5 sends fifth
    Then the module reports +RECEIVE,4,5:
    And the module delivers fifth
    When the server's connection 4 sends fourth
    Then the module reports +RECEIVE,3,6:
    And the module delivers fourth
    When the server's connection 3 sends third
    Then the module reports +RECEIVE,2,5:
    And the module delivers third
    When the server's connection 2 sends second
    Then the module reports +RECEIVE,1,6:
    And the module delivers second
    When the server's connection 1 sends first
    Then the module reports +RECEIVE,0,5:
    And the module delivers first
    When the host sends AT+CIPSEND={connections.max-1}
    Then the module answers >
    When the host types to the last<Ctrl-Z>
    Then the last receives to the last
    And the module answers {connections.max-1}, SEND OK
    When the host sends AT+CIPSEND=2
    Then the module answers >
    When the host types to the third<Ctrl-Z>
    Then the server's connection 3 receives to the third
    And the module answers 2, SEND OK
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2, CLOSE OK
    When the host sends AT+CIPCLOSE={connections.max-1}
    Then the module answers {connections.max-1}, CLOSE OK
    When the host sends AT+CIPSTART={connections.max-1},"TCP","{last.ip}","{last.port}"
    Then the module answers OK
    And the module reports {connections.max-1}, CONNECT OK
    When the host sends AT+CIPSTART=2,"TCP","{last.ip}","{last.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the last's connection 3 sends hello again
    Then the module reports +RECEIVE,2,11:
    And the module delivers hello again
    When the last's connection 2 sends hi
    Then the module reports +RECEIVE,{connections.max-1},2:
    And the module delivers hi
    When the server's connection 1 sends bye
    Then the module reports +RECEIVE,0,3:
    And the module delivers bye
    And the server receives nothing more

  @id-side-by-side-connecting @SIM800-3.1-R2 @SIM800-3.1-U1
  Scenario: Of two connections that are coming up each is reported by its own number
    Given a TCP server
    And a TCP server named second
    And the server stops acknowledging
    And the module is in IP STATUS in multi connection mode
    When the host sends AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    When the host sends AT+CIPSTART=0,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the second sends hello
    Then the module reports +RECEIVE,0,5:
    And the module delivers hello
    When the server acknowledges again
    Then the module reports 2, CONNECT OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types to the second<Ctrl-Z>
    Then the second receives to the second
    And the module answers 0, SEND OK
    When the host sends AT+CIPSEND=2
    Then the module answers >
    When the host types to the first<Ctrl-Z>
    Then the server receives to the first
    And the module answers 2, SEND OK

  @id-side-by-side-while-asking @SIM800-3.1-U2 @SIM800-3.1-R3 @SIM7000-3.1-U2
  Scenario: What arrives while data is asked for is told by the number of its connection
    Given a TCP server
    And the module is connected to the server as connections 0 to 2
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the server's connection 3 sends three
    And the host is silent for 2 s
    And the server's connection 1 sends first
    And the host is silent for 2 s
    And the server's connection 2 sends second
    And the host is silent for 2 s
    And the host types hello<Ctrl-Z>
    Then the server's connection 1 receives hello
    And the module answers 0, SEND OK
    And the module reports +RECEIVE,2,5:
    And the module delivers three
    And the module reports +RECEIVE,0,5:
    And the module delivers first
    And the module reports +RECEIVE,1,6:
    And the module delivers second

  @id-side-by-side-thousands @SIM800-3.1-U2 @SIM7000-3.1-U2
  Scenario: The lengths before received data count all of it, in however many pieces it comes
    Given a TCP server
    And the module is connected to the server as connections 0 to 1
    When the server's connection 2 sends <1200 bytes>
    Then the module puts out <1200 bytes> under +RECEIVE,1,{counted}:
    When the server's connection 1 sends <1460 bytes>
    Then the module puts out <1460 bytes> under +RECEIVE,0,{counted}:
    When the server's connection 2 sends <4000 bytes>
    Then the module puts out <4000 bytes> under +RECEIVE,1,{counted}:

  @id-side-by-side-any-byte @SIM800-3.1-R3 @SIM800-3.1-U2 @SIM800-6.1-R3
  @SIM7000-3.1-U2
  Scenario: Numbered connections send and receive any byte
    # What ends the input is left out of what is sent.
    Given a TCP server
    And a UDP server named logger
    And the module is connected to the server as connections 1 to 2
    When the host sends AT+CIPSTART=0,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSEND=2
    Then the module answers >
    When the host types x<all values but BS ESC Ctrl-Z><Ctrl-Z>
    Then the server's connection 2 receives x<all values but BS ESC Ctrl-Z>
    And the module answers 2, SEND OK
    When the host sends AT+CIPSEND=1,254
    Then the module answers >
    When the host types x<all values but BS ESC Ctrl-Z>
    Then the server's connection 1 receives x<all values but BS ESC Ctrl-Z>
    And the module answers 1, SEND OK
    When the host sends AT+CIPSEND=0,254
    Then the module answers >
    When the host types x<all values but BS ESC Ctrl-Z>
    Then the logger receives x<all values but BS ESC Ctrl-Z>
    And the module answers 0, SEND OK
    When the logger sends x<all values>
    Then the module reports +RECEIVE,0,257:
    And the module delivers x<all values>
    When the server's connection 2 sends x<all values>
    Then the module reports +RECEIVE,2,257:
    And the module delivers x<all values>
    When the server's connection 1 sends <CR><LF>2, CLOSED<CR><LF>+RECEIVE,2,5:<CR><LF>
    Then the module reports +RECEIVE,1,28:
    And the module delivers <CR><LF>2, CLOSED<CR><LF>+RECEIVE,2,5:<CR><LF>
    When the host sends AT
    Then the module answers OK
