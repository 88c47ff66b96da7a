"""The judge, with a module that says whatever chance has it say.

A step ends by a verdict, in the time that it has; and whatever comes in, nothing of it is lost.
"""

from __future__ import annotations

import contextlib
import heapq
from functools import partial
from random import Random
from typing import Literal, NamedTuple

from atconform.base.errors import BenchFault, Inconclusive, ModuleFault, NotShown
from atconform.base.units import MS, SECOND
from atconform.emulator.core.dialect import Dialect
from atconform.emulator.families import FAMILIES
from atconform.judge.dialup import call
from atconform.judge.grammar.framer import Framer
from atconform.judge.grammar.grammar import Grammar
from atconform.ppp.framing import encode
from atconform.protocol.transport import Event, Instant, ModuleBytes
from tests.fuzz.attack import Complaint, Subject
from tests.fuzz.chance import many, one_of, some_bytes
from tests.fuzz.reading import GRAMMARS
from tests.judge.scripted import Conversation, ScriptedTransport


class Says(NamedTuple):
    """What the module says, how soon, how often, and how far apart; in milliseconds."""

    data: bytes
    delay: int = 0
    times: int = 1
    every: int = 10


Deed = Literal[
    "sends",
    "types",
    "owes",
    "answers",
    "reports",
    "delivers",
    "puts out",
    "is silent",
    "ignores",
    "waits",
    "dials",
    "ends",
]


class Act(NamedTuple):
    """What the host does, what about, for how long at the longest, and what the module says from then on."""

    does: Deed
    about: str
    limit: int
    says: tuple[Says, ...] = ()


class HostileModule(ScriptedTransport):
    """Says what it is to say, whatever the host writes."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[tuple[int, int, bytes]] = []

    def say(self, data: bytes, delay: int = 0) -> None:
        heapq.heappush(self._pieces, (self.now() + delay * MS, len(self._pieces), data))

    def step(self, deadline: int) -> Event | None:
        if self._pieces and self._pieces[0][0] <= deadline:
            at, _, data = heapq.heappop(self._pieces)
            self._now = max(self._now, at)
            return Event(Instant(self._now, self._now), ModuleBytes(data))
        self._now = max(self._now, deadline)
        return None


GRACE = 30 * SECOND
"""How much longer than its limit a step may take: what settling, silence and a flood are allowed, and to spare."""
VERDICTS = (ModuleFault, Inconclusive, NotShown, BenchFault)
NOISE = (
    *(b"\r", b"\n", b"\r\n", b"\r\n\r\n", b">", b"> ", b"\r\n> ", b" ", b"0\r", b"4\r", b":", b"\x00", b"\xff", b"~"),
    *(b"+IPD,", b"+IPD,99999999999:", b"+IPD,-1:", b"\r\n+RECEIVE,0,65536:\r\n", b"\r\n+CIPRXGET: 2,0,0\r\n", b"C: "),
    *(b"\r\n+CIPRXGET: 2,00000000000000005,0\r\nhello", b"\r\n+CSONMI: 0,99999999,", b"\r\n+CSONMI: 0,\xb2,xx\r\n"),
    *(b"\r\n+CMGR: \r\n", b"\r\n\xb2\r\n", b"\r\n+CSQ: \xb2,\xb3\r\n", b"7E" * 50, b"\r\n" + b"9" * 5000 + b"\r\n"),
    *(b"\r\n+CIPRXGET: 2," + b"9" * 5000 + b",0\r\n", b"\r\nCONNECT\r\n", b"\r\nNO CARRIER\r\n", b"\r\nOK\r\n"),
    *(b"\r\nRDY\r\n", b"\r\nNORMAL POWER DOWN\r\n", b"<CR>", b"[bold]", b"{apn}", b"\x1b[2J"),
)


def _samples(grammar: Grammar) -> list[str]:
    return [sample for rule in grammar.rules.values() for sample in rule.samples]


def _said(grammar: Grammar, rng: Random) -> bytes:
    """Draw what a module says: lines, lines that are broken, noise, frames of PPP."""
    line = f"\r\n{rng.choice(_samples(grammar))}\r\n".encode("latin-1")
    place = rng.randrange(len(line))
    return one_of(
        rng,
        (3, lambda: line),
        (1, lambda: line[:place]),
        (1, lambda: line[:place] + rng.randbytes(1) + line[place + 1 :]),
        (2, lambda: rng.choice(NOISE)),
        (1, lambda: some_bytes(rng, 20)),
        (1, lambda: encode(b"\xff\x03" + some_bytes(rng, 12))),
        (1, lambda: _packet(rng)),
    )


def _packet(rng: Random) -> bytes:
    """Draw a packet of PPP's own protocols that is whole, whatever it asks for."""
    options = some_bytes(rng, 8)
    head = rng.choice((b"\xc0\x21", b"\x80\x21", b"\xc0\x23")) + bytes([rng.randint(0, 12), rng.randint(0, 3)])
    return encode(b"\xff\x03" + head + (len(options) + 4).to_bytes(2, "big") + options)


