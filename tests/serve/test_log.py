"""What ``emulate --log`` writes: a line for each line, in order; with ``--mask`` no secret, whatever the pieces."""

import io

import pytest

from atconform.base.notation import show_bytes
from atconform.protocol.network import Activate, Connect, Dial, IncomingCall, Received, Send
from atconform.serve.log import ConversationLog


class Rig:
    def __init__(self, *, mask=True):
        self.file = io.StringIO()
        self.log = ConversationLog(self.file, "sim800", mask=mask)

    @property
    def lines(self):
        return [tuple(line.split(maxsplit=2)[1:]) for line in self.file.getvalue().splitlines()]

    def said(self, who):
        return "".join(what for speaker, what in self.lines if speaker == who)


@pytest.fixture
def rig():
    return Rig()


def typed(rig, line, *, echo=True):
    for byte in line:
        rig.log.host(bytes([byte]))
        if echo:
            rig.log.module(bytes([byte]))


def test_a_password_that_is_typed_key_by_key_stands_in_neither_direction(rig):
    typed(rig, b'AT+CSTT="internet","anna","swordfish"\r')
    shown = 'AT+CSTT="internet","anna","***"<CR>'
    assert (rig.said("host"), rig.said("module")) == (shown, shown)


def test_a_command_is_written_when_it_has_its_end_or_the_log_is_closed(rig):
    rig.log.host(b"AT+CPIN=12")
    assert rig.lines == []
    rig.log.host(b"34\r")
    assert rig.said("host") == "AT+CPIN=***<CR>"
    rig.log.host(b"AT+CPIN=43")
    rig.log.close()
    assert rig.said("host") == "AT+CPIN=***<CR>AT+CPIN=***"


@pytest.mark.parametrize("pieces", [(b"+++",), (b"hello, ", b"world"), (b"> ",), (bytes(range(0x80, 0x100)),)])
@pytest.mark.parametrize("mask", [True, False])
def test_what_is_no_command_is_written_when_something_else_happens_or_nothing_more_comes(pieces, mask):
    for happens in (
        lambda log: log.module(b"\r\nOK\r\n"),
        lambda log: log.network(Send(1, b"data")),
        lambda log: log.advance(log.next_deadline()),
    ):
        rig = Rig(mask=mask)
        for piece in pieces:
            rig.log.host(piece)
        assert rig.lines == []
        happens(rig.log)
        assert rig.lines[0] == ("host", show_bytes(b"".join(pieces), 1000))


def test_an_answer_in_pieces_is_known_by_the_question_that_was_written_before(rig):
    rig.log.host(b"AT+CIMI\r")
    assert rig.said("host") == "AT+CIMI<CR>"
    for piece in (b"\r\n46000", b"135792", b"4680\r", b"\n\r\nOK\r\n"):
        rig.log.module(piece)
    assert [what for who, what in rig.lines if who == "module"] == [
        "<CR><LF>***************<CR>",
        "<LF><CR><LF>OK<CR><LF>",
    ]


def test_what_comes_meanwhile_keeps_its_place(rig):
    rig.log.host(b"AT")
    rig.log.line("module", "RI", high=False)
    rig.log.host(b"\r")
    assert rig.lines == [("module", "RI low"), ("host", "AT<CR>")]


def test_the_lines_of_both_directions_are_joined_and_the_far_end_stands_apart():
    rig = Rig(mask=False)
    for sent, echoed in (
        (b"AT+CS", b"AT+CS"),
        (b'TT="internet","anna","secret"\r', b'TT="internet","anna","secret"\r'),
    ):
        rig.log.host(sent)
        rig.log.module(echoed)
    rig.log.module(b"\r\nOK\r\n")
    rig.log.network(Connect(1, 1, "TCP", "server.example", 5000))
    rig.log.host(b"AT+CIPSEND\r")
    rig.log.module(b"AT+CIPSEND\r\r\n> ")
    rig.log.host(b"hel")
    rig.log.host(b"lo\x1a")
    rig.log.network(Send(1, b"hello"))
    rig.log.module(b"\r\nSEND OK\r\n\r\nRING\r\n")
    rig.log.network(Received(1, b"hi\n", "192.0.2.7", 5000))
    rig.log.close()
    command = 'AT+CSTT="internet","anna","secret"<CR>'
    assert [line for line in rig.lines if line[0] != "network"] == [
        ("host", command),
        ("module", command),
        ("module", "<CR><LF>OK<CR><LF>"),
        ("host", "AT+CIPSEND<CR>"),
        ("module", "AT+CIPSEND<CR>"),
        ("module", "<CR><LF>> "),
        ("host", "hello<Ctrl-Z>"),
        ("to-peer", "server.example:5000 hello"),
        ("module", "<CR><LF>SEND OK<CR><LF>"),
        ("module", "<CR><LF>RING<CR><LF>"),
        ("peer", "192.0.2.7:5000 hi<LF>"),
    ]


