"""Test places: where a module is found, and what the place can do. A scenario borrows the place for a while."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from atconform.judge.bench import Bench
from atconform.judge.circumstances import Circumstances
from atconform.judge.grammar import grammar
from atconform.judge.session import Session
from atconform.judge.starts import Starts
from atconform.place.found import Found
from atconform.place.identity import Identity
from atconform.protocol.transport import Transport
from atconform.requirements import circumstances
from atconform.requirements.claims import Claims


class Place(Protocol):
    """Where a module is found."""

    @property
    def transport(self) -> Transport:
        """What carries the bytes."""

    capabilities: frozenset[str]
    """What scenarios may ask of it: see ``steps.vocabulary``."""
    blocked: Mapping[str, str]
    """Capabilities that were tried in vain when the place was opened, and why they are none."""
    unit: str
    """What the place calls the module."""
    identity: Identity
    """What the module said of itself when the place was opened."""
    remark: str
    """What is to be known of the module beside that; mostly empty."""

    def begin(self, family: str) -> Bench:
        """Bring the module to the state that scenarios begin in, and hand out the bench.

        :raises atconform.base.errors.BenchFault: the module does not come to that state
        """

    def end(self, bench: Bench) -> None:
        """Take the bench back."""

    def identify(self) -> Identity:
        """Ask the module once more what it is.

        :raises atconform.base.errors.BenchFault: it does not answer
        """

    def check_peers(self) -> None:
        """Ask the far end whether it is still there.

        :raises atconform.base.errors.BenchFault: it is not
        """

    def leave(self) -> str:
        """Put back the settings as they were found, once; return what could not be, and why.

        No scenario is played any more afterwards.
        """

    def close(self) -> None:
        """Release everything."""


def lines_of(transport: Transport) -> frozenset[str]:
    """Name the modem lines that a transport carries as capabilities."""
    return frozenset(f"line:{line.lower()}" for line in transport.lines)


def session_with(transport: Transport, claims: Claims, found: Found, earlier: Circumstances | None = None) -> Session:
    """Begin a session with the grammar and the circumstances of a family.

    :param found: what the module may start with that is not as scenarios assume
    :param earlier: what was met in the scenario before, on the same module; None: there was none
    """
    met = Circumstances(circumstances.of(claims.family), earlier)
    prompt = claims.prompt.text.encode("latin-1")
    promised = {figure.name: figure.value for figure in claims.figures if figure.unit == "count"}
    form = found.form
    starts = Starts(found.after_start(claims.family), echo=form.echo, verbose=form.verbose)
    return Session(transport, grammar.load(claims.stacks, claims.spelt), prompt, met, promised, starts)
