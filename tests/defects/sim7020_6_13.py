"""SIM7020 note, 6.13."""

from __future__ import annotations

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.seams import Change


def first_try_after_reset_fails():
    """Take the first connection after a broken one for refused."""
    broken = False

    def hear(event):
        nonlocal broken
        if isinstance(event, net.LinkLost):
            broken = True
        elif broken and isinstance(event, net.Connected):
            broken = False
            return (net.ConnectFailed(event.link, "refused"),)
        return (event,)

    return hear


def bearer_refused_after_reset():
    """Answer the first AT+CIICR after a connection that has ended at the far end by ERROR."""
    typed, broken, asked = b"", False, False

    def speak(piece):
        nonlocal typed, broken, asked
        if not piece.startswith(b"\r\n"):
            typed = (typed + piece)[-100:]
            asked = typed.endswith(b"AT+CIICR\r")
        elif b"\r\nCLOSED\r\n" in piece:
            broken = True
        elif broken and asked and piece == b"\r\nOK\r\n":
            broken = False
            return (b"\r\nERROR\r\n",)
        return (piece,)

    return speak


def bearer_refused_after_restart():
    """Answer AT+CIICR by ERROR once the module has been restarted by command."""
    typed, restarted, asked = b"", False, False

    def speak(piece):
        nonlocal typed, restarted, asked
        if not piece.startswith(b"\r\n"):
            typed = (typed + piece)[-100:]
            if piece.endswith(b"\r"):
                restarted = restarted or typed.endswith(b"AT+CFUN=1,1\r")
                asked = typed.endswith(b"AT+CIICR\r")
            return (piece,)
        return (b"\r\nERROR\r\n",) if restarted and asked and piece == b"\r\nOK\r\n" else (piece,)

    return speak


DEFECTS = (
    Defect(
        id="sim7020-6.13-first-try-after-reset",
        requirement="SIM7020EN-6.13-X1",
        sentence="After a connection has broken, AT+CIPSTART makes it anew.",
        instead="The first attempt after that is told as failed.",
        kind="repetition",
        change=Change(hears=first_try_after_reset_fails),
        probe="""
            server TCP
            given connected server
            server resets
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7020-6.13-bearer-after-reset",
        requirement="SIM7020EN-6.13-X2",
        sentence="After AT+CIPSHUT everything can be set up from the start.",
        instead="When a connection has broken before, the bearer does not come up at the first attempt.",
        kind="repetition",
        change=Change(speaks=bearer_refused_after_reset),
        probe="""
            server TCP
            given connected server
            server resets
            send AT+CIPSHUT
            send AT+CSTT
            send AT+CIICR
        """,
    ),
    Defect(
        id="sim7020-6.13-reset-loses-bearer",
        requirement="SIM7020EN-6.13-X3",
        sentence="After a reset everything can be set up again.",
        instead="After AT+CFUN=1,1 AT+CIICR is answered by ERROR until the power is switched off.",
        kind="repetition",
        change=Change(speaks=bearer_refused_after_restart),
        probe="""
            send AT+CFUN=1,1
            wait 10
            send AT+CSTT
            send AT+CIICR
        """,
    ),
)
