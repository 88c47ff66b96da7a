"""The bench of one scenario: the one thing that steps hold.

It ties together the host, the module, its lines and the peers of one scenario, the claims of the family, and the values
that placeholders stand for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from atconform.base.basis import Basis
from atconform.base.errors import BenchFault, ModuleFault
from atconform.judge.expecting import Expecter
from atconform.judge.ground import Grounds
from atconform.judge.host import Host
from atconform.judge.modemlines import ModemLines
from atconform.judge.module import Module
from atconform.judge.peers import ScenarioPeers
from atconform.judge.placeholders import Placeholders
from atconform.judge.session import Session
from atconform.judge.stopwatch import Cause
from atconform.judge.timing import Timing
from atconform.protocol.network_action import CHANGES_CONDITIONS, NetworkAction
from atconform.protocol.peer import Peers
from atconform.requirements.claims import Claims


class Bench:
    """One scenario's host, module, peers and network.

    :param values: what placeholders stand for; None: any value is right
    :param command_network: makes the network do something, where it can be told to
    :param restart: takes the module's power away, gives it back, and waits until it is in the packet service again
    """

    def __init__(
        self,
        session: Session,
        peers: Peers,
        claims: Claims,
        values: Mapping[str, str | None],
        command_network: Callable[[NetworkAction], None] | None = None,
        restart: Callable[[], None] | None = None,
    ) -> None:
        self.session = session
        self.claims = claims
        self.text = Placeholders(claims, values)
        self.timing = Timing(session, claims)
        self.expecter = Expecter(claims.family, session.grammar, self.text)
        self.host = Host(session, self.text, self.timing)
        self.module = Module(session, self.text, self.expecter, self.timing)
        self.lines = ModemLines(session, self.timing)
        self.grounds = Grounds(claims.family)
        """What the steps rest on."""
        self._marks: deque[str] = deque()
        """Of the Then steps that are still to be played."""
        self.peers = ScenarioPeers(session, peers, self.text, self.timing)
        self._command_network = command_network
        self._restart = restart

    def plays(self, statements: Sequence[str], marks: Sequence[str] = (), judged_from: Basis = Basis.OWN) -> None:
        """Say which scenario this is the bench of.

        :param statements: ids of the statements of the family's documents that it carries
        :param marks: how its Then steps say what they rest on, in order
        :param judged_from: the weakest basis that is judged; what rests on a weaker one is played, and not judged
        """
        self.session.findings.judged_from = judged_from
        self.expecter.played = frozenset(statements)
        self.grounds = Grounds(self.claims.family, statements)
        self._marks = deque(marks)

    @contextmanager
    def resting_on(self, mark: str) -> Iterator[None]:
        """Judge what a step expects by what it rests on.

        :param mark: how the step says that, see :meth:`atconform.judge.ground.Grounds.of`
        :raises ModuleFault: the module did otherwise than a document of the vendor states
        :raises NotShown: something did not come that no document demands
        """
        findings = self.session.findings
        findings.ground = self.grounds.of(mark)
        if self._marks:
            self._marks.popleft()
        try:
            yield
        except ModuleFault as fault:
            findings.left = any(findings.fails(self.grounds.of(other)) for other in self._marks)
            findings.weigh(fault)

    def power_cycle(self) -> None:
        """Take the module's power away and give it back, and wait until it is in the packet service again.

        :raises Inconclusive: it does not come back into the packet service
        :raises BenchFault: this bench has no power switch
        """
        if self._restart is None:
            raise BenchFault("this bench has no power switch")
        self.session.begin_anew()
        self._restart()

    def network(self, action: NetworkAction, called: str = "") -> None:
        """Make the network do something.

        :param called: what the scenario calls it
        :raises BenchFault: this network cannot be told
        """
        if self._command_network is None:
            raise BenchFault(f"the network of this bench cannot be told: {called or action}")
        self.timing.network_told(action)
        cause: Cause = "conditions" if action.name in CHANGES_CONDITIONS else "far end"
        self.session.note_stimulus("--", f"the network {called or action}", cause=cause)
        self.session.network_does(action.name, self.timing.through_network().patience)
        self._command_network(action)

    def end(self) -> None:
        """Judge, once the line is quiet, that nothing came without being asked for; a step must have judged something.

        :raises ModuleFault: something came
        :raises BenchFault: no step judged anything
        """
        self.module.end()
        self.peers.end()
        if not self.session.findings.judgements:
            raise BenchFault("no step of this scenario judged anything")

    def close(self) -> None:
        """Take the peers away."""
        self.peers.close()
