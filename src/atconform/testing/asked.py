"""What a test can ask of its module, for type checkers; ``making.OPTIONS`` is what there is."""

from __future__ import annotations

from os import PathLike
from typing import Literal, TypedDict


class Asked(TypedDict, total=False):
    """Options of ``atconform emulate`` that are about module, card and network, as Python spells them."""

    delays: Literal["none", "normal"]
    """Whether it answers at once, or as late as a real one."""
    faults: str | PathLike[str]
    """The path of a plan, or ``random:SEED[,FAULTS-AN-HOUR]``."""
    firmware: str
    iccid: str
    imei: str
    imsi: str
    jitter: int
    """Milliseconds."""
    latency: int
    """Milliseconds, one way."""
    model: str
    no_sim: bool
    number: str
    operator: str
    """LONG[,SHORT[,CODE]]."""
    pin: str
    puk: str
    rate: int
    """What is stored in it (AT+IPR)."""
    registration: Literal["home", "roaming", "denied", "none"]
    signal: int
    """As AT+CSQ tells it."""
    supply: float
    """Volts."""
    system: str
    """The one radio system that there is."""
