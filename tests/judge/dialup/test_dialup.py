"""The host's PPP, held against a module that is played here packet by packet, and frames among a session's lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atconform.base.errors import BenchFault, Inconclusive, ModuleFault
from atconform.base.units import MS, SECOND
from atconform.judge.bench import Bench
from atconform.judge.dialup import call
from atconform.judge.grammar import grammar
from atconform.judge.grammar.framer import Framer
from atconform.ppp.describing import describe
from atconform.ppp.framing import Decoder, encode
from atconform.requirements.claims import load
from tests.judge.scripted import Conversation, ScriptedTransport, session
from tests.judge.test_bench import NoPeers

LCP, PAP, IPCP, IPV6CP, IP = "c021", "c023", "8021", "8057", "0021"
REQUEST, ACK, NAK, REJECT, TERMINATE, TERMINATED = "01", "02", "03", "04", "05", "06"
MAGIC, CHAP, PASSWORD = "050601020304", "0305c22305", "0304c023"
GATEWAY, UNKNOWN = "03060a404040", "030600000000" + "810600000000" + "830600000000"
GIVEN = "03060a50401d" + "8106d3887032" + "8306d3889642"
GRAMMAR = grammar.load(("v250", "bearer", "netopen"))
CONNECT = b"ATD*99#\r\r\nCONNECT 115200\r\n"


def packet(protocol, code, identifier, body=""):
    """A packet, in hexadecimal digits."""
    return f"{protocol}{code}{identifier:02x}{4 + len(body) // 2:04x}{body}"


def framed(content):
    return encode(bytes.fromhex("ff03" + content))


class Module(ScriptedTransport):
    """Connects when it is dialled, and answers each packet as it is told to.

    ``answers`` takes protocol, code, identifier and body of a packet to the packets that come back; None: as usual.
    """

    def __init__(self, answers=lambda *_: None, asks=MAGIC, greeting=()):
        super().__init__({b"ATD*99#\r": [(1, CONNECT + b"".join(map(framed, greeting)))]})
        self.heard = []
        self._answers = answers
        self._asks = asks
        self._decoder = Decoder()

    def write(self, data):
        for frame in self._decoder.receive(data):
            self._packet(frame.hex().removeprefix("ff03"))
        return super().write(data)

    def _packet(self, content):
        protocol, code, identifier, body = content[:4], content[4:6], int(content[6:8], 16), content[12:]
        self.heard.append(describe(bytes.fromhex(content)))
        answers = self._answers(protocol, code, identifier, body)
        for answer in self._usual(protocol, code, identifier, body) if answers is None else answers:
            self.say(answer if isinstance(answer, bytes) else framed(answer), 5)

    def _usual(self, protocol, code, identifier, body):
        match protocol, code:
            case "c021", "01":
                return [packet(LCP, REQUEST, 7, self._asks), packet(LCP, ACK, identifier, body)]
            case "8021", "01" if body == UNKNOWN:
                return [packet(IPCP, REQUEST, 1, GATEWAY), packet(IPCP, NAK, identifier, GIVEN)]
            case "8021", "01":
                return [packet(IPCP, ACK, identifier, body)]
            case "c023", "01":
                return [packet(PAP, ACK, identifier, "00")]
            case "c021", "05":
                return [packet(LCP, TERMINATED, identifier), b"\r\nNO CARRIER\r\n"]
        return []


def dialled(module):
    s = Conversation(module, GRAMMAR)
    s.send("ATD*99#")
    s.answers("CONNECT 115200", limit=SECOND)
    return s


def always(protocol, code, *answers):
    """Answer such packets so, and everything else as usual; "##" stands for the packet's identifier."""

    def answer(heard_protocol, heard_code, identifier, body):
        if (heard_protocol, heard_code) != (protocol, code):
            return None
        return [a.replace("##", f"{identifier:02x}") if isinstance(a, str) else a for a in answers]

    return answer


def instead(protocol, code, *answers, times=1):
    """Answer the first such packets so, and everything else as usual."""
    left = iter(range(times))
    wrong = always(protocol, code, *answers)

    def answer(*packet):
        wrongly = wrong(*packet)
        return wrongly if wrongly is not None and next(left, None) is not None else None

    return answer


