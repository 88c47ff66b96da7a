"""The network's side: servers and clients, names, contexts, messages."""

import contextlib
import threading
import time

import pytest

from atconform.testing import ServerBroke, WrongUse, module
from tests.testing.tracker import Link


def test_a_server_has_what_was_sent_to_it(sim800, link):
    server = sim800.network.tcp_server("report.example", 80)
    assert link.connect("report.example", 80)
    assert link.send(b"hello")
    assert server.received == b"hello"
    assert [(one.number, one.received, one.open) for one in server.connections] == [(1, b"hello", True)]


def test_a_server_at_an_address(sim800, link):
    server = sim800.network.tcp_server("203.0.113.77", 8080)
    assert link.connect("203.0.113.77", 8080)
    assert server.connection.open


def test_two_servers_of_one_port(sim800, link):
    first = sim800.network.tcp_server("a.example", 80)
    second = sim800.network.tcp_server("b.example", 80)
    link.connect("b.example", 80)
    link.send(b"hi")
    assert (first.received, second.received) == (b"", b"hi")


def test_answers(sim800, link):
    sim800.network.tcp_server("time.example", 37).answers(b"12:00")
    link.connect("time.example", 37)
    link.send(b"?")
    link.until_data(b"12:00")


def test_echoes_late(sim800, link):
    sim800.network.tcp_server("slow.example", 7).echoes(after=45)
    link.connect("slow.example", 7)
    link.send(b"hello")
    before = sim800.elapsed
    link.until_data(b"hello", timeout=60)
    assert sim800.elapsed - before == pytest.approx(45, abs=0.5)


def test_a_function_of_the_connection(sim800, link):
    def http(connection, data):
        if b"\r\n\r\n" in connection.received:
            connection.send(b"HTTP/1.0 200 OK\r\n\r\nhi")
            connection.close(after=1)

    sim800.network.tcp_server("web.example", 80).answers(http)
    link.connect("web.example", 80)
    link.send(b"GET / HTTP/1.0\r\n\r\n")
    link.until(b"CLOSED")
    assert b"200 OK" in link.received
    assert not sim800.network.servers[0].connection.open
    assert "web.example:80  closes" in sim800.transcript


def test_a_function_of_what_arrived(sim800, link):
    sim800.network.tcp_server("loud.example", 80).answers(bytes.upper)
    link.connect("loud.example", 80)
    link.send(b"hello")
    link.until_data(b"HELLO")


def test_hangs_up_in_the_middle(sim800, link):
    server = sim800.network.tcp_server("a.example", 80)
    server.hangs_up(after=4, times=1)
    link.connect("a.example", 80)
    assert link.send(b"1234")
    link.until(b"CLOSED")
    assert link.connect("a.example", 80)
    assert link.send(b"5678")
    assert server.received == b"12345678"
    assert [one.open for one in server.connections] == [False, True]


def test_resets(sim800, link):
    sim800.network.tcp_server("a.example", 80).hangs_up(after=2, reset=True)
    link.connect("a.example", 80)
    link.send(b"hi")
    link.until(b"CLOSED")


def test_refuses_once(sim800, link):
    sim800.network.tcp_server("a.example", 80).refuses(times=1)
    assert not link.connect("a.example", 80)
    assert link.connect("a.example", 80)


def test_refuses_always_until_it_does_not(sim800, link):
    server = sim800.network.tcp_server("a.example", 80)
    server.refuses()
    assert not link.connect("a.example", 80)
    assert not link.connect("a.example", 80)
    server.refuses(times=0)
    assert link.connect("a.example", 80)


def test_is_silent(sim800, link):
    sim800.network.tcp_server("a.example", 80)
    link.connect("a.example", 80)
    link.send(b"hello")
    with pytest.raises(TimeoutError):
        link.until_data(b"hello", timeout=600)


def test_is_slow(sim800, link):
    sim800.network.tcp_server("a.example", 80).is_slow(20)
    before = sim800.elapsed
    assert link.connect("a.example", 80)
    assert sim800.elapsed - before == pytest.approx(20, abs=1)


def test_does_not_acknowledge(sim800, link):
    server = sim800.network.tcp_server("a.example", 80)
    server.does_not_acknowledge()
    before = sim800.elapsed
    assert not link.connect("a.example", 80)
    assert sim800.elapsed - before > 60
    server.acknowledges()
    assert link.connect("a.example", 80)


def test_sends_by_itself(sim800, link):
    server = sim800.network.tcp_server("push.example", 80)
    link.connect("push.example", 80)
    server.connection.send(b"wake up", after=30)
    before = sim800.elapsed
    link.until_data(b"wake up", timeout=60)
    assert sim800.elapsed - before == pytest.approx(30, abs=0.5)


def test_a_server_that_nobody_has_connected_to_says_so(sim800):
    server = sim800.network.tcp_server("a.example", 80)
    with pytest.raises(LookupError, match=r"nothing has connected to a.example:80 yet"):
        server.connection.send(b"x")


