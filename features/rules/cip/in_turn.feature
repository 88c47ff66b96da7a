Feature: Single connections and servers, one after another

  @id-cip-connections-in-turn @SIM7020EN-2.2-C2 @SIM7020ZH-2.2-C2 @SIM7020EN-2.2-C3 @SIM7020ZH-2.2-C3
  @SIM7020EN-2.2-C6 @SIM7020ZH-2.2-C6 @SIM7020EN-2.2-C12 @SIM7020ZH-2.2-C12 @SIM7020EN-2.2-C15 @SIM7020ZH-2.2-C15
  @SIM7020EN-2.2-C23 @SIM7020ZH-2.2-C23 @SIM7020AT-7.2.2-R2 @SIM7020AT-7.2.22-C1
  Scenario: TCP twice, UDP and TCP again: each connection has its own protocol and state, and is closed
    Given a TCP server
    And a UDP server named logger
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSHOWTP=1
      """
    And the module is connected to the server
    When the server sends hello
    Then by the manual the module reports +IPD,5,TCP:
    And the module delivers hello
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    And the server sees the end
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.tcp}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then by the manual the module answers OK
    And by the manual the module reports CONNECT OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    And the server's connection 2 sees the end
    When the host sends AT+CIPSTART="UDP","{logger.ip}","{logger.port}"
    Then by the manual the module answers OK
    And by the manual the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the logger<Ctrl-Z>
    Then the logger receives to the logger
    And the module answers SEND OK
    When the logger sends hi
    Then by the manual the module reports +IPD,2,UDP:
    And the module delivers hi
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.udp}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then by the manual the module answers OK
    And by the manual the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the server<Ctrl-Z>
    Then the server receives to the server
    And the module answers SEND OK
    When the server's connection 3 sends again
    Then by the manual the module reports +IPD,5,TCP:
    And the module delivers again
    When the host sends AT+CIPCLOSE=1
    Then the module answers CLOSE OK
    And the server's connection 3 sees the end
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.tcp}

  @id-cip-two-connections @SIM7020EN-2.2-C2 @SIM7020ZH-2.2-C2 @SIM7020EN-2.2-C3 @SIM7020ZH-2.2-C3 @SIM7020EN-2.2-C6
  @SIM7020ZH-2.2-C6 @SIM7020EN-2.2-C22 @SIM7020ZH-2.2-C22 @SIM7020AT-7.2.21-C2
  Scenario: A UDP connection beside a TCP one has its own data, and both show where it comes from
    Given a TCP server
    And a UDP server named logger
    And the module has accepted AT+CIPSRIP=1
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSTART=1,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types to the logger<Ctrl-Z>
    Then the logger receives to the logger
    And the module answers 1, SEND OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types to the server<Ctrl-Z>
    Then the server receives to the server
    And the module answers 0, SEND OK
    When the server sends hello
    Then by the manual the module reports +RECEIVE,0,5,{server.ip}:{server.port}{receive.end}
    And the module delivers hello
    When the logger sends hi
    Then by the manual the module reports +RECEIVE,1,2,{logger.ip}:{logger.port}{receive.end}
    And the module delivers hi
    When the host sends AT+CIPCLOSE=0
    Then the module answers 0, CLOSE OK
    And the server sees the end
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types still here<Ctrl-Z>
    Then the logger receives still here
    And the module answers 1, SEND OK
    When the logger sends ho
    Then by the manual the module reports +RECEIVE,1,2,{logger.ip}:{logger.port}{receive.end}
    And the module delivers ho
    When the host sends AT+CIPCLOSE=1
    Then the module answers 1, CLOSE OK

  @id-cip-servers-in-turn @SIM7020EN-2.2-C20 @SIM7020ZH-2.2-C20
  Scenario: A server that was ended is started again, and again
    Given a TCP client
    And a TCP client named next
    And the module is in IP STATUS
    When the host sends AT+CIPSERVER=1,1234
    Then the module answers OK
    And the module reports SERVER OK
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the host sends AT+CIPSERVER=1,1235
    Then the module answers OK
    And the module reports SERVER OK
    When the host sends AT+CIPSERVER=0
    Then the module answers OK
    And the module reports SERVER CLOSE
    When the client connects to port 1235
    Then the module is silent for 2 s
    When the host sends AT+CIPSERVER=1,1235
    Then the module answers OK
    And the module reports SERVER OK
    When the next connects to port 1235
    Then the module reports REMOTE IP: {next.ip}
    When the next sends hello
    Then the module delivers hello

  @id-cip-fetching-in-turn @SIM7020EN-2.2-C25 @SIM7020ZH-2.2-C25 @SIM7020AT-7.2.24-R1
  Scenario: Receiving by hand is turned on and off, and on again
    Given a TCP server
    And the module has accepted
      """
      AT+CIPRXGET=1
      AT+CIPRXGET=0
      """
    And the module is connected to the server
    When the server sends hello
    Then the module delivers hello
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPRXGET=1
    Then the module answers OK
    When the module is connected to the server
    And the server's connection 2 sends again
    Then the module reports +CIPRXGET: 1
    And the module is silent for 2 s

  @id-cip-timer-long @SIM7020EN-2.2-C18 @SIM7020ZH-2.2-C18 @SIM7020AT-7.2.18-C1 @SIM7020AT-7.2.18-T1
  Scenario: A longer time of the timer is kept as well, and a shorter one after it
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPATS=1,9
    Then by the manual the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And by the manual {send.interval} measures between {send.interval.nine.min} and {send.interval.nine.max}
    And the module answers SEND OK
    When the host sends AT+CIPATS=1,2
    Then by the manual the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types again
    Then the server receives again
    And by the manual {send.interval} measures between {send.interval.short.min} and {send.interval.short.max}
    And the module answers SEND OK

  @id-cip-bearer-in-turn @SIM7020EN-2.2-C2 @SIM7020ZH-2.2-C2 @SIM7020EN-2.2-C3 @SIM7020ZH-2.2-C3 @SIM7020EN-2.2-C7
  @SIM7020ZH-2.2-C7 @SIM7020EN-2.2-C9 @SIM7020ZH-2.2-C9 @SIM7020EN-2.2-C10 @SIM7020ZH-2.2-C10 @SIM7020EN-2.2-C11
  @SIM7020ZH-2.2-C11 @SIM7020EN-2.2-C12 @SIM7020ZH-2.2-C12 @SIM7020AT-7.2.7-S1 @SIM7020AT-7.2.9-C1
  Scenario: The bearer is brought up, used and shut, and all that once more
    Given a TCP server
    And the module is in IP INITIAL
    When the host sends AT+CSTT="{apn}"
    Then by the manual the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP START
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP GPRSACT
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server's connection 1 receives hello
    And the module answers SEND OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by the manual the module reports STATE: IP INITIAL
    When the host sends AT+CSTT="{apn}"
    Then by the manual the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP START
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP GPRSACT
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP STATUS
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server's connection 2 receives hello
    And the module answers SEND OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by the manual the module reports STATE: IP INITIAL

  @id-cip-settings-in-turn @SIM7020EN-2.2-C1 @SIM7020ZH-2.2-C1 @SIM7020EN-2.2-C4 @SIM7020ZH-2.2-C4 @SIM7020EN-2.2-C15
  @SIM7020ZH-2.2-C15 @SIM7020EN-2.2-C22 @SIM7020ZH-2.2-C22 @SIM7020EN-2.2-C23 @SIM7020ZH-2.2-C23 @SIM7020AT-7.2.22-C1
  Scenario: What is set on, off and on again is on, and what is set off again is off
    Given a TCP server
    And the module has accepted
      """
      AT+CIPMUX=1
      AT+CIPMUX=0
      AT+CIPHEAD=1
      AT+CIPHEAD=0
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      AT+CIPSRIP=0
      AT+CIPSRIP=1
      AT+CIPSHOWTP=1
      AT+CIPSHOWTP=0
      AT+CIPSHOWTP=1
      AT+CIPQSEND=1
      AT+CIPQSEND=0
      """
    And the module is connected to the server
    When the server sends hello
    Then the module reports RECV FROM:{server.ip}:{server.port}
    And by the manual the module reports +IPD,5,TCP:
    And the module delivers hello
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types one<Ctrl-Z>
    Then the server receives one
    And the module answers SEND OK
    When the host sends AT+CIPQSEND=1
    Then the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types two<Ctrl-Z>
    Then the module answers DATA ACCEPT:3
    And the server receives two
    When the host sends AT+CIPQSEND=0
    Then the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types three<Ctrl-Z>
    Then the server receives three
    And the module answers SEND OK

  @id-cip-local-ports-in-turn @SIM7020EN-2.2-C2 @SIM7020ZH-2.2-C2 @SIM7020EN-2.2-C8 @SIM7020ZH-2.2-C8
  Scenario: The local port set last is the one that is used
    Given a UDP server
    And the module is in IP STATUS
    And the module has accepted
      """
      AT+CLPORT="UDP",8888
      AT+CLPORT="UDP",40001
      """
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And the module answers SEND OK
    And the server is called from port 40001
