Feature: UDP extended mode
  Datagrams from and to any address, on a local port that the peers know.

  Background:
    Given a UDP server
    And a UDP client named stranger
    And the module is in IP STATUS
    And the module has accepted AT+CLPORT="UDP",8888

  @id-udp-extended-hears-everybody @SIM800-2.1.4-R5 @SIM800-2.1.4-R1 @SIM7020EN-2.2-C24 @SIM7020EN-6.4-R1
  @SIM7020EN-6.4-R5 @SIM7020ZH-6.4-R5
  Scenario: With extended mode on, data from any address is put out
    Given the module has accepted AT+CIPUDPMODE=1
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the stranger connects to port 8888
    And the stranger sends hello
    Then the module delivers hello
    When the server connects to port 8888
    And the server sends welcome
    Then the module delivers welcome

  @id-udp-normal-hears-one @SIM800-2.1.4-R5 @SIM7020EN-2.2-C24 @SIM7020EN-6.4-R5 @SIM7020ZH-6.4-R5
  Scenario: With extended mode off, only the peer of the connection is heard
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the stranger connects to port 8888
    And the stranger sends hello
    Then by our reading G47 the module is silent for 2 s
    When the server connects to port 8888
    And the server sends welcome
    Then the module delivers welcome

  @id-udp-extended-destination-first @SIM800-2.1.4-R6 @SIM800-2.1.4-R5 @SIM7020EN-6.4-R5 @SIM7020ZH-6.4-R5
  @SIM7020EN-6.4-R6
  Scenario: The destination is that of the connection until it is changed
    Given the module has accepted AT+CIPUDPMODE=1
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPUDPMODE?
    Then the module answers
      """
      +CIPUDPMODE: 1,"{server.ip}",{server.port}
      OK
      """
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And the module answers SEND OK

  @id-udp-extended-destination-changed @SIM800-2.1.4-R7 @SIM800-2.1.4-R6 @SIM800-2.1.4-R1 @SIM7020EN-6.4-R1
  @SIM7020EN-6.4-R6 @SIM7020EN-6.4-R7 @SIM7020EN-6.4-R8 @SIM7020ZH-6.4-R8
  Scenario: A new destination gets what is sent, and extended mode stays on
    Given the module has accepted AT+CIPUDPMODE=1
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPUDPMODE=2,"{stranger.ip}",{stranger.port}
    Then the module answers OK
    When the host sends AT+CIPUDPMODE?
    Then the module answers
      """
      +CIPUDPMODE: 1,"{stranger.ip}",{stranger.port}
      OK
      """
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the stranger receives hello
    And the module answers SEND OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types again<Ctrl-Z>
    Then the stranger receives again
    And the module answers SEND OK
    And the server receives nothing more

  @id-udp-extended-hears-all-after-change @SIM800-2.1.4-R7 @SIM800-2.1.4-R1 @SIM7020EN-6.4-R1 @SIM7020EN-6.4-R8
  @SIM7020ZH-6.4-R8
  Scenario: After a change of destination all are heard as before
    Given the module has accepted AT+CIPUDPMODE=1
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPUDPMODE=2,"{stranger.ip}",{stranger.port}
    Then the module answers OK
    When the server connects to port 8888
    And the server sends welcome
    Then the module delivers welcome
    When the stranger connects to port 8888
    And the stranger sends hello
    Then the module delivers hello

  @id-udp-extended-again @SIM800-2.1.4-R1 @SIM800-2.1.4-R5 @SIM800-2.1.4-R6 @SIM800-2.1.4-R7 @SIM800-9-R5
  @SIM7020EN-6.4-R1 @SIM7020EN-6.4-R5 @SIM7020ZH-6.4-R5 @SIM7020EN-6.4-R6 @SIM7020EN-6.4-R7 @SIM7020EN-6.4-R8
  @SIM7020ZH-6.4-R8 @SIM7020EN-6.12-R7
  Scenario: Whoever sends, what is sent goes where it was told last, and on a second connection too
    Given a UDP client named neighbour
    And a UDP server named archive
    And a UDP server named twin
    And the module has accepted AT+CIPUDPMODE=1
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the server connects to port 8888
    And the server sends from the server
    Then the module delivers from the server
    When the stranger connects to port 8888
    And the stranger sends from the stranger
    Then the module delivers from the stranger
    When the neighbour connects to port 8888
    And the neighbour sends from the neighbour
    Then the module delivers from the neighbour
    When the twin connects to port 8888
    And the twin sends from the twin
    Then the module delivers from the twin
    When the host sends AT+CIPUDPMODE?
    Then the module answers
      """
      +CIPUDPMODE: 1,"{server.ip}",{server.port}
      OK
      """
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the server<Ctrl-Z>
    Then the server receives to the server
    And the module answers SEND OK
    When the host sends AT+CIPUDPMODE=2,"{archive.ip}",65535
    Then the module answers OK
    When the host sends AT+CIPUDPMODE?
    Then the module answers
      """
      +CIPUDPMODE: 1,"{archive.ip}",65535
      OK
      """
    When the host sends AT+CIPUDPMODE=2,"{archive.ip}",{archive.port}
    Then the module answers OK
    When the server sends once more
    Then the module delivers once more
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the archive<Ctrl-Z>
    Then the archive receives to the archive
    And the module answers SEND OK
    When the host sends AT+CIPUDPMODE=2,"{stranger.ip}",{stranger.port}
    Then the module answers OK
    When the host sends AT+CIPUDPMODE?
    Then the module answers
      """
      +CIPUDPMODE: 1,"{stranger.ip}",{stranger.port}
      OK
      """
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the stranger<Ctrl-Z>
    Then the stranger receives to the stranger
    And the module answers SEND OK
    And the archive receives nothing more
    And the server receives nothing more
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSHUT
    Then the module answers SHUT OK
    # Whether extended mode outlives the context, no document says.
    When the host sends AT+CIPUDPMODE=1
    Then the module answers OK
    When the module is in IP STATUS
    And the host sends AT+CIPSTART="UDP","{archive.ip}","{archive.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPUDPMODE?
    Then the module answers
      """
      +CIPUDPMODE: 1,"{archive.ip}",{archive.port}
      OK
      """
    When the neighbour connects to port 8888
    And the neighbour's connection 2 sends again
    Then the module delivers again
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types to the archive again<Ctrl-Z>
    Then the archive receives to the archive again
    And the module answers SEND OK
    And the stranger receives nothing more

  @id-udp-extended-mode-unknown @SIM800-2.1.4-R5 @SIM800AT-8.2.25-X1 @SIM7020EN-2.2-C24
  Scenario: There is no other UDP mode
    When the host sends AT+CIPUDPMODE=3
    Then by the manual the module answers ERROR

  @id-udp-local-port-set @SIM800-2.1.4-R2 @SIM7020EN-6.4-R2
  Scenario: Datagrams leave the module from its local port and reach it there
    When the host sends AT+CIPSTART="UDP","{server.ip}","{server.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And the module answers SEND OK
    And the server is called from port 8888
    When the server sends welcome
    Then the module delivers welcome
