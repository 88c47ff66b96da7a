Feature: The local port of client connections
  Behind an address translation the far end sees another port; such a bench cannot play these scenarios.

  @id-local-port-fixed-tcp @SIM800-2.3-R2 @SIM7020EN-2.2-C8 @SIM7020AT-7.2.8-R1
  Scenario: A TCP client calls from the port that was set
    Given a TCP server
    And the module has accepted AT+CLPORT="TCP",8888
    And the module is connected to the server
    Then by the manual the server is called from port 8888

  @id-local-port-fixed-udp @SIM800-2.3-R2 @SIM7020EN-2.2-C8 @SIM7020EN-6.4-R2
  Scenario: A UDP client sends from the port that was set
    Given a UDP server
    And the module has accepted AT+CLPORT="UDP",8888
    And the module is connected to the server
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers SEND OK
    And the server is called from port 8888

  @id-local-port-of-other-protocol @SIM800-2.3-R1 @SIM800-2.3-R2 @SIM7020EN-2.2-C8 @SIM800AT-8.2.8-R1
  Scenario: The port set for UDP is not used for TCP
    Given a TCP server
    And the module has accepted AT+CLPORT="UDP",8888
    And the module is connected to the server
    Then by the manual the server is not called from port 8888

  @id-local-port-of-each-protocol @SIM800-2.3-R2 @SIM7020EN-2.2-C8 @SIM7020AT-7.2.8-R1
  Scenario: TCP and UDP have a port each
    Given a TCP server
    And a UDP server named logger
    And the module has accepted
      """
      AT+CLPORT="UDP",9999
      AT+CLPORT="TCP",8888
      """
    And the module is connected to the logger
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the logger receives hello
    And the module answers SEND OK
    And by the manual the logger is called from port 9999
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is connected to the server
    Then by the manual the server is called from port 8888

  @id-local-port-dynamic-again @SIM800-2.3-R1
  Scenario: Set to 0, the local port of a TCP client is the module's choice
    Given a TCP server
    And a TCP server named other
    And the module has accepted
      """
      AT+CLPORT="TCP",8888
      AT+CLPORT="TCP",0
      """
    And the module is connected to the server
    Then the server is not called from port 8888
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CLPORT="TCP",8888
    Then the module answers OK
    When the module is connected to the server
    And the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CLPORT="TCP",0
    Then the module answers OK
    When the module is connected to the other
    Then the other is not called from port 8888

  @id-local-port-dynamic-again-udp @SIM800-2.3-R1
  Scenario: Set to 0, the local port of a UDP client is the module's choice
    Given a UDP server
    And a UDP server named other
    And the module has accepted
      """
      AT+CLPORT="UDP",8888
      AT+CLPORT="UDP",0
      """
    And the module is connected to the server
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers SEND OK
    And the server is not called from port 8888
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CLPORT="UDP",8888
    Then the module answers OK
    When the module is connected to the server
    And the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CLPORT="UDP",0
    Then the module answers OK
    When the module is connected to the other
    And the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the other receives hello
    And the module answers SEND OK
    And the other is not called from port 8888

  @id-local-port-high @SIM800-2.3-R2 @SIM7020EN-2.2-C8 @SIM7020EN-6.4-R2
  Scenario Outline: A high port can be set as well as a low one
    Given a UDP server
    And the module has accepted AT+CLPORT="UDP",<port>
    And the module is connected to the server
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers SEND OK
    And the server is called from port <port>

    Examples:
      | case    | port  |
      | 16-bits | 32768 |
      | last    | 65535 |

  @id-local-port-default @SIM800-2.3-R3 @SIM800AT-8.2.8-R2
  Scenario: After a restart the local port is the module's choice
    Given a TCP server
    And the module has accepted AT+CLPORT="TCP",8888
    And the module is power-cycled
    And the module is connected to the server
    Then by the manual the server is not called from port 8888

  @id-local-port-default-query @SIM800-2.3-R3 @SIM800AT-8.2.8-R2
  Scenario: After a restart the local ports are 0
    Given the module has accepted AT+CLPORT="TCP",8888
    And the module has accepted AT+CLPORT="UDP",9999
    And the module is power-cycled
    When the host sends AT+CLPORT?
    Then by the manual the module answers
      """
      +CLPORT: 0,0
      OK
      """

  @id-local-port-not-in-multi @SIM800-2.3-R4
  Scenario: A port set in single connection mode is not used in multi connection mode
    Given a TCP server
    And the module has accepted AT+CLPORT="TCP",8888
    And the module is connected to the server as connection 0
    Then the server is not called from port 8888

  @id-local-port-not-as-server @SIM800-2.3-R4
  Scenario: A server listens on its own port whatever local port was set
    Given a TCP client
    And a TCP client named stray
    And a TCP server
    And the module has accepted AT+CLPORT="TCP",8888
    And the module is connected to the server
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the module is listening on port 1234
    And the client connects to port 1234
    Then the module reports REMOTE IP: {client.ip}
    When the stray connects to port 8888
    Then by our reading G41 the stray sees a refusal

  @id-local-port-fixed-again @SIM800-2.3-R2 @SIM800-2.1.4-R2
  Scenario: The port that was set holds for the next connection too
    Given a UDP server
    And a UDP server named other
    And the module has accepted AT+CLPORT="UDP",8888
    And the module is connected to the server
    # By the manual the way from one connection to the next leads by AT+CIPSHUT.
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    And by our reading G42 the module is silent for 2 s
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="UDP","{other.ip}","{other.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the other receives hello
    And the module answers SEND OK
    And the other is called from port 8888
