Feature: Incoming calls and short messages
  In data mode they show at the RI pin alone; in command mode the module reports them.

  @id-call-ring @costs @SIM800-2.2.5-U1 @SIM800AT-2.2.8-R1
  Scenario: An incoming call is reported as RING
    When the network calls the module
    Then the module reports RING
    When the host sends ATH
    Then by the manual the module answers OK

  # What rings in the first 30 s has to come through the network (G120).
  @id-call-rings-no-longer @costs @SIM800-2.2.5-U1
  Scenario: A call rings as long as it comes in, and so does the next one
    When the network calls the module
    Then the module reports RING
    When the network ends the call
    And the host sends AT
    Then the module answers OK
    When the host is silent for 30 s
    Then the module is silent for 10 s
    When the network calls the module
    Then the module reports RING
    When the network ends the call
    And the host sends AT
    Then the module answers OK
    When the host is silent for 30 s
    Then the module is silent for 10 s

  # C81: no space before the index, other than the note prints it.
  @id-message-cmti @costs @SIM800-2.2.5-U2
  Scenario: A new short message is reported with its storage and index
    When the network delivers a short message
    Then the module reports +CMTI: "SM",{message.index}

  # By the manual a message is unread until its index is asked for.
  @id-message-of-each-index @costs @SIM800-2.2.5-U2 @SIM800-2.2.5-R2 @SIM7000-2.2.5-R2
  @SIM800AT-4.2.4-R1 @SIM7000AT-4.2.4-R1
  Scenario: Each short message is reported with an index of its own
    Given the module has accepted AT+CMGF=1
    When the network delivers a short message
    Then the module reports +CMTI: "SM",{message.index}
    When the host sends AT+CMGR={message.index}
    Then by the manual the module answers
      """
      +CMGR: "REC UNREAD","{message.sender}"{message.name},"{message.time}"
      {message.text}
      OK
      """
    When the network delivers a short message
    Then the module reports +CMTI: "SM",{message.next_index}
    When the host sends AT+CMGR={message.next_index}
    Then by the manual the module answers
      """
      +CMGR: "REC UNREAD","{message.sender}"{message.name},"{message.time}"
      {message.text}
      OK
      """

  @id-call-ri-pulse @costs @SIM800-2.2.5-T1 @SIM800-2.2.5-R1
  Scenario: A call in data mode gives a pulse at RI and no line
    Given a TCP server
    And the module is in data mode with the server
    When the network calls the module
    Then the module pulses RI low for about {ri.call}
    And the module holds RI high for 1 s
    And the module is silent for 2 s
    When the network ends the call
    Then the module is silent for 2 s
    When the network delivers a short message
    Then the module pulses RI low for about {ri.sms}
    And the module holds RI high for 1 s
    And the module is silent for 2 s
    When the network calls the module
    Then the module pulses RI low for about {ri.call}
    And the module holds RI high for 1 s
    When the network ends the call
    Then the module is silent for 2 s

  @id-message-ri-pulse @costs @SIM800-2.2.5-T2 @SIM800-2.2.5-R1 @SIM7000-2.2.5-R1
  Scenario: A short message in data mode gives a pulse at RI and no line
    Given a TCP server
    And the module is in data mode with the server
    When the network delivers a short message
    Then the module pulses RI low for about {ri.sms}
    And the module holds RI high for 1 s
    And the module is silent for 2 s
    When the network delivers a short message
    Then the module pulses RI low for about {ri.sms}
    And the module holds RI high for 1 s
    And the module is silent for 2 s

  @id-call-after-escape @costs @SIM800-2.2.5-R1 @SIM800-2.2.5-R2 @SIM800AT-2.2.2-R1 @SIM800AT-2.2.8-R1
  Scenario: A call that came in data mode is reported after the escape and can be answered
    Given a TCP server
    And the module is in data mode with the server
    When the host types w
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives w
    When the host sends ATO
    Then the module answers {resumed}
    When the network calls the module
    And the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module reports
      """
      OK
      RING
      """
    And the server receives x
    When the host sends ATA
    Then by the manual the module answers OK
    When the host sends ATH
    Then by the manual the module answers OK

  # Which of the two is told first is left to the module.
  @id-message-beside-call @costs @SIM800-2.2.5-E1 @SIM800-2.2.5-U1 @SIM800AT-2.2.8-R1
  Scenario: A short message that came while a call came in is reported as well
    Given a TCP server
    And the module is in data mode with the server
    When the network calls the module
    And the network delivers a short message
    And the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    When the host sends ATH
    Then by the manual the module answers OK
    And the module reports
      """
      {unstated}
      {unstated}
      """

  @id-message-after-escape @costs @SIM800-2.2.4-R8 @SIM800-2.2.5-R1 @SIM7000-2.2.5-R1
  Scenario: A short message that came in data mode is reported after the escape
    Given a TCP server
    And the module is in data mode with the server
    When the network delivers a short message
    And the network delivers a short message
    And the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module reports
      """
      OK
      +CMTI: "SM",{message.index}
      +CMTI: "SM",{message.next_index}
      """
    And the server receives x
    When the host sends ATO
    Then the module answers {resumed}
    When the network delivers a short message
    And the host types y
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module reports
      """
      OK
      +CMTI: "SM",{message.third_index}
      """
    And the server receives y

  @id-message-read-after-escape @costs @SIM800-2.2.5-R2 @SIM800-2.2.5-U2 @SIM7000-2.2.5-R2
  @SIM800AT-4.2.4-R1 @SIM7000AT-4.2.4-R1
  Scenario: A short message that came in data mode can be read after the escape
    Given a TCP server
    And the module has accepted AT+CMGF=1
    And the module is in data mode with the server
    When the network delivers a short message
    And the host types x
    And the host is silent for just longer than {escape.before}
    And the host types +++
    And the host is silent for just longer than {escape.after}
    Then the module answers OK
    And the server receives x
    And the module reports +CMTI: "SM",{message.index}
    When the host sends AT+CMGR={message.index}
    Then by the manual the module answers
      """
      +CMGR: "REC UNREAD","{message.sender}"{message.name},"{message.time}"
      {message.text}
      OK
      """

  @id-message-after-dtr @costs @SIM800-2.2.5-R1 @SIM7000-2.2.5-R1
  Scenario: A short message that came in data mode is reported after a DTR pulse
    Given a TCP server
    And the module has accepted AT&D1
    When the host sets DTR high
    Given the module is in data mode with the server
    When the network delivers a short message
    Then the module is silent for 2 s
    When the host sets DTR low
    And the host is silent for just longer than {dtr.low}
    And the host sets DTR high
    Then the module reports
      """
      OK
      +CMTI: "SM",{message.index}
      """
