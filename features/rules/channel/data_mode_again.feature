Feature: Entering and leaving data mode again and again

  @id-channel-escapes-again @SIM7020EN-6.14.1-R1 @SIM7020EN-6.14.1-R3 @SIM7020EN-6.14.1-R4 @SIM7020EN-6.14.1-R5
  @SIM7020EN-6.14.1-R6 @SIM7020EN-6.14.4-R1 @SIM7020EN-6.14.4-R4 @SIM7020EN-6.14.4-T1 @SIM7020EN-6.14.4-T2
  @SIM7020AT-2.2.18-R1
  Scenario: The escape sequence and ATO lead out of data mode and back again and again, and data passes every time
    Given a TCP server
    And the module is in data mode with the server
    When the host types <all values>
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives <all values>
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: CONNECT OK
    When the host sends ATO
    Then the module answers {resumed}
    When the server sends <all values>
    Then the module delivers <all values>
    When the host types AT+CSQ<CR>
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives AT+CSQ<CR>
    When the host sends AT+CSQ
    Then the module answers
      """
      +CSQ: {signal}
      OK
      """
    When the host sends ATO
    Then the module answers {resumed}
    When the host types <3000 bytes>
    Then the server receives <3000 bytes>
    When the server sends <3000 bytes>
    Then the module delivers <3000 bytes>
    When the host types y
    And the host is silent for just shorter than {escape.before}
    And the host types +++
    Then by the manual the server receives y+++
    And by the manual the module is silent for 2 s
    When the host types +++
    And the host is silent for just shorter than {escape.after}
    And the host types z
    Then by the manual the server receives +++z
    And by the manual the module is silent for 2 s
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    And the server receives nothing more
    When the host sends AT
    Then the module answers OK
    When the host sends ATO
    Then the module answers {resumed}
    When the host types last
    Then the server receives last

  @id-channel-closed-again @SIM7020EN-6.14.1-R6 @SIM7020EN-6.14.2-R1 @SIM7020EN-6.14.3-R1 @SIM7020EN-6.14.3-R2
  @SIM7020EN-6.14.3-R3 @SIM7020EN-6.14.4-R2 @SIM7020AT-7.2.2-R2
  Scenario: Every server that closes ends data mode, and the next connection enters it anew
    Given a TCP server
    And a TCP server named other
    And the module has accepted
      """
      AT+CIPMODE=1
      AT+CIPMODE=0
      AT+CIPMODE=1
      """
    And the module is connected to the server
    When the host sends AT+CIPCHAN
    Then the module answers CONNECT{connect.text}
    When the host types one
    Then the server receives one
    When the server closes
    And the host is silent for 15 s
    And the host sends AT
    Then the module answers OK
    And by our reading G64 the module reports CLOSED
    When the host sends AT+CIPSTART="TCP","{other.ip}","{other.port}"
    Then by the manual the module answers OK
    And by the manual the module reports CONNECT OK
    When the host sends AT+CIPCHAN
    Then the module answers CONNECT{connect.text}
    When the other sends two
    Then the module delivers two
    When the other closes
    And the host is silent for 15 s
    And the host sends AT
    Then the module answers OK
    And by our reading G64 the module reports CLOSED

  # C77: with a colon, other than the note prints it.
  @id-channel-deactivated-again @SIM7020EN-6.14.3-R3 @SIM7020EN-6.14.4-R3 @SIM7020EN-6.14.4-U1 @SIM7020EN-6.13-X2
  @SIM7020AT-7.2.9-C1
  Scenario: Every loss of the PDP context ends data mode
    Given a TCP server
    And the module is in data mode with the server
    When the network withdraws the PDP context
    Then the module reports +PDP: DEACT
    And by our reading G28 the module is silent for 2 s
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
    When the host sends AT+CIPCHAN
    Then the module answers CONNECT{connect.text}
    When the host types hello
    Then the server receives hello
    When the network withdraws the PDP context
    Then the module reports +PDP: DEACT
    And by our reading G28 the module is silent for 2 s
    When the host sends AT+CIPSTATUS
    Then the module answers OK
    And the module reports STATE: PDP DEACT

  @id-channel-left-again @SIM7020EN-6.14.1-R3 @SIM7020EN-6.14.1-R4 @SIM7020EN-6.14.1-R6 @SIM7020EN-6.14.2-R1
  @SIM7020EN-6.14.3-R1 @SIM7020EN-6.14.3-R2 @SIM7020EN-6.14.3-R3 @SIM7020EN-6.14.4-R1 @SIM7020EN-6.14.4-R4
  Scenario: After a connection that the host closed another one enters data mode, and a third one does without
    Given a TCP server
    And a UDP server named logger
    And the module is in data mode with the server
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSTART="UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPCHAN
    Then the module answers CONNECT{connect.text}
    When the host types <all values>
    Then the logger receives <all values>
    When the logger sends <all values>
    Then the module delivers <all values>
    When the host types y
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the logger receives y
    When the host sends ATO
    Then the module answers {resumed}
    When the host types z
    Then the logger receives z
    When the host types y
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the logger receives y
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPMODE=0
    Then the module answers OK
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types again
    Then the server receives again
    And the module answers SEND OK
