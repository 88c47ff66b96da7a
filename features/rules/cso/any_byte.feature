Feature: Every value that a byte can have
  Small letters among the digits that the module prints pass as well (G58).

  @id-socket-any-byte-sent @SIM7020EN-2.1-C6 @SIM7020ZH-2.1-C6 @SIM7020EN-5.2-R3 @SIM7020ZH-5.2-R3 @SIM7020EN-5.2-E1
  @SIM7020ZH-5.2-E1 @SIM7020EN-5.3-R2 @SIM7020ZH-5.3-R2 @SIM7020EN-5.7-R1 @SIM7020ZH-5.7-R1 @SIM7020EN-5.7-R2
  @SIM7020ZH-5.7-R2 @SIM7020ZH-5.7-R3 @SIM7020EN-5.3-E1 @SIM7020ZH-5.3-E1
  Scenario Outline: Data is sent whole, whatever its bytes and length, and once
    Given a <protocol> server
    And the module is connected to the server by socket 0
    # The manual's 512 bytes may be meant of the digits.
    When the host sends AT+CSOSEND=0,512,"<all values in hex>"
    Then the module answers OK
    And the server receives <all values>
    When the host sends AT+CSOSEND=0,10,"41001A0042"
    Then the module answers OK
    And the server receives A<NUL><Ctrl-Z><NUL>B
    When the host sends AT+CSOSEND=0,52,"0D0A2B2B2B4F4B0D0A2B43534F4E4D493A20302C322C33310D0A"
    Then the module answers OK
    And the server receives <CR><LF>+++OK<CR><LF>+CSONMI: 0,2,31<CR><LF>
    When the host sends AT+CSOSEND=0,2,"00"
    Then the module answers OK
    And the server receives <NUL>
    When the host sends AT+CSOSEND=0,256,"<128 bytes in hex>"
    Then the module answers OK
    And the server receives <128 bytes>
    When the host sends AT+CSOSEND=0,0,"one, two;  AT+CSOCL=0; +++ 4.5 % 'six' #7 &8 (9) *10 -11 /12 :13 =14 ?15!"
    Then the module answers OK
    And the server receives one, two;  AT+CSOCL=0; +++ 4.5 % 'six' #7 &8 (9) *10 -11 /12 :13 =14 ?15!
    When the host sends AT+CSOSEND=0,0,"<300 bytes>"
    Then the module answers OK
    And the server receives <300 bytes>
    When the host sends AT+CSOSEND=0,0,"<300 bytes>"
    Then the module answers OK
    And the server receives <300 bytes>
    And the server receives nothing more

    Examples:
      | case | protocol |
      | tcp  | TCP      |
      | udp  | UDP      |

  @id-socket-any-byte-entered @SIM7020EN-2.1-C7 @SIM7020ZH-2.1-C7 @SIM7020AT-6.2.7-C1 @SIM7020AT-6.2.7-C2
  Scenario: Data that is entered is sent whole, each time what was entered then
    # Whether LF is echoed behind a prompt differs.
    Given a TCP server
    And the module has accepted ATE0
    And the module is connected to the server by sockets 0 to 1
    When the host sends AT+CSODSEND=1,254
    Then by the manual the module answers >
    When the host types 0<all values but BS ESC Ctrl-Z>
    Then by the manual the module answers DATA ACCEPT: 254
    And by the manual the server's connection 2 receives 0<all values but BS ESC Ctrl-Z>
    When the host sends AT+CSODSEND=0,5
    Then by the manual the module answers >
    When the host types world
    Then by the manual the module answers DATA ACCEPT: 5
    And by the manual the server's connection 1 receives world
    When the host sends AT+CSODSEND=1
    Then by the manual the module answers >
    When the host types again, at length<Ctrl-Z>
    Then by the manual the module answers DATA ACCEPT: 16
    And by the manual the server's connection 2 receives again, at length
    When the host sends AT+CSODSEND=0
    Then by the manual the module answers >
    When the host types AT+++<CR><LF>OK<Ctrl-Z>
    Then by the manual the module answers DATA ACCEPT: 9
    And by the manual the server's connection 1 receives AT+++<CR><LF>OK

  @id-socket-any-byte-received @SIM7020EN-2.1-C15 @SIM7020ZH-2.1-C15 @SIM7020EN-5.7-R3 @SIM7020ZH-5.7-R4
  @SIM7020EN-5.9-E1 @SIM7020ZH-5.9-E1 @SIM7020EN-5.9-U1 @SIM7020ZH-5.9-U1
  Scenario: Data is reported whole, whatever its bytes and length
    Given a TCP server
    And the module is connected to the server by sockets 0 to 1
    When the server's connection 2 sends 9<0x00><0x01><0x02><0x03><0x04><0x05><0x06><0x07><0x08><0x09><0x10><0x11><0x12><0x13><0x14><0x15><0x16><0x17><0x18><0x19><0x20><0x21><0x22><0x23><0x24><0x25><0x26><0x27><0x28><0x29><0x30><0x31><0x32><0x33><0x34><0x35><0x36><0x37><0x38><0x39><0x40><0x41><0x42><0x43><0x44><0x45><0x46><0x47><0x48><0x49><0x50><0x51><0x52><0x53><0x54><0x55><0x56><0x57><0x58><0x59><0x60><0x61><0x62><0x63><0x64><0x65><0x66><0x67><0x68><0x69><0x70><0x71><0x72><0x73><0x74><0x75><0x76><0x77><0x78><0x79><0x80><0x81><0x82><0x83><0x84><0x85><0x86><0x87><0x88><0x89><0x90><0x91><0x92><0x93><0x94><0x95><0x96><0x97><0x98><0x99>
    Then the module reports +CSONMI: 1,202,3900010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
    When the server's connection 1 sends 0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789
    Then the module reports +CSONMI: 0,260,30313233343536373839303132333435363738393031323334353637383930313233343536373839303132333435363738393031323334353637383930313233343536373839303132333435363738393031323334353637383930313233343536373839303132333435363738393031323334353637383930313233343536373839
    When the server's connection 2 sends <NUL>
    Then the module reports +CSONMI: 1,2,00
    When the server's connection 1 sends 0<CR><LF>+++<all values>
    Then the module reports +CSONMI: 0,524,{every.digits}

  @id-socket-any-byte-fetched @SIM7020EN-5.5-R1 @SIM7020ZH-5.5-R1 @SIM7020EN-5.5-R2 @SIM7020ZH-5.5-R2
  @SIM7020EN-5.5-R3 @SIM7020ZH-5.5-R3 @SIM7020EN-5.5-R4 @SIM7020ZH-5.5-R4 @SIM7020EN-5.5-U1 @SIM7020ZH-5.5-U1
  @SIM7020AT-6.2.14-R1
  Scenario: Data is fetched whole, and what comes when all was fetched is announced again
    Given a TCP server
    And the module is connected to the server by sockets 0 to 1
    When the host sends AT+CSORXGET=1
    Then the module answers OK
    And by our reading G110 the module is silent for 1 s
    When the server's connection 2 sends 0<all values>
    Then the module reports +CSORXGET: 1,1
    And the module is silent for 2 s
    When the host sends AT+CSORXGET=2,1,1000
    Then the module answers
      """
      +CSORXGET: 2,1,257,0
      0<all values>
      OK
      """
    When the host sends AT+CSORXGET=3,1,700
    Then the module answers
      """
      +CSORXGET: 3,1,0,0
      OK
      """
    When the host sends AT+CSORXGET=3,1,700
    Then the module answers
      """
      +CSORXGET: 3,1,0,0
      OK
      """
    When the host sends AT+CSORXGET=2,1,700
    Then by the manual the module answers
      """
      +CSORXGET: 2,1,0,0
      OK
      """
    When the server's connection 2 sends 9<NUL><0x01><0x08><0x09><0x10><0x19><0x80><0x99>
    Then the module reports +CSORXGET: 1,1
    And the module is silent for 2 s
    When the host sends AT+CSORXGET=3,1,700
    Then the module answers
      """
      +CSORXGET: 3,1,9,0
      390001080910198099
      OK
      """
    When the host sends AT+CSORXGET=3,0,700
    Then the module answers
      """
      +CSORXGET: 3,0,0,0
      OK
      """
    When the server's connection 1 sends 0<CR><LF>+++<all values>
    Then the module reports +CSORXGET: 1,0
    And the module is silent for 2 s
    When the host sends AT+CSORXGET=3,0,700
    Then the module answers
      """
      +CSORXGET: 3,0,262,0
      {every.digits}
      OK
      """
    When the server's connection 1 sends <CR><LF>OK<CR><LF>
    Then the module reports +CSORXGET: 1,0
    And the module is silent for 2 s
    When the host sends AT+CSORXGET=2,0,2
    Then the module answers
      """
      +CSORXGET: 2,0,2,4
      <CR><LF>
      OK
      """
    When the host sends AT+CSORXGET=2,0,700
    Then the module answers
      """
      +CSORXGET: 2,0,4,0
      OK<CR><LF>
      OK
      """
    When the host sends AT+CSORXGET=3,0,700
    Then the module answers
      """
      +CSORXGET: 3,0,0,0
      OK
      """
