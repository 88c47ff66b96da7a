Feature: Closing connections
  Slow closing (0) is done together with the far end, quick closing (1) without it.

  @id-close-slow-tcp @smoke @SIM800-9-R1 @SIM7020EN-6.12-R1 @SIM7020ZH-6.12-R1 @SIM7020EN-6.12-R2
  @SIM800-8-S16 @SIM7020EN-6.11-S11
  Scenario: Slow closing closes a TCP connection in order
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE=0
    Then the module answers CLOSE OK
    And by our reading G12 the server sees FIN
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.tcp}

  @id-close-quick-tcp @SIM800-9-R1 @SIM7020EN-6.12-R1 @SIM7020ZH-6.12-R1 @SIM800-8-S16 @SIM7020EN-6.11-S11
  Scenario: Quick closing closes a TCP connection
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE=1
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.tcp}

  @id-close-udp @SIM800-2.1.2-R3 @SIM800-9-R1 @SIM7020EN-6.12-R1 @SIM7020ZH-6.12-R1 @SIM800-8-S16 @SIM7020EN-6.11-S11
  Scenario Outline: Both ways of closing close a UDP connection
    Given a UDP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE=<mode>
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: {closed.udp}

    Examples:
      | case  | mode |
      | slow  | 0    |
      | quick | 1    |

  @id-close-udp-ends-delivery @SIM800-2.1.2-R3 @SIM800-9-R1
  Scenario Outline: What arrives after a UDP connection was closed is not put out
    Given a UDP server
    And the module is connected to the server
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers SEND OK
    When the host sends AT+CIPCLOSE=<mode>
    Then the module answers CLOSE OK
    When the server sends late
    Then the module is silent for 5 s

    Examples:
      | case  | mode |
      | slow  | 0    |
      | quick | 1    |

  @id-close-other-mode @SIM800-9-R1 @SIM7020EN-6.12-R1 @SIM7020ZH-6.12-R1 @SIM800AT-8.2.6-X1
  Scenario: There is no third way of closing
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE=2
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by our reading G52 the module reports STATE: CONNECT OK

  @id-close-slow-waits @SIM800-9-T1 @SIM800-9-R2 @SIM7020EN-6.12-R2 @SIM7020EN-6.12-T1 @SIM7020EN-6.12-R4
  Scenario Outline: Slow closing, which is the default, waits for the server
    Given a TCP server
    And the module is connected to the server
    When the server stops acknowledging
    And the host sends <command>
    Then the module is silent for 1 s
    When the server acknowledges again
    Then the module answers CLOSE OK

    Examples:
      | case    | command       |
      | default | AT+CIPCLOSE   |
      | slow    | AT+CIPCLOSE=0 |

  @id-close-quick-at-once @SIM800-9-T2 @SIM7020EN-6.12-R3 @SIM7020EN-6.12-T2
  Scenario: Quick closing does not wait for the server
    Given a TCP server
    And the module is connected to the server
    When the server stops acknowledging
    And the host sends AT+CIPCLOSE=1
    Then the module answers CLOSE OK
    And {close.quick} measures at most {close.quick}

  @id-close-multi @SIM800-9-R3 @SIM7020EN-6.7-S2 @SIM7020EN-6.12-R5
  Scenario Outline: In multi connection mode the connection number comes before the mode
    Given a TCP server
    And the module is connected to the server as connections 0 to 1
    When the host sends AT+CIPCLOSE=<parameters>
    Then the module answers 1, CLOSE OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: 1,0,"TCP","{server.ip}","{server.port}","CLOSED"
      C: {2..connections.max-1},,"","","","INITIAL"
      """

    Examples:
      | case    | parameters |
      | default | 1          |
      | slow    | 1,0        |
      | quick   | 1,1        |

  @id-close-multi-slow-waits @SIM800-9-T1 @SIM800-9-R3 @SIM7020EN-6.12-T1 @SIM7020EN-6.12-R4 @SIM7020EN-6.12-R5
  Scenario Outline: In multi connection mode slow closing, which is the default, waits for the server
    Given a TCP server
    And the module is connected to the server as connection 0
    When the server stops acknowledging
    And the host sends AT+CIPCLOSE=<parameters>
    Then the module is silent for 1 s
    When the server acknowledges again
    Then the module answers 0, CLOSE OK

    Examples:
      | case    | parameters |
      | default | 0          |
      | slow    | 0,0        |

  @id-close-multi-quick-at-once @SIM800-9-T2 @SIM800-9-R3 @SIM7020EN-6.12-T2 @SIM7020EN-6.12-R5
  Scenario: In multi connection mode quick closing does not wait for the server
    Given a TCP server
    And the module is connected to the server as connection 0
    When the server stops acknowledging
    And the host sends AT+CIPCLOSE=0,1
    Then the module answers 0, CLOSE OK
    And {close.quick} measures at most {close.quick}

  @id-close-keeps-context @SIM800-9-R4 @SIM7020EN-6.12-R6
  Scenario: After closing a new connection needs no new bearer
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then by our reading G51 the module answers OK
    And by our reading G51 the module reports CONNECT OK
    When the host sends AT+CIPSEND=5
    Then by our reading G51 the module answers >
    When the host types hello
    Then by our reading G51 the server receives hello
    And by our reading G51 the module answers SEND OK

  @id-close-keeps-context-multi @SIM800-9-R4 @SIM7020EN-6.12-R6
  Scenario: In multi connection mode a new connection needs no new bearer after closing
    Given a TCP server
    And the module is connected to the server as connection 0
    When the host sends AT+CIPCLOSE=0
    Then the module answers 0, CLOSE OK
    When the host sends AT+CIFSR
    Then by our reading G71 the module answers {module.ip}
    When the host sends AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports 0, CONNECT OK

  @id-shut-deactivates-context @SIM800-9-R5 @SIM7020EN-2.2-C7 @SIM7020EN-6.12-R7
  @SIM800AT-8.2.3-X1 @SIM7020AT-7.2.3-X1 @SIM800AT-8.2.11-R2 @SIM7020AT-7.2.11-R2 @SIM800AT-8.2.7-S1
  Scenario: Shutting closes the connection and deactivates the context
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSEND
    Then by the manual the module answers ERROR
    When the host sends AT+CIFSR
    Then by the manual the module answers ERROR
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by the manual the module reports STATE: IP INITIAL

  @id-shut-with-udp @SIM800-9-R5 @SIM800AT-8.2.7-S1
  Scenario: Shutting puts the state back behind a UDP connection as well
    Given a UDP server
    And the module is connected to the server
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And by the manual the module reports STATE: IP INITIAL

  @id-shut-then-bearer-again @SIM800-9-R5 @SIM800-2.1.1-R2 @SIM7020EN-6.12-R7 @SIM7020AT-7.2.9-C1
  Scenario: After shutting the bearer can be brought up again
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then by the manual the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
