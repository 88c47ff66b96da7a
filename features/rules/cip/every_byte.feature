Feature: Every byte that is sent and received
  Without a length, BS corrects, ESC gives up and Ctrl-Z sends, so that these are not typed; the far end sends them all.

  @id-bytes-tcp @SIM7020EN-6.2-R5 @SIM7020EN-6.2-R7 @SIM7020EN-6.10.1-R1 @SIM7020AT-7.2.3-R1
  Scenario: A TCP connection carries every byte, line ends among them, and texts of the greatest length
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types <all values but BS ESC Ctrl-Z><Ctrl-Z>
    Then the server receives <all values but BS ESC Ctrl-Z>
    And the module answers SEND OK
    And the server receives nothing more
    When the server sends <all values>
    Then the module delivers <all values>
    When the server sends one<CR><LF>two<CR><LF><CR><LF>
    Then the module delivers one<CR><LF>two<CR><LF><CR><LF>
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types one<CR><LF>+++<CR><LF>OK<CR><LF><Ctrl-Z>
    Then the server receives one<CR><LF>+++<CR><LF>OK<CR><LF>
    And the module answers SEND OK
    When the server sends <1460 bytes>
    Then the module delivers <1460 bytes>
    When the host sends AT+CIPSEND?
    Then by the manual the module answers
      """
      +CIPSEND: {send.greatest}
      OK
      """
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types <{send.greatest} bytes><Ctrl-Z>
    Then by the manual the server receives <{send.greatest} bytes>
    And by the manual the module answers SEND OK
    And the server receives nothing more

  @id-bytes-udp @SIM7020EN-6.2-R5 @SIM7020EN-6.2-R7 @SIM7020EN-6.3-R2 @SIM7020ZH-6.3-R2 @SIM7020EN-6.10.1-R1
  @SIM7020EN-6.9.4-R7 @SIM7020AT-7.2.3-R1
  Scenario: A UDP connection carries every byte, and a datagram of the greatest length
    Given a UDP server
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types <all values but BS ESC Ctrl-Z><Ctrl-Z>
    Then the server receives <all values but BS ESC Ctrl-Z>
    And the module answers SEND OK
    When the host sends AT+CIPACK
    Then the module answers
      """
      +CIPACK: 253,0,253
      OK
      """
    When the server sends <all values>
    Then the module delivers <all values>
    When the host sends AT+CIPSEND?
    Then by the manual the module answers
      """
      +CIPSEND: {send.greatest}
      OK
      """
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types <{send.greatest} bytes><Ctrl-Z>
    Then by the manual the server receives <{send.greatest} bytes>
    And by the manual the module answers SEND OK
    And the server receives nothing more

  @id-bytes-fixed-length @SIM7020EN-6.9.1-R1 @SIM7020EN-6.9.2-R1 @SIM7020EN-6.9.2-R2 @SIM7020EN-6.9.4-R2
  @SIM7020EN-6.9.4-R5
  Scenario: By length and without one in turn, every byte counts once and no length outlives its sending
    Given a TCP server
    And the module is connected to the server
    When the host sends AT+CIPSEND=8
    Then the module answers >
    When the host types ab<CR><LF>cd<CR><LF>
    Then the server receives ab<CR><LF>cd<CR><LF>
    And the module answers SEND OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types longer than eight<Ctrl-Z>
    Then the server receives longer than eight
    And the module answers SEND OK
    When the host sends AT+CIPSEND=253
    Then the module answers >
    When the host types <all values but BS ESC Ctrl-Z>
    Then the server receives <all values but BS ESC Ctrl-Z>
    And the module answers SEND OK
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types x
    Then the server receives x
    And the module answers SEND OK
    And the server receives nothing more
    When the host sends AT+CIPACK
    Then the module answers
      """
      +CIPACK: 279,279,0
      OK
      """

  @id-bytes-multi @SIM7020EN-6.6-R4 @SIM7020ZH-6.6-R4 @SIM7020EN-6.6-U2 @SIM7020EN-6.9.2-R3
  Scenario: Two connections carry every byte, in front of which their number and length stand
    Given a TCP server
    And the module is connected to the server as connections 0 to 1
    When the server's connection 2 sends <all values>
    Then the module reports +RECEIVE,1,256:
    And the module delivers <all values>
    When the server's connection 1 sends <CR><LF>0, CLOSED<CR><LF>
    Then the module reports +RECEIVE,0,13:
    And the module delivers <CR><LF>0, CLOSED<CR><LF>
    When the server's connection 2 sends <500 bytes>
    Then the module reports +RECEIVE,1,500:
    And the module delivers <500 bytes>
    When the host sends AT+CIPSEND=1
    Then the module answers >
    When the host types <all values but BS ESC Ctrl-Z><Ctrl-Z>
    Then the server's connection 2 receives <all values but BS ESC Ctrl-Z>
    And the module answers 1, SEND OK
    When the host sends AT+CIPSEND=0,253
    Then the module answers >
    When the host types <all values but BS ESC Ctrl-Z>
    Then the server's connection 1 receives <all values but BS ESC Ctrl-Z>
    And the module answers 0, SEND OK

  @id-bytes-headed @SIM7020EN-6.4-R4 @SIM7020EN-6.4-U1 @SIM7020EN-6.4-U2 @SIM7020EN-6.10.1-R2 @SIM7020EN-6.10.1-R3
  @SIM7020EN-6.10.1-R4 @SIM7020EN-6.10.1-R5 @SIM7020AT-7.2.21-R1 @SIM7020AT-7.2.22-C1
  Scenario: Heads are turned on and off by themselves, count every byte, and name protocol and sender of the connection
    Given a TCP server
    And a UDP server named other
    And the module has accepted
      """
      AT+CIPSHOWTP=1
      AT+CIPSHOWTP=0
      AT+CIPSHOWTP=1
      AT+CIPHEAD=1
      AT+CIPHEAD=0
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      AT+CIPSRIP=0
      """
    And the module is connected to the server
    When the server sends <500 bytes>
    Then by the manual the module reports +IPD,500,TCP:
    And the module delivers <500 bytes>
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSRIP=1
    Then the module answers OK
    When the host sends AT+CIPSTART="UDP","{other.ip}","{other.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the other receives hello
    And the module answers SEND OK
    When the other sends <all values>
    Then the module reports RECV FROM:{other.ip}:{other.port}
    And by the manual the module reports +IPD,256,UDP:
    And the module delivers <all values>
    When the other sends x
    Then the module reports RECV FROM:{other.ip}:{other.port}
    And by the manual the module reports +IPD,1,UDP:
    And the module delivers x
    When the host sends AT+CIPCLOSE
    Then the module answers CLOSE OK
    When the host sends AT+CIPSHOWTP=0
    Then the module answers OK
    When the host sends AT+CIPSRIP=0
    Then the module answers OK
    When the host sends AT+CIPSTART="UDP","{other.ip}","{other.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the host sends AT+CIPSEND
    Then the module answers >
    When the host types hello<Ctrl-Z>
    Then the other receives hello
    And the module answers SEND OK
    When the other sends <all values>
    Then the module reports +IPD,256:
    And the module delivers <all values>

  @id-bytes-fetched @SIM7020EN-6.10.2-R2 @SIM7020EN-6.10.2-R4 @SIM7020EN-6.10.2-R6 @SIM7020ZH-6.10.2-R6
  @SIM7020EN-6.10.2-R7 @SIM7020ZH-6.10.2-R7 @SIM7020EN-6.10.2-U1 @SIM7020ZH-6.10.2-U1
  Scenario: Every byte can be fetched, as it is and in digits, on one connection after the other
    Given a TCP server
    And a TCP server named other
    And the module has accepted AT+CIPRXGET=1
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
    When the host sends AT+CIPSTART="TCP","{other.ip}","{other.port}"
    Then the module answers OK
    And the module reports CONNECT OK
    When the other sends <all values>
    Then the module reports +CIPRXGET: 1
    When the host sends AT+CIPRXGET=3,256
    Then the module answers
      """
      +CIPRXGET: 3,256,0
      <all values in hex>
      OK
      """
