Feature: Showing the prompt

  @id-prompt-shown @SIM800-2.1.1-R11 @SIM800AT-8.2.17-R1 @SIM7020EN-2.2-C19
  Scenario: The prompt can be shown
    Given a TCP server
    And the module has accepted AT+CIPSPRT=0
    And the module has accepted AT+CIPSPRT=1
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then by the manual the module answers >
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And by the manual the module answers SEND OK

  @id-prompt-hidden @SIM800-2.1.1-R11 @SIM800AT-8.2.17-R1 @SIM7020EN-2.2-C19
  Scenario: The prompt can be hidden
    Given a TCP server
    And the module has accepted AT+CIPSPRT=0
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then by the manual the module is silent for 2 s
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And by the manual the module answers SEND OK
    When the host sends AT+CIPSEND
    Then by the manual the module is silent for 2 s
    When the host types again<Ctrl-Z>
    Then the server receives again
    And by the manual the module answers SEND OK

  @id-prompt-and-result-hidden @SIM800-2.1.1-R11 @SIM800AT-8.2.17-R1 @SIM7020EN-2.2-C19
  Scenario: The prompt can be hidden together with the result
    Given a TCP server
    And the module has accepted AT+CIPSPRT=2
    And the module is connected to the server
    When the host sends AT+CIPSEND
    Then by the manual the module is silent for 2 s
    When the host types hello<Ctrl-Z>
    Then the server receives hello
    And by the manual the module is silent for 2 s
    When the host sends AT
    Then the module answers OK

  @id-prompt-hidden-multi @SIM800-2.1.1-R11 @SIM800AT-8.2.17-R1 @SIM7020EN-2.2-C19
  Scenario: The prompt of each of several connections can be hidden, and shown again
    Given a TCP server
    And the module has accepted AT+CIPSPRT=0
    And the module is connected to the server as connections 0 to 1
    When the host sends AT+CIPSEND=1
    Then by the manual the module is silent for 2 s
    When the host types hello<Ctrl-Z>
    Then the server's connection 2 receives hello
    And by the manual the module answers 1, SEND OK
    When the host sends AT+CIPSEND=0
    Then by the manual the module is silent for 2 s
    When the host types hello<Ctrl-Z>
    Then the server's connection 1 receives hello
    And by the manual the module answers 0, SEND OK
    When the host sends AT+CIPSPRT=1
    Then by the manual the module answers OK
    When the host sends AT+CIPSEND=1
    Then by the manual the module answers >
    When the host types again<Ctrl-Z>
    Then the server's connection 2 receives again
    And by the manual the module answers 1, SEND OK
