"""SIM7020 note, 6.14: transparent mode."""

from __future__ import annotations

import re

from atconform.base.units import MS
from atconform.emulator.cip.parameters import TRANSPARENT_MODE
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.replies import ok
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020_6 import (
    answer,
    carried,
    command,
    late,
    lose,
    pieces,
    received,
    swap,
    told_again,
)
from tests.defects.seams import Change


def one_packet_behind():
    """Send a packet of data mode when the next one is there."""
    held = None

    def ask(request):
        nonlocal held
        if isinstance(request, net.Send) and request.size is not None:
            due, held = held, request
            return () if due is None else (due,)
        return (request,)

    return ask


def without_command_lines(data):
    """Keep to itself what looks like a command line."""
    return b"" if re.fullmatch(rb"AT[^\r]*\r\n?", data) else data


def first_command_after_escape_fails():
    """Answer the first command after the second escape by ERROR."""
    data, escapes, failing = False, 0, False

    def respell(piece):
        nonlocal data, escapes, failing
        if data and piece == b"\r\nOK\r\n":
            data = False
            escapes += 1
            failing = escapes == 2
        elif failing:
            failing = False
            return (b"\r\nERROR\r\n",)
        else:
            data = piece == b"\r\nCONNECT\r\n"
        return (piece,)

    return respell


def transparent_once(usual, module, on):
    """Take AT+CIPMODE=1 once; afterwards it is answered, and nothing happens."""
    if on and getattr(stack(module), "was_transparent", False) and not module.settings[TRANSPARENT_MODE]:
        return ok()
    stack(module).was_transparent = bool(on) or getattr(stack(module), "was_transparent", False)
    return usual(module, on)


def transparent_with_several(usual, module, on):
    """Answer AT+CIPMODE by OK with several connections too."""
    return ok() if stack(module).multi else usual(module, on)


def transparent_told_once():
    """Say CONNECT OK once in transparent mode."""
    typed, transparent, connections = b"", False, 0

    def speak(piece):
        nonlocal typed, transparent, connections
        if not piece.startswith(b"\r\n"):
            typed = (typed + piece)[-100:]
            if found := re.search(rb"AT\+CIPMODE=([01])\r$", typed):
                transparent = found[1] == b"1"
        elif transparent and piece == b"\r\nCONNECT OK\r\n":
            connections += 1
            return () if connections > 1 else (piece,)
        return (piece,)

    return speak


def no_channel_for_udp(usual, module):
    """Refuse data mode on UDP."""
    return refuse(module) if stack(module).connections[0].protocol == "UDP" else usual(module)


