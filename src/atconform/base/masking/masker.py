"""The one door through which everything goes that is written about a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from atconform.base.masking import identities, subjects
from atconform.base.masking.sewing import Sewn
from atconform.base.masking.span import Span, replaced
from atconform.base.masking.style import TEXT, WIRE, Style
from atconform.base.masking.values import SHORTEST, Values

LONG_NUMBER = 7
"""How many digits a number has that is looked for by its value."""


class Piece(NamedTuple):
    """A part of a conversation: bytes of a stream, or a text between them that is whole."""

    stream: str
    """Who spoke; pieces of one stream belong together."""
    what: bytes | str


class Masker:
    """Masks texts, and remembers the secrets that it met, to mask them wherever they stand later."""

    def __init__(self) -> None:
        self._values = Values()

    def know(self, secret: str, keep: int = 0) -> None:
        """Mask this value from now on wherever it stands by itself, not as a part of a longer word or number.

        :param keep: how many characters at its end stay readable
        """
        self._values.know(secret, keep=keep)

    def __call__(self, text: str) -> str:
        """Return the text without its secrets. Masking it again changes nothing."""
        if self._values.is_harmless(text):
            return text
        while (masked := replaced(text, self._secrets(text, TEXT))) != text:
            text = masked
        self._values.is_without(text)
        return text

    def everywhere(self, value: Any) -> Any:
        """Mask every text in a structure of lists and dictionaries, keys left alone.

        What one text tells about another, as a command about the answer in the next line, is used.
        """
        text = "\n".join(_texts(value))
        return self._walk(value) if self._learn(text, TEXT) or any(self._values.found(text, TEXT)) else value

    def conversation(self, pieces: Sequence[Piece]) -> list[bytes | str]:
        """Mask a conversation, whatever the pieces in which it came; each piece is returned as what is left of it."""
        spoken = [(piece.stream, piece.what.decode("latin-1")) for piece in pieces if isinstance(piece.what, bytes)]
        sewn = Sewn(spoken)
        spans = self._learn(sewn.text, WIRE)
        self._learn("\n".join(piece.what for piece in pieces if isinstance(piece.what, str)), TEXT)
        left = iter(sewn.replaced([*spans, *self._values.found(sewn.text, WIRE)]))
        return [self(piece.what) if isinstance(piece.what, str) else next(left).encode("latin-1") for piece in pieces]

    def _walk(self, value: Any) -> Any:
        match value:
            case str():
                return self(value)
            case dict():
                return {key: self._walk(item) for key, item in value.items()}
            case list() | tuple():
                return [self._walk(item) for item in value]
            case _:
                return value

    def _secrets(self, text: str, style: Style) -> list[Span]:
        return [*self._learn(text, style), *self._values.found(text, style)]

    def _learn(self, text: str, style: Style) -> list[Span]:
        """Find what is secret by what stands around it, and remember it where it is long enough to be looked for."""
        spans = list(_by_place(text, style))
        for span in spans:
            secret = text[span.begin : span.end]
            shortest = SHORTEST if span.password else LONG_NUMBER
            if len(secret) >= shortest:
                self._values.know(secret, keep=span.keep, password=span.password, in_parts=span.password)
        return spans


def _by_place(text: str, style: Style) -> Iterator[Span]:
    yield from subjects.found(text, style)
    yield from identities.found(text, style)


def _texts(value: Any) -> Iterable[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for item in value.values() for text in _texts(item)]
        case list() | tuple():
            return [text for item in value for text in _texts(item)]
        case _:
            return []
