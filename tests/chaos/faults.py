"""What can happen to a run, a module and the line between them, each at a moment that chance chooses."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

from tests.chaos.line import loss, noise
from tests.chaos.rig import Rig, Run

Act = Callable[[Rig, Run, random.Random], object]


class Fault(NamedTuple):
    """One kind of trouble."""

    act: Act
    direct: bool = True
    """Whether the host has the module's own pty, and not the line's."""
    with_switch: bool = False
    """Whether the bench has a power switch."""
    with_peer: bool = False
    """Whether the far end is a program of its own."""


def pull_and_plug(rig: Rig, run: Run, rng: random.Random) -> None:
    rig.line.unplug()
    run.goes_on_for(rng.uniform(0, 3))
    rig.line.plug_in()


def kill_and_start(rig: Rig, run: Run, rng: random.Random) -> None:
    rig.turn_off()
    run.goes_on_for(rng.uniform(0, 2))
    rig.turn_on()


def freeze_and_thaw(rig: Rig, run: Run, rng: random.Random) -> None:
    rig.freeze()
    run.goes_on_for(rng.choice((0.05, 0.5, 2, 5, 12)) * rng.uniform(0.5, 1.5))
    rig.thaw()


def kill_the_far_end(rig: Rig, run: Run, rng: random.Random) -> None:
    rig.end_far_end()
    run.goes_on_for(rng.uniform(0, 3))
    rig.begin_far_end()


def garble(rig: Rig, run: Run, rng: random.Random) -> None:
    rig.line.disturb(noise(rng, rng.choice((0.02, 0.2, 0.9))), rng.uniform(0.5, 5))


def lose(rig: Rig, run: Run, rng: random.Random) -> None:
    rig.line.disturb(loss(rng, rng.choice((0.02, 0.2, 0.9))), rng.uniform(0.5, 5))


FAULTS = {
    "pty pulled, another plugged in": Fault(pull_and_plug, direct=False),
    "pty pulled for good": Fault(lambda rig, run, rng: rig.line.unplug(), direct=False),
    "emulator killed and started": Fault(kill_and_start),
    "emulator killed for good": Fault(lambda rig, run, rng: rig.turn_off()),
    "emulator booted behind the line": Fault(kill_and_start, direct=False),
    "emulator frozen and thawed": Fault(freeze_and_thaw),
    "emulator frozen for good": Fault(lambda rig, run, rng: rig.freeze()),
    "emulator frozen, power switch": Fault(lambda rig, run, rng: rig.freeze(), with_switch=True),
    "far end killed and started": Fault(kill_the_far_end, with_peer=True),
    "far end killed for good": Fault(lambda rig, run, rng: rig.end_far_end(), with_peer=True),
    "bytes garbled": Fault(garble, direct=False),
    "bytes lost": Fault(lose, direct=False),
    "runner killed": Fault(lambda rig, run, rng: run.kill()),
}
