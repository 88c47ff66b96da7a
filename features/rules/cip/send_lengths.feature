Feature: Sending by length and up to the greatest length

  @id-send-ended-by-ctrl-z @SIM800-6-R1 @SIM7020EN-2.2-C3 @SIM7020EN-6.9-R1 @SIM7020EN-6.9.1-R1
  Scenario: Data of any length is sent by Ctrl-Z
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello
    Then the module is silent for 2 s
    And the server receives nothing more
    When the host types <Ctrl-Z>
    Then the server receives hello
    And the module answers SEND OK

  @id-send-fixed-length @smoke @SIM800-6-R1 @SIM800-6.1-R1 @SIM800-6.1-R2 @SIM7020EN-6.9-R1 @SIM7020EN-6.9.1-R1
  @SIM7020EN-6.9.2-R1 @SIM7020EN-6.9.2-R2
  Scenario: Data of a fixed length is sent without Ctrl-Z
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers SEND OK
    When the host sends AT
    Then the module answers OK

  @id-send-fixed-length-waits @SIM800-6.1-R1 @SIM7020EN-6.9.2-R1
  Scenario: Nothing is sent before the fixed length is reached
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hell
    Then the module is silent for 10 s
    And the server receives nothing more
    When the host types o
    Then the server receives hello
    And the module answers SEND OK

  @id-send-fixed-length-ctrl-z @SIM800-6.1-R1 @SIM7020EN-6.9.2-R1
  Scenario: Ctrl-Z within the fixed length is data
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND=3
    Then the module answers >
    When the host types ab<Ctrl-Z>
    Then by our reading G31 the server receives ab<Ctrl-Z>
    And by our reading G31 the module answers SEND OK

  @id-send-fixed-length-multi @SIM800-6.1-R3 @SIM7020EN-6.9.2-R3
  Scenario: In multi connection mode the connection number comes before the length
    Given a TCP server
    And the module is connected to the server as connections 0 to 1
    When the host sends AT+CIPSEND=1,5
    Then the module answers >
    When the host types hello
    Then the server's connection 2 receives hello
    And the module answers 1, SEND OK

  @id-send-query @SIM800-6.3-R1 @SIM800-6.3-L1 @SIM7020AT-7.2.3-R1
  Scenario: The query tells the greatest length
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND?
    Then the module answers
      """
      +CIPSEND: {send.greatest}
      OK
      """
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers SEND OK
    When the host sends AT+CIPSEND?
    Then the module answers
      """
      +CIPSEND: {send.greatest}
      OK
      """

  @id-send-query-multi @SIM800-6.3-R2 @SIM7020AT-7.2.3-R1
  Scenario: In multi connection mode the query lists the active connections and no others
    Given a TCP server
    And a UDP server named other
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSTART=2,"UDP","{other.ip}","{other.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSEND?
    Then by our reading G32 the module answers
      """
      +CIPSEND: 0,{unstated}
      +CIPSEND: 2,{unstated}
      OK
      """

  @id-send-query-multi-all @SIM800-6.3-R2 @SIM7020AT-7.2.3-R1
  Scenario: In multi connection mode the query tells the greatest length of every active connection, of either protocol
    Given a TCP server
    And a UDP server named logger
    And the module is connected to the server as connections 0 to {connections.max-1}
    When the host sends AT+CIPCLOSE=2
    Then the module answers 2, CLOSE OK
    When the host sends AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports 2, CONNECT OK
    When the host sends AT+CIPSEND?
    Then the module answers
      """
      +CIPSEND: {0..connections.max-1},{unstated}
      OK
      """

  @id-send-query-size @SIM7020AT-7.2.3-R1
  Scenario: The query tells the size
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND?
    Then the module answers
      """
      +CIPSEND: {send.greatest}
      OK
      """

  @id-send-less-than-size @SIM800-6.3-L1 @SIM7020AT-7.2.3-R1 @SIM7020AT-7.2.3-L1
  Scenario: A fixed length just below the greatest is accepted
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND?
    Then the module answers
      """
      +CIPSEND: {send.greatest}
      OK
      """
    When the host sends AT+CIPSEND={send.greatest-1}
    Then the module answers >
    When the host types <{send.greatest-1} bytes>
    Then the server receives <{send.greatest-1} bytes>
    And the module answers SEND OK

  @id-send-greatest-fixed-length @SIM800-6.3-L1
  Scenario: The greatest length is accepted as a fixed length
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND?
    Then the module answers
      """
      +CIPSEND: {send.greatest}
      OK
      """
    When the host sends AT+CIPSEND={send.greatest}
    Then by our reading G113 the module answers >
    When the host types <{send.greatest} bytes>
    Then by our reading G113 the server receives <{send.greatest} bytes>
    And by our reading G113 the module answers SEND OK

  @id-send-greatest-ended-by-ctrl-z @SIM800-6.3-L1 @SIM7020AT-7.2.3-R1
  Scenario: The greatest length is accepted before Ctrl-Z
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND?
    Then the module answers
      """
      +CIPSEND: {send.greatest}
      OK
      """
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types <{send.greatest} bytes><Ctrl-Z>
    Then the server receives <{send.greatest} bytes>
    And the module answers SEND OK

  @id-send-fixed-length-too-great @SIM800-6.3-X1 @SIM7020AT-7.2.3-R1
  Scenario: A fixed length beyond the greatest is refused
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND?
    Then the module answers
      """
      +CIPSEND: {send.greatest}
      OK
      """
    When the host sends AT+CIPSEND={send.greatest+1}
    Then by our reading G33 the module answers ERROR
    And the server receives nothing more

  @id-send-fixed-length-too-great-multi @SIM800-6.3-X1 @SIM7020AT-7.2.3-R1
  Scenario: In multi connection mode a fixed length beyond the greatest is refused
    Given a TCP server
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSEND=0,{send.max+1}
    Then by our reading G33 the module answers ERROR
    And the server receives nothing more

  @id-send-input-too-long-beside @SIM800-6.3-X2 @SIM800-3.1-R3
  Scenario: Input beyond the greatest length leaves nothing behind for the next connection
    Given a TCP server
    And a TCP server named second
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the host sends AT+CIPSEND=0
    Then the module answers >
    When the host types <{send.max+1} bytes><Ctrl-Z>
    Then the module answers ERROR
    And by our reading G34 the server receives nothing more
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the second receives hello
    And the module answers 1, SEND OK

  @id-send-input-too-long @SIM800-6.3-X2
  Scenario: Input beyond the greatest length is refused
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND?
    Then the module answers
      """
      +CIPSEND: {send.greatest}
      OK
      """
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types <{send.greatest+1} bytes><Ctrl-Z>
    Then the module answers ERROR
    And by our reading G34 the server receives nothing more
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And the module answers SEND OK
