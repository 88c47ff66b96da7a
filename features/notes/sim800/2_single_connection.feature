Feature: SIM800 note, chapter 2: single connection

  @id-sim800-tcp-client @SIM800-2.1.1-E2
  Scenario: TCP client: connect, send, receive, closed by the server
    Given a TCP server
    When the host sends AT+CGATT?
    Then the module answers
      """
      +CGATT: 1
      OK
      """
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello TCP serve<Ctrl-Z>
    Then the server receives hello TCP serve
    And the module answers SEND OK
    When the server sends hello SIM800
    Then the module delivers hello SIM800
    When the server closes
    Then the module reports CLOSED
