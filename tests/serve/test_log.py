"""What ``emulate --log`` writes: no secret, in whatever pieces it comes, and all else in its order."""

import io

import pytest

from atconform.protocol.network import Activate, Dial, IncomingCall
from atconform.serve.log import ConversationLog


class Rig:
    def __init__(self):
        self.file = io.StringIO()
        self.log = ConversationLog(self.file, "sim800")

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
def test_what_is_no_command_is_written_at_once(rig, pieces):
    for piece in pieces:
        rig.log.host(piece)
    assert len(rig.lines) == len(pieces)


def test_an_answer_in_pieces_is_known_by_the_question_that_was_written_before(rig):
    rig.log.host(b"AT+CIMI\r")
    assert rig.said("host") == "AT+CIMI<CR>"
    for piece in (b"\r\n46000", b"135792", b"4680\r", b"\n\r\nOK\r\n"):
        rig.log.module(piece)
    assert rig.said("module") == "<CR><LF>***************<CR><LF><CR><LF>OK<CR><LF>"


def test_what_comes_meanwhile_keeps_its_place(rig):
    rig.log.host(b"AT")
    rig.log.line("module", "RI", high=False)
    rig.log.host(b"\r")
    assert rig.lines == [("host", "AT"), ("module", "RI low"), ("host", "<CR>")]


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