def _says(grammar: Grammar, rng: Random) -> Says:
    return one_of(
        rng,
        (6, lambda: Says(_said(grammar, rng), rng.choice((0, 1, 50, 900, 4000, 70_000)))),
        (1, lambda: Says(_said(grammar, rng), times=rng.choice((10, 100)), every=rng.choice((0, 1, 100, 1900)))),
    )


COMMANDS = (
    *("AT", "ATE0", "ATE1", "ATV0", "ATV1;E0", "ATZ", "AT+CSQ", "AT+CMGR=1", "AT+CIFSR", "AT+CIPSEND", "AT&V", "ATI"),
    *("AT+CIPRXGET=2,100", "ATD*99#", "ATO", "AT+CFUN=1,1", "AT+CGMM", "AT+CPSMS=1", "AT+CIPSTATUS", "AT<Ctrl-Z>"),
)
TYPED = ("hello", "+++", "\x1a", "\x1b", "a\r\nb", "", "\x11\x13", "~~")


LIMITS = (10 * MS, SECOND, 20 * SECOND)


def acts(grammar: Grammar, rng: Random) -> list[Act]:
    """Draw what host and module do."""
    expected = ("OK", "CONNECT", *(s for s in _samples(grammar) if grammar.read(s) or grammar.read_inline_header(s)))
    about: dict[Deed, tuple[str, ...]] = {
        **dict.fromkeys(("sends", "ignores"), COMMANDS),
        **dict.fromkeys(("types", "owes"), TYPED),
        "delivers": tuple(filter(None, TYPED)),
        **dict.fromkeys(("answers", "reports", "puts out"), expected),
        **dict.fromkeys(("is silent", "waits", "dials", "ends"), ("",)),
    }

    def act() -> Act:
        does = rng.choice(list(about))
        return Act(does, rng.choice(about[does]), rng.choice(LIMITS), tuple(many(rng, 4, partial(_says, grammar, rng))))

    return many(rng, 12, act)


def _do(session: Conversation, act: Act) -> None:
    data = act.about.encode("latin-1")
    match act.does:
        case "sends":
            session.send(act.about)
        case "types":
            session.type(data)
        case "owes":
            session.expect_payload(("server", 1), data)
        case "answers":
            session.answers(act.about, limit=act.limit)
        case "reports":
            session.reports(act.about, limit=act.limit)
        case "delivers":
            session.delivers(data, limit=act.limit)
        case "puts out":
            session.puts_out(b"hello", act.about, limit=act.limit)
        case "is silent":
            session.is_silent(act.limit)
        case "ignores":
            session.ignores(act.about, act.limit)
        case "waits":
            session.pass_time(session.transport.now() + act.limit)
        case "dials":
            call.end(session, call.bring_up(session))
        case "ends":
            session.end()


def check(family: str, played: list[Act]) -> None:
    """Hold the session to its deadlines and its verdicts."""
    transport = HostileModule()
    session = Conversation(transport, GRAMMARS[family])
    for act in played:
        for data, delay, times, every in act.says:
            for number in range(times):
                transport.say(data, delay + number * every)
        begin = transport.now()
        limit = act.limit + GRACE
        with contextlib.suppress(*VERDICTS):
            _do(session, act)
        if act.does != "dials" and transport.now() - begin > limit:
            took = (transport.now() - begin) // SECOND
            raise Complaint(f"{act.does} takes longer than its deadline", f"{took} s instead of {act.limit / SECOND} s")


def pieces(grammar: Grammar, rng: Random) -> list[bytes]:
    """Draw what a module says, piece by piece."""
    return many(rng, 20, partial(_said, grammar, rng))


def frames(family: str, said: list[bytes]) -> None:
    """Hold the framer to losing nothing, in whatever pieces it comes."""
    prompt = FAMILIES[family].figures[Dialect].prompt
    for cut in (said, [b"".join(said)]):
        framer = Framer(GRAMMARS[family], prompt)
        framer.ledger.command = "+CMGR"
        for piece in cut:
            framer.feed(piece)
        framer.settle()
        come = b"".join(frame.raw for frame in framer.take())
        told = b"".join(said)
        if prompt.endswith(b" ") and come != told:
            raise Complaint("the framer loses bytes", f"{come!r} of {told!r}")


SUBJECTS = [
    subject
    for family, grammar in sorted(GRAMMARS.items())
    for subject in (
        Subject(f"judge-{family}", partial(acts, grammar), partial(check, family), slow=8),
        Subject(f"framer-{family}", partial(pieces, grammar), partial(frames, family)),
    )
]
