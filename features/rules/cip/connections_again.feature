Feature: Connections opened again
  What worked once works again: after its opposite, in another way of closing, with another far end.

  @id-again-tcp-client @SIM7020EN-6.2-R4 @SIM7020EN-6.2-U1 @SIM7020EN-6.2-U2 @SIM7020EN-6.5-R7 @SIM7020EN-6.9.4-S1
  @SIM7020EN-6.10.1-R1 @SIM7020EN-6.11-S6 @SIM7020EN-6.11-S9 @SIM7020EN-6.11-S11 @SIM7020EN-6.11-S16 @SIM7020EN-6.12-R1 @SIM7020ZH-6.12-R1
  @SIM7020EN-6.12-R3 @SIM7020EN-6.12-R4 @SIM7020EN-6.12-R6 @SIM7020AT-7.2.2-R2
  Scenario: A TCP connection is opened, used and closed again and again, in one way and in the other
    Given a TCP server
    And a TCP server named other
    And the module is connected to the server
    When the server sends x
    Then the module delivers x
    When the host sends AT+CIPCLOSE=1
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.tcp}
    When the host sends AT+CIPSTART="TCP","{other.ip}","{other.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the other sends y
    Then the module delivers y
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the other receives hello
    And the module answers SEND OK
    # After a quick closing, closing is slow again where nothing is said.
    When the other stops acknowledging
    And the host sends AT+CIPCLOSE
    Then the module is silent for 1 s
    When the other acknowledges again
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.tcp}
    When the server stops acknowledging
    And the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: TCP CONNECTING
    When the server acknowledges again
    Then by our reading G60 the server sees a connection
    And the module reports CONNECT OK
    When the server stops acknowledging
    And the host sends AT+CIPCLOSE=1
    Then the module answers CLOSE OK
    When the server acknowledges again
    And the host sends AT+CIPSTART="TCP","{other.ip}","{other.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server sends still here
    Then the module delivers still here
    When the server closes
    Then the module reports CLOSED
    When the host sends AT+CIPSTART="TCP","{other.ip}","{other.port}"
    Then by the manual the module answers OK
    And by the manual the module reports CONNECT OK
    When the other closes
    Then the module reports CLOSED

  @id-again-udp-client @SIM7020EN-6.3-R1 @SIM7020EN-6.3-R2 @SIM7020ZH-6.3-R2 @SIM7020EN-6.3-U1 @SIM7020EN-6.4-R2
  @SIM7020EN-6.5-R7 @SIM7020EN-6.10.1-R1 @SIM7020EN-6.11-S11 @SIM7020EN-6.11-S16 @SIM7020EN-6.12-R1 @SIM7020ZH-6.12-R1
  @SIM7020EN-6.12-R6
  Scenario: A UDP connection is opened, used and closed again and again, after TCP and from its port
    Given a TCP server named stream
    And a UDP server
    And a UDP server named other
    And a UDP server named third
    And the module has accepted AT+CLPORT="UDP",8888
    And the module is connected to the stream
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types first<Ctrl-Z>
    Then the server receives first
    And the module answers SEND OK
    And the server is called from port 8888
    When the server sends x
    Then the module delivers x
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.udp}
    When the host sends AT+CIPSTART="UDP","{other.ip}","{other.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types second<Ctrl-Z>
    Then the other receives second
    And the module answers SEND OK
    And the other is called from port 8888
    When the other sends y
    Then the module delivers y
    When the host sends AT+CIPCLOSE=1
    Then the module answers CLOSE OK
    When the host sends AT+CLPORT="UDP",40001
    Then the module answers OK
    When the host sends AT+CIPSTART="UDP","{third.ip}","{third.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types third<Ctrl-Z>
    Then the third receives third
    And the module answers SEND OK
    And the third is called from port 40001
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.udp}

  @id-again-bearer @SIM7020EN-6.2-R1 @SIM7020EN-6.2-R2 @SIM7020EN-6.2-R3 @SIM7020EN-6.11-S1 @SIM7020EN-6.11-S2
  @SIM7020EN-6.11-S4 @SIM7020EN-6.11-S5 @SIM7020EN-6.11-S17 @SIM7020EN-6.12-R6 @SIM7020EN-6.12-R7
  Scenario: The bearer is brought up and shut again and again, with and without a connection
    Given a TCP server
    And the module is in IP INITIAL
    When the host sends AT+CSTT
    Then the module answers OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    When the host sends AT+CSTT
    Then the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP START
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    When the host sends AT+CSTT
    Then the module answers OK
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

  @id-again-deactivated @SIM7020EN-6.11-R1 @SIM7020EN-6.11-S1 @SIM7020EN-6.11-S11 @SIM7020EN-6.11-S12
  @SIM7020EN-6.11-S17 @SIM7020EN-6.11-S18 @SIM7020EN-6.11-S25 @SIM7020EN-6.13-X2 @SIM7020AT-7.2.7-U1 @SIM7020AT-7.2.9-C1
  @SIM7020AT-3.2.35-C1
  Scenario: A deactivated context stays deactivated until it is shut, by the network and by detaching
    Given a TCP server
    And the module is connected to the server
    When the network withdraws the PDP context
    Then by the manual the module reports +PDP: DEACT
    And by our reading G28 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    When the host sends AT+CSTT="{apn}"
    Then by the manual the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.tcp}
    When the host sends AT+CGATT=0
    Then by the manual the module answers OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: IP INITIAL
    When the host sends AT+CGATT=1
    Then by the manual the module answers OK

  @id-again-after-resets @SIM7020EN-6.13-X1 @SIM7020EN-6.13-X2 @SIM7020AT-7.2.6-X2 @SIM7020AT-7.2.9-C1
  Scenario: After every connection that dropped the next one comes up, with and without shutting in between
    Given a TCP server
    And the module is connected to the server
    When the server resets
    Then by our reading G27 the module reports CLOSED
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then by the manual the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server resets
    Then by our reading G27 the module reports CLOSED
    When the host sends AT+CIPCLOSE
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server resets
    Then by our reading G27 the module reports CLOSED
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then by the manual the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types again
    Then the server receives again
    And the module answers SEND OK

  @id-again-after-restart @SIM7020EN-6.13-X3 @SIM7020EN-6.2-R2 @SIM7020AT-3.2.20-R1 @SIM7020AT-7.2.9-C1
  Scenario: After a restart by command the usual set-up works again
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CFUN=1,1
    Then by the manual the module answers OK
    When the host is silent for 15 s
    And the module is registered
    And the host sends AT+CSTT="{apn}"
    Then by the manual the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types again
    Then the server receives again
    And the module answers SEND OK
