Feature: Flow control of the serial port
  Levels are those at the module's pin: the host withdraws RTS by setting it high.

  @id-flow-control-off-by-default @SIM800-2.2.1-R6
  Scenario: By default RTS does not hold data back
    Given a TCP server
    And the module is in data mode with the server
    When the host sets RTS high
    And the server sends hello
    Then the module delivers hello
    When the host sets RTS low
    Then the module is silent for 2 s

  @id-flow-control-hardware @SIM800-2.2.1-R6
  @SIM7X00-2.5-R1 @SIM800AT-2.2.40-R1 @SIM7X00AT-2.2.14-R1
  Scenario: With hardware flow control data waits for RTS
    Given a TCP server
    And the module has accepted AT+IFC=2,2
    And the module is in data mode with the server
    When the host sets RTS high
    And the server sends hello
    Then by the manual the module is silent for 2 s
    When the host sets RTS low
    Then by the manual the module delivers hello
    When the host sets RTS high
    And the server sends <500 bytes>
    Then by the manual the module is silent for 2 s
    When the host sets RTS low
    Then by the manual the module delivers <500 bytes>

  @id-flow-control-turned-off @SIM800-2.2.1-R6 @SIM800AT-2.2.40-R1
  Scenario: Turned off again, flow control does not hold data back
    Given a TCP server
    And the module has accepted
      """
      AT+IFC=2,2
      AT+IFC=0,0
      """
    And the module is in data mode with the server
    When the host sets RTS high
    And the server sends hello
    Then by the manual the module delivers hello
    When the host sets RTS low
    Then by the manual the module is silent for 2 s
