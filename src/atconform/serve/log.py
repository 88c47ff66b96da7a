"""The log of a conversation, for a person to read."""

from __future__ import annotations

from dataclasses import replace
from typing import TextIO

from atconform.base.masking import HIDDEN, Masker
from atconform.base.notation import show_bytes
from atconform.base.units import SECOND
from atconform.emulator.core.effects import Refusal
from atconform.protocol.network import Activate
from atconform.realtime.reactor import now
from atconform.serve.refusals import explain


class ConversationLog:
    """Writes one line an event: seconds since the start, who spoke, what was said.

    :param family: of the module, by whose manual its refusals are explained

    Secrets are masked where they come in one piece; a password typed key by key stands key by key.
    """

    def __init__(self, file: TextIO, family: str) -> None:
        self._file = file
        self._family = family
        self._start = now()
        self._mask = Masker()

    def host(self, data: bytes) -> None:
        """Note bytes from the host."""
        self._note("host", show_bytes(data, len(data)))

    def module(self, data: bytes) -> None:
        """Note bytes from the module."""
        self._note("module", show_bytes(data, len(data)))

    def line(self, who: str, line: str, *, high: bool) -> None:
        """Note that one side drives a modem line."""
        self._note(who, f"{line} {'high' if high else 'low'}")

    def network(self, what: object) -> None:
        """Note a request to the network or an event of it."""
        if isinstance(what, Activate) and what.password:
            what = replace(what, password=HIDDEN)
        self._note("network", str(what))

    def remark(self, what: str) -> None:
        """Note something about the line itself."""
        self._note("line", what)

    def refusal(self, refusal: Refusal) -> None:
        """Note why a command was answered with an error."""
        self._note("refused", explain(refusal, self._family))

    def _note(self, who: str, what: str) -> None:
        self._file.write(f"{(now() - self._start) / SECOND:11.6f}  {who:<7}  {self._mask(what)}\n")
        self._file.flush()
