Feature: How long the commands of sockets take
  Measured from the command to the last line that belongs to it, and held against the time that the claims grant it by
  the manual; where no document has one, they say so.

  @id-figure-answer-socket @SIM7020EN-2.1-C2 @SIM7020EN-5.2-R2
  Scenario: Connecting a socket
    Given a TCP server
    And the module is holding a TCP socket
    When the host sends AT+CSOCON=0,{server.port},"{server.ip}"
    Then the module answers OK
    And by our reading G06 {answer.CSOCON} measures at most {limit}
