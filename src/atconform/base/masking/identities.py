"""What identifies a module, a card or a subscriber, known by the question or the word before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from atconform.base.masking.span import Span
from atconform.base.masking.style import Style

REACH = 160
"""How many characters behind a question its answer begins at the latest."""
_NEXT = re.compile(r"AT\+", re.IGNORECASE)


@dataclass(frozen=True)
class Identity:
    """What a question asks for, or a word names."""

    words: str
    """Of the question, as a regular expression."""
    shape: str
    """Of the answer, which stands by itself."""
    keep: int = 0
    named: bool = False
    """Whether the answer stands in the line of the word."""

    @cached_property
    def heads(self) -> re.Pattern[str]:
        """What comes before an answer."""
        return re.compile(rf"(?:{self.words})(?!\w)", re.IGNORECASE)

    @cached_property
    def answer(self) -> re.Pattern[str]:
        """The answer."""
        return re.compile(rf"(?<![0-9])(?:{self.shape})(?![0-9])", re.IGNORECASE)


_IMSI, _IMEI, _IMEISV = r"\d{14,15}", r"\d{15}", r"\d{16}"
_ICCID = r"\d{6}[0-9A-F]{12,15}(?![0-9A-F])"
_PDU = r"(?<![A-Z])[0-9A-F]{14,}(?![A-Z])"

IDENTITIES = (
    Identity(r"\+CIMI", _IMSI),
    Identity(r"\+I?CCID|\+CICCID", _ICCID),
    Identity(r"\+C?GSN|\+EGMR|\+SIMEI|IMEI:", _IMEI, keep=4),
    Identity(r"\+CGSN=[23]", _IMEISV, keep=4),
    Identity(r"(?<![A-Z])IMEI", _IMEI, keep=4, named=True),
    Identity(r"(?<![A-Z])IMEISV", _IMEISV, keep=4, named=True),
    Identity(r"(?<![A-Z])IMSI", _IMSI, named=True),
    Identity(r"(?<![A-Z])ICCID", _ICCID, named=True),
    Identity(r"(?<![A-Z])(?:MSISDN|MISSED_CALL)", r"\+?\d{5,20}", named=True),
    Identity(r"\+CMT:\s*[^,\r\n]*,\d+|\+CDS:\s*\d+|\+CMGR:\s*\d,[^,\r\n]*,\d+|\+CMGL:\s*\d+,\d,[^,\r\n]*,\d+", _PDU),
    Identity(r"\+CMG[SWC]\s*=\s*\d+(?:\s*,\s*\d)?|\+CNMA\s*=\s*\d\s*,\s*\d+", _PDU),
)
"""The last two are of short messages: a PDU holds the numbers of sender and service centre."""
_SIGNS = ["CIMI", "CCID", "GSN", "EGMR", "IMEI", "IMSI", "MSISDN", "MISSED_CALL", "+CMT", "+CDS", "+CMG", "+CNMA"]
"""Of which a text has one at least where it has any of their words; most have none."""

_NUMBER = re.compile(r'"(\+\d{7,15})"')
_LINE = re.compile(r"[^\r\n]*")
_BEFORE = r"[&\\]?[BCEFGHIKLMNOQRVWXYZ]\d+|[HTPZ]|S\d+=\d*|[+*^$%][^;\r\n]{0,160};"
"""Commands that can stand on the line before the one that dials."""
_DIALLED = re.compile(
    rf"(?<![A-Z0-9])AT(?:\s*(?:{_BEFORE})[\s;]*){{0,20}}\s*D[TPIG>@\s]*"
    r'"?([+*#]?\d[\d*# ().W,-]*)',
    re.IGNORECASE,
)
_PACKET_SERVICE = ("*99", "*98")
_LONG, _LONG_IN_CODE = 3, 5
"""How many digits a number has at least; among the digits of a service code."""


def found(text: str, style: Style) -> Iterator[Span]:
    """Find the answers to questions, in their order, and numbers."""
    capitals = text.upper()
    told = IDENTITIES if any(sign in capitals for sign in _SIGNS) else ()
    heads = [(head.span(), identity) for identity in told for head in identity.heads.finditer(text)]
    position = 0
    for (_, behind), identity in sorted(heads, key=lambda head: head[0]):
        begin = max(behind, position)
        answer = identity.answer.search(text, begin, _reach(text, behind, begin, identity))
        if answer is not None:
            position = answer.end()
            yield Span(answer.start(), answer.end(), keep=identity.keep)
    for number in _NUMBER.finditer(text):
        yield Span(*number.span(1))
    for dialled in _DIALLED.finditer(text):
        yield from _dialled(dialled)


def _reach(text: str, behind: int, begin: int, identity: Identity) -> int:
    """Return where an answer has ended at the latest."""
    line = _LINE.match(text, behind)
    if identity.named or text[behind : behind + 1] == ":":
        return line.end() if line else len(text)
    following = _NEXT.search(text, begin)
    last = begin + REACH
    return min(last, following.start()) if following else last


def _dialled(match: re.Match[str]) -> Iterator[Span]:
    number, begin = match[1].rstrip(" ,.(-Ww"), match.start(1)
    if number.startswith(_PACKET_SERVICE):
        return
    if number[0] in "*#":
        for digits in re.finditer(rf"\d{{{_LONG_IN_CODE},}}", number):
            yield Span(begin + digits.start(), begin + digits.end())
    elif sum(map(str.isdigit, number)) >= _LONG:
        yield Span(begin, begin + len(number))
