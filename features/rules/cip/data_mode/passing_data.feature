Feature: Passing data in data mode
  What the host writes goes to the far end, what the far end sends goes to the host, and nothing else happens.

  Background:
    Given a TCP server
    And the module is in data mode with the server

  @id-data-mode-any-byte @SIM800-2.2.1-R2 @SIM800-2.2.1-R6 @SIM7020EN-6.14.1-R3 @SIM7020AT-2.2.1-R1
  Scenario: Control characters are data
    When the host types <CR>a<LF>b<Ctrl-Z>c<ESC>d<NUL>e<BS>f<0xFF>g<0x11>h<0x13>i<0x7F>
    Then the server receives <CR>a<LF>b<Ctrl-Z>c<ESC>d<NUL>e<BS>f<0xFF>g<0x11>h<0x13>i<0x7F>
    When the host types <all values>
    Then the server receives <all values>
    And by the manual the module is silent for 2 s

  @id-data-mode-no-commands @SIM800-2.2.1-R2 @SIM800-2.2.1-R4 @SIM7020EN-6.14.1-R3 @SIM7020EN-6.14.1-R5
  @SIM7020AT-2.2.1-R1
  Scenario Outline: Command lines are data and are not answered
    When the host types <line><CR>
    Then the server receives <line><CR>
    And by the manual the module is silent for 2 s

    Examples:
      | case    | line         |
      | attn    | AT           |
      | query   | AT+CIPSTATUS |
      | close   | AT+CIPCLOSE  |
      | resume  | ATO          |
      | invalid | AT+NOSUCH    |

  @id-data-mode-lone-plus-signs @SIM800-2.2.1-R2 @SIM800-2.2.4-T1 @SIM800-2.2.4-R2 @SIM7020EN-6.14.1-R3
  @SIM7020EN-6.14.4-T2 @SIM800AT-2.2.12-R1 @SIM7020AT-2.2.18-R1
  Scenario Outline: Plus signs that are no escape sequence are data
    When the host types x
    And the host is silent for just longer than {escape.before}
    And the host types <bytes>
    Then the server receives x
    And by the manual the server receives <bytes>
    And by the manual the module is silent for 2 s

    Examples:
      | case | bytes |
      | one  | +     |
      | two  | ++    |
      | four | ++++  |

  @id-data-mode-to-host @SIM800-2.2.1-R3 @SIM7020EN-6.14.1-R4
  Scenario: Network data is put out with nothing added
    When the server sends hello
    Then the module delivers hello
    When the server sends OK
    Then the module delivers OK
    When the server sends +++
    Then the module delivers +++
    When the server sends one<CR><LF>ERROR<CR><LF>two<CR><LF>OK<CR><LF><CR><LF>CONNECT<CR><LF>
    Then the module delivers one<CR><LF>ERROR<CR><LF>two<CR><LF>OK<CR><LF><CR><LF>CONNECT<CR><LF>
    When the server sends <CR><LF>CLOSED<CR><LF>
    Then the module delivers <CR><LF>CLOSED<CR><LF>
    When the server sends <CR><LF>+PDP: DEACT<CR><LF>
    Then the module delivers <CR><LF>+PDP: DEACT<CR><LF>
    When the server sends still here
    Then the module delivers still here

  @id-data-mode-large-block-to-host @SIM800-2.2.1-R3 @SIM7020EN-6.14.1-R4
  Scenario: A large block from the network is put out whole
    When the server sends <2920 bytes>
    Then the module delivers <2920 bytes>

  @id-data-mode-large-block-to-server @SIM800-2.2.1-R2 @SIM7020EN-6.14.1-R3 @SIM7020AT-2.2.1-R1
  Scenario: Large blocks from the host are sent whole
    When the host types <1460 bytes>
    Then the server receives <1460 bytes>
    When the host types <1460 bytes>
    Then the server receives <1460 bytes>
    And by the manual the module is silent for 2 s

  @id-data-mode-no-echo @SIM800-2.2.3-R5
  Scenario: Data from the host is not echoed
    When the host types hello
    Then the module is silent for 2 s
    And the server receives hello

  @id-data-mode-any-byte-to-host @SIM800-2.2.1-R3 @SIM7020EN-6.14.1-R4
  Scenario: Control characters from the network are put out as they are
    When the server sends a<NUL>b<Ctrl-Z>c<ESC>d<BS>e<0x11>f<0x13>g<0x80>h<0xFF>i
    Then the module delivers a<NUL>b<Ctrl-Z>c<ESC>d<BS>e<0x11>f<0x13>g<0x80>h<0xFF>i
    When the server sends <all values>
    Then the module delivers <all values>
