"""The slot of the SIM card: the card is taken out of a module that works, and put back.

A module tells that the card is not ready any more (AT command manuals, unsolicited result codes: ``+CPIN: NOT READY``;
AT+CSMINS). It finds a card that was put back when it starts anew, or when the card gets power again by AT+CFUN.
"""

from __future__ import annotations

from atconform.emulator.core.device import Device
from atconform.emulator.general.cardwatch import CSMINS
from atconform.emulator.general.sim import ABSENT, Sim
from atconform.protocol import network as net


def take_out(module: Device) -> None:
    """Take the card out: the module has to leave the network, and what stood on it ends."""
    _set(module, inserted=False)
    if not module.supply.on:
        return
    module.part(Sim).state = ABSENT
    module.announce("+CPIN: NOT READY")
    _report(module)
    for line in module.parts.radio_off():
        module.announce(line)
    module.ask(net.Radio(on=False))


def put_in(module: Device) -> None:
    """Put the card in."""
    _set(module, inserted=True)
    if module.supply.on:
        _report(module)


def _set(module: Device, *, inserted: bool) -> None:
    module.figures = module.figures.varied({"sim.inserted": inserted})


def _report(module: Device) -> None:
    if CSMINS.command in module.commands and module.settings[CSMINS]:
        module.announce(f"+CSMINS: 1,{module.part(Sim).inserted:d}")
