Feature: One sending after the other
  No length, time, mode or amount outlives what it was given for.

  @id-send-again-lengths @SIM800-6-R1 @SIM800-6.1-R1 @SIM800-6.1-R2
  Scenario: With a length and without one in turn, no length outlives its sending
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers SEND OK
    When the host sends AT+CIPSEND=3
    Then the module answers >
    When the host types you
    Then the server receives you
    And the module answers SEND OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello again<Ctrl-Z>
    Then the server receives hello again
    And the module answers SEND OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types x
    Then the server receives x
    And the module answers SEND OK
    When the host sends AT+CIPSEND=3
    Then the module answers >
    When the host types <LF><CR>+
    Then the server receives <LF><CR>+
    And the module answers SEND OK
    When the host sends AT+CIPSEND=9
    Then the module answers >
    When the host types <CR><LF>OK<CR><LF>a<CR><LF>
    Then the server receives <CR><LF>OK<CR><LF>a<CR><LF>
    And the module answers SEND OK
    When the host sends AT+CIPSEND=254
    Then the module answers >
    When the host types x<all values but BS ESC Ctrl-Z>
    Then the server receives x<all values but BS ESC Ctrl-Z>
    And the module answers SEND OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types y<Ctrl-Z>
    Then the server receives y
    And the module answers SEND OK
    And the server receives nothing more

  @id-send-again-lengths-multi @SIM800-6.1-R1 @SIM800-6.1-R3 @SIM800-3.1-R3
  Scenario: In multi connection mode a length holds for one sending on one connection
    Given a TCP server
    And the module is connected to the server as connections 0 to 2
    When the host sends AT+CIPSEND=2,5
    Then the module answers >
    When the host types hello
    Then the server's connection 3 receives hello
    And the module answers 2, SEND OK
    When the host sends AT+CIPSEND=0,3
    Then the module answers >
    When the host types you
    Then the server's connection 1 receives you
    And the module answers 0, SEND OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types hello again<Ctrl-Z>
    Then the server's connection 2 receives hello again
    And the module answers 1, SEND OK
    When the host sends AT+CIPSEND=2,8
    Then the module answers >
    When the host types <CR><LF>good<CR><LF>
    Then the server's connection 3 receives <CR><LF>good<CR><LF>
    And the module answers 2, SEND OK

  @id-send-again-too-great @SIM800-6.3-X1 @SIM800-6.1-R1
  Scenario: A fixed length beyond the greatest is refused every time, and the next one is taken
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND?
    Then the module answers
      """
      +CIPSEND: {send.greatest}
      OK
      """
    When the host sends AT+CIPSEND={send.greatest+1}
    Then the module answers ERROR
    When the host sends AT+CIPSEND={send.greatest+1}
    Then the module answers ERROR
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers SEND OK
    When the host sends AT+CIPSEND={send.greatest+1}
    Then the module answers ERROR

  @id-send-again-next-connection @SIM800-6.1-R1 @SIM800-6.3-R1 @SIM800-6.3-L1 @SIM800-6.5-S1
  Scenario: The next connection is shown as up, and takes as much as it tells
    # By the manual the way from one connection to the next leads by AT+CIPSHUT.
    Given a TCP server
    And a TCP server named second
    And the module is connected to the server
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is connected to the second
    And the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the host sends AT+CIPSEND?
    Then the module answers
      """
      +CIPSEND: {send.greatest}
      OK
      """
    When the host sends AT+CIPSEND={send.greatest-1}
    Then the module answers >
    When the host types <{send.greatest-1} bytes>
    Then the second receives <{send.greatest-1} bytes>
    And the module answers SEND OK

  @id-send-again-quick-greatest @SIM800-6.3-R1 @SIM800-6.3-L1 @SIM800-6.4-R2 @SIM800-6.4-R4
  Scenario: Quick sending does not change the greatest length, and tells it
    Given a TCP server
    And the module is connected to the server
    And the module has accepted AT+CIPQSEND=1
    When the host sends AT+CIPSEND?
    Then the module answers
      """
      +CIPSEND: {send.greatest}
      OK
      """
    When the host sends AT+CIPSEND={send.greatest-1}
    Then the module answers >
    When the host types <{send.greatest-1} bytes>
    Then the module answers DATA ACCEPT:{send.greatest-1}
    And the server receives <{send.greatest-1} bytes>
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types x<all values but BS ESC Ctrl-Z><Ctrl-Z>
    Then the module answers DATA ACCEPT:254
    And the server receives x<all values but BS ESC Ctrl-Z>
    And the module is silent for 5 s

  @id-send-again-quick-multi @SIM800-3.1-R3 @SIM800-6.4-R2 @SIM800-6.4-R3 @SIM800-6.4-R4 @SIM800-6.5-R2 @SIM800-6.5-R3
  @SIM800-6.5-R4
  Scenario: Quick sending on several connections: one that waits holds up no other, and each is counted by itself
    Given a TCP server
    And a TCP server named second
    And a UDP server named logger
    And the module has accepted AT+CIPQSEND=1
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the server stops acknowledging
    And the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types one<Ctrl-Z>
    Then the module answers DATA ACCEPT:0,3
    And the server receives one
    When the host sends AT+CIPSEND=2
    Then the module answers >
    When the host types UDP!<Ctrl-Z>
    Then the module answers DATA ACCEPT:2,4
    And the logger receives UDP!
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types x<all values but BS ESC Ctrl-Z><Ctrl-Z>
    Then the module answers DATA ACCEPT:1,254
    And the second receives x<all values but BS ESC Ctrl-Z>
    When the host sends AT+CIPSEND=1,4
    Then the module answers >
    When the host types more
    Then the module answers DATA ACCEPT:1,4
    And the second receives more
    When the second sends answer
    Then the module reports +RECEIVE,1,6:
    And the module delivers answer
    When the host is silent for 20 s
    And the host sends AT+CIPACK=1
    Then the module answers
      """
      +CIPACK: 258,258,0
      OK
      """
    When the host sends AT+CIPACK=0
    Then the module answers
      """
      +CIPACK: 3,0,3
      OK
      """
    When the host sends AT+CIPACK=2
    Then the module answers
      """
      +CIPACK: 4,0,4
      OK
      """
    When the server acknowledges again
    Then the module is silent for 20 s
    When the host sends AT+CIPACK=0
    Then by our reading G29 the module answers
      """
      +CIPACK: 3,3,0
      OK
      """
    When the host sends AT+CIPQSEND=0
    Then the module answers OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types end<Ctrl-Z>
    Then the second receives end
    And the module answers 1, SEND OK
    When the host sends AT+CIPACK=1
    Then the module answers
      """
      +CIPACK: 261,261,0
      OK
      """
    And the server receives nothing more
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK
    When the host sends AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types anew<Ctrl-Z>
    Then the second's connection 2 receives anew
    And the module answers 1, SEND OK
    When the host sends AT+CIPACK=1
    Then the module answers
      """
      +CIPACK: 4,4,0
      OK
      """

  @id-send-again-own-acknowledgement @SIM800-6.4-R1
  Scenario: SEND OK waits for the acknowledgement of its own connection
    Given a TCP server
    And a TCP server named second
    And the module is connected to the server as connection 0
    And the module has accepted AT+CIPQSEND=1
    When the host sends AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the server stops acknowledging
    And the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types a<Ctrl-Z>
    Then the module answers DATA ACCEPT:0,1
    And the server receives a
    When the second stops acknowledging
    And the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types hello you<Ctrl-Z>
    Then the module answers DATA ACCEPT:1,9
    And the second receives hello you
    When the host sends AT+CIPQSEND=0
    Then the module answers OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types b<Ctrl-Z>
    Then the module is silent for 2 s
    When the second acknowledges again
    Then the module is silent for 20 s
    When the server acknowledges again
    Then the module answers 0, SEND OK
    And the server receives b

  @id-send-again-timed @SIM800-6.2-R1 @SIM800-6.2-T1 @SIM800AT-8.2.16-C1 @SIM800AT-8.2.16-T1
  Scenario: The time can be set anew, and counts for each sending from its own prompt
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPATS=1,2
    Then by the manual the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types one
    Then the server receives one
    And by the manual {send.interval} measures between {send.interval.short.min} and {send.interval.short.max}
    And the module answers SEND OK
    When the host sends AT+CIPATS=1,12
    Then by the manual the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types two
    And the host is silent for 9 s
    Then the server receives two
    And by the manual {send.interval} measures between {send.interval.long.min} and {send.interval.long.max}
    And the module answers SEND OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types three<Ctrl-Z>
    Then the server receives three
    And the module answers SEND OK
    When the host is silent for 3 s
    And the host sends AT+CIPSEND
    Then the module answers >
    When the host types four
    And the host is silent for 9 s
    Then the server receives four
    And by the manual {send.interval} measures between {send.interval.long.min} and {send.interval.long.max}
    And the module answers SEND OK
    When the host sends AT+CIPATS=0
    Then by the manual the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types five
    Then by the manual the module is silent for 20 s
    And by the manual the server receives nothing more
    When the host types <Ctrl-Z>
    Then the server receives five
    And the module answers SEND OK

  @id-send-again-timed-multi @SIM800-6.2-T1 @SIM800AT-8.2.16-C1 @SIM800AT-8.2.16-T1
  Scenario: Timed sending works on every connection
    Given a TCP server
    And the module is connected to the server as connections 0 to 1
    When the host sends AT+CIPATS=1,2
    Then by the manual the module answers OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types hello
    Then the server's connection 2 receives hello
    And by the manual {send.interval} measures between {send.interval.short.min} and {send.interval.short.max}
    And the module answers 1, SEND OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types again
    Then the server's connection 1 receives again
    And by the manual {send.interval} measures between {send.interval.short.min} and {send.interval.short.max}
    And the module answers 0, SEND OK
