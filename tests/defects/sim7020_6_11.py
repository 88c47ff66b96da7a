"""SIM7020 note, 6.11 to 6.12."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import SECOND
from atconform.emulator.cip.stack import refuse, stack
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020_6 import (
    answer,
    command,
    knowing,
    late,
    pieces,
    swap,
)
from tests.defects.seams import Change, Line


def told(state: str, instead: str, **which) -> Change:
    """Tell a state as another one."""
    return Change(lines=(Line(f"STATE: {state}", f"STATE: {instead}", **which),))


def state_asked_before():
    """Tell the state that was there when it was asked before, unless that is the first time."""
    before = None

    def state(found):
        nonlocal before
        told, before = before or found[1], found[1]
        return b"\r\nSTATE: " + told + b"\r\n"

    return lambda piece: (re.sub(rb"^\r\nSTATE: ([^\r]+)\r\n", state, piece),)


def closed_stays():
    """Show a closed connection as closed, also when the context has gone since."""
    closed = b""

    def respell(piece):
        nonlocal closed
        if found := re.search(rb"STATE: ((?:TCP|UDP) CLOSED)", piece):
            closed = found[1]
        elif b"CONNECT OK" in piece or b"SHUT OK" in piece:
            closed = b""
        return (piece.replace(b"STATE: PDP DEACT", b"STATE: " + closed) if closed else piece,)

    return respell


def one_close_ends_processing():
    """Show IP STATUS once a connection has been closed, though others are there."""
    ended = False

    def respell(piece):
        nonlocal ended
        if b",CONNECT OK" in piece:
            ended = False
        if re.fullmatch(rb"\r\n\d,CLOSE OK\r\n", piece):
            ended = True
        return (piece.replace(b"STATE: IP PROCESSING", b"STATE: IP STATUS") if ended else piece,)

    return respell


def told_after(command: str, state: str, instead: str, spared: int = 0) -> Change:
    """Tell a state as another one once a command has come."""
    respell = swap(f"STATE: {state}".encode(), f"STATE: {instead}".encode())
    return Change(speaks=answer(command, respell, spared=spared, until=None))


def close_answered_first():
    """Answer a slow close of a connection that stands before the far end has taken part."""
    typed, connected, told = b"", False, False

    def speak(piece):
        nonlocal typed, connected, told
        if not piece.startswith(b"\r\n"):
            typed = (typed + piece)[-100:]
            if connected and re.search(rb"AT\+CIPCLOSE(?:=0)?\r$", typed):
                typed, connected, told = b"", False, True
                return (piece, b"\r\nCLOSE OK\r\n")
            return (piece,)
        if told and piece == b"\r\nCLOSE OK\r\n":
            told = False
            return ()
        if re.match(rb"\r\n(?:CONNECT OK|REMOTE IP)", piece):
            connected, told = True, False
        elif re.match(rb"\r\n(?:CLOSED|CLOSE OK|SHUT OK|\+PDP)", piece):
            connected = False
        return (piece,)

    return speak


def quick_once():
    """Make AT+CIPCLOSE, which closes slowly from the second time on that it is to close quickly."""
    usual = command("+CIPCLOSE", lambda run, module, *values: run(module, *values))

    def write(module):
        form = usual.write_form(module)

        def run(m, *values):
            known = getattr(stack(m), "was_quick", False)
            stack(m).was_quick = known or values[-1] == 1
            return form.run(m, *values[:-1], 0 if known else values[-1])

        return replace(form, run=run)

    return replace(usual, write=write)


def mode_kept():
    """Make AT+CIPCLOSE, whose mode is kept when the next one gives none."""
    usual = command("+CIPCLOSE", lambda run, module, *values: run(module, *values))

    def write(module):
        form = usual.write_form(module)

        def run(m, *values):
            stack(m).mode_kept = values[-1]
            return form.run(m, *values)

        return replace(form, run=run)

    def execute(module):
        form = usual.write_form(module)
        return refuse(module) if stack(module).multi else form.run(module, getattr(stack(module), "mode_kept", 0))

    return replace(usual, write=write, execute=execute)


def mode_in_front(usual, module, *values):
    """Read the mode in front of the number where both are 0 or 1 and there are several connections."""
    if stack(module).multi and values[0] <= 1 and stack(module).connections[values[1]].in_use:
        return usual(module, values[1], values[0])
    return usual(module, *values)


def no_way_after_two_closes():
    """Have no way into the network after the second AT+CIPCLOSE."""
    closed = 0

    def ask(request):
        nonlocal closed
        closed += isinstance(request, net.Close) and request.link > 0
        if isinstance(request, net.Connect) and closed > 1:
            return (replace(request, host="0.0.0.0"),)
        return (request,)

    return ask


def shut_without_a_word(host):
    """Forget connections at AT+CIPSHUT without telling their far ends."""

    def ask(request):
        if isinstance(request, net.Close) and host.command == b"AT+CIPSHUT":
            return (replace(request, abort=True, silently=True),)
        return (request,)

    return ask


DEFECTS = (
    Defect(
        id="sim7020-6.11-state-asked-before",
        requirement="SIM7020EN-6.11-R1",
        sentence="AT+CIPSTATUS tells the present state.",
        instead="It tells the one that was there when it was asked before.",
        kind="repetition",
        change=Change(speaks=pieces(state_asked_before)),
        probe="""
            send AT+CIPSTATUS
            send AT+CSTT
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.11-initial-once",
        requirement="SIM7020EN-6.11-S1",
        sentence="After AT+CIPSHUT the state is IP INITIAL.",
        instead="From the second AT+CIPSHUT on it is told as IP STATUS.",
        kind="repetition",
        change=told_after(r"AT\+CIPSHUT", "IP INITIAL", "IP STATUS", spared=1),
        probe="""
            given ip-status
            send AT+CIPSHUT
            send AT+CIPSHUT
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.11-connected-too-early",
        requirement="SIM7020EN-6.11-S6",
        sentence="Until the result of AT+CIPSTART the state is CONNECTING.",
        instead="It is CONNECT OK from the OK of AT+CIPSTART on.",
        kind="timing",
        change=told("(?:TCP|UDP) CONNECTING", "CONNECT OK"),
        probe="""
            server TCP
            given ip-status
            type AT+CIPSTART="TCP","{server.ip}","{server.port}"<CR>
            wait 0.02
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.11-udp-closed-as-tcp",
        requirement="SIM7020EN-6.11-S11",
        sentence="After CLOSE OK the state names the protocol that has been closed.",
        instead="After an earlier TCP connection a closed UDP connection is told as TCP.",
        kind="repetition",
        change=told_after(r'AT\+CIPSTART="TCP".*', "UDP CLOSED", "TCP CLOSED"),
        probe="""
            server TCP
            second UDP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{second.ip}","{second.port}"
            send AT+CIPCLOSE
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.11-deactivation-told-once",
        requirement="SIM7020EN-6.11-S12",
        sentence="After a deactivation the state is PDP DEACT.",
        instead="It is told once; asked again, it is IP INITIAL.",
        kind="repetition",
        change=told("PDP DEACT", "IP INITIAL", spared=1),
        probe="""
            given ip-status
            network withdraw-context
            send AT+CIPSTATUS
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.11-one-close-ends-processing",
        requirement="SIM7020EN-6.11-S15",
        sentence="While one of several connections is up the state stays IP PROCESSING.",
        instead="It is IP STATUS as soon as one has been closed.",
        kind="two at once",
        change=Change(speaks=pieces(one_close_ends_processing)),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPCLOSE=1
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.11-shut-leaves-closed",
        requirement="SIM7020EN-6.11-S17",
        sentence="AT+CIPSHUT leads to IP INITIAL from every state.",
        instead="From the second connection on it leads to TCP CLOSED.",
        kind="repetition",
        change=told_after(r"AT\+CIPSTART=.*", "IP INITIAL", "TCP CLOSED", spared=1),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPSHUT
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.11-closed-stays",
        requirement="SIM7020EN-6.11-S25",
        sentence="AT+CGATT=0 leads from a closed connection to PDP DEACT.",
        instead="What has been told as closed stays so.",
        kind="repetition",
        change=Change(speaks=pieces(closed_stays)),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTATUS
            send AT+CGATT=0
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.11-processing-stays",
        requirement="SIM7020EN-6.11-S31",
        sentence="When the last connection has been closed the state is IP STATUS again.",
        instead="After more than one close it stays IP PROCESSING.",
        kind="two at once",
        change=told_after(r"AT\+CIPCLOSE=\d.*", "IP STATUS", "IP PROCESSING", spared=1),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPCLOSE=0
            send AT+CIPCLOSE=1
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.11-shut-with-server",
        requirement="SIM7020EN-6.11-S32",
        sentence="AT+CIPSHUT leads to IP INITIAL in multi connection mode too.",
        instead="Once there has been a server it leads to IP STATUS.",
        kind="repetition",
        change=told_after(r"AT\+CIPSERVER=1,.*", "IP INITIAL", "IP STATUS"),
        probe="""
            given listening-multi 1234
            send AT+CIPSHUT
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.12-second-close-unanswered",
        requirement="SIM7020EN-6.12-R1",
        sentence="AT+CIPCLOSE is answered by CLOSE OK.",
        instead="From the second time on the answer is missing.",
        kind="repetition",
        change=Change(lines=(Line("CLOSE OK", None, spared=1),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
        """,
    ),
    Defect(
        id="sim7020-6.12-closed-before-exchange",
        requirement="SIM7020EN-6.12-R2",
        sentence="A slow close is answered when the far end has taken part.",
        instead="It is answered at once.",
        kind="timing",
        change=Change(speaks=close_answered_first),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE=0
        """,
    ),
    Defect(
        id="sim7020-6.12-second-quick-close-slow",
        requirement="SIM7020EN-6.12-R3",
        sentence="A quick close drops the connection by force.",
        instead="From the second one on the far end is asked, as in a slow close.",
        kind="repetition",
        change=Change(commands=(quick_once(),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server stops acknowledging
            send AT+CIPCLOSE=1
            wait 5
        """,
    ),
    Defect(
        id="sim7020-6.12-quick-close-answered-late",
        requirement="SIM7020EN-6.12-T2",
        sentence="A quick close is answered at once.",
        instead="The answer takes three seconds.",
        kind="timing",
        change=Change(speaks=answer(r"AT\+CIPCLOSE=(?:\d,)?1", late(rb"CLOSE OK", 3 * SECOND))),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE=1
            wait 4
        """,
        unseen="The note says at once and has no figure (G13): a module that takes as long over every answer is right.",
    ),
    Defect(
        id="sim7020-6.12-mode-kept",
        requirement="SIM7020EN-6.12-R4",
        sentence="AT+CIPCLOSE without a mode is a slow close.",
        instead="After a quick close it is a quick one.",
        kind="repetition",
        change=Change(commands=(mode_kept(),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
        """,
    ),
    Defect(
        id="sim7020-6.12-mode-in-front",
        requirement="SIM7020EN-6.12-R5",
        sentence="With several connections the number stands in front of the mode.",
        instead="Of 0 and 1 the second one is taken for the number, where there is such a connection.",
        kind="two at once",
        change=Change(commands=(command("+CIPCLOSE", mode_in_front),)),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPCLOSE=0,1
        """,
    ),
    Defect(
        id="sim7020-6.12-context-lost-with-second-close",
        requirement="SIM7020EN-6.12-R6",
        sentence="AT+CIPCLOSE leaves the context active.",
        instead="After the second one no connection can be made any more.",
        kind="repetition",
        change=Change(asks=no_way_after_two_closes),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7020-6.12-shut-without-a-word",
        requirement="SIM7020EN-6.12-R7",
        sentence="AT+CIPSHUT closes the connection.",
        instead="The far end is not told, and its connection stays open.",
        kind="one at a time",
        change=Change(**knowing(shut_without_a_word)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSHUT
        """,
        unseen="Whether the far end is told stands nowhere for AT+CIPSHUT, and quick closing closes without it.",
    ),
)
