"""AT+CIPSEND in all its forms, and what is told about it."""

from tests.emulator.cip.rig import UP, Rig, connected, in_sim800s_way

MULTI = ("AT+CIPMUX=1", *UP)


def test_ctrl_z_sends_and_is_not_sent(family: str) -> None:
    rig = connected(family)
    assert rig.at("AT+CIPSEND") == ["> "]
    assert rig.type(b"hello\x1a") == ["SEND OK"]
    assert rig.received() == b"hello"


def test_a_line_feed_behind_the_command_is_not_data(family: str) -> None:
    rig = connected(family)
    rig.type(b"AT+CIPSEND=5\r\n")
    assert rig.type(b"hello") == ["SEND OK"]
    assert rig.received() == b"hello"


def test_a_line_feed_after_the_prompt_is_data(family: str) -> None:
    rig = connected(family)
    rig.at("AT+CIPSEND=5")
    assert rig.type(b"\nhell") == ["SEND OK"]
    assert rig.received() == b"\nhell"


def test_a_fixed_length_takes_every_byte_as_data(family: str) -> None:
    rig = connected(family)
    rig.at("AT+CIPSEND=3")
    assert rig.type(b"\x1a\x1b\r") == ["SEND OK"]
    assert rig.received() == b"\x1a\x1b\r"


def test_esc_cancels(family: str) -> None:
    rig = connected(family)
    rig.at("AT+CIPSEND")
    rig.type(b"hello\x1b")
    assert rig.received() == b""
    assert rig.at("AT") == ["OK"]


def test_1460_bytes_are_the_most(family: str) -> None:
    rig = connected(family)
    assert rig.at("AT+CIPSEND?") == ["+CIPSEND: 1460", "OK"]
    assert rig.at("AT+CIPSEND=1461") == ["ERROR"]
    rig.at("AT+CIPSEND=1460")
    assert rig.type(bytes(1460)) == ["SEND OK"]
    rig.at("AT+CIPSEND")
    assert rig.type(b"x" * 1461 + b"\x1a") == ["ERROR"]
    assert rig.received() == bytes(1460)


def test_the_timer_sends_what_has_been_typed_when_it_expires(family: str) -> None:
    rig = connected(family, "AT+CIPATS=1,3")
    rig.at("AT+CIPSEND", 1_000_000)
    assert rig.type(b"hello", 1_900_000) == []
    assert rig.later() == ["SEND OK"]
    assert rig.received() == b"hello"


def test_the_timer_of_an_entry_that_is_over_does_not_end_the_next(family: str) -> None:
    rig = connected(family, "AT+CIPATS=1,3")
    rig.at("AT+CIPSEND")
    rig.type(b"one\x1a", 1_000_000)
    rig.at("AT+CIPSEND")
    assert rig.type(b"two", 1_900_000) == []
    assert rig.later() == ["SEND OK"]
    assert rig.received() == b"onetwo"


def test_send_ok_waits_until_the_far_end_has_acknowledged(family: str) -> None:
    rig = connected(family)
    rig.acknowledging(False)
    rig.at("AT+CIPSEND")
    assert rig.type(b"hello\x1a", 4_000_000) == []
    assert "resend" in rig.seen()
    rig.acknowledging(True)
    assert rig.later(6_000_000) == ["SEND OK"]
    assert rig.at("AT+CIPACK") == ["+CIPACK: 5,5,0", "OK"]


@in_sim800s_way
def test_data_that_is_never_acknowledged_fails_and_ends_the_connection(family: str) -> None:
    rig = connected(family, "AT+CIPCCFG=3,2,1024,1")
    rig.acknowledging(False)
    rig.at("AT+CIPSEND")
    assert rig.type(b"hello\x1a", 50_000_000) == ["SEND FAIL", "CLOSED"]
    assert rig.seen().count("resend") == 3


def test_a_connection_that_ends_during_the_entry_fails_the_sending_first(family: str) -> None:
    rig = connected(family)
    rig.at("AT+CIPSEND")
    assert rig.peer_closes() == []
    assert rig.type(b"hello\x1a") == ["SEND FAIL", "CLOSED"]


