Feature: SIM7020 note, chapter 5: sockets

  # The English text lost this example; the Chinese one has it.
  @id-sim7020-socket-tcp @SIM7020EN-5.2-E1 @SIM7020ZH-5.2-E1 @smoke
  Scenario: TCP client: create, connect, send, close
    Given a TCP server
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """
    When the host sends AT+CSOCON=0,{server.port},"{server.ip}"
    Then the module answers OK
    When the host sends AT+CSOSEND=0,0,"Hello World"
    Then the module answers OK
    And the server receives Hello World
    When the host sends AT+CSOCL=0
    Then the module answers OK

  @id-sim7020-socket-udp @SIM7020EN-5.3-E1 @SIM7020ZH-5.3-E1
  Scenario: UDP client: create, connect, send, close
    Given a UDP server
    When the host sends AT+CSOC=1,2,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """
    When the host sends AT+CSOCON=0,{server.port},"{server.ip}"
    Then the module answers OK
    When the host sends AT+CSOSEND=0,0,"Hello World"
    Then the module answers OK
    And the server receives Hello World
    When the host sends AT+CSOCL=0
    Then the module answers OK

  @id-sim7020-socket-server @SIM7020EN-5.4-E1 @SIM7020ZH-5.4-E1
  Scenario: TCP server: bind, listen, exchange data with a client, close both sockets
    # C11: the Chinese 5.1 denies server mode; this example has it in both notes.
    Given a TCP client
    # The note leaves out how the local address was found.
    When the host sends AT+CGCONTRDP
    Then the module answers
      """
      +CGCONTRDP: 1,{pdn.bearer},"{pdn.apn}","{module.ip}.{module.mask}"
      OK
      """
    # What stands before AT+CSOSEND=1 is lost in the English note; the Chinese one has it.
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """
    # C50: printed with a blank before the address.
    When the host sends AT+CSOB=0,5678,"{module.ip}"
    Then the module answers OK
    When the host sends AT+CSOLIS=0
    Then the module answers OK
    When the client connects to port 5678
    # C44: printed without a final T.
    Then the module reports +NEW CLIENT CONNEC: 1
    When the host sends AT+CSOSEND=1,0,"Hello World"
    Then the module answers OK
    And the client receives Hello World
    When the client sends 123
    # C43: read as socket 1, which the client is.
    Then the module reports +CSONMI: 0,6,313233
    When the host sends AT+CSOCL=0
    Then the module answers OK
    When the host sends AT+CSOCL=1
    Then the module answers OK

  @id-sim7020-socket-fetch @SIM7020EN-5.5-E1 @SIM7020ZH-5.5-E1 @SIM7020AT-6.2.14-R1
  Scenario: Data is fetched as it is, then in hexadecimal digits, then there is none left
    Given a TCP server
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """
    # The English note has lost the commands up to here but for the comments; the Chinese one has them.
    # C42: the English comment speaks of binding; the Chinese command is taken.
    When the host sends AT+CSOCON=0,{server.port},"{server.ip}"
    Then the module answers OK
    # C46: the OK is missing in print, and the next line is the notice of data that has come.
    When the host sends AT+CSORXGET=1
    Then the module answers OK
    When the server sends <1000 bytes><700 bytes>
    # C04: printed with a full stop for the comma.
    Then the module reports +CSORXGET: 1.0
    # So that all of it has come.
    And the module is silent for 10 s
    When the host sends AT+CSORXGET=2,0,1000
    Then the module answers
      """
      +CSORXGET: 2,0,1000,700
      <1000 bytes>
      OK
      """
    When the host sends AT+CSORXGET=3,0,700
    Then the module answers
      """
      +CSORXGET: 3,0,700,0
      <700 bytes in hex>
      OK
      """
    When the host sends AT+CSORXGET=3,0,700
    Then the module answers
      """
      +CSORXGET: 3,0,0,0
      OK
      """
    When the host sends AT+CSOCL=0
    Then the module answers OK

  @id-sim7020-sockets @SIM7020EN-5.6-E1 @SIM7020ZH-5.6-E1
  Scenario: A TCP and a UDP socket at the same time
    Given a TCP server
    And a UDP server named logger
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC: 0
      OK
      """
    When the host sends AT+CSOC=1,2,1
    Then the module answers
      """
      +CSOC: 1
      OK
      """
    When the host sends AT+CSOCON=0,{server.port},"{server.ip}"
    Then the module answers OK
    When the host sends AT+CSOCON=1,{logger.port},"{logger.ip}"
    Then the module answers OK
    When the host sends AT+CSOSEND=0,0,"Hello World"
    Then the module answers OK
    And the server receives Hello World
    # C47: 10 digits, which are five bytes.
    When the host sends AT+CSOSEND=1,10,"3132333435"
    Then the module answers OK
    And the logger receives 12345
    When the host sends AT+CSOCL=0
    Then the module answers OK
    When the host sends AT+CSOCL=1
    Then the module answers OK

  # C51: the English note leaves out the blank after +CSOC: here; the Chinese one prints it, and its own scenario has it.
  @id-sim7020-socket-ack @persistent @SIM7020EN-5.8-E1
  Scenario: A report when sent TCP data is acknowledged
    Given a TCP server
    When the host sends AT+CSOC=1,1,1
    Then the module answers
      """
      +CSOC:0
      OK
      """
    When the host sends AT+CSOSENDFLAG=1
    Then the module answers OK
    When the host sends AT+CSOCON=0,{server.port},"{server.ip}"
    Then the module answers OK
    When the host sends AT+CSOSEND=0,0,"Hello World"
    Then the module answers OK
    And the server receives Hello World
    And the module reports SEND: 0,11
    When the host sends AT+CSOCL=0
    Then the module answers OK

  @id-sim7020-socket-data @SIM7020EN-5.9-E1 @SIM7020ZH-5.9-E1
  Scenario: Incoming data is indicated
    Given a TCP server
    And the module is connected to the server by socket 0
    When the server sends 123
    # C45: the length counts digits.
    Then the module reports +CSONMI: 0,6,313233

  @id-sim7020-psm @long @persistent @SIM7020EN-5.10-E1
  Scenario: A UDP socket is kept through power saving mode
    Given a UDP server
    And the module has accepted AT+CPSMSTATUS=1
    When the host sends AT+RETENTION?
    # C27: the OK is missing in print.
    Then the module answers +RETENTION: 0
    # C48: this order here, the other one in the manual.
    When the host sends AT+RETENTION=1
    Then the module answers OK
    When the host sends AT+CSOC=1,2,1
    # C51: a blank after the colon is meant.
    Then the module answers
      """
      +CSOC:0
      OK
      """
    When the host sends AT+CSOCON=0,{server.port},"{server.ip}"
    Then the module answers OK
    When the host sends AT+CPSMS=1
    Then the module answers OK
    And the module reports
      """
      +CPSMSTATUS: "ENTER PSM"
      +CPSMSTATUS: "EXIT PSM"
      """
    # C50: the closing quote is missing in print.
    When the host sends AT+CSOSEND=0,0,"Hello World!!!"
    Then the module answers OK
    And the server receives Hello World!!!
    When the server sends 123456
    Then the module reports +CSONMI: 0,12,313233343536
