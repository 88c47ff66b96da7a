"""Secrets that are known by their value, in every form in which they can be written, and in parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from atconform.base.masking.span import MASK, Span
from atconform.base.masking.style import Style
from atconform.base.notation import show_bytes

SHORTEST = 4
"""Below this a value stands in too many places where it is none, and other forms of it even more."""
SHORTEST_PART = 3
"""A head or a tail of a secret that still tells something of it; in digits it has one more."""
LONGEST = 64
"""A longer value is found as it is alone: it has as many heads and tails as letters."""

MOST_HARMLESS, LONGEST_HARMLESS = 4096, 200
"""So many texts without secrets are remembered, of so many characters at the most."""


@dataclass(slots=True)
class Values:
    """The secrets that were met or told, to be found wherever they stand by themselves."""

    _known: dict[str, Span] = field(default_factory=dict)
    """Each form, and how it is shown, as a span without a place; forms in digits in capitals."""
    _shapes: dict[str, str] = field(default_factory=dict)
    """Each form as a regular expression."""
    _parts: set[str] = field(default_factory=set)
    """Those of which heads and tails are found."""
    _patterns: dict[Style, tuple[re.Pattern[str], ...]] = field(default_factory=dict)
    """For each style; empty: what is known has changed."""
    _harmless: set[str] = field(default_factory=set)
    """Texts that were looked through since, and have no secret."""
    _last: str = ""
    """The last of those that are too long to be among them: it may be written in several places, one after another."""

    def know(self, secret: str, *, keep: int = 0, password: bool = False, in_parts: bool = True) -> None:
        """Find this value from now on, not as a part of a longer word or number.

        :param keep: how many characters at its end stay readable
        :param password: whether its length is secret too
        :param in_parts: whether its heads and tails are found, too
        """
        if not secret.strip(MASK + " \t\r\n") or secret in self._known:
            return
        self._add(secret, _alone(secret), Span(0, 0, password, keep))
        if SHORTEST <= len(secret) <= LONGEST:
            for form in _spellings(secret):
                self._add(form, _alone(form), Span(0, 0, password))
            for form in _in_digits(secret):
                self._add(form, f"(?i:{form})", Span(0, 0, password))
            if in_parts and len(secret) > SHORTEST:
                self._parts.add(secret)
        self._patterns.clear()
        self._harmless.clear()
        self._last = ""

    def is_harmless(self, text: str) -> bool:
        """Return whether a text is known to have no secret: most texts about a run are written many times."""
        return text in self._harmless or text == self._last

    def is_without(self, text: str) -> None:
        """Remember that a text has no secret, as long as no more are known."""
        if len(text) <= LONGEST_HARMLESS:
            if len(self._harmless) >= MOST_HARMLESS:
                self._harmless.clear()
            self._harmless.add(text)
        else:
            self._last = text

    def _add(self, form: str, shape: str, shown: Span) -> None:
        self._known.setdefault(form, shown)
        self._shapes.setdefault(form, shape)

    def found(self, text: str, style: Style) -> Iterator[Span]:
        """Find the known secrets in a text, and what is left of one where it was cut."""
        if not self._known:
            return
        if style not in self._patterns:
            self._patterns[style] = tuple(self._compile(style))
        whole, *cut = self._patterns[style]
        position = 0
        for match in whole.finditer(text):
            yield from _cut(text, position, match.start(), cut)
            shown = self._known.get(match[0]) or self._known[match[0].upper()]
            yield Span(*match.span(), shown.password, shown.keep)
            position = match.end()
        yield from _cut(text, position, len(text), cut)

    def _compile(self, style: Style) -> Iterator[re.Pattern[str]]:
        shapes = "|".join(self._shapes[form] for form in _longest_first(self._shapes))
        yield re.compile(f"{_begins_as(self._shapes)}(?:{shapes})")
        cuts = [(secret[:cut], secret[cut:]) for secret in self._parts for cut in range(1, len(secret))]
        if cuts:
            heads, tails = (list(filter(_tells, _longest_first(part))) for part in zip(*cuts, strict=True))
            before = _by_neighbour((_apart_before(head), re.escape(head)) for head in heads)
            behind = [re.escape(tail) + _apart_behind(tail) for tail in tails]
            yield re.compile(f"{_begins_as(heads)}(?:{'|'.join(before)}){style.word_end}")
            yield re.compile(f"{style.word_begin}(?:{'|'.join(behind)})")


def _begins_as(texts: Iterable[str]) -> str:
    """Have only those places looked at where one of some texts can begin, in small letters or capitals."""
    letters = {letter for text in texts for letter in (text[0], text[0].lower(), text[0].upper())}
    return f"(?=[{''.join(map(re.escape, sorted(letters)))}])" if letters else ""


def _by_neighbour(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Put together the texts that may not have the same before them, so that it is looked at once for all of them."""
    groups: dict[str, list[str]] = {}
    for neighbour, text in texts:
        groups.setdefault(neighbour, []).append(text)
    return (f"{neighbour}(?:{'|'.join(group)})" for neighbour, group in groups.items())


def _cut(text: str, begin: int, end: int, patterns: Iterable[re.Pattern[str]]) -> Iterator[Span]:
    """Find heads and tails of secrets between two places where whole ones stand."""
    for pattern in patterns:
        for match in pattern.finditer(text, begin, end):
            yield Span(*match.span(), password=True)


def _tells(part: str) -> bool:
    return len(part) >= SHORTEST_PART + part.isdigit()


def _longest_first(texts: Iterable[str]) -> list[str]:
    return sorted(set(texts), key=lambda text: (-len(text), text))


def _alone(text: str) -> str:
    return _apart_before(text) + re.escape(text) + _apart_behind(text)


def _apart_before(text: str) -> str:
    return rf"(?<!{_neighbour(text, text[0])})" if _neighbour(text, text[0]) else ""


def _apart_behind(text: str) -> str:
    return rf"(?!{_neighbour(text, text[-1])})" if _neighbour(text, text[-1]) else ""


def _neighbour(text: str, letter: str) -> str:
    """Return what may not stand beside a letter at the edge of a text, which would be a part of a longer one."""
    if text.isdigit():
        return r"\d"
    return "[A-Za-z0-9_]" if re.match(r"\w", letter) else ""


def _octets(secret: str) -> Iterator[bytes]:
    for encoding in ("latin-1", "utf-8"):
        with suppress(UnicodeEncodeError):
            yield secret.encode(encoding)


def _spellings(secret: str) -> Iterator[str]:
    """Write a secret as Python quotes it, as its bytes are on a wire, and in the notation of bytes."""
    quoted = repr(secret)[1:-1]
    yield from (quoted, quoted.replace("'", r"\'"))
    for octets in _octets(secret):
        yield from (octets.decode("latin-1"), show_bytes(octets, len(octets)))


def _in_digits(secret: str) -> Iterator[str]:
    """Write a secret in hexadecimal digits, as bytes and as characters of UCS2."""
    for octets in (*_octets(secret), secret.encode("utf-16-be", "surrogatepass")):
        yield octets.hex().upper()
