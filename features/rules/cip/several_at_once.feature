Feature: Several connections used at once
  The higher number is opened first; what is sent, received, counted and closed on one is told apart from the others.

  # The size of a sending is here the number of another connection.
  @id-several-interleaved @SIM7020EN-6.6-R1 @SIM7020EN-6.6-R3 @SIM7020EN-6.6-R4 @SIM7020ZH-6.6-R4 @SIM7020EN-6.6-R5
  @SIM7020EN-6.6-U1 @SIM7020EN-6.6-U2 @SIM7020EN-6.9.2-R3 @SIM7020EN-6.9.4-R2 @SIM7020EN-6.9.4-R3 @SIM7020EN-6.9.4-R5
  @SIM7020EN-6.9.4-R6
  Scenario: Three connections are opened, written and read across each other
    Given a TCP server
    And a TCP server named second
    And a UDP server named logger
    And the module is connected to the server as connection 2
    When the host sends AT+CIPSEND=2
    Then the module answers >
    When the host types TCP<Ctrl-Z>
    Then the server receives TCP
    And the module answers 2, SEND OK
    When the host sends AT+CIPACK=2
    Then the module answers
      """
      +CIPACK: 3,3,0
      OK
      """
    When the second stops acknowledging
    And the host sends AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    When the host sends AT+CIPSTART=0,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the second acknowledges again
    Then by our reading G60 the second sees a connection
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPACK=2
    Then the module answers
      """
      +CIPACK: 3,3,0
      OK
      """
    When the host sends AT+CIPSEND=1,2
    Then the module answers >
    When the host types ab
    Then the second receives ab
    And the module answers 1, SEND OK
    When the host sends AT+CIPSEND=2,1
    Then the module answers >
    When the host types c
    Then the server receives c
    And the module answers 2, SEND OK
    When the host sends AT+CIPSEND=0,1
    Then the module answers >
    When the host types d
    Then the logger receives d
    And the module answers 0, SEND OK
    When the server stops acknowledging
    And the host sends AT+CIPSEND=2
    Then the module answers >
    When the host types waits<Ctrl-Z>
    Then the module is silent for 1 s
    When the second sends meanwhile
    Then the module reports +RECEIVE,1,9:
    And the module delivers meanwhile
    When the server acknowledges again
    Then the module answers 2, SEND OK
    And the server receives waits
    When the logger sends log
    Then the module reports +RECEIVE,0,3:
    And the module delivers log
    When the server sends server
    Then the module reports +RECEIVE,2,6:
    And the module delivers server
    When the second sends second
    Then the module reports +RECEIVE,1,6:
    And the module delivers second
    When the host sends AT+CIPACK=1
    Then the module answers
      """
      +CIPACK: 2,2,0
      OK
      """
    When the host sends AT+CIPACK=2
    Then the module answers
      """
      +CIPACK: 9,9,0
      OK
      """

  @id-several-quickly @SIM7020EN-6.9.3-R1 @SIM7020EN-6.9.3-R3 @SIM7020ZH-6.9.3-R3 @SIM7020EN-6.9.3-R4
  @SIM7020EN-6.9.3-R5 @SIM7020EN-6.9.4-R3 @SIM7020EN-6.9.4-R4 @SIM7020ZH-6.9.4-R5 @SIM7020EN-6.9.4-R6
  @SIM7020EN-6.9.4-R7
  Scenario: Quick sending across three connections tells number and length of each, and counts each by itself
    Given a TCP server
    And a UDP server named logger
    And the module is connected to the server as connections {connections.max-2} to {connections.max-1}
    When the host sends AT+CIPSTART=0,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPQSEND=1
    Then the module answers OK
    When the host sends AT+CIPSEND={connections.max-1}
    Then the module answers >
    When the host types two<Ctrl-Z>
    Then the module answers DATA ACCEPT: {connections.max-1},3
    When the host sends AT+CIPSEND={connections.max-2}
    Then the module answers >
    When the host types <all values but BS ESC Ctrl-Z><Ctrl-Z>
    Then the module answers DATA ACCEPT: {connections.max-2},253
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types UDP<Ctrl-Z>
    Then the module answers DATA ACCEPT: 0,3
    When the host sends AT+CIPSEND={connections.max-1}
    Then the module answers >
    When the host types again<Ctrl-Z>
    Then the module answers DATA ACCEPT: {connections.max-1},5
    And the server's connection 2 receives twoagain
    And the server's connection 1 receives <all values but BS ESC Ctrl-Z>
    And the logger receives UDP
    # Time for the acknowledgements to come back.
    And the module is silent for 10 s
    When the host sends AT+CIPACK={connections.max-2}
    Then the module answers
      """
      +CIPACK: 253,253,0
      OK
      """
    When the host sends AT+CIPACK=0
    Then the module answers
      """
      +CIPACK: 3,0,3
      OK
      """
    When the host sends AT+CIPACK={connections.max-1}
    Then the module answers
      """
      +CIPACK: 8,8,0
      OK
      """
    When the host sends AT+CIPQSEND=0
    Then the module answers OK
    When the host sends AT+CIPSEND={connections.max-2}
    Then the module answers >
    When the host types normal<Ctrl-Z>
    Then the server's connection 1 receives normal
    And the module answers {connections.max-2}, SEND OK
    When the host sends AT+CIPACK={connections.max-2}
    Then the module answers
      """
      +CIPACK: 259,259,0
      OK
      """
    When the host sends AT+CIPQSEND=1
    Then the module answers OK
    When the host sends AT+CIPSEND={connections.max-1},5
    Then the module answers >
    When the host types quick
    Then the module answers DATA ACCEPT: {connections.max-1},5
    And the server's connection 2 receives quick
    And the module is silent for 10 s
    When the server stops acknowledging
    And the host sends AT+CIPSEND={connections.max-2}
    Then the module answers >
    When the host types unheard<Ctrl-Z>
    Then the module answers DATA ACCEPT: {connections.max-2},7
    When the host sends AT+CIPACK={connections.max-1}
    Then the module answers
      """
      +CIPACK: 13,13,0
      OK
      """
    When the host sends AT+CIPACK={connections.max-2}
    Then the module answers
      """
      +CIPACK: 266,259,7
      OK
      """
    When the server acknowledges again
    Then the server's connection 1 receives unheard

  @id-several-closed-and-opened @SIM7020EN-6.1-L1 @SIM7020EN-6.6-L1 @SIM7020EN-6.6-R3 @SIM7020EN-6.6-R4
  @SIM7020ZH-6.6-R4 @SIM7020EN-6.6-R5 @SIM7020EN-6.6-R6 @SIM7020EN-6.6-S2 @SIM7020EN-6.7-R8 @SIM7020ZH-6.7-R8
  @SIM7020EN-6.7-S2 @SIM7020EN-6.11-S15 @SIM7020EN-6.12-R3 @SIM7020EN-6.12-R4 @SIM7020EN-6.12-R5 @SIM7020EN-6.12-R6 @SIM7020EN-6.12-T2
  Scenario: With all connections open any of them is closed and opened again, and the others stay
    Given a TCP server
    And a UDP server named logger
    And the module is connected to the server as connections 0 to {connections.max-1}
    When the host sends AT+CIPCLOSE={connections.max-1},1
    Then the module answers {connections.max-1}, CLOSE OK
    When the host sends AT+CIPSTART={connections.max-1},"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports {connections.max-1}, CONNECT OK
    When the host sends AT+CIPSEND={connections.max-1}
    Then the module answers >
    When the host types last<Ctrl-Z>
    Then the logger receives last
    And the module answers {connections.max-1}, SEND OK
    # After a quick closing, closing is slow again where nothing is said.
    When the server stops acknowledging
    And the host sends AT+CIPCLOSE=0
    Then the module is silent for 1 s
    When the server acknowledges again
    Then the module answers 0, CLOSE OK
    When the server's connection 2 sends still here
    Then the module reports +RECEIVE,1,10:
    And the module delivers still here
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CLOSED"
      C: {1..4},0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: 5,0,"UDP","{logger.ip}","{logger.port}","CONNECTED"
      """
    When the host sends AT+CIPSTART=0,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types first<Ctrl-Z>
    Then the logger receives first
    And the module answers 0, SEND OK
    When the server's connection 5 sends here too
    Then the module reports +RECEIVE,4,8:
    And the module delivers here too
    # Quick closing does not wait for the server: it is over before data that comes much later.
    When the server stops acknowledging
    And the host sends AT+CIPCLOSE=4,1
    And the host is silent for 16 s
    And the logger sends late
    Then the module reports
      """
      4, CLOSE OK
      +RECEIVE,0,4:
      """
    And the module delivers late

  @id-several-after-shutting @SIM7020EN-2.2-C1 @SIM7020EN-6.6-R2 @SIM7020EN-6.6-R6 @SIM7020EN-6.6-S1 @SIM7020EN-6.6-S2
  @SIM7020EN-6.7-R9 @SIM7020EN-6.11-S32 @SIM7020AT-7.2.9-C1
  Scenario: Shut, left and chosen again, multi connection mode begins anew
    Given a TCP server
    And a TCP server named other
    And the module is connected to the server as connections 0 to 1
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: {0..1},0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: {2..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPMUX=0
    Then the module answers OK
    When the host sends AT+CIPMUX=1
    Then the module answers OK
    When the host sends AT+CSTT="{apn}"
    Then by the manual the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART=2,"TCP","{other.ip}","{other.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: {0..1},,"","","","INITIAL"
      C: 2,0,"TCP","{other.ip}","{other.port}","CONNECTED"
      C: {3..connections.max-1},,"","","","INITIAL"
      """
    When the other sends hello
    Then the module reports +RECEIVE,2,5:
    And the module delivers hello

  @id-several-states-again @SIM7020EN-6.11-R1 @SIM7020EN-6.11-S1 @SIM7020EN-6.11-S5 @SIM7020EN-6.11-S8
  @SIM7020EN-6.11-S12 @SIM7020EN-6.11-S15 @SIM7020EN-6.11-S27 @SIM7020EN-6.11-S29 @SIM7020EN-6.11-S30
  @SIM7020EN-6.11-S31 @SIM7020EN-6.11-S32 @SIM7020EN-6.11-S33 @SIM7020AT-7.2.9-C1 @SIM7020AT-3.2.35-C1
  Scenario: The states of many connections come and go again and again
    Given a TCP server
    And the module is connected to the server as connections 0 to 1
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    When the host sends AT+CIPCLOSE=0
    Then the module answers 0, CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP STATUS
    And by our reading G45 the module reports
      """
      C: {0..1},0,"TCP","{server.ip}","{server.port}","CLOSED"
      C: {2..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP PROCESSING
    And by our reading G45 the module reports C: 0,0,"TCP","{server.ip}","{server.port}","CLOSED"
    And the module reports
      """
      C: 1,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: {2..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    And by our reading G45 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CSTT="{apn}"
    Then by the manual the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP START
    And by our reading G45 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP GPRSACT
    And by our reading G45 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: {1..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CGATT=0
    Then by the manual the module answers OK
    And by our reading G42 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    And by our reading G45 the module reports
      """
      C: 0,0,"TCP","{server.ip}","{server.port}","CLOSED"
      C: {1..connections.max-1},,"","","","INITIAL"
      """
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    And by our reading G45 the module reports C: {0..connections.max-1},,"","","","INITIAL"
    When the host sends AT+CGATT=1
    Then by the manual the module answers OK

  @id-several-dropped @SIM7020EN-6.6-R3 @SIM7020EN-6.6-U1 @SIM7020EN-6.6-U2 @SIM7020EN-6.13-X1
  Scenario: One of two connections is dropped again and again, and started again beside the other one
    Given a TCP server
    And a TCP server named other
    And the module is connected to the server as connection 1
    When the host sends AT+CIPSTART=0,"TCP","{other.ip}","{other.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK
    When the server resets
    Then by our reading G27 the module reports 1, CLOSED
    When the host sends AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the other sends hello
    Then the module reports +RECEIVE,0,5:
    And the module delivers hello
    When the server resets
    Then by our reading G27 the module reports 1, CLOSED
    When the host sends AT+CIPSTART=1,"UDP","192.0.2.1",9
    Then the module answers OK
    And by our reading G48 the module reports 1, CONNECT OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types still here<Ctrl-Z>
    Then the other receives still here
    And the module answers 0, SEND OK
