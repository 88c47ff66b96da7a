"""Modules of the series SIM7X00 unlike ours, and right by the documents (see ``rightly.py``)."""

from __future__ import annotations

from dataclasses import replace

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.families import rightly
from atconform.emulator.families.varying import Variant
from atconform.emulator.netopen import server as netopen_server

OTHERS = (
    *rightly.TIME_LINES,
    *rightly.SUPPLY,
    *("RING", "MISSED_CALL: 02:45PM +8613800000000", '+CMTI: "SM",4', "+CUSD: 2", "+STIN: 25"),
    *('+CREG: 1,"1816","F99F"', "+CGREG: 1", "+CEREG: 1", "+CGEV: ME PDN ACT 1"),
)
"""Lines of other subjects, see ``requirements/data/circumstances.toml``."""
STORED = ("ATX1", "AT+CMEE=0", "AT+CMGF=1", "AT+CREG=2", "AT+CIPRXGET=1", "AT&C2", "AT&D0", "AT&W")
"""What somebody set, and stored where the family can."""


def stop_behind_ok(module: Device, index: int) -> Reply:
    """AT+SERVERSTOP=<index>: OK, then the result (manual, 11.2.15; C59)."""
    reply = netopen_server.stop(module, index)
    if reply.result != "OK":
        return reply
    line = next(str(one) for one in reply.lines)
    return ok(then=lambda: module.announce(line))


def stop_with_clients(module: Device, index: int) -> Reply:
    """AT+SERVERSTOP=<index>: a server can be stopped while a client is connected (note, 2.3.4; C59)."""
    return netopen_server.stop(module, index, although_occupied=True)


def serverstop(stop: object) -> tuple[Command, ...]:
    """Declare the command with another way to stop."""
    assert callable(stop)
    usual = next(command for command in netopen_server.COMMANDS if command.name == "+SERVERSTOP")
    return (replace(usual, write=form(stop, Int(0, 255)), execute=lambda module: stop(module, 0)),)


RIGHTFUL = (
    *rightly.everywhere(OTHERS, STORED),
    rightly.reads_message('AT+CMGS="+8613800000000"'),
    Variant(
        "rightful-left-in-data-mode",
        "left in data mode",
        left=("AT+CIPMODE=1", "AT+NETOPEN", 'AT+CIPOPEN=0,"UDP","116.228.221.51",9600,5000'),
    ),
    Variant(
        "rightful-left-open",
        "left with the network open and a link up",
        left=("AT+NETOPEN", "AT+SERVERSTART=8080,0", 'AT+CIPOPEN=1,"UDP",,,5000'),
    ),
    Variant(
        # Note 2.3.4 has the report first, manual 11.2.15 OK first (C59).
        "rightful-stop-behind-ok",
        "AT+SERVERSTOP answers OK before its result",
        commands=serverstop(stop_behind_ok),
    ),
    Variant(
        # Note 2.3.4 stops a server whose client is connected (C59).
        "rightful-stop-with-clients",
        "a server can be stopped while a client is connected",
        commands=serverstop(stop_with_clients),
    ),
    Variant(
        # Manual 11.4 does not have the reason 3 of the note, 2.3.1 (C56).
        "rightful-reset-as-close",
        "a reset by the far end is told as a close: +IPCLOSE: 0,1",
        respellings={r"\+IPCLOSE: (\d),3": r"+IPCLOSE: \1,1"},
    ),
    Variant(
        # Printed so once in the note (2.3.4), and on modules before this family.
        "rightful-two-figures",
        "+NETOPEN tells two figures",
        respellings={r"\+NETOPEN: 0": "+NETOPEN: 0,0"},
    ),
    Variant(
        # Note 2.3.1 and 2.3.5 print the blank in places.
        "rightful-blank-in-lists",
        "a blank behind the number of a link",
        respellings={r"\+IPCLOSE: (\d),(\d)": r"+IPCLOSE: \1, \2"},
    ),
    Variant(
        # The notes print RECV FROM: and RCV FROM:.
        "rightful-sender",
        "the sender of data is told as RCV FROM:",
        respellings={r"RECV FROM:(.*)": r"RCV FROM:\1"},
    ),
)