def grants(options):
    """Agree to these options of IPCP only, whatever the host asks for."""

    def answer(protocol, code, identifier, body):
        if (protocol, code) != (IPCP, REQUEST):
            return None
        verdict = packet(IPCP, ACK if body == options else NAK, identifier, options)
        return [packet(IPCP, REQUEST, 1, GATEWAY), verdict]

    return answer


def refused(module):
    """Bring PPP up, which the module will not have; tells what is said about it."""
    s = dialled(module)
    with pytest.raises(ModuleFault) as fault:
        call.bring_up(s)
    return str(fault.value)


# --- a session comes up


def test_the_module_tells_the_host_its_address_and_name_servers():
    module = Module()
    s = dialled(module)
    assert str(call.bring_up(s).address) == "10.80.64.29"
    assert module.heard == [
        "LCP Configure-Request 1 MRU 1500 ACCM 00000000 Magic-Number 686F7374",
        "LCP Configure-Ack 7 Magic-Number 01020304",
        "IPCP Configure-Request 1 IP-Address 0.0.0.0 Primary-DNS 0.0.0.0 Secondary-DNS 0.0.0.0",
        "IPCP Configure-Ack 1 IP-Address 10.64.64.64",
        "IPCP Configure-Request 2 IP-Address 10.80.64.29 Primary-DNS 211.136.112.50 Secondary-DNS 211.136.150.66",
    ]
    s.end()


def test_the_transcript_shows_frames_by_what_they_say():
    s = dialled(Module())
    call.bring_up(s)
    told = [entry.text for entry in s.transcript.entries]
    assert "LCP Configure-Ack 7 Magic-Number 01020304 (host)" in told
    assert "IPCP Configure-Request 1 IP-Address 10.64.64.64 (module)" in told


def test_a_module_that_asks_for_a_password_gets_one():
    module = Module(asks=PASSWORD)
    s = dialled(module)
    call.bring_up(s)
    assert "PAP Authenticate-Request 2" in module.heard
    s.end()


def test_a_module_that_asks_for_another_proof_is_told_what_the_host_can_do():
    module = Module(instead(LCP, REQUEST, packet(LCP, REQUEST, 7, CHAP)), asks=PASSWORD)
    s = dialled(module)
    call.bring_up(s)
    assert "LCP Configure-Nak 7 Authentication C023" in module.heard
    assert "PAP Authenticate-Request 2" in module.heard
    s.end()


def test_what_the_module_rejects_is_not_asked_for_again():
    module = Module(instead(LCP, REQUEST, "c02104##0008" + "010405dc"))
    s = dialled(module)
    call.bring_up(s)
    assert "LCP Configure-Request 2 ACCM 00000000 Magic-Number 686F7374" in module.heard
    s.end()


def test_what_the_module_would_have_instead_is_asked_for():
    module = Module(instead(LCP, REQUEST, "c02103##0008" + "01040200"))
    s = dialled(module)
    call.bring_up(s)
    assert "LCP Configure-Request 2 MRU 512 ACCM 00000000 Magic-Number 686F7374" in module.heard
    s.end()


def test_options_that_the_host_does_not_have_are_rejected():
    module = Module(instead(LCP, REQUEST, packet(LCP, REQUEST, 7, "0d0306" + MAGIC)))
    call.bring_up(dialled(module))
    assert "LCP Configure-Reject 7 option 13 06" in module.heard


def test_a_frame_that_is_lost_is_asked_for_again():
    module = Module(instead(LCP, REQUEST, times=3))
    s = dialled(module)
    call.bring_up(s)
    assert module.heard.count(module.heard[0]) == 4
    assert 9 * SECOND < s.transport.now() < 10 * SECOND
    s.end()


def test_late_answers_to_requests_that_were_sent_again_are_nobodys():
    s = dialled(Module(instead(IPCP, REQUEST, times=1)))
    s.transport.say(framed(packet(IPCP, NAK, 1, GIVEN)), 3_020)
    call.bring_up(s)
    s.pass_time(4 * SECOND)
    s.end()


