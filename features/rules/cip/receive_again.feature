Feature: Receiving again
  What is set for receiving holds for every connection, of either protocol, until it is set otherwise. In single
  connection mode the next connection is opened behind AT+CIPSHUT, as the manuals have it (G51).

  @id-receive-headers-again @SIM800-7.1-R1 @SIM800-7.1-C1 @SIM800-7.1-C2 @SIM800-7.1-C3 @SIM800-7.1-R2
  @SIM7020EN-6.10.1-R1 @SIM7020EN-6.10.1-R2 @SIM7020EN-6.10.1-R3 @SIM7020EN-6.10.1-R4 @SIM7020EN-6.10.1-R5
  @SIM800AT-8.2.24-C1
  Scenario: Headers tell of each connection's own data, whatever bytes it has
    Given a TCP server
    And a UDP server named logger
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      AT+CIPSHOWTP=1
      AT+CIPHEAD=0
      AT+CIPSRIP=0
      AT+CIPSHOWTP=0
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      AT+CIPSHOWTP=1
      """
    And the module is connected to the server
    When the server sends <all values>
    Then the module reports RECV FROM:{server.ip}:{server.port}
    And by the manual the module reports +IPD,256,TCP:
    And the module delivers <all values>
    When the server sends +++
    Then the module reports RECV FROM:{server.ip}:{server.port}
    And by the manual the module reports +IPD,3,TCP:
    And the module delivers +++
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="UDP","{logger.ip}","{logger.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the logger receives hello
    And the module answers SEND OK
    When the logger sends <all values>
    Then the module reports RECV FROM:{logger.ip}:{logger.port}
    And by the manual the module reports +IPD,256,UDP:
    And the module delivers <all values>
    When the logger sends x
    Then the module reports RECV FROM:{logger.ip}:{logger.port}
    And by the manual the module reports +IPD,1,UDP:
    And the module delivers x

  # Whether it is put out during the entry or behind it is left to the module.
  @id-receive-header-during-entry @SIM800-7.1-C1 @SIM800-7.1-R2 @SIM7020EN-6.10.1-R2 @SIM7020EN-6.10.1-R5
  Scenario: What arrives while data is asked for has its header as well
    Given a TCP server
    And the module has accepted AT+CIPHEAD=1
    And the module is connected to the server
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the server sends <CR><LF>OK<CR><LF>
    And the host types hello
    Then the server receives hello
    And the module answers SEND OK
    And the module reports +IPD,6:
    And the module delivers <CR><LF>OK<CR><LF>
    When the server sends again
    Then the module reports +IPD,5:
    And the module delivers again

  @id-rxget-again @SIM800-7.2-R1 @SIM800-7.2-R2 @SIM800-7.2-U1 @SIM800-7.2-C1 @SIM800-7.2-R4 @SIM800-7.2-R5 @SIM7000-7.2-U1
  @SIM7000-7.2-R4 @SIM7020EN-6.10.2-R1 @SIM7020EN-6.10.2-R2 @SIM7020EN-6.10.2-R3 @SIM7020EN-6.10.2-R4 @SIM7020EN-6.10.2-R6 @SIM7020ZH-6.10.2-R6
  @SIM7020EN-6.10.2-R7 @SIM7020ZH-6.10.2-R7 @SIM7020EN-6.10.2-U1
  Scenario: The next connection's data waits as well, byte by byte, until fetching is turned off
    Given a TCP server
    And the module has accepted
      """
      AT+CIPRXGET=1
      AT+CIPRXGET=0
      AT+CIPRXGET=1
      """
    And the module is connected to the server
    When the server sends <all values>
    Then the module reports +CIPRXGET: 1
    When the host sends AT+CIPRXGET=2,256
    Then the module answers
      """
      +CIPRXGET: 2,256,0
      <all values>
      OK
      """
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server sends <all values>
    Then the module reports +CIPRXGET: 1
    When the host sends AT+CIPRXGET=3,256
    Then the module answers
      """
      +CIPRXGET: 3,256,0
      <all values in hex>
      OK
      """
    When the server sends OK
    Then the module reports +CIPRXGET: 1
    When the host sends AT+CIPRXGET=2,256
    Then the module answers
      """
      +CIPRXGET: 2,2,0
      OK
      OK
      """
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    When the host sends AT+CIPRXGET=0
    Then the module answers OK
    When the host sends AT+CSTT="{apn}"
    Then the module answers OK
    When the host sends AT+CIICR
    Then the module answers OK
    When the host sends AT+CIFSR
    Then the module answers {module.new_ip}
    When the host sends AT+CIPSTART="TCP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server sends hello
    Then the module delivers hello

  @id-rxget-after-digits @SIM800-7.2-C1 @SIM800-7.2-R4 @SIM800-7.2-L1 @SIM7000-7.2-R4 @SIM7020EN-6.10.2-R4 @SIM7020EN-6.10.2-L1
  @SIM800AT-8.2.26-R1
  Scenario: More than a fetch of digits may give is given as it is when digits were fetched before
    Given a UDP server
    And the module has accepted AT+CIPRXGET=1
    And the module is connected to the server
    When the host sends AT+CIPSEND=5
    Then the module answers >
    When the host types hello
    Then the server receives hello
    And the module answers SEND OK
    When the server sends hello<1000 bytes>
    Then the module reports +CIPRXGET: 1
    When the host sends AT+CIPRXGET=3,5
    Then by the manual the module answers
      """
      +CIPRXGET: 3,5,1000
      68656C6C6F
      OK
      """
    When the host sends AT+CIPRXGET=2,1000
    Then the module answers
      """
      +CIPRXGET: 2,1000,0
      <1000 bytes>
      OK
      """

  @id-rxget-again-multi @SIM800-7.2-R1 @SIM800-7.2-R3 @SIM800-7.2-U1 @SIM7000-7.2-U1 @SIM7020EN-6.10.2-R1
  @SIM7020EN-6.10.2-R5 @SIM7020EN-6.10.2-U1 @SIM800-3.1-U3 @SIM800AT-8.2.26-R2 @SIM800AT-8.2.26-U1 @SIM7020AT-7.2.24-U1
  Scenario: A number that is opened again beside another has data that waits, and only its own
    Given a TCP server
    And a TCP server named second
    And the module has accepted AT+CIPRXGET=1
    And the module is connected to the server as connection 0
    When the host sends AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the second closes
    Then by our reading G19 the module reports 1, CLOSED
    When the host sends AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
    Then the module answers OK
    And the module reports 1, CONNECT OK
    When the second sends <all values>
    Then by the manual the module reports {rxget.notice.second}
    And by our reading G24 the module is silent for 1 s
    When the server sends hello
    Then by the manual the module reports {rxget.notice.first}
    And by our reading G24 the module is silent for 1 s
    When the host sends AT+CIPRXGET=2,1,256
    Then by the manual the module answers
      """
      +CIPRXGET: 2,1,256,0
      <all values>
      OK
      """
    When the second sends again
    Then by the manual the module reports {rxget.notice.second}
    When the host sends AT+CIPRXGET=2,0,256
    Then by the manual the module answers
      """
      +CIPRXGET: 2,0,5,0
      hello
      OK
      """
    When the host sends AT+CIPRXGET=2,1,256
    Then by the manual the module answers
      """
      +CIPRXGET: 2,1,5,0
      again
      OK
      """
