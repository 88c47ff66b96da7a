"""Reading what a step names by words of its own, a state or an event of the network, in English or in Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, get_args

from atconform.protocol.network import System

CHINESE_PEERS = {"服务器": "server", "客户端": "client"}
"""What the peers without a name of their own are called in Chinese."""
SLOT = re.compile(r"\b(PEER|N|TIME|SYSTEM)\b")
SLOTS = {
    "PEER": r"(?:the )?([a-z][\w-]*)",
    "N": r"(\d+|\{[a-z.]+(?:[+-]\d+)?\})",
    "TIME": r"(\d+ (?:ms|s))",
    "SYSTEM": f"({'|'.join(get_args(System))})",
}
"""What may stand for the words in capitals: a peer, a number or the figure of a family, a time, a radio system."""
AMONG_CHINESE = f" ?({'|'.join(CHINESE_PEERS)}|[a-z][\\w-]*) ?"
"""What stands for a peer, with the spaces around it, among Chinese words."""


class NotInVocabulary(Exception):
    """A step names what the vocabulary has no words for: a mistake of the scenario."""


class Said(NamedTuple):
    """What a step names."""

    name: str
    """One of the names of a table of wordings."""
    words: tuple[tuple[str, str], ...]
    """Each word in capitals, in their English order, and what stands for it; peers by their English names."""
    english: str

    def all(self, slot: str) -> tuple[str, ...]:
        """Return what stands for a word in capitals, once for each time that the wording has it."""
        return tuple(word for name, word in self.words if name == slot)


class Wording(NamedTuple):
    """What a state or an event is called in steps; the words in capitals are those of :data:`SLOTS`."""

    name: str
    english: str
    chinese: str

    def read(self, text: str) -> Said | None:
        """Read a step's words in either language; None where they are not these."""
        for wording, chinese in ((self.english, False), (self.chinese, True)):
            if match := _pattern(wording, chinese=chinese).fullmatch(text):
                words = [CHINESE_PEERS.get(word, word) for word in match.groups()]
                order = SLOT.findall(self.english)
                named = sorted(zip(SLOT.findall(wording), words, strict=True), key=lambda word: order.index(word[0]))
                return Said(self.name, tuple(named), self._say(named))
        return None

    def _say(self, named: Sequence[tuple[str, str]]) -> str:
        words = (f"the {word}" if slot == "PEER" else word for slot, word in named)
        return SLOT.sub(lambda _: next(words), self.english)


@cache
def _pattern(wording: str, *, chinese: bool) -> re.Pattern[str]:
    pattern = re.escape(wording).replace(r"\ ", " ")
    if chinese:
        pattern = pattern.replace(" PEER ", AMONG_CHINESE)
    return re.compile(SLOT.sub(lambda slot: SLOTS[slot[0]], pattern), re.ASCII)


def read(wordings: Sequence[Wording], text: str) -> Said | None:
    """Find what a step's words name in a table of wordings; None where it is not there."""
    return next((said for wording in wordings if (said := wording.read(text)) is not None), None)