def test_a_protocol_that_the_host_does_not_speak_is_rejected():
    module = Module()
    s = dialled(module)
    call.bring_up(s)
    s.transport.say(framed(packet(IPV6CP, REQUEST, 1)))
    s.end()
    assert module.heard[-1] == "LCP Protocol-Reject 2"


def test_echo_requests_are_answered_while_PPP_is_up():  # noqa: N802  # PPP is its name
    module = Module()
    s = dialled(module)
    call.bring_up(s)
    s.transport.say(framed(packet(LCP, "09", 9, "01020304")))
    s.end()
    assert module.heard[-1] == "LCP Echo-Reply 9"


def test_packets_that_come_from_the_network_are_nobodys():
    s = dialled(Module())
    call.bring_up(s)
    s.transport.say(framed(IP + "4500"))
    s.end()
    assert list(s.log.unclaimed()) == []


# --- it does not


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        (always(LCP, REQUEST), "stayed in the phase Establish"),
        (always(IPCP, REQUEST, "802103##000a" + UNKNOWN[:12]), "stayed in the phase Network"),
        (always(LCP, REQUEST, packet(LCP, TERMINATE, 1)), "stayed in the phase Dead"),
        (always(LCP, REQUEST, b"\r\nNO CARRIER\r\n"), "did not come up"),
        (always(LCP, REQUEST, "c02102##0004"), "LCP Configure-Ack is not about what the host asked for"),
        (always(LCP, REQUEST, "c02104##0006" + "0702"), "Configure-Reject has options that nobody asked for"),
        (always(LCP, REQUEST, "c02104##0006" + "01ff"), "cannot be read"),
        (always(IPCP, REQUEST, "802103##0007" + "03030a"), "a value that is too long or too short"),
        (always(IPCP, REQUEST, "802103##00ff" + "03fb" + "0a" * 249), "a value that is too long or too short"),
        (grants(UNKNOWN), "address shall be 0.0.0.0"),
        (grants("0306e0000001" + UNKNOWN[12:]), "address shall be 224.0.0.1"),
        (grants("03067f000001" + UNKNOWN[12:]), "address shall be 127.0.0.1"),
    ],
)
def test_a_module_that_does_not_play_along_is_at_fault(answers, complaint):
    assert complaint in refused(Module(answers))


def test_an_operator_that_wants_a_name_says_nothing_about_the_module():
    s = dialled(Module(always(PAP, REQUEST, "c02303##0005" + "00"), asks=PASSWORD))
    with pytest.raises(Inconclusive, match="without name and password"):
        call.bring_up(s)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (packet(LCP, ACK, 1, MAGIC), "LCP Configure-Ack 1 Magic-Number 01020304"),
        (packet(LCP, REQUEST, 8, "01040200"), "LCP Configure-Request 8 MRU 512"),
        (packet(LCP, TERMINATE, 1), "LCP Terminate-Request 1"),
        (packet(LCP, "0a", 1, "01020304"), "LCP Echo-Reply 1"),
        (packet(PAP, ACK, 1, "00"), "PAP Authenticate-Ack 1"),
        ("c021", "LCP, 0 bytes"),
    ],
)
def test_a_frame_that_the_module_had_no_reason_to_send_fails_the_scenario_by_its_name(said, shown):
    s = dialled(Module())
    call.bring_up(s)
    s.transport.say(framed(said))
    with pytest.raises(ModuleFault) as fault:
        s.end()
    assert str(fault.value) == f"the module also said [{shown}]"


def test_a_frame_with_a_wrong_checksum_fails_the_scenario():
    s = dialled(Module())
    call.bring_up(s)
    s.transport.say(framed(packet(LCP, "0b", 1)).replace(b"!", b'"'))
    with pytest.raises(ModuleFault, match="the module also said"):
        s.end()


# --- it ends


def test_the_host_that_ends_the_session_waits_for_the_module_to_confirm():
    s = dialled(Module())
    call.end(s, call.bring_up(s))
    s.reports("NO CARRIER", limit=SECOND)
    s.end()


