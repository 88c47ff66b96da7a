"""Received data: pushed with every kind of header, and fetched."""

import pytest

from tests.emulator.cip.rig import UP, Rig, connected, in_sim800s_way

SOURCE = b"116.228.221.51:8500"


@pytest.mark.parametrize(
    ("settings", "header"),
    [
        ((), b""),
        (("AT+CIPHEAD=1",), b"\r\n+IPD,5:"),
        (("AT+CIPSHOWTP=1",), b""),
        (("AT+CIPHEAD=1", "AT+CIPSHOWTP=1"), b"\r\n+IPD,5,TCP:"),
        (("AT+CIPSRIP=1",), b"\r\n<FROM>" + SOURCE + b"\r\n"),
        (("AT+CIPSRIP=1", "AT+CIPHEAD=1"), b"\r\n<FROM>" + SOURCE + b"\r\n\r\n+IPD,5:"),
    ],
)
def test_a_single_connection_puts_data_out_with_the_headers_asked_for(
    family: str, settings: tuple[str, ...], header: bytes
) -> None:
    told_by = b"RECV FROM: " if family == "sim7020" else b"RECV FROM:"
    assert connected(family, *settings).peer_sends(b"hello") == header.replace(b"<FROM>", told_by) + b"hello"


@pytest.mark.parametrize(
    ("settings", "header"),
    [
        ((), b"\r\n+RECEIVE,3,5:\r\n"),
        (("AT+CIPHEAD=1", "AT+CIPSHOWTP=1"), b"\r\n+RECEIVE,3,5:\r\n"),
        (("AT+CIPSRIP=1",), b"\r\n+RECEIVE,3,5," + SOURCE + b":\r\n"),
    ],
)
def test_multi_connection_mode_puts_the_number_and_length_first(
    family: str, settings: tuple[str, ...], header: bytes
) -> None:
    rig = Rig(family, "AT+CIPMUX=1", *settings, *UP)
    server = rig.server()
    rig.at(f'AT+CIPSTART=3,"TCP","{server.ip}",{server.port}')
    assert rig.peer_sends(b"hello") == header + b"hello"


def test_data_waits_while_data_is_being_typed(family: str) -> None:
    rig = connected(family)
    rig.at("AT+CIPSEND")
    assert rig.peer_sends(b"hello") == b""
    assert rig.type_raw(b"x\x1a", 1_000) == b"hello"


def test_the_notification_comes_once_until_everything_has_been_fetched(family: str) -> None:
    rig = connected(family, "AT+CIPRXGET=1")
    assert rig.peer_sends(b"hello ") == b"\r\n+CIPRXGET: 1\r\n"
    assert rig.peer_sends(b"world") == b""
    assert rig.at("AT+CIPRXGET=4") == ["+CIPRXGET: 4,11", "OK"]
    assert rig.type_raw(b"AT+CIPRXGET=2,4\r") == b"\r\n+CIPRXGET: 2,4,7\r\nhell\r\nOK\r\n"
    assert rig.peer_sends(b"!") == b""
    assert rig.type_raw(b"AT+CIPRXGET=3\r") == b"\r\n+CIPRXGET: 3,8,0\r\n6F20776F726C6421\r\nOK\r\n"
    assert rig.at("AT+CIPRXGET=2") == ["+CIPRXGET: 2,0,0", "OK"]
    assert rig.peer_sends(b"again") == b"\r\n+CIPRXGET: 1\r\n"


def test_fetching_in_multi_connection_mode_names_the_number(family: str) -> None:
    rig = Rig(family, "AT+CIPMUX=1", "AT+CIPRXGET=1", "AT+CIPSRIP=1", *UP)
    server = rig.server()
    rig.at(f'AT+CIPSTART=2,"TCP","{server.ip}",{server.port}')
    assert rig.peer_sends(b"hello") == b"\r\n+CIPRXGET: 1,2," + SOURCE + b"\r\n"
    assert rig.at("AT+CIPRXGET=4,2") == ["+CIPRXGET: 4,2,5", "OK"]
    assert rig.at("AT+CIPRXGET=2,2,1460")[:2] == ["+CIPRXGET: 2,2,5,0,116.228.221.51:8500", "hello"]
    assert rig.at("AT+CIPRXGET=2") == rig.at("AT+CIPRXGET=2,0") == ["ERROR"]


def test_data_outlives_its_connection(family: str) -> None:
    rig = connected(family, "AT+CIPRXGET=1")
    rig.peer_sends(b"hello")
    assert rig.peer_closes() == ["CLOSED"]
    assert rig.at("AT+CIPRXGET=2") == ["+CIPRXGET: 2,5,0", "hello", "OK"]
    assert rig.at("AT+CIPRXGET=2") == ["ERROR"]


def test_one_fetch_gives_data_of_one_sender(family: str) -> None:
    rig = connected(family, "AT+CIPRXGET=1", "AT+CIPUDPMODE=1", 'AT+CLPORT="UDP",8888', protocol="UDP")
    module = rig.server("other", "UDP")._replace(ip="10.78.245.128", port=8888)
    rig.peer_sends(b"one", to=module)
    rig.peer_sends(b"two", "other", to=module)
    assert rig.at("AT+CIPRXGET=2") == ["+CIPRXGET: 2,3,3", "one", "OK"]
    assert rig.at("AT+CIPRXGET=2") == ["+CIPRXGET: 2,3,0", "two", "OK"]


