"""What a killed run may leave a module in, beside what scenarios lead to: typed at a fresh one of a family."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from atconform.base.units import SECOND
from atconform.place.conversation import Conversation
from atconform.place.registration import wait_until_attached
from atconform.protocol.peer import Address
from atconform.virtual.named import switched_on
from atconform.virtual.transport import MemoryTransport

ANSWERED = 2 * SECOND
AWHILE = 20 * SECOND
"""How long ago the run was killed: by now what may fall asleep sleeps."""


class High(NamedTuple):
    """A line that the host has let go."""

    line: str


Typed = str | bytes | High
"""A command line, bytes, or a line."""

XOFF = b"\x13"
HALF = b"x" * 600
SERVER = Address("116.228.221.51", 9600)
UDP = '"UDP","116.228.221.51","9600"'
PATH = ('AT+CSTT="CMNET"', "AT+CIICR", "AT+CIFSR")
CIP = (*PATH, f"AT+CIPSTART={UDP}")
MULTI = ("AT+CIPMUX=1", *PATH, f"AT+CIPSTART=3,{UDP}")
CIP_DATA = ("AT+CIPMODE=1", *CIP)
CSO = ("AT+CSOC=1,2,1", 'AT+CSOCON=0,9600,"116.228.221.51"')
OTHER_ESCAPE = ("ATS2=64", *CIP_DATA, "AT+CIPCHAN")
NET = ("AT+NETOPEN", 'AT+CIPOPEN=0,"UDP",,,9000')
NET_DATA = ("AT+CIPMODE=1", "AT+NETOPEN", 'AT+CIPOPEN=0,"UDP","116.228.221.51",9600,5000')

ANY: dict[str, Sequence[Typed]] = {
    "no echo": ["ATE0"],
    "no words": ["ATV0"],
    "no results": ["ATQ1"],
    "none of these": ["ATE0V0Q1"],
    "errors in words": ["AT+CMEE=2"],
    "errors in numbers": ["AT+CMEE=1", "AT+CREG=2"],
    "deregistered": ["AT+COPS=2"],
    "detached": ["AT+CGATT=0"],
    "minimum": ["AT+CFUN=0"],
    "flight": ["AT+CFUN=4"],
    "minimum, silent": ["ATE0V0Q1", "AT+CFUN=0"],
    "flight, deregistered": ["AT+COPS=2", "AT+CFUN=4"],
    "stopped by XOFF": ["AT+IFC=1", XOFF],
    "stopped by XOFF, asked": ["AT+IFC=1,1", XOFF + b"AT\r"],
    "stopped by RTS": ["AT+IFC=2,2", High("RTS")],
    "sleeps by DTR": ["AT+CSCLK=1", High("DTR")],
    "sleeps by itself": ["AT+CSCLK=2"],
    "deregistered, stopped, sleeps": ["AT+COPS=2", "AT+IFC=1", "AT+CSCLK=2", XOFF],
    "half a line": [b"AT+CFUN=0"],
    "half a string": [b'AT+CSTT="'],
    "a long line": [HALF],
}
ENTRIES: dict[str, Sequence[Typed]] = {
    "counted": [*CIP, "AT+CIPSEND=1024"],
    "counted, half": [*CIP, "AT+CIPSEND=1024", HALF],
    "counted, one": [*CIP, "AT+CIPSEND=1"],
    "counted, longest": [*CIP, "AT+CIPSEND=1460"],
    "counted, multi": [*MULTI, "AT+CIPSEND=3,1460"],
    "counted, silent": [*CIP, "ATE0V0Q1", "AT+CIPSEND=1000"],
    "counted, no prompt": [*CIP, "AT+CIPSPRT=0", "ATE0", "AT+CIPSEND=1460"],
    "counted, quick": [*CIP, "AT+CIPQSEND=1", "AT+CIPSEND=1000"],
    "counted, in digits": [*CIP, "AT+CIPSENDHEX=1", "AT+CIPSEND=1460"],
    "counted, stopped by XOFF": [*CIP, "AT+IFC=1", "AT+CIPSEND=1000", XOFF],
    "counted, would sleep": [*CIP, "AT+CSCLK=2", "AT+CIPSEND=1000"],
    "not counted": [*CIP, "AT+CIPSEND"],
    "not counted, half": [*CIP, "AT+CIPSEND", HALF],
    "not counted, multi": [*MULTI, "AT+CIPSEND=3"],
    "sleeps, connected": [*CIP, "AT+CSCLK=2"],
}
DATA: dict[str, Sequence[Typed]] = {
    "data mode": CIP_DATA,
    "data mode, half an escape": [*CIP_DATA, b"++"],
    "data mode, busy": [*CIP_DATA, HALF * 5],
    "data mode, &D1": ["AT&D1", *CIP_DATA],
    "data mode, &D2": ["AT&D2", *CIP_DATA],
}
HELD: dict[str, Sequence[Typed]] = {
    "data mode, stopped by XOFF": ["AT+IFC=1", *CIP_DATA, XOFF],
    "data mode, stopped by RTS": ["AT+IFC=2,2", *CIP_DATA, High("RTS")],
}
LEFT: dict[str, dict[str, Sequence[Typed]]] = {
    "sim800": ANY | ENTRIES | DATA | HELD | {"message": ["AT+CMGF=1", 'AT+CMGS="+8613800000000"']},
    "sim7000": ANY | ENTRIES | DATA,
    "sim7020": ANY
    | ENTRIES
    | {
        "socket, counted": [*CSO, "AT+CSODSEND=0,1460"],
        "socket, counted, half": [*CSO, "AT+CSODSEND=0,1000", HALF],
        "socket, not counted": [*CSO, "AT+CSODSEND=0"],
        "socket, half a line": [*CSO, b"AT+CSOSEND=0,1024,"],
        "offline": ["AT+CFUN=7"],
        "data mode": [*CIP_DATA, "AT+CIPCHAN"],
        "data mode, long guard": ["ATS12=255", *CIP_DATA, "AT+CIPCHAN"],
    },
    "sim7x00": ANY
    | {
        "counted": [*NET, 'AT+CIPSEND=0,1024,"116.228.221.51",9600'],
        "counted, half": [*NET, 'AT+CIPSEND=0,1024,"116.228.221.51",9600', HALF],
        "counted, longest": [*NET, 'AT+CIPSEND=0,1500,"116.228.221.51",9600'],
        "not counted": [*NET, 'AT+CIPSEND=0,,"116.228.221.51",9600'],
        "not counted, marked": [*NET, 'AT+CIPSEND=0,,"116.228.221.51",9600', b"x\x03"],
        "data mode": NET_DATA,
        "data mode, &D1": ["AT&D1", *NET_DATA],
        "data mode, &D2": ["AT&D2", *NET_DATA],
        "data call": ["ATD*99#"],
        "data call, &D1, left": ["AT&D1", "ATD*99#", High("DTR")],
        "message": ["AT+CMGF=1", 'AT+CMGS="+8613800000000"'],
    },
}
"""By family, and by what it is."""


def leave(family: str, typed: Sequence[Typed], *, normal_delays: bool = False) -> MemoryTransport:
    """Return a module that a killed run has left so; what listens at its far end is still there."""
    transport = switched_on(family, normal_delays=normal_delays)
    transport.network.open_peer("server", "server", "UDP", SERVER)
    module = Conversation(transport)
    wait_until_attached(module)
    for what in typed:
        match what:
            case High(line):
                transport.set_line(line, high=True)
            case bytes():
                transport.write(what)
            case _:
                transport.write(f"{what}\r".encode())
                module.wait(ANSWERED)
    module.wait(AWHILE)
    return transport