@pytest.mark.parametrize(
    ("family", "commands"),
    [
        ("sim800", ('AT+CSTT="internet"', "AT+CIICR", "AT+CIFSR", 'AT+CIPSTART="TCP","a.example",80', "AT+CIPSEND=2")),
        ("sim7000", ('AT+CSTT="internet"', "AT+CIICR", "AT+CIFSR", 'AT+CIPSTART="TCP","a.example",80', "AT+CIPSEND=2")),
        ("sim7020", ("AT+CSOC=1,1,1", 'AT+CSOCON=0,80,"203.0.113.1"', 'AT+CSOSEND=0,4,"6869"')),
        ("sim7x00", ("AT+NETOPEN", 'AT+CIPOPEN=0,"TCP","a.example",80', "AT+CIPSEND=0,2")),
    ],
)
def test_each_family_reaches_a_server_by_its_own_commands(family, commands, request):
    held = request.getfixturevalue(family)
    server = held.network.tcp_server("a.example", 80)
    held.sleep(30)
    for command in commands:
        held.serial.write(f"{command}\r".encode())
        held.sleep(5)
    if family != "sim7020":
        held.serial.write(b"hi")
        held.sleep(1)
    assert server.received == b"hi"


def test_a_closed_connection_takes_nothing(sim800, link):
    server = sim800.network.tcp_server("a.example", 80)
    link.connect("a.example", 80)
    server.connection.send(b"too late", after=5)
    server.connection.close()
    with pytest.raises(BrokenPipeError, match=r"connection 1 of a.example:80 is closed"):
        server.connection.send(b"x")
    link.until(b"CLOSED")
    link.listen(10)
    assert link.received == b""


@pytest.mark.parametrize(
    ("wrong", "error", "said"),
    [
        (lambda network: network.tcp_server("a.example", 80), WrongUse, r"there is a server at a.example:80 already"),
        (lambda network: network.tcp_server("a.example", "80"), ValueError, r"from 1 to 65535, and not '80'"),
        (lambda network: network.tcp_server("http://a.example", 80), ValueError, "no name of a host"),
        (lambda network: network.servers[0].answers("text"), TypeError, "answers with bytes"),
    ],
)
def test_what_a_network_cannot_have_is_said(sim800, wrong, error, said):
    sim800.network.tcp_server("a.example", 80)
    with pytest.raises(error, match=said):
        wrong(sim800.network)


def test_a_thread_that_does_not_go_by_the_clock_cannot_tell_the_network_anything():
    def play():
        with module("sim800") as sim800:

            def tell():
                with contextlib.suppress(WrongUse):
                    sim800.network.loses_context()

            thread = threading.Thread(target=tell)
            thread.start()
            thread.join()

    with pytest.raises(WrongUse, match="does not go by the clock"):
        play()


def test_a_udp_server_has_no_connections_to_close(sim800):
    server = sim800.network.udp_server("ntp.example", 123)
    for wrong in (server.hangs_up, server.refuses, server.does_not_acknowledge):
        with pytest.raises(WrongUse, match=r"ntp.example:123/udp has no connections.*TCP only"):
            wrong()


def test_udp(sim800, link):
    server = sim800.network.udp_server("ntp.example", 123)
    server.echoes()
    link.ask('AT+CIPSTART="UDP","ntp.example",123', b"CONNECT OK\r\n")
    assert link.send(b"ping")
    link.until_data(b"ping")
    assert server.received == b"ping"


def test_a_client_calls_the_module(sim800, link):
    client = sim800.network.tcp_client()
    link.ask("AT+CIPSERVER=1,1234", b"SERVER OK\r\n")
    client.calls(1234)
    link.until(b"REMOTE IP:")
    sim800.sleep(1)
    client.connection.send(b"hello")
    link.until_data(b"hello")


def test_a_client_is_told_that_nobody_has_an_address(sim800):
    with pytest.raises(ConnectionError, match="no PDP context is active"):
        sim800.network.tcp_client().calls(1234)


def test_names(sim800, link):
    address = sim800.network.name("a.example")
    assert address.encode() in link.ask('AT+CDNSGIP="a.example"', b"+CDNSGIP: 1", b"+CDNSGIP: 0") + link.until(b"\r\n")
    sim800.network.forgets_name("a.example")
    link.ask('AT+CDNSGIP="a.example"', b"+CDNSGIP: 0")


def test_name_servers_that_are_silent(sim800, link):
    sim800.network.tcp_server("a.example", 80)
    sim800.network.name_servers_are_silent()
    link.ask('AT+CDNSGIP="a.example"', b"+CDNSGIP: 0", timeout=60)
    sim800.network.name_servers_answer()
    link.ask('AT+CDNSGIP="a.example"', b"+CDNSGIP: 1")


def test_pings(sim800, link):
    sim800.network.name("a.example")
    link.ask('AT+CIPPING="a.example"', b"+CIPPING: 4,", timeout=60)
    assert sim800.transcript.count('"203.0.113.1"') == 4


def test_the_context_is_lost(sim800, link):
    sim800.network.tcp_server("a.example", 80)
    link.connect("a.example", 80)
    assert sim800.network.contexts == {0: "10.78.245.128"}
    sim800.network.loses_context()
    link.until(b"+PDP: DEACT")
    assert sim800.network.contexts == {}
    assert sim800.state == "PDP DEACT"