DEFECTS = (
    Defect(
        id="sim7020-6.14.1-one-packet-behind",
        requirement="SIM7020EN-6.14.1-R1",
        sentence="In transparent mode data passes without further commands.",
        instead="What is typed leaves when something more has been typed.",
        kind="timing",
        change=Change(asks=one_packet_behind),
        probe="""
            server TCP
            given data-mode server
            type hello
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.14.1-ctrl-z-lost",
        requirement="SIM7020EN-6.14.1-R3",
        sentence="Everything that is typed in data mode is data.",
        instead="0x1A is taken for an end mark, and not sent.",
        kind="binary",
        change=Change(asks=carried(lambda data: data.replace(b"\x1a", b""))),
        probe="""
            server TCP
            given data-mode server
            type ab<Ctrl-Z>cd
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.14.1-ff-lost",
        requirement="SIM7020EN-6.14.1-R4",
        sentence="What comes in data mode is put out as it is.",
        instead="0xFF is left out.",
        kind="binary",
        change=Change(hears=received(lambda data: data.replace(b"\xff", b""))),
        probe="""
            server TCP
            given data-mode server
            server sends a<0xFF>b
        """,
    ),
    Defect(
        id="sim7020-6.14.1-command-lines-kept",
        requirement="SIM7020EN-6.14.1-R5",
        sentence="In data mode AT command lines are sent as data.",
        instead="A line that begins with AT is neither answered nor sent.",
        kind="binary",
        change=Change(asks=carried(without_command_lines)),
        probe="""
            server TCP
            given data-mode server
            type AT+CSQ<CR>
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.14.1-first-command-fails",
        requirement="SIM7020EN-6.14.1-R6",
        sentence="Back in command mode all commands can be used again.",
        instead="After the second return the first command is answered by ERROR.",
        kind="repetition",
        change=Change(speaks=pieces(first_command_after_escape_fails)),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
            wait 2
            type +++
            wait 2
            send AT+CSQ
        """,
    ),
    Defect(
        id="sim7020-6.14.2-transparent-once",
        requirement="SIM7020EN-6.14.2-R1",
        sentence="AT+CIPMODE=1 turns transparent mode on, and is answered by OK.",
        instead="After AT+CIPMODE=0 it is answered and turns nothing on.",
        kind="repetition",
        change=Change(commands=(command("+CIPMODE", transparent_once),)),
        probe="""
            send AT+CIPMODE=1
            send AT+CIPMODE=0
            send AT+CIPMODE=1
            send AT+CIPMODE?
        """,
    ),
    Defect(
        id="sim7020-6.14.2-with-several",
        requirement="SIM7020EN-6.14.2-L1",
        sentence="There is no transparent mode with several connections.",
        instead="AT+CIPMODE=1 is answered by OK there too.",
        kind="one at a time",
        change=Change(commands=(command("+CIPMODE", transparent_with_several),)),
        probe="""
            send AT+CIPMUX=1
            send AT+CIPMODE=1
        """,
    ),
    Defect(
        id="sim7020-6.14.3-no-channel-for-udp",
        requirement="SIM7020EN-6.14.3-R1",
        sentence="In transparent mode the module is a TCP client or a UDP client.",
        instead="On a UDP connection data mode is refused.",
        kind="one at a time",
        change=Change(commands=(command("+CIPCHAN", no_channel_for_udp),)),
        probe="""
            server UDP
            given data-mode server
        """,
    ),
    Defect(
        id="sim7020-6.14.3-second-connection-untold",
        requirement="SIM7020EN-6.14.3-R2",
        sentence="With transparent mode on, CONNECT OK tells that the connection stands.",
        instead="It tells so for the first connection only.",
        kind="repetition",
        change=Change(speaks=transparent_told_once),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7020-6.14.3-data-before-connect",
        requirement="SIM7020EN-6.14.3-R3",
        sentence="AT+CIPCHAN is answered by CONNECT, and data flows from then on.",
        instead="CONNECT takes so long that data is there before it.",
        kind="timing",
        change=Change(speaks=answer(r"AT\+CIPCHAN", late(rb"^\r\nCONNECT\r\n$", 300 * MS))),
        probe="""
            server TCP
            given ip-initial
            send AT+CIPMODE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            type AT+CIPCHAN<CR>
            wait 0.1
            server sends hello
        """,
        unseen=(
            "Until CONNECT the module is in command mode, where data is put out as well (G111); which of the "
            "two it is cannot be told."
        ),
    ),
    Defect(
        id="sim7020-6.14.4-silence-before-too-short",
        requirement="SIM7020EN-6.14.4-T1",
        sentence="The line is silent for a second before +++.",
        instead="Half a second is enough.",
        kind="timing",
        change=Change(figures={"escape.before": 500 * MS}),
        probe="""
            server TCP
            given data-mode server
            type hello
            wait 0.7
            type +++
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.14.4-silence-after-too-short",
        requirement="SIM7020EN-6.14.4-T2",
        sentence="The line is silent for a second after +++.",
        instead="Half a second is enough.",
        kind="timing",
        change=Change(figures={"escape.after": 500 * MS}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 0.7
            type hello
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.14.4-gap-too-long",
        requirement="SIM7020EN-6.14.4-T3",
        sentence="Between one + and the next there is at most a second.",
        instead="There may be a second and a half.",
        kind="timing",
        change=Change(figures={"escape.gap": 1500 * MS}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +
            wait 1.2
            type ++
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.14.4-second-close-unnoticed",
        requirement="SIM7020EN-6.14.4-R2",
        sentence="When the far end closes the connection the module goes back to command mode.",
        instead="The second time it stays in data mode.",
        kind="repetition",
        change=Change(hears=told_again(net.PeerClosed, lambda _first, _event: ())),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCHAN
            server closes
            send AT
        """,
    ),
    Defect(
        id="sim7020-6.14.4-deactivation-unnoticed",
        requirement="SIM7020EN-6.14.4-R3",
        sentence="When the context is deactivated the module goes back to command mode.",
        instead="The second time it notices nothing.",
        kind="repetition",
        change=Change(
            hears=told_again(net.Deactivated, lambda _first, _event: (), only=lambda event: event.by_network)
        ),
        probe="""
            server TCP
            given data-mode server
            network withdraw-context
            send AT+CIPSHUT
            send AT+CSTT
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCHAN
            network withdraw-context
            type AT<CR>
            wait 2
        """,
    ),
    Defect(
        id="sim7020-6.14.4-deactivation-untold",
        requirement="SIM7020EN-6.14.4-U1",
        sentence="The deactivation is told by a line of its own.",
        instead="It is told in command mode only, not to a host that was in data mode.",
        kind="one at a time",
        change=Change(speaks=answer(r"AT\+CIPCHAN", lose(rb"\+PDP: DEACT"))),
        probe="""
            server TCP
            given data-mode server
            network withdraw-context
        """,
    ),
    Defect(
        id="sim7020-6.14.4-escape-confirmed-twice",
        requirement="SIM7020EN-6.14.4-R1",
        sentence="+++ leads to command mode and is answered by OK, and the connection stays.",
        instead="After ATO the next +++ is answered by OK twice.",
        kind="repetition",
        change=Change(speaks=answer(r"ATO", swap(rb"^\r\nOK\r\n$", b"\r\nOK\r\n" * 2))),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
            wait 2
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim7020-6.14.4-second-return-refused",
        requirement="SIM7020EN-6.14.4-R4",
        sentence="ATO is answered by CONNECT as long as the connection is active.",
        instead="From the second time on it is answered by NO CARRIER.",
        kind="repetition",
        change=Change(speaks=answer(r"ATO", swap(rb"^\r\nCONNECT\r\n$", b"\r\nNO CARRIER\r\n"), spared=1)),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
            wait 2
            type +++
            wait 2
            send ATO
        """,
    ),
)
