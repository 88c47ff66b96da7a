Feature: Settings of TCP keep-alive
  AT+CIPTKA=mode,idle,interval,count in seconds, seconds and probes. The note only names the command: what it does
  is from the manual. Its question shows the mode alone, or the figures as well.

  @id-keep-alive-set @SIM7020AT-7.2.25-R2
  Scenario: Figures that are set are shown
    Given the module is in IP INITIAL
    When the host sends AT+CIPTKA=1,60,40,3
    Then the module answers OK
    When the host sends AT+CIPTKA?
    Then the module answers
      """
      +CIPTKA: {keepalive.set}
      OK
      """

  @id-keep-alive-left-out @SIM7020AT-7.2.25-R2
  Scenario Outline: Figures that are left out have their defaults
    Given the module is in IP INITIAL
    When the host sends AT+CIPTKA=<parameters>
    Then the module answers OK
    When the host sends AT+CIPTKA?
    Then the module answers
      """
      +CIPTKA: <figures>
      OK
      """

    Examples:
      | case     | parameters | figures              |
      | all      | 1          | {keepalive.all}      |
      | interval | 1,60       | {keepalive.interval} |
      | count    | 1,60,40    | {keepalive.count}    |

  @id-keep-alive-off @SIM7020AT-7.2.25-R2
  Scenario: Turned off, it is shown so
    Given the module has accepted
      """
      AT+CIPTKA=1,60,40,3
      AT+CIPTKA=0
      """
    When the host sends AT+CIPTKA?
    Then the module answers
      """
      +CIPTKA: {keepalive.off}
      OK
      """

  @id-keep-alive-limits @SIM7020AT-7.2.25-X1
  Scenario Outline: The least and the greatest figures are taken
    Given the module is in IP INITIAL
    When the host sends AT+CIPTKA=<parameters>
    Then the module answers OK

    Examples:
      | case     | parameters   |
      | least    | 1,30,30,1    |
      | greatest | 1,7200,600,9 |

  @id-keep-alive-beyond-the-limits @SIM7020AT-7.2.25-X1
  Scenario Outline: Figures beyond the limits are refused
    Given the module is in IP INITIAL
    When the host sends AT+CIPTKA=<parameters>
    Then the module answers ERROR

    Examples:
      | case          | parameters |
      | mode          | 2          |
      | idle-short    | 1,29       |
      | idle-long     | 1,7201     |
      | interval-low  | 1,60,29    |
      | interval-high | 1,60,601   |
      | count-low     | 1,60,40,0  |
      | count-high    | 1,60,40,10 |

  @id-keep-alive-multi @SIM7020AT-7.2.25-R2
  Scenario: In multi connection mode each connection has settings of its own
    Given the module is in multi connection mode
    When the host sends AT+CIPTKA=2,1,60,40,3
    Then the module answers OK
    When the host sends AT+CIPTKA?
    Then the module answers
      """
      +CIPTKA: {0..1},{keepalive.off}
      +CIPTKA: 2,{keepalive.set}
      +CIPTKA: {3..connections.max-1},{keepalive.off}
      OK
      """
