Feature: Sending, naming and addressing again
  What was set or asked for last holds, and nothing of what was before.

  @id-again-confirmed @SIM7020EN-6.2-R6 @SIM7020EN-6.9.3-R2 @SIM7020EN-6.13-X1 @SIM7020AT-7.2.3-X3
  Scenario: Every sending waits for its own acknowledgement, and one that gets none is not confirmed
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types first<Ctrl-Z>
    Then the server receives first
    And the module answers SEND OK
    When the server stops acknowledging
    And the host sends AT+CIPSEND
    Then the module answers >
    When the host types second<Ctrl-Z>
    Then the module is silent for 2 s
    When the server acknowledges again
    Then the module answers SEND OK
    And the server receives second
    When the server stops acknowledging
    And the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types third
    Then the server receives third
    And the module is silent for 2 s
    When the server resets
    Then by the manual the module answers SEND FAIL
    And by our reading G27 the module reports CLOSED
    When the server acknowledges again
    And the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types again
    Then the server receives again
    And the module answers SEND OK

  @id-again-timed @SIM7020EN-6.9-R1 @SIM7020EN-6.9.1-R1 @SIM7020ZH-6.9.2-R1 @SIM7020ZH-6.9.2-T1 @SIM7020AT-7.2.18-C1
  @SIM7020AT-7.2.18-T1
  Scenario: The timer sends one text after the other, by the time that was set last
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
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types two
    Then the server receives two
    And by the manual {send.interval} measures between {send.interval.short.min} and {send.interval.short.max}
    And the module answers SEND OK
    When the host sends AT+CIPATS=1,5
    Then by the manual the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types <all values but BS ESC Ctrl-Z>
    Then the server receives <all values but BS ESC Ctrl-Z>
    And by the manual {send.interval} measures between {send.interval.longer.min} and {send.interval.longer.max}
    And the module answers SEND OK
    When the host sends AT+CIPATS=0
    Then by the manual the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types four
    Then by the manual the module is silent for 7 s
    When the host types <Ctrl-Z>
    Then the server receives four
    And the module answers SEND OK
    When the host sends AT+CIPATS=1,2
    Then by the manual the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types five
    Then the server receives five
    And by the manual {send.interval} measures between {send.interval.short.min} and {send.interval.short.max}
    And the module answers SEND OK

  @id-again-timed-multi @SIM7020ZH-6.9.2-R2 @SIM7020AT-7.2.18-C1 @SIM7020AT-7.2.18-T1
  Scenario: The timer sends on the connection whose number was given
    Given a TCP server
    And the module is connected to the server as connections 0 to 1
    When the host sends AT+CIPATS=1,2
    Then by the manual the module answers OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types second
    Then the server's connection 2 receives second
    And the module answers 1, SEND OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types first
    Then the server's connection 1 receives first
    And the module answers 0, SEND OK

  @id-again-names @SIM7020EN-6.8-R1 @SIM7020EN-6.8-R2 @SIM7020EN-6.8-X1
  Scenario: One name after the other is told with its own addresses, and a name that nobody has with none
    Given a TCP server
    And the module is in IP STATUS
    When the host sends AT+CDNSGIP="{server.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{server.name}","{server.ip}"
    When the host sends AT+CDNSGIP="{dns.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{dns.name}",{dns.addresses}
    When the host sends AT+CDNSGIP="nobody.invalid"
    Then the module answers OK
    And the module reports +CDNSGIP: 0,8
    When the host sends AT+CDNSGIP="{dns.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{dns.name}",{dns.addresses}

  # The first name leads to whoever has it: by UDP no far end takes part in connecting.
  @id-again-by-name @SIM7020EN-6.8-R2 @SIM7020EN-6.8-R3 @SIM7020AT-7.2.2-R1
  Scenario: One connection after the other is made by its own name
    Given a UDP server
    And the module is in IP STATUS
    When the host sends AT+CIPSTART="UDP","{dns.name}",9
    Then by the manual the module answers OK
    And by our reading G48 the module reports CONNECT OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CDNSGIP="{dns.name}"
    Then the module answers OK
    And the module reports +CDNSGIP: 1,"{dns.name}",{dns.addresses}
    When the host sends AT+CIPSTART="UDP","{server.name}",{server.port}
    Then by the manual the module answers OK
    And by the manual the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And the module answers SEND OK

  @id-again-destination @SIM7020EN-6.4-R1 @SIM7020EN-6.4-R2 @SIM7020EN-6.4-R3 @SIM7020EN-6.4-R4 @SIM7020EN-6.4-R5
  @SIM7020ZH-6.4-R5 @SIM7020EN-6.4-R6 @SIM7020EN-6.4-R7 @SIM7020EN-6.4-R8 @SIM7020ZH-6.4-R8 @SIM7020EN-6.4-U1
  @SIM7020EN-6.4-U2
  Scenario: The destination is changed again and again, and the next connection begins with its own
    Given a UDP server
    And a UDP server named second
    And a UDP server named third
    And the module is in IP STATUS
    And the module has accepted
      """
      AT+CLPORT="UDP",8888
      AT+CIPSRIP=1
      AT+CIPHEAD=1
      AT+CIPUDPMODE=1
      """
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPUDPMODE=2,"{second.ip}",{second.port}
    Then the module answers OK
    When the host sends AT+CIPUDPMODE?
    Then the module answers
      """
      +CIPUDPMODE: 1,"{second.ip}",{second.port}
      OK
      """
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the second<Ctrl-Z>
    Then the second receives to the second
    And the module answers SEND OK
    When the second sends one
    Then the module reports
      """
      RECV FROM:{second.ip}:{second.port}
      +IPD,3:
      """
    And the module delivers one
    When the second sends again
    Then the module reports
      """
      RECV FROM:{second.ip}:{second.port}
      +IPD,5:
      """
    And the module delivers again
    When the host sends AT+CIPUDPMODE=2,"{third.ip}",{third.port}
    Then the module answers OK
    When the host sends AT+CIPUDPMODE?
    Then the module answers
      """
      +CIPUDPMODE: 1,"{third.ip}",{third.port}
      OK
      """
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the third<Ctrl-Z>
    Then the third receives to the third
    And the module answers SEND OK
    When the second sends <all values>
    Then the module reports
      """
      RECV FROM:{second.ip}:{second.port}
      +IPD,256:
      """
    And the module delivers <all values>
    # The same address may have two ports that are sent to in turn.
    When the host sends AT+CIPUDPMODE=2,"{server.ip}",{server.port}
    Then the module answers OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types back to the server<Ctrl-Z>
    Then the server receives back to the server
    And the module answers SEND OK
    And the third receives nothing more
    When the host sends AT+CIPUDPMODE=2,"{third.ip}",40000
    Then the module answers OK
    When the host sends AT+CIPUDPMODE?
    Then the module answers
      """
      +CIPUDPMODE: 1,"{third.ip}",40000
      OK
      """
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the server<Ctrl-Z>
    Then the server receives to the server
    And the module answers SEND OK
    And the server is called from port 8888
