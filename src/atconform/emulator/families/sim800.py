"""SIM800 series: what the SIM800 TCP/IP application note V1.02 and the AT command manual V1.09 describe."""

from __future__ import annotations

from atconform.emulator import registration, v250
from atconform.emulator.cip import bearer, connect, datamode, receive, send, settings, stack, status
from atconform.emulator.dialect import Dialect
from atconform.emulator.module import Family

FAMILY = Family(
    name="sim800",
    commands={
        command.name: command
        for group in (v250, registration, settings, bearer, connect, send, status, datamode)
        for command in group.COMMANDS
    },
    settings=v250.SETTINGS | settings.SETTINGS,
    parts=(registration.Radio, stack.Stack, datamode.DataMode, connect.Connecting, receive.Receiving),
    dialect=Dialect(),
    identity={"model": "SIMCOM_SIM800L", "revision": "Revision:1418B05SIM800L24"},
)
