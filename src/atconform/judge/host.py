"""What the steps of a scenario have the host do."""

from __future__ import annotations

from typing import Literal

from atconform.base.errors import BenchFault
from atconform.base.notation import read_bytes
from atconform.judge.dialup import call
from atconform.judge.dialup.host import PppHost
from atconform.judge.placeholders import Placeholders
from atconform.judge.session import Session
from atconform.judge.timing import Timing


class Host:
    """The host of one scenario."""

    def __init__(self, session: Session, text: Placeholders, timing: Timing) -> None:
        self._session = session
        self._text = text
        self._timing = timing
        self._ppp: PppHost | None = None

    def sends(self, command: str) -> None:
        """Send a command line."""
        self._session.send(self._text.command(command))

    def types(self, text: str) -> None:
        """Type bytes, without anything added."""
        self.types_data(read_bytes(self._text.fill_in(text)))

    def types_data(self, data: bytes) -> None:
        """Type bytes as they are."""
        self._session.type(data)

    def is_silent(self, time: str) -> None:
        """Do nothing until so much time has passed since the last byte written, or line set; that may be so already."""
        self._session.be_silent(self._timing.time(time))

    def is_silent_at_an_edge(self, side: Literal["shorter", "longer"], figure: str) -> None:
        """Do nothing for just shorter or just longer than a figure.

        :raises BenchFault: it should be shorter than the figure, and is longer already
        """
        edge, shorter = self._session.transport.edge, side == "shorter"
        self._session.be_silent(self._timing.figure(figure) + (-edge if shorter else edge), at_most=shorter)

    def sets(self, line: str, *, high: bool) -> None:
        """Drive DTR or RTS."""
        self._session.set_line(line, high=high)

    def brings_ppp_up(self) -> None:
        """Bring PPP up over a dialled call.

        :raises ModuleFault: the module does not play along, or gives the host no address
        """
        self._ppp = call.bring_up(self._session)

    def ends_ppp(self) -> None:
        """End PPP, the module being told.

        :raises ModuleFault: it does not confirm that
        """
        if self._ppp is None:
            raise BenchFault("PPP was not brought up")
        call.end(self._session, self._ppp)
