"""The settings of the TCP/IP commands (SIM7500/SIM7600 AT command manual, 11.2.8 to 11.2.13, 11.3.3).

None of them is said to outlive a power cycle.
"""

from __future__ import annotations

from typing import NamedTuple

from atconform.base.units import MS
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.module import Module
from atconform.emulator.core.number_settings import one_number, several_numbers
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Setting
from atconform.emulator.netopen import network_states
from atconform.emulator.netopen.activation import Network
from atconform.emulator.netopen.errors import refuse
from atconform.emulator.netopen.figures import Figures
from atconform.protocol import network as net


class Transfer(NamedTuple):
    """The seven parameters of AT+CIPCCFG; ``delay`` and ``least_wait`` in milliseconds."""

    retries: int = 10
    delay: int = 0
    acknowledge: int = 0
    errors_in_words: int = 1
    numbered_header: int = 0
    asynchronous: int = 0
    least_wait: int = 500


def resending(module: Module) -> net.Resending:
    """Return how the module's TCP sends again (note, 2.6)."""
    transfer = Transfer(*module.settings["net.transfer"])
    return net.Resending(transfer.retries, True, transfer.least_wait * MS, module.figures[Figures].longest_trying)


def set_transparent(module: Module, on: int) -> Reply:
    """AT+CIPMODE: to be set before AT+NETOPEN (note, 2.2)."""
    if module.part(Network).machine.state in (network_states.OPENING, network_states.OPEN):
        return refuse()
    module.settings["net.transparent"] = on
    return ok()


SETTINGS = {
    "net.transparent": Setting(0),
    "net.head": Setting(1),
    "net.show_source": Setting(1),
    "net.await_acknowledgement": Setting(0),
    "net.timeouts": Setting((120_000, 120_000, 120_000)),
    "net.transfer": Setting(tuple(Transfer())),
    "net.names": Setting((3, 30_000, 7)),
    "prompt": Setting(1),
}

COMMANDS = (
    Command(
        "+CIPMODE",
        test=("+CIPMODE: (0-1)",),
        read=lambda module: ok(f"+CIPMODE: {module.settings['net.transparent']}"),
        write=form(set_transparent, Int(0, 1)),
        execute=lambda module: set_transparent(module, 0),
    ),
    one_number("+CIPHEAD", "net.head", test="(0-1)", alone=1),
    one_number("+CIPSRIP", "net.show_source", test="(0-1)", alone=1),
    one_number("+CIPSENDMODE", "net.await_acknowledgement", test="(0-1)"),
    several_numbers("+CIPTIMEOUT", "net.timeouts", None, *(Int(3_000, 120_000) for _ in range(3)), required=0),
    several_numbers(
        "+CIPCCFG",
        "net.transfer",
        "(0-10),(0-1000),(0),(0-1),(0-1),(0-1),(500-120000)",
        *(Int(0, 10), Int(0, 1000), Int(0, 0), Int(0, 1), Int(0, 1), Int(0, 1), Int(500, 120_000)),
        required=0,
        alone=tuple(Transfer()),
    ),
    several_numbers("+CIPDNSSET", "net.names", None, Int(0, 3), Int(3_000, 120_000), Int(0, 7), required=0),
)
