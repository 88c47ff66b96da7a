"""A plugin for pytest: emulated modules that a user has set up before, in the place of fresh ones.

``--stored profile``: what a user can have stored, so that every module starts with it. ``--stored typed``: what a user
has typed before the run, and the module keeps until its next start; for ``--one-module``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from atconform.emulator.cip.parameters import Transfer
from atconform.emulator.cip.saving import SAVED
from atconform.emulator.families import build
from atconform.place.conversation import Conversation
from atconform.place.memory import MemoryPlace
from atconform.place.registration import wait_until_attached
from atconform.virtual.transport import power_up
from fixtures import places

LINE = {"echo": 0, "verbose": 0, "quiet": 1}
GENERAL = {
    "progress": 0,
    "S0": 3,
    "dcd": 0,
    "cmee": 1,
    "ifc": (2, 2),
    "csclk": 1,
    "cmgf": 1,
    "cnmi": (2, 2, 0, 0, 0),
    "+creg": 2,
    "+cgreg": 2,
}
SCONT = {
    "cip.multi": 1,
    "cip.head": 1,
    "cip.show_source": 1,
    "cip.show_protocol": 1,
    "cip.quick_send": 1,
    "cip.fetch": 1,
    "cip.timed_send": (1, 3),
    "cip.transfer": Transfer(3, 10, 100, 0, 1, 50, 1000),
    "prompt": 0,
}
STORED = {
    "sim800": GENERAL | SCONT | {"dtr": 2, "ciurc": 0, "cfun": 4},
    "sim7000": GENERAL | {"dtr": 2, "cnmi": (1, 2, 0, 0, 0), "+cereg": 2, "cpsms": (1, "01111110", "00000101")},
    "sim7020": GENERAL | {"dtr": 0, "cso.report_sent": 1, "cso.as_it_is": 1},
    "sim7x00": GENERAL | {"dtr": 2, "cops": 2},
}
"""What a user has stored, by the emulator's names; the modules are made with it in their memory."""

CIP = (
    *("AT+CIPMODE=0", "AT+CIPHEAD=1", "AT+CIPSRIP=1", "AT+CIPSHOWTP=1", "AT+CIPQSEND=1", "AT+CIPRXGET=1"),
    *("AT+CIPSPRT=0", "AT+CIPATS=1,3", 'AT+CLPORT="TCP",5000', 'AT+CDNSCFG="9.9.9.9","8.8.8.8"', "AT+CIPMUX=1"),
)
TYPED = {
    "sim800": ("AT+CMEE=2;+CIURC=0", *CIP, "ATE0"),
    "sim7000": ("AT+CMEE=2", "AT+CIPSENDHEX=1", *CIP, "ATV0"),
    "sim7020": ("AT+CMEE=2", "AT+CSORXGET=1", "AT+RETENTION=1", *CIP, "ATQ1"),
    "sim7x00": (
        *("AT+CMEE=0", "AT+CIPMODE=1", "AT+CIPHEAD=0", "AT+CIPSRIP=0", "AT+CIPRXGET=1", "AT+CIPSENDMODE=1"),
        *("AT+CIPTIMEOUT=30000,20000,10000", "AT+CIPDNSSET=1,3000,2", "AT+CVHU=0", "ATE0V0"),
    ),
}
"""What a user has typed."""


KEPT = tuple(setting.name for setting in SAVED)
"""What AT+CIPSCONT keeps."""


def stored(family):
    """Give power to a module whose memory holds what a user has stored."""
    module = build(family)
    declared = module.family.settings
    set_up = {name: value for name, value in (LINE | STORED[family]).items() if name in declared}
    module.memory.profile |= {name: value for name, value in set_up.items() if name not in KEPT}
    if family == "sim800":
        module.memory.at_once |= {name: set_up.get(name, declared[name].default) for name in KEPT}
    return power_up(module)


def typed(family):
    """Give power to a module, and type what a user may have typed."""
    transport = power_up(build(family))
    module = Conversation(transport)
    wait_until_attached(module)
    for command in TYPED[family]:
        module.hear(command)
    return transport


def as_it_is(transport):
    """Return what the module answers when it is asked for all its settings, without being brought to anywhere."""
    module = Conversation(transport)
    module.wait(transport.quiet)
    asked = ("AT", "AT&V", "ATS0?", *(f"{command.partition('=')[0]}?" for command in (*CIP, "AT+CNMI", "AT+COPS")))
    asked += tuple(f"AT+{name}?" for name in ("CREG", "CGREG", "CEREG", "CMEE", "CSCLK", "CFUN", "CPSMS", "CIPCCFG"))
    asked += tuple(f"AT+{name}?" for name in ("CSORXGET", "CSOSENDFLAG", "CSORCVFLAG", "RETENTION", "CVHU", "CIURC"))
    asked += tuple(f"AT+{name}?" for name in ("CIPTIMEOUT", "CIPDNSSET", "CIPSENDMODE", "CIPSENDHEX"))
    return "\n".join(module.hear(command)[0].decode() for command in asked)


MAKE = {"profile": stored, "typed": typed}


def pytest_addoption(parser):
    parser.addoption("--stored", choices=sorted(MAKE), help="how a user has set the modules up")
    parser.addoption("--asked", type=Path, help="where to write how one module was at first and is in the end")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    """Have such modules made."""
    make, asked = MAKE[config.getoption("--stored")], config.getoption("--asked")

    def emulated(name, *, one_module, normal_delays):
        made = []

        def fresh():
            made.append(make(name))
            if one_module and asked:
                asked.joinpath("before").write_text(as_it_is(made[0]))
            return made[-1]

        place = MemoryPlace(f"emulated {name}", fresh, one_module=one_module)
        leave = place.leave

        def left():
            told = leave()
            if one_module and asked and not asked.joinpath("after").exists():
                asked.joinpath("after").write_text(as_it_is(made[0]))
            return told

        place.leave = left
        return place

    places._emulated = emulated
