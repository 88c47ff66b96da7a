"""The two ways in which what a module hears and says is written: as it goes over the wire, and as texts quote it."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """How lines, quotations and the commands behind each other end."""

    line_end: re.Pattern[str]
    """Behind it no parameter of a command goes on."""
    quote: re.Pattern[str]
    """A quotation mark."""
    closes: re.Pattern[str]
    """What stands behind the quotation mark that ends a parameter."""
    further: re.Pattern[str]
    """What stands behind the semicolon that ends a command: nothing, or another one."""
    bare: re.Pattern[str]
    """A parameter without quotation marks, at most."""
    word_begin: str
    """What stands before the tail of a secret whose head is elsewhere."""
    word_end: str
    """What stands behind the head of a secret whose tail is elsewhere."""


WIRE = Style(
    line_end=re.compile(r"[\r\n\x1a\x1b]"),
    quote=re.compile('"'),
    closes=re.compile(r"[ \t]*(?:,|;|$)"),
    further=re.compile(
        r'[ \t]*(?:$|[+*^$%][A-Z][A-Z0-9]{2,}[ \t]*(?:\?|=\?|=(?:"[^"]*"|[^";])*)?[ \t]*(?:;|$))', re.IGNORECASE
    ),
    bare=re.compile(r"[^,]*"),
    word_begin=r"(?:(?<=[\r\n])|^)",
    word_end=r"(?=[\r\n]|$)",
)
"""A command line as it is typed, an answer as it comes."""

TEXT = Style(
    line_end=re.compile(r"[\r\n\x1a\x1b\]]|<(?:CR|LF|ESC|Ctrl-Z)>|\\[rn]"),
    quote=re.compile(r'\\*"'),
    closes=re.compile(r"[ \t]*,|[\s;.)\]'<\\]|$"),
    further=re.compile(r"$|[\s'\])<]|[+*^$%][A-Z][A-Z0-9]{2,}(?![A-Z0-9])", re.IGNORECASE),
    bare=re.compile(r"""(?:[^,\s'")]|['")]+(?=[^\s'"),.;\]]))*"""),
    word_begin=r"(?<=['\[(])",
    word_end=r"(?=['\])]|\.\.\.)",
)
"""A step, a reason, a line of a report: commands stand among other words, in brackets, in the notation of bytes."""
