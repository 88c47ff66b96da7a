"""AT+RETENTION: what is left of the sockets after power saving mode."""

from atconform.base.units import MS, SECOND
from tests.emulator.cso.rig import Rig, connected

PSM = 'AT+CPSMS=1,,,"01100101","00000001"'
"""Ten seconds of sleep after two seconds without anything to do."""
ENTER, EXIT = '+CPSMSTATUS: "ENTER PSM"', '+CPSMSTATUS: "EXIT PSM"'


def through_sleep(rig: Rig, *commands: str) -> list[str]:
    """Send commands, and let the module go to sleep and wake once."""
    for command in commands:
        rig.at(command, 100 * MS)
    said: list[str] = []
    for _ in range(600):
        said += rig.later(100 * MS)
        if EXIT in said:
            break
    rig.at("AT+CPSMS=0")
    rig.at("ATE0")
    return said


def test_a_udp_socket_is_used_on_after_sleep_if_asked_for() -> None:
    rig = connected(protocol="UDP")
    rig.at('AT+CSOSEND=0,0,"before"')
    said = through_sleep(rig, "AT+RETENTION=1", PSM)
    assert ENTER in said
    assert rig.at("AT+CSOC?") == ["+CSOC: 0,1,2,1", "OK"]
    assert rig.at('AT+CSOSEND=0,0,"after"') == ["OK"]
    assert rig.received() == b"beforeafter"
    assert rig.peer_sends(b"123456") == b"\r\n+CSONMI: 0,12,313233343536\r\n"
    assert {event.connection for event in rig.heard} == {1}
    assert rig.at("AT+RETENTION?") == ["+RETENTION: 1", "OK"]


def test_the_order_of_the_two_commands_does_not_matter() -> None:
    rig = connected(protocol="UDP")
    through_sleep(rig, PSM, "AT+RETENTION=1")
    assert rig.at("AT+CSOSTATUS=0") == ["+CSOSTATUS: 0,2", "OK"]


def test_without_retention_no_socket_is_left() -> None:
    rig = connected(protocol="UDP")
    through_sleep(rig, PSM)
    assert rig.at("AT+CSOC?") == ["OK"]
    assert rig.at("AT+CSOC=1,2,1") == ["+CSOC: 0", "OK"]


def test_only_connected_sockets_are_kept() -> None:
    rig = Rig("AT+CSOC=1,2,1", "AT+CSOC=1,1,1", "AT+CSOC=1,2,1")
    rig.connect(2, "UDP")
    through_sleep(rig, "AT+RETENTION=1", PSM)
    assert rig.at("AT+CSOC?") == ["+CSOC: 2,1,2,1", "OK"]
    assert rig.at("AT+CSOC=1,1,1") == ["+CSOC: 0", "OK"]


def test_a_tcp_connection_keeps_the_module_awake() -> None:
    rig = connected("AT+RETENTION=1")
    rig.at(PSM)
    assert rig.later(20 * SECOND) == []
    rig.at("AT+CSOCL=0")
    assert ENTER in rig.later(5 * SECOND)


def test_the_setting_is_off_at_first_and_lost_at_power_off() -> None:
    rig = Rig()
    assert rig.at("AT+RETENTION?") == ["+RETENTION: 0", "OK"]
    assert rig.at("AT+RETENTION=1") == ["OK"]
    assert rig.at("AT+RETENTION=2") == ["ERROR"]
    rig.transport.power_cycle()
    rig.later(5 * SECOND)
    assert rig.at("AT+RETENTION?")[-2:] == ["+RETENTION: 0", "OK"]