@pytest.mark.parametrize(
    ("what", "secret"),
    [
        (Activate(0, "internet", "anna", "x'y"), "x'y"),
        (Dial("13800138000"), "13800138000"),
        (IncomingCall("+8613800138000"), "13800138000"),
    ],
)
def test_no_request_to_the_network_tells_a_secret(rig, what, secret):
    rig.log.network(what)
    assert type(what).__name__ in rig.said("network")
    assert secret not in rig.said("network")


def test_a_remark_shows_a_whole_line_and_counts_a_part_of_one(rig):
    rig.log.host(b"AT+CSQ\r")
    rig.log.remark("impatient", b"AT+CSQ\r")
    typed(rig, b'AT+CPIN="1234"', echo=False)
    rig.log.remark("impatient", b'4"')
    rig.log.close()
    assert [what for who, what in rig.lines if who == "line"] == ["impatient: AT+CSQ<CR>", "impatient: 2 bytes"]


def test_a_long_conversation_costs_no_more_for_each_event(rig, monkeypatch):
    looked_at = []
    conversation = rig.log._mask.conversation
    monkeypatch.setattr(
        rig.log._mask, "conversation", lambda pieces: looked_at.append(len(pieces)) or conversation(pieces)
    )
    for _ in range(200):
        rig.log.host(b"AT+CIPSEND=100\r")
    assert max(looked_at) < 100


def test_a_request_is_told_without_what_is_as_usual():
    rig = Rig(mask=False)
    rig.log.network(Connect(1, 0, "TCP", "server.example", 5000))
    rig.log.network(Activate(0, "internet", "anna", "secret"))
    assert [what for _, what in rig.lines] == [
        "Connect(link=1, context=0, protocol='TCP', host='server.example', port=5000)",
        "Activate(context=0, apn='internet', user='anna', password='secret')",
    ]


def test_a_line_without_an_end_has_the_time_of_its_last_byte(monkeypatch):
    rig, times = Rig(mask=False), [0]
    monkeypatch.setattr("atconform.serve.log.now", lambda: times[0])
    monkeypatch.setattr(rig.log, "_start", 0)
    for time, byte in ((1_000_000, b"+"), (1_100_000, b"+"), (1_200_000, b"+")):
        times[0] = time
        rig.log.host(byte)
    times[0] = 2_300_000
    rig.log.module(b"\r\nOK\r\n")
    assert [line.split() for line in rig.file.getvalue().splitlines()] == [
        ["1.200000", "host", "+++"],
        ["2.300000", "module", "<CR><LF>OK<CR><LF>"],
    ]


def test_lines_that_are_toggled_while_a_password_is_typed_are_written_at_once_and_it_is_masked(rig):
    rig.log.host(b'AT+CSTT="internet","anna","sword')
    for number in range(100):
        rig.log.line("host", "DTR", high=bool(number % 2))
    assert len(rig.lines) == 100
    rig.log.host(b'fish"\r')
    assert rig.lines[-1] == ("host", 'AT+CSTT="internet","anna","***"<CR>')


def test_a_line_that_is_driven_is_no_part_of_what_was_said(rig):
    rig.log.line("host", "DTR", high=True)
    rig.log.host(b"AT+CPIN=1234\r")
    assert rig.lines == [("host", "DTR high"), ("host", "AT+CPIN=***<CR>")]