@pytest.mark.parametrize("command", ["AT+CIPRXGET=2,1461", "AT+CIPRXGET=3,731", "AT+CIPRXGET=2,0", "AT+CIPRXGET=5"])
def test_more_than_the_longest_length_cannot_be_fetched(family: str, command: str) -> None:
    assert connected(family, "AT+CIPRXGET=1").at(command) == ["ERROR"]


def test_manual_receiving_is_set_before_the_connection(family: str) -> None:
    rig = connected(family)
    assert rig.at("AT+CIPRXGET=1") == ["ERROR"]
    assert rig.at("AT+CIPRXGET=2") == ["ERROR"]
    rig.at("AT+CIPCLOSE")
    assert rig.at("AT+CIPRXGET=1") == ["OK"]


@in_sim800s_way
def test_names_are_looked_up_after_the_ok(family: str) -> None:
    rig = Rig(family, *UP)
    found = '+CDNSGIP: 1,"www.baidu.com","119.75.218.77","119.75.217.56"'
    assert rig.at("AT+CDNSGIP=www.baidu.com") == ["OK", found]
    assert rig.at('AT+CDNSGIP="www.baidu.com"') == ["OK", found]
    assert rig.at('AT+CDNSGIP="abctest"') == ["OK", "+CDNSGIP: 0,8"]
    assert Rig(family).at('AT+CDNSGIP="abctest"') == ["ERROR"]


def test_the_length_behind_the_question_how_much_waits_means_nothing_up_to_a_family_s_limit() -> None:
    for family, least, most in (("sim800", 1, 1460), ("sim7000", 0, 2920)):
        rig = connected(family, "AT+CIPRXGET=1")
        assert rig.at(f"AT+CIPRXGET=4,{least}") == rig.at(f"AT+CIPRXGET=4,{most}") == ["+CIPRXGET: 4,0", "OK"]
        assert rig.at(f"AT+CIPRXGET=4,{most + 1}") == ["ERROR"]


@pytest.mark.parametrize("family", ["sim800", "sim7000", "sim7020"])
def test_how_much_waits_can_be_asked_of_a_connection_that_is_closed(family: str) -> None:
    rig = connected(family, "AT+CIPRXGET=1")
    rig.peer_closes()
    assert rig.at("AT+CIPRXGET=4") == ["+CIPRXGET: 4,0", "OK"]
    assert Rig(family, "AT+CIPMUX=1", "AT+CIPRXGET=1").at("AT+CIPRXGET=4,3") == ["+CIPRXGET: 4,3,0", "OK"]
    assert Rig(family, "AT+CIPMUX=1").at("AT+CIPRXGET=4,3") == ["ERROR"]


@pytest.mark.parametrize("family", ["sim800", "sim7000"])
def test_what_is_kept_has_a_limit_beyond_which_the_far_end_waits(family: str) -> None:
    rig = connected(family, "AT+CIPRXGET=1")
    sent = bytes(range(256)) * 20
    rig.peer_sends(sent)
    assert rig.at("AT+CIPRXGET=4") == ["+CIPRXGET: 4,2920", "OK"]
    rig.peer_sends(b"more")
    assert rig.at("AT+CIPRXGET=4") == ["+CIPRXGET: 4,2920", "OK"]
    fetched = b""
    while len(fetched) < len(sent) + 4:
        head, _, rest = rig.type_raw(b"AT+CIPRXGET=2,1000\r")[2:].partition(b"\r\n")
        given = int(head.split(b",")[1])
        assert given
        fetched += rest[:given]
    assert fetched == sent + b"more"
    assert rig.at("AT+CIPRXGET=4") == ["+CIPRXGET: 4,0", "OK"]


def test_a_close_of_the_far_end_waits_behind_its_data_and_a_reset_does_not() -> None:
    rig = connected("sim800", "AT+CIPRXGET=1")
    rig.peer_sends(bytes(4000))
    assert rig.peer_closes() == []
    assert rig.type_raw(b"AT+CIPRXGET=2,1460\r").endswith(b"\r\nOK\r\n\r\nCLOSED\r\n")
    assert rig.at("AT+CIPRXGET=4") == ["+CIPRXGET: 4,2540", "OK"]
    rig = connected("sim800", "AT+CIPRXGET=1")
    rig.peer_sends(bytes(4000))
    assert rig.peer_resets() == ["CLOSED"]
    assert rig.at("AT+CIPRXGET=4") == ["+CIPRXGET: 4,2920", "OK"]


def test_without_fetching_there_is_no_limit() -> None:
    assert connected("sim800").peer_sends(bytes(5000)) == bytes(5000)
    rig = connected("sim7020", "AT+CIPRXGET=1")
    rig.peer_sends(bytes(5000))
    assert rig.at("AT+CIPRXGET=4") == ["+CIPRXGET: 4,5000", "OK"]


def test_data_mode_has_no_limit() -> None:
    rig = connected("sim800", "AT+CIPMODE=1", "AT+CIPRXGET=1")
    assert rig.peer_sends(bytes(5000)) == bytes(5000)


def test_a_datagram_that_cannot_be_kept_is_lost() -> None:
    rig = connected("sim800", "AT+CIPRXGET=1", protocol="UDP")
    rig.at("AT+CIPSEND=5")
    rig.type(b"hello")
    for _ in range(3):
        rig.peer_sends(bytes(1000))
    assert rig.at("AT+CIPRXGET=4") == ["+CIPRXGET: 4,2000", "OK"]
