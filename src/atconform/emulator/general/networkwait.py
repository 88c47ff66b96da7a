"""Commands that wait for the network: typed before the module is there, they stay at work until it is.

The AT command manuals give them a greatest time of response, which is far longer than anything that the module does by
itself (AT+COPS=0, AT+CGATT=1, AT+CGACT=1, AT+SAPBR=1,1). What cannot come is refused at once: there is no SIM card, or
it asks for something; the radio is off; the host has deregistered the module; the network has denied it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atconform.base.timers import Timer
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import PENDING, Reply, error, ok
from atconform.protocol import network as net


@dataclass(frozen=True, slots=True, eq=False)
class Wait:
    """What one command waits for."""

    there: Callable[[], bool]
    """Whether it has come."""
    hopeless: Callable[[], bool]
    """Whether it cannot come any more."""
    then: Callable[[Callable[[Reply], None]], None]
    """Answers the command once it has come."""
    answer: Callable[[Reply], None]
    failed: Callable[[], Reply]
    """What answers the command if it does not come."""
    timer: Timer


class NetworkWait(Part):
    """The commands that wait for the network at present."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._waits: list[Wait] = []

    def network_event(self, event: net.NetworkEvent) -> None:
        """See whether what is waited for has come."""
        self.review()

    def review(self) -> None:
        """End what has come, and what cannot come any more."""
        for wait in list(self._waits):
            if wait.there():
                self._end(wait)
                wait.then(wait.answer)
            elif self.module.parts.offline or wait.hopeless():
                self._give_up(wait)

    def wait(
        self,
        there: Callable[[], bool],
        longest: int,
        *,
        then: Callable[[Callable[[Reply], None]], None] = lambda answer: answer(ok()),
        hopeless: Callable[[], bool] = lambda: False,
        failed: Callable[[], Reply] | None = None,
        alone: bool = True,
    ) -> Reply:
        """Answer a command when something has come.

        :param there: whether it has come; it has not yet
        :param longest: after which time it is given up, in microseconds
        :param then: answers the command once it has come
        :param hopeless: whether it cannot come any more, though the module may come into the network
        :param failed: what answers if it does not come, where that is not the family's error for what is not allowed
        :param alone: whether further commands wait until this one is answered
        """
        failed = failed or (lambda: error(self.module.dialect.not_allowed))
        if self.module.parts.offline or hopeless():
            return failed()
        timer = self.module.after(longest, lambda: self._give_up(wait))
        wait = Wait(there, hopeless, then, self.module.interpreter.defer(alone=alone), failed, timer)
        self._waits.append(wait)
        return PENDING

    def _give_up(self, wait: Wait) -> None:
        self._end(wait)
        wait.answer(wait.failed())

    def _end(self, wait: Wait) -> None:
        self._waits.remove(wait)
        wait.timer.cancel()