def test_a_context_is_refused(sim800):
    link = Link(sim800.serial, sim800.sleep, sim800.monotonic)
    sim800.sleep(30)
    sim800.network.refuses_context()
    link.ask('AT+CSTT="internet"')
    assert b"ERROR" in link.ask("AT+CIICR")


def test_a_message_and_a_call_come_in(sim800, link):
    sim800.network.sends_message("+491710000000", "restart")
    link.listen(1)
    assert link.messages == [1]
    sim800.network.calls("+491710000001")
    link.until(b"RING")
    sim800.network.ends_call()


def test_an_assertion_in_a_servers_function_fails_the_test():
    def play():
        with module("sim800") as sim800:
            link = Link(sim800.serial, sim800.sleep, sim800.monotonic)
            link.go_online()

            def check(data):
                assert data == b"21.5"

            sim800.network.tcp_server("a.example", 80).answers(check)
            try:
                link.connect("a.example", 80)
                link.send(b"12.5")
            except BaseException:
                pass

    with pytest.raises(ServerBroke, match=r"the function that a.example:80 answers by: AssertionError") as caught:
        play()
    assert isinstance(caught.value.__cause__, AssertionError)


@pytest.mark.atconform(time=True)
def test_a_servers_function_can_look_at_the_clock(sim800, link):
    looked = []
    sim800.network.tcp_server("a.example", 80).answers(lambda data: looked.append((time.time(), sim800.monotonic())))
    link.connect("a.example", 80)
    link.send(b"x")
    assert looked[0][1] == pytest.approx(sim800.monotonic(), abs=0.1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda sim800: lambda data: sim800.sleep(1), "can neither wait nor use the port"),
        (lambda sim800: lambda data: sim800.serial.write(b"AT\r"), "can neither wait nor use the port"),
        (lambda sim800: lambda data: "text", "it returned 'text', and not bytes or None"),
    ],
)
def test_a_servers_function_that_cannot_work_says_why(wrong, said):
    def play():
        with module("sim800") as sim800:
            link = Link(sim800.serial, sim800.sleep, sim800.monotonic)
            link.go_online()
            sim800.network.tcp_server("a.example", 80).answers(wrong(sim800))
            link.connect("a.example", 80)
            link.send(b"12.5")

    with pytest.raises(ServerBroke, match=said):
        play()


def test_a_call_takes_a_round_trip(sim800, link):
    link.ask("AT+CIPSERVER=1,1234", b"SERVER OK\r\n")
    client = sim800.network.tcp_client()
    client.calls(1234)
    with pytest.raises(LookupError, match=r"no call of client 1 has come through yet"):
        client.connection.send(b"hello")
    link.until(b"REMOTE IP")
    sim800.sleep(0.1)
    client.connection.send(b"hello")
    link.until_data(b"hello")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda network, server: network.takes(-1),
        lambda network, server: server.is_slow(-1),
        lambda network, server: server.is_slow("30"),
        lambda network, server: server.answers(b"OK", after=-1),
        lambda network, server: server.echoes(after=float("nan")),
        lambda network, server: server.hangs_up(after=-1),
        lambda network, server: server.hangs_up(times=-1),
        lambda network, server: server.refuses(times=1.5),
        lambda network, server: network.name("a.example", "300.1.1.1"),
        lambda network, server: network.name("a.example", "b.example"),
        lambda network, server: network.tcp_server(b"a.example", 80),
    ],
)
def test_times_counts_and_addresses_that_are_none_are_told_where_they_are_given(sim800, wrong):
    server = sim800.network.tcp_server("report.example", 80)
    with pytest.raises(ValueError, match=r"is .* from 0, and not|is no (address|name)"):
        wrong(sim800.network, server)


@pytest.mark.parametrize("answer", [3, "OK", lambda: b"OK", lambda connection, data, more: b"OK"])
def test_what_a_server_cannot_answer_by_is_told_where_it_is_given(sim800, answer):
    with pytest.raises(TypeError, match=r"answers with bytes, or by a function|takes the data, or connection and data"):
        sim800.network.tcp_server("report.example", 80).answers(answer)


def test_a_far_end_sends_bytes(sim800, link):
    server = sim800.network.tcp_server("report.example", 80)
    link.connect("report.example", 80)
    with pytest.raises(TypeError, match="a far end sends bytes, and not 'OK'"):
        server.connection.send("OK")


def test_what_a_failed_assertion_shows_of_far_ends(sim800, link):
    server = sim800.network.tcp_server("report.example", 80)
    link.connect("report.example", 80)
    assert repr(server) == "<server report.example:80, 1 connection>"
    assert repr(server.connections) == "[<connection 1 of report.example:80, open>]"
    assert repr(sim800.network.tcp_client()) == "<client 1, 0 connections>"


def test_a_call_to_a_module_without_voice_is_told(sim7020):
    with pytest.raises(WrongUse, match="the emulated sim7020 has no voice calls"):
        sim7020.network.calls("+491710000000")
