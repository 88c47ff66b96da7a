Feature: Links of command mode, several at a time and one after the other
  Two servers are called. The others stand where a call may come out that takes its address from one link and its port
  from another.

  @id-netopen-links-interleaved @SIM7X00-2.3-R1 @SIM7X00-2.3-R2 @SIM7X00-2.3.1-R1 @SIM7X00-2.3.1-R2 @SIM7X00-2.3.1-E1
  @SIM7X00-2.3.1-E4 @SIM7X00-2.3.1-U1 @SIM7X00-2.3.1-U2 @SIM7X00-2.3.1-U3 @SIM7X00-2.3.1-U4 @SIM7X00-2.3.1-U5
  @SIM7X00-2.3.1-U6 @SIM7X00-2.3.1-U7 @SIM7X00-2.3.1-S1 @SIM7X00-2.3.3-R1 @SIM7X00-2.3.3-R2 @SIM7X00-2.3.3-R4
  @SIM7X00-2.3.3-U1 @SIM7X00-2.3.3-U2 @SIM7X00-2.3.5-L1 @SIM7X00-2.3.5-R1 @SIM7X00-2.3.5-R2 @SIM7X00-2.3.5-E3
  @SIM7X00AT-11.2.3-R2 @SIM7X00AT-11.2.4-R1
  Scenario: Three links to two servers each have their own far end, data and end
    Given a TCP server named first
    And a TCP server named second
    And a TCP server named third
    And a TCP server named fourth
    And the module has accepted
      """
      AT+CIPHEAD=1
      AT+CIPSRIP=1
      """
    And the module is on the open network
    When the host sends AT+CIPOPEN=7,"TCP","{second.ip}",{second.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 7,0
    And the second sees a connection
    When the host sends AT+CIPOPEN=0,"TCP","{first.ip}",{first.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    And the first sees a connection
    When the host sends AT+CIPOPEN=3,"TCP","{second.ip}",{second.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 3,0
    And the second sees a connection
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: 0,"TCP","{first.ip}",{first.port},-1
      +CIPOPEN: {1..2}
      +CIPOPEN: 3,"TCP","{second.ip}",{second.port},-1
      +CIPOPEN: {4..6}
      +CIPOPEN: 7,"TCP","{second.ip}",{second.port},-1
      +CIPOPEN: {8..links.max-1}
      OK
      """
    When the host sends AT+CIPSEND=7,5
    Then the module answers >
    When the host types seven
    Then the second's connection 1 receives seven
    And the module answers OK
    And the module reports +CIPSEND: 7,5,5
    When the host sends AT+CIPSEND=0,4
    Then the module answers >
    When the host types zero
    Then the first receives zero
    And the module answers OK
    And the module reports +CIPSEND: 0,4,4
    When the host sends AT+CIPSEND=3,6
    Then the module answers >
    When the host types threes
    Then the second's connection 2 receives threes
    And the module answers OK
    And the module reports +CIPSEND: 3,6,6
    When the second's connection 1 sends to seven
    Then the module reports
      """
      RCV FROM:{second.ip}:{second.port}
      +IPD8
      """
    And the module delivers to seven
    When the first sends to zero
    Then the module reports
      """
      RCV FROM:{first.ip}:{first.port}
      +IPD7
      """
    And the module delivers to zero
    When the second's connection 2 sends to the third
    Then the module reports
      """
      RCV FROM:{second.ip}:{second.port}
      +IPD12
      """
    And the module delivers to the third
    When the host sends AT+CIPCLOSE=3
    Then the module answers OK
    And the module reports +CIPCLOSE: 3,0
    When the second's connection 1 resets
    Then the module reports +IPCLOSE: 7,{reset.reason}
    When the host is silent for 6 s
    And the host sends AT+CIPCLOSE?
    Then by the manual the module answers
      """
      +CIPCLOSE: 1,0,0,0,0,0,0,0,0,0
      OK
      """
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: 0,"TCP","{first.ip}",{first.port},-1
      +CIPOPEN: {1..links.max-1}
      OK
      """
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types again
    Then the first receives again
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    When the host sends AT+CIPOPEN=7,"TCP","{first.ip}",{first.port}
    Then by the manual the module answers OK
    And by the manual the module reports +CIPOPEN: 7,0
    And the first sees a connection
    When the first's connection 1 closes
    Then the module reports +IPCLOSE: 0,1
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: {0..6}
      +CIPOPEN: 7,"TCP","{first.ip}",{first.port},-1
      +CIPOPEN: {8..links.max-1}
      OK
      """
    When the first's connection 2 sends last
    Then the module reports
      """
      RCV FROM:{first.ip}:{first.port}
      +IPD4
      """
    And the module delivers last
    When the host sends AT+CIPOPEN=0,"TCP","{second.ip}",{second.port}
    Then by the manual the module answers OK
    And by the manual the module reports +CIPOPEN: 0,0
    And the second sees a connection
    When the host sends AT+CIPOPEN=9,"TCP","{first.ip}",{first.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 9,0
    When the first's connection 3 closes
    Then the module reports +IPCLOSE: 9,1
    When the second's connection 3 closes
    Then the module reports +IPCLOSE: 0,1
    When the host sends AT+CIPCLOSE=7
    Then the module answers OK
    And the module reports +CIPCLOSE: 7,0

  @id-netopen-link-in-turn @SIM7X00-2.3-R1 @SIM7X00-2.3.1-R1 @SIM7X00-2.3.1-E1 @SIM7X00-2.3.1-E4 @SIM7X00-2.3.1-U1
  @SIM7X00-2.3.1-U2 @SIM7X00-2.3.1-U3 @SIM7X00-2.3.1-U4 @SIM7X00-2.3.1-U5 @SIM7X00-2.3.1-U6 @SIM7X00-2.3.1-U7
  @SIM7X00-2.3.1-S1 @SIM7X00-2.3.5-L1 @SIM7X00-2.3.5-R1 @SIM7X00-2.3.5-E3
  @SIM7X00AT-11.2.3-R2 @SIM7X00AT-11.2.4-X1 @SIM7X00AT-11.2.5-X1
  Scenario: One link after the other under the same number, closed by either side in turn
    Given a TCP server named first
    And a TCP server named second
    And a TCP server named third
    And a TCP server named fourth
    And the module is on the open network
    When the host sends AT+CIPOPEN=0,"TCP","{first.ip}",{first.port}
    Then the module answers OK
    And the module reports +CIPOPEN: 0,0
    And the first sees a connection
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    When the host sends AT+CIPOPEN=0,"TCP","{second.ip}",{second.port}
    Then by the manual the module answers OK
    And by the manual the module reports +CIPOPEN: 0,0
    And the second sees a connection
    When the second resets
    Then the module reports +IPCLOSE: 0,{reset.reason}
    When the host sends AT+CIPOPEN=0,"TCP","{first.ip}",{first.port}
    Then by the manual the module answers OK
    And by the manual the module reports +CIPOPEN: 0,0
    And the first sees a connection
    When the host sends AT
    Then the module answers OK
    When the first's connection 2 closes
    Then the module reports +IPCLOSE: 0,1
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: {0..links.max-1}
      OK
      """
    When the host sends AT+CIPOPEN=0,"TCP","{second.ip}",{second.port}
    Then by the manual the module answers OK
    And by the manual the module reports +CIPOPEN: 0,0
    And the second sees a connection
    When the second's connection 2 closes
    Then the module reports +IPCLOSE: 0,1
    When the host is silent for 6 s
    When the host sends AT+CIPCLOSE=0
    Then by the manual the module answers
      """
      +CIPCLOSE: 0,{failure}
      ERROR
      """
    When the host sends AT+CIPOPEN=0,"TCP","{first.ip}",{first.port}
    Then by the manual the module answers OK
    And by the manual the module reports +CIPOPEN: 0,0
    When the host sends AT+CIPOPEN?
    Then the module answers
      """
      +CIPOPEN: 0,"TCP","{first.ip}",{first.port},-1
      +CIPOPEN: {1..links.max-1}
      OK
      """
    When the host sends AT+CIPSEND=0,5
    Then the module answers >
    When the host types hello
    Then the first's connection 3 receives hello
    And the module answers OK
    And the module reports +CIPSEND: 0,5,5
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
    When the host sends AT+CIPSEND=0,5
    Then by the manual the module answers
      """
      +CIPERROR: {failure}
      ERROR
      """
    When the host sends AT+CIPOPEN=0,"TCP","{second.ip}",{second.port}
    Then by the manual the module answers OK
    And by the manual the module reports +CIPOPEN: 0,0
    And the second sees a connection
    When the host sends AT+CIPCLOSE=0
    Then the module answers OK
    And the module reports +CIPCLOSE: 0,0
