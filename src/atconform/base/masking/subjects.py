"""Which parameters of which commands and answers are secret.

One table for what the host sets and what the module tells, since both write the same parameters behind the same name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from atconform.base.masking.parameters import Parameter, read
from atconform.base.masking.span import Span
from atconform.base.masking.style import Style


@dataclass(frozen=True, slots=True)
class Subject:
    """Parameters of some names that are secret, counted from 1: from ``first`` to ``last``."""

    names: str
    first: int
    last: int
    most: int = 0
    """Of a password: how many parameters there are at most; what is more belongs to the password."""
    signs: str = "=:"
    """What stands between the name and the parameters."""
    only: dict[int, str] = field(default_factory=dict)
    """What other parameters have to be, as regular expressions."""
    content: bool = False
    """Whether it is secret whatever it is; else numbers are, and what is quoted."""

    def is_meant(self, sign: str, given: list[Parameter], text: str) -> bool:
        """Return whether parameters have a secret of this kind."""
        if sign not in self.signs or len(given) < self.first:
            return False
        return all(
            re.fullmatch(wanted, given[place - 1].of(text), re.IGNORECASE) for place, wanted in self.only.items()
        )


SUBJECTS = (
    # Passwords and PINs.
    Subject("+CSTT", 3, 3, 3),
    Subject("+CIPCSGP", 4, 4, 5, only={1: "[01]"}),
    Subject("*MCGDEFCONT +MCGDEFCONT", 4, 4, 4),
    Subject("+SAPBR", 4, 4, 4, "=", {3: "PWD"}),
    Subject("PWD", 1, 1, 1, ":"),
    Subject("GPRS CONFIG PASSWORD", 1, 1, 1, ":"),
    # User and password stand in an order that differs between firmwares: both are hidden.
    Subject("+CGAUTH +CSOCKAUTH +QCPDPP", 3, 4, 4),
    Subject("+CNCFG", 5, 5, 6),
    Subject("+CPIN +CPIN2", 1, 2, 2, "="),
    Subject("+CPWD", 2, 3, 3, "="),
    Subject("+CLCK", 3, 3, 4, "="),
    Subject("+CACM", 1, 1, 1, "="),
    Subject("+CAMM", 2, 2, 2, "="),
    Subject("+CPUC", 3, 3, 3, "="),
    Subject("+FTPPW", 1, 1, 1),
    Subject("+SMTPAUTH", 3, 3, 3),
    Subject("+POP3SRV", 3, 3, 4),
    Subject("+CSSLCFG", 3, 3, 3, "=", {1: "keypwd"}),
    # Phone numbers.
    Subject("+CLIP +CMT +CSCA +CMGS +CMGW +CMGSEX +CCWA +COLP +CDIP", 1, 1),
    Subject("+CNUM +CMSS +CMGR +CPBR +CPBF +CPBW", 2, 2),
    Subject("+CMGL +CCFC +CCFCU +CDS", 3, 3),
    Subject("+CLCC", 6, 6),
    Subject("+CIPCSGP", 2, 2, only={1: "0"}),
    Subject("+SAPBR", 4, 4, signs="=", only={3: "PHONENUM"}),
    Subject("PHONENUM", 1, 1, signs=":"),
    # What an operator tells of an account; what is read from a SIM card, its numbers among it, or given to it: a PIN.
    Subject("+CUSD +CSIM", 2, 2, content=True),
    Subject("+CRSM", 6, 7, signs="=", content=True),
    Subject("+CRSM", 3, 3, signs=":", content=True),
)

LONGEST_CONTENT = 400
"""How many characters further lines of a content have at most."""
_ALL: dict[str, list[Subject]] = {}
for _subject in SUBJECTS:
    for _name in re.findall(r"[+*]\w+|\w[\w ]+", _subject.names):
        _ALL.setdefault(_name, []).append(_subject)
_BEHIND = r"[ \t]*([=:])(?!\?)[ \t]*"
_HEAD = re.compile(rf"([+*][A-Z]\w*){_BEHIND}", re.IGNORECASE)
_WORDS = [name for name in _ALL if name[0] not in "+*"]
_WORD = re.compile(rf"(?<![A-Z0-9])({'|'.join(_WORDS)}){_BEHIND}", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"[+*#]?\d{7,20}")
"""Without quotation marks a number is known by its length alone, else the length of a PDU would be one."""


def found(text: str, style: Style) -> Iterator[Span]:
    """Find what is secret by the name that stands before it."""
    capitals = text.upper()
    heads = [*_HEAD.finditer(text), *(_WORD.finditer(text) if any(word in capitals for word in _WORDS) else ())]
    for head in heads:
        for subject in _ALL.get(head[1].upper(), ()):
            given = read(text, head.end(), style)
            if subject.is_meant(head[2], given, text):
                yield from _passwords(subject, text, given) if subject.most else _others(subject, text, given)


def _others(subject: Subject, text: str, given: list[Parameter]) -> Iterator[Span]:
    for parameter in given[subject.first - 1 : subject.last]:
        secret = subject.content or parameter.quoted or _BARE_NUMBER.fullmatch(parameter.of(text))
        end = _end_of_content(text, parameter) if subject.content else parameter.end
        if end > parameter.begin and secret:
            yield Span(parameter.begin, end)


def _end_of_content(text: str, parameter: Parameter) -> int:
    """Return where a quotation ends that may go on in the next lines."""
    end = text.find('"', parameter.end, parameter.end + LONGEST_CONTENT) if parameter.quoted else -1
    return max(end, parameter.end)


def _passwords(subject: Subject, text: str, given: list[Parameter]) -> Iterator[Span]:
    """Find each password; where there are more parameters than there can be, a comma was one of its letters."""
    secret, behind = given[subject.first - 1 : subject.last], given[subject.last :]
    if len(given) > subject.most or any(not re.fullmatch(r"\d{0,3}", other.of(text)) for other in behind):
        end = given[-1].end
        if secret[0].quoted and not given[-1].quoted and text[end - 1] == '"':
            end -= 1
        yield Span(secret[0].begin, end, password=True)
        return
    for parameter in secret:
        if parameter.end > parameter.begin:
            yield Span(parameter.begin, parameter.end, password=True)
