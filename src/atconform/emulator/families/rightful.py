"""Rightful modules and networks: unlike ours, and right by the documents.

No scenario may fail on one of them. Each says by what it is right: a document, a record of a real module, or that the
documents are silent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from atconform.base.units import MS, SECOND
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.families.varying import Variant
from atconform.emulator.netopen import server as netopen_server

TIME_LINES = (
    '*PSUTTZ: 2026,11,30,12,0,0,"+4",0',
    "DST: 0",
    "+CTZV: +4,0",
    '+CIEV: 10,"26003","Orange","Orange", 0, 0',
)
"""What networks send with the time (records SIM800/05, SIM800/08 and others)."""
SUPPLY = ("UNDER-VOLTAGE WARNNING", "OVER-VOLTAGE WARNNING")
"""AT command manuals: SIM800 19.3, SIM7000 20.3, SIM7020 21.5, SIM7X00 19.2.1."""
OTHERS: Mapping[str, tuple[str, ...]] = {
    "sim800": (
        *TIME_LINES,
        *SUPPLY,
        *("RING", '+CLIP: "+8613800000000",145,"",0,"",0', '+CMTI: "SM",4', "+CUSD: 2", "+CSQN: 20,0", "+CALV: 1"),
        *("+CREG: 1", '+CGREG: 1,"18D8","6B3F"', '+CREG: 1,"18D8","6B3F"', "+SAPBR 1: DEACT", "+CSMINS: 1,1"),
    ),
    "sim7000": (
        *TIME_LINES,
        *SUPPLY,
        *('+CMTI: "SM",4', "+CUSD: 2", '+CREG: 1,"18D8","6B3F",9', "+CGREG: 1", '+CEREG: 1,"18D8",,"6B3F",9'),
        *("+CGEV: ME PDN ACT 1", "+CSMINS: 1,1"),
    ),
    "sim7020": (
        *TIME_LINES,
        *SUPPLY,
        *('+CREG: 1,"5B57","01A50B1A",9', "+CEREG: 1", "+CGREG: 1", "+CGEV: ME PDN ACT 1", "+CSQN: 20,0"),
        *("*MATREADY: 1", "+CSMINS: 1,1"),
    ),
    "sim7x00": (
        *TIME_LINES,
        *SUPPLY,
        *("RING", "MISSED_CALL: 02:45PM +8613800000000", '+CMTI: "SM",4', "+CUSD: 2", "+STIN: 25"),
        *('+CREG: 1,"1816","F99F"', "+CGREG: 1", "+CEREG: 1", "+CGEV: ME PDN ACT 1"),
    ),
}
"""By family: lines of other subjects, see ``requirements/data/circumstances.toml``."""
STORED: Mapping[str, tuple[str, ...]] = {
    "sim800": (
        *("ATX0", "AT+CMEE=2", "AT+CMGF=1", "AT+CREG=2", "AT+CIPHEAD=1", "AT+CIPSRIP=1", "AT+CIPSCONT", "ATE0"),
        "AT&W",
    ),
    "sim7000": ("ATX0", "AT+CMEE=1", "AT+CMGF=1", "AT+CREG=2", "AT+CIPHEAD=1", "AT+CIPSRIP=1", "ATE0"),
    "sim7020": ("ATX0", "AT+CMEE=1", "AT+CMGF=1", "AT+CIPHEAD=1", "AT+CSORCVFLAG=1", "AT&W"),
    "sim7x00": ("ATX1", "AT+CMEE=0", "AT+CMGF=1", "AT+CREG=2", "AT+CIPRXGET=1", "AT&C2", "AT&D0", "AT&W"),
}
"""By family: what somebody set, and stored where the family can (record SIM7X00/07: &C2, &D0, X1)."""


def everywhere(family: str) -> tuple[Variant, ...]:
    """Declare what is right in every family."""
    return (
        # No note promises in how many pieces data comes; networks with a smaller MTU carry 1360 bytes and less.
        Variant("rightful-segments", "the network carries 1360 bytes at once", network={"segment": 1360}),
        # The notes give no time of the network's.
        Variant(
            "rightful-far-away",
            "a round trip takes 600 ms and up to 300 ms more",
            network={"latency": 300 * MS, "jitter": 300 * MS},
        ),
        Variant(
            "rightful-slow-to-acknowledge",
            "what the module sends is acknowledged after 3 s",
            network={"acknowledgement_delay": 3 * SECOND},
        ),
        Variant("rightful-in-between", "lines of other subjects come in between", bystander=OTHERS[family]),
        # G01: where no document has a time, 5 s are waited for.
        Variant("rightful-slow", "every answer takes 4 s", figures={"core.command_delay": 4 * SECOND}),
        # 3GPP TS 27.007, 9.1; AT command manuals list both forms.
        Variant("rightful-error-codes", "errors are told as +CME ERROR: n", figures={"core.least_error_reporting": 1}),
        Variant(
            "rightful-plain-errors",
            "errors are told as ERROR alone, whatever AT+CMEE is",
            figures={"core.bad_parameter": None, "core.unknown_command": None, "core.not_allowed": None},
        ),
        Variant("rightful-stored", "other settings were stored", left=STORED[family]),
        Variant("rightful-left-quiet", "left without echo and results", left=("ATE0", "ATV0", "ATQ1")),
    )


def reads_message(prompt: str) -> Variant:
    """Declare a module that was left while it asked for the text of a message."""
    return Variant("rightful-left-asking", "left at the prompt of a message", left=("AT+CMGF=1", prompt))


NO_SPACE = Variant(
    # SIM800 manual 8.2.2 and others; the notes and logs have the space (C03).
    "rightful-no-space",
    "no space in results of several connections: 0,CONNECT OK",
    figures={"cip.multi_separator": ","},
)
SHORTER_SEND = Variant(
    # Notes 6.3: the greatest length is the network's, and AT+CIPSEND? tells it.
    "rightful-shorter-send",
    "at most 1024 bytes are sent at once",
    figures={"cip.longest_send": 1024},
)
ACCEPT_SPACE = Variant(
    # AT command manuals, AT+CIPQSEND; the notes print no space (C05).
    "rightful-accept-space",
    "quick sending is answered with a space: DATA ACCEPT: 5",
    figures={"cip.accept_separator": " "},
)
SECOND_ADDRESS_FIRST = Variant(
    # No document has an order of the addresses (G22).
    "rightful-second-address-first",
    "AT+CDNSGIP tells the addresses of a name in another order",
    respellings={r'(\+CDNSGIP: 1,"[^"]*"),("[^"]*"),("[^"]*")': r"\1,\3,\2"},
)
NOTICE_ALONE = Variant(
    # AT command manuals, AT+CIPRXGET: the number stands in brackets.
    "rightful-notice-alone",
    "+CIPRXGET: 1 without the number of the connection",
    respellings={r"\+CIPRXGET: 1,\d": "+CIPRXGET: 1"},
)
NO_COLON = Variant(
    # The notes print it so (2.2.4), manuals and logs have the colon (C77).
    "rightful-no-colon",
    "the loss of the bearer is told as +PDP DEACT",
    respellings={r"\+PDP: DEACT": "+PDP DEACT"},
)
SENDER_SPELT_OTHERWISE = Variant(
    # The notes print RECV FROM:, RECVFROM: and RCV FROM:.
    "rightful-sender",
    "the sender of data is told as RECVFROM:",
    figures={"cip.received_from": "RECVFROM:"},
)
MORE_CONNECTIONS = Variant(
    # Numbers of connections are ceilings: what a module has beyond them is no fault (G13).
    "rightful-more-connections",
    "eight connections, seven beside a server",
    figures={"cip.connections": 8, "cip.connections_with_server": 7},
)
DATA_MODE_LEFT = (
    "AT+CIPMODE=1",
    'AT+CSTT="CMNET"',
    "AT+CIICR",
    "AT+CIFSR",
    'AT+CIPSTART="UDP","116.228.221.51","9600"',
)
CONNECTED_LEFT = (
    "AT+CIPMUX=1",
    'AT+CSTT="CMNET"',
    "AT+CIICR",
    "AT+CIFSR",
    'AT+CIPSTART=3,"UDP","116.228.221.51","9600"',
)
LEFT_IN_DATA_MODE = Variant("rightful-left-in-data-mode", "left in data mode", left=DATA_MODE_LEFT)
LEFT_CONNECTED = Variant("rightful-left-connected", "left in multi connection mode, connected", left=CONNECTED_LEFT)


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


RIGHTFUL: dict[str, tuple[Variant, ...]] = {
    "sim800": (
        *everywhere("sim800"),
        reads_message('AT+CMGS="+8613800000000"'),
        LEFT_IN_DATA_MODE,
        LEFT_CONNECTED,
        NO_SPACE,
        SHORTER_SEND,
        ACCEPT_SPACE,
        SECOND_ADDRESS_FIRST,
        NOTICE_ALONE,
        NO_COLON,
        SENDER_SPELT_OTHERWISE,
        MORE_CONNECTIONS,
        Variant(
            # SIM800 manual, 8.2.6 (C17).
            "rightful-ip-close",
            "the state of a connection that was closed is IP CLOSE",
            respellings={r"STATE: (TCP|UDP) CLOSED": "STATE: IP CLOSE"},
        ),
    ),
    "sim7000": (
        *everywhere("sim7000"),
        LEFT_IN_DATA_MODE,
        LEFT_CONNECTED,
        NO_SPACE,
        SHORTER_SEND,
        ACCEPT_SPACE,
        SECOND_ADDRESS_FIRST,
        NOTICE_ALONE,
        NO_COLON,
        SENDER_SPELT_OTHERWISE,
    ),
    "sim7020": (
        *everywhere("sim7020"),
        LEFT_CONNECTED,
        SHORTER_SEND,
        SECOND_ADDRESS_FIRST,
        NO_COLON,
        Variant(
            "rightful-space",
            "a space in results of several connections: 0, CONNECT OK",
            figures={"cip.multi_separator": ", "},
        ),
        Variant(
            # Note, 5.1 (C10); the manual has five, 0 to 4.
            "rightful-six-sockets",
            "there are six sockets, 0 to 5",
            figures={"cso.sockets": 6},
        ),
        Variant(
            # No document tells which event has which code (C49, G10).
            "rightful-socket-codes",
            "+CSOERR tells other codes for a close, a refusal, no route",
            figures={"cso.errors": {"closed": 3, "refused": 2, "unreachable": 11}},
        ),
        Variant(
            # The manual leaves +CSOERR after a plain ERROR open, but for AT+CSOCON (6.2.16; G56).
            "rightful-no-reason",
            "a command that is refused is answered ERROR without +CSOERR",
            figures={"cso.tells_reason": False},
        ),
        Variant(
            # The server's example of the note, 5.4 (C43).
            "rightful-server-data",
            "data of a server's client comes under the server's socket",
            figures={"cso.client_data_under_server": True},
        ),
        Variant(
            # AT command manuals print DATA ACCEPT:, the space is the note's.
            "rightful-accept-no-space",
            "quick sending is answered without a space: DATA ACCEPT:5",
            figures={"cip.accept_separator": ""},
        ),
    ),
    "sim7x00": (
        *everywhere("sim7x00"),
        reads_message('AT+CMGS="+8613800000000"'),
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
    ),
}
"""By family."""