def test_a_late_send_ok_does_not_break_into_the_next_entry(family: str) -> None:
    rig = connected(family)
    rig.at("AT+CIPSEND")
    rig.type(b"one\x1a", 10_000)
    assert rig.at("AT+CIPSEND") == ["> "]
    assert rig.type(b"two\x1a") == ["SEND OK", "SEND OK"]


@in_sim800s_way
def test_quick_sending_tells_what_was_taken_in(family: str) -> None:
    rig = connected(family, "AT+CIPQSEND=1")
    rig.acknowledging(False)
    rig.at("AT+CIPSEND")
    assert rig.type(b"hello\x1a") == ["DATA ACCEPT:5"]
    assert rig.at("AT+CIPACK") == ["+CIPACK: 5,0,5", "OK"]
    rig.acknowledging(True)
    rig.later(5_000_000)
    assert rig.at("AT+CIPACK") == ["+CIPACK: 5,5,0", "OK"]


def test_udp_data_is_never_acknowledged(family: str) -> None:
    rig = connected(family, protocol="UDP")
    rig.at("AT+CIPSEND=3")
    assert rig.type(b"UDP") == ["SEND OK"]
    assert rig.at("AT+CIPACK") == ["+CIPACK: 3,0,3", "OK"]


def test_the_prompt_can_be_hidden_alone_or_with_send_ok(family: str) -> None:
    rig = connected(family, "AT+CIPSPRT=0")
    assert rig.at("AT+CIPSEND=2") == []
    assert rig.type(b"hi") == ["SEND OK"]
    rig.at("AT+CIPSPRT=2")
    assert rig.at("AT+CIPSEND=2") == []
    assert rig.type(b"ho") == []
    assert rig.received() == b"hiho"


@in_sim800s_way
def test_multi_connection_mode_sends_by_number(family: str) -> None:
    rig = Rig(family, *MULTI, "AT+CIPQSEND=1")
    server = rig.server()
    rig.at(f'AT+CIPSTART=4,"TCP","{server.ip}",{server.port}')
    rig.at("AT+CIPSEND=4,2")
    assert rig.type(b"hi") == ["DATA ACCEPT:4,2"]
    assert rig.at("AT+CIPACK=4") == ["+CIPACK: 2,2,0", "OK"]
    assert rig.at("AT+CIPSEND?") == ["+CIPSEND: 4,1460", "OK"]
    assert rig.at("AT+CIPSEND") == rig.at("AT+CIPSEND=3") == rig.at("AT+CIPACK") == ["ERROR"]


# --- UDP extended mode


def test_extended_mode_hears_everybody_and_sends_to_anybody(family: str) -> None:
    rig = connected(family, 'AT+CLPORT="UDP",8888', "AT+CIPUDPMODE=1", protocol="UDP")
    other = rig.server("other", "UDP")
    module = other._replace(ip="10.78.245.128", port=8888)
    assert rig.peer_sends(b"from other", "other", to=module) == b"from other"
    assert rig.at("AT+CIPUDPMODE?") == ['+CIPUDPMODE: 1,"116.228.221.51",9600', "OK"]
    assert rig.at(f'AT+CIPUDPMODE=2,"{other.ip}",{other.port}') == ["OK"]
    assert rig.at("AT+CIPUDPMODE?") == [f'+CIPUDPMODE: 1,"{other.ip}",{other.port}', "OK"]
    rig.at("AT+CIPSEND=2")
    rig.type(b"hi")
    assert (rig.received("other"), rig.received()) == (b"hi", b"")


def test_without_extended_mode_only_the_peer_is_heard(family: str) -> None:
    rig = connected(family, 'AT+CLPORT="UDP",8888', protocol="UDP")
    address = rig.server("other", "UDP")._replace(ip="10.78.245.128", port=8888)
    assert rig.peer_sends(b"from other", "other", to=address) == b""
    assert rig.peer_sends(b"from the peer", to=address) == b"from the peer"


def test_without_extended_mode_there_is_no_other_destination(family: str) -> None:
    rig = connected(family, protocol="UDP")
    assert rig.at('AT+CIPUDPMODE=2,"211.136.131.65",4500') == ["ERROR"]
    assert rig.at("AT+CIPUDPMODE=2") == ["ERROR"]