def test_a_module_that_hangs_up_without_confirming_is_at_fault():
    s = dialled(Module(instead(LCP, TERMINATE, b"\r\nNO CARRIER\r\n")))
    host = call.bring_up(s)
    with pytest.raises(ModuleFault, match="did not confirm"):
        call.end(s, host)


def test_the_end_is_asked_for_twice():
    module = Module(always(LCP, TERMINATE))
    s = dialled(module)
    host = call.bring_up(s)
    with pytest.raises(ModuleFault, match="did not confirm"):
        call.end(s, host)
    assert [text.split()[1] for text in module.heard[-2:]] == ["Terminate-Request"] * 2


def test_both_ends_may_end_the_session_at_once():
    s = dialled(Module(instead(LCP, TERMINATE, packet(LCP, TERMINATE, 3), b"\r\nNO CARRIER\r\n")))
    call.end(s, call.bring_up(s))
    s.reports("NO CARRIER", limit=SECOND)
    s.end()


# --- before, and beside it


def test_a_module_may_begin_before_the_host_does():
    s = dialled(Module(greeting=(packet(LCP, REQUEST, 1, MAGIC),)))
    s.is_silent(SECOND)
    call.bring_up(s)
    s.end()


def test_in_command_mode_no_frame_may_come():
    s = dialled(Module())
    call.bring_up(s)
    s.transport.say(b"\r\nOK\r\n")
    s.reports("OK", limit=SECOND)
    s.transport.say(framed(packet(LCP, "09", 9, "01020304")))
    with pytest.raises(ModuleFault, match="LCP Echo-Request 9"):
        s.end()


def test_without_a_call_there_is_no_PPP():  # noqa: N802  # PPP is its name
    with pytest.raises(BenchFault, match="dial"):
        call.bring_up(session())


def test_what_was_not_brought_up_cannot_be_ended():
    bench = Bench(session(), NoPeers(), load("sim7x00"), {})
    with pytest.raises(BenchFault, match="not brought up"):
        bench.host.ends_ppp()


def test_a_password_is_not_described():
    assert describe(bytes.fromhex(packet(PAP, REQUEST, 1, "0475736572" + "0473656372"))) == "PAP Authenticate-Request 1"


# --- frames among lines

PIECES = st.one_of(
    st.binary(min_size=2, max_size=20).map(lambda content: encode(b"\xff\x03" + content)),
    st.sampled_from([b"~", b"\r\nOK\r\n", b"\r\nNO CARRIER\r\n"]),
)


def frames(chunks):
    framer = Framer(GRAMMAR)
    framer.ledger.ppp = True
    for chunk in chunks:
        framer.feed(chunk)
    framer.settle()
    return [(frame.kind, frame.raw) for frame in framer.take()]


@given(st.lists(PIECES, max_size=6).map(b"".join), st.integers(1, 12))
def test_frames_are_the_same_however_their_bytes_are_cut(line, size):
    found = frames([line])
    assert frames([line[start : start + size] for start in range(0, len(line), size)]) == found
    assert b"".join(raw for _, raw in found) == line
    assert {kind for kind, _ in found} <= {"ppp", "line"}


def test_one_flag_may_end_a_frame_and_begin_the_next():
    first, second = encode(b"\xff\x03first"), encode(b"\xff\x03second")
    assert frames([first + second[1:] + b"\r\nOK\r\n"]) == [
        ("ppp", first),
        ("ppp", second[1:]),
        ("line", b"\r\nOK\r\n"),
    ]


def test_a_line_after_half_a_frame_is_a_line():
    assert frames([b"~\xff\x03half", b"\r\nOK\r\n"]) == [("stray", b"~\xff\x03half"), ("line", b"\r\nOK\r\n")]


def test_without_a_call_a_tilde_is_no_flag():
    s = session()
    s.transport.say(framed(packet(LCP, REQUEST, 1)), 5)
    s.pass_time(5 * MS)
    assert [frame.kind for frame in s.log.frames] == ["stray"]
