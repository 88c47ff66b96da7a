"""SIM7020 note, 5.10 to 5.11."""

from __future__ import annotations

from atconform.base.units import SECOND
from atconform.emulator.cso import retention
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020 import (
    Misheard,
)
from tests.defects.seams import Change, Line
from tests.defects.shared_sim7020_5 import SENDING, TWO_TCP


class FirstKept(retention.Retention):
    """Keeps one socket only."""

    def entering_deep_sleep(self) -> None:
        """Keep the first connected UDP socket."""
        super().entering_deep_sleep()
        if "cso" in self.module.supply.retained:
            self.module.supply.retained["cso"] = self.module.supply.retained["cso"][:1]


def kept_once():
    """Keep sockets over the first power saving only; they hear nothing after the second."""
    woken = 0

    def speaks():
        nonlocal woken
        woken = 0

        def speak(piece):
            nonlocal woken
            woken += b"EXIT PSM" in piece
            return (piece,)

        return speak

    def hears():
        return lambda event: () if woken > 1 and isinstance(event, net.Received) else (event,)

    return {"speaks": speaks, "hears": hears}


def second_power_saving_off(found, earlier):
    """Take the second switching on for switching off."""
    return b"AT+CPSMS=0" if any(match[0] == b"AT+CPSMS=0" for match in earlier) else found[0]


def resets_are_closes():
    """Take the second reset for an orderly close."""
    met = 0

    def hear(event):
        nonlocal met
        if isinstance(event, net.LinkLost) and event.reason == "reset":
            met += 1
            if met > 1:
                return (net.PeerClosed(event.link),)
        return (event,)

    return hear


def never_given_up():
    """Never give up a connection that is not acknowledged."""
    return lambda event: () if isinstance(event, net.LinkLost) and event.reason == "timeout" else (event,)


DEFECTS = (
    Defect(
        id="sim7020-5.10-kept-once",
        requirement="SIM7020EN-5.10-R1",
        sentence="A UDP connection outlives power saving.",
        instead="After the second power saving it receives nothing.",
        kind="repetition",
        change=Change(**kept_once()),
        probe="""
            server UDP
            given connected-socket server 0
            send AT+RETENTION=1
            send AT+CSOSEND=0,0,"hello"
            send AT+CPSMS=1
            wait 29
            server sends hello
            wait 5
        """,
    ),
    Defect(
        id="sim7020-5.10-first-kept",
        requirement="SIM7020EN-5.10-R1",
        sentence="A UDP connection outlives power saving.",
        instead="Of two only the first does.",
        kind="two at once",
        change=Change(parts={retention.Retention: FirstKept}),
        probe="""
            server UDP
            second UDP
            given connected-socket server 0
            given connected-socket second 1
            send AT+RETENTION=1
            send AT+CPSMS=1
            wait 14
            send AT+CSOSEND=1,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.10-on-at-first",
        requirement="SIM7020EN-5.10-R2",
        sentence="Before it is set the setting is 0.",
        instead="It is 1.",
        kind="one at a time",
        change=Change(defaults={"cso.retention": 1}),
        probe="send AT+RETENTION?",
    ),
    Defect(
        id="sim7020-5.10-not-on-again",
        requirement="SIM7020EN-5.10-R3",
        sentence="AT+CPSMS=1 lets the module enter power saving mode.",
        instead="After it was switched off it cannot be switched on again.",
        kind="repetition",
        change=Change(**Misheard(rb"AT\+CPSMS=[01]", second_power_saving_off).change()),
        probe="""
            send AT+CPSMS=1
            send AT+CPSMS=0
            send AT+CPSMS=1
            wait 8
        """,
    ),
    Defect(
        id="sim7020-5.10-enter-told-once",
        requirement="SIM7020EN-5.10-U1",
        sentence="Entering power saving mode is reported.",
        instead="The second time it is not.",
        kind="repetition",
        change=Change(lines=(Line(r'\+CPSMSTATUS: "ENTER PSM"', None, spared=1),)),
        probe="""
            send AT+CPSMS=1
            wait 25
        """,
    ),
    Defect(
        id="sim7020-5.10-enter-told-late",
        requirement="SIM7020EN-5.10-U1",
        sentence="Entering power saving mode is reported when it is entered.",
        instead="The line comes three seconds later, when the module has long been asleep.",
        kind="timing",
        change=Change(lines=(Line(r'\+CPSMSTATUS: "ENTER PSM"', r"\g<0>", late=3 * SECOND),)),
        probe="""
            send AT+CPSMS=1
            wait 10
        """,
        unseen="When the module falls asleep is between it and the network; a host that asks keeps it awake.",
    ),
    Defect(
        id="sim7020-5.10-exit-told-once",
        requirement="SIM7020EN-5.10-U2",
        sentence="Waking from power saving mode is reported.",
        instead="The second time it is not.",
        kind="repetition",
        change=Change(lines=(Line(r'\+CPSMSTATUS: "EXIT PSM"', None, spared=1),)),
        probe="""
            send AT+CPSMS=1
            wait 35
        """,
    ),
    Defect(
        id="sim7020-5.11-never-given-up",
        requirement="SIM7020EN-5.11-E1",
        sentence="An aborted connection is reported.",
        instead="Data that nobody acknowledges is never given up, and nothing is reported.",
        kind="timing",
        change=Change(hears=never_given_up),
        probe=SENDING
        + """
            server stops acknowledging
            send AT+CSOSEND=0,0,"hello"
            wait 600
        """,
    ),
    Defect(
        id="sim7020-5.11-error-of-the-other",
        requirement="SIM7020EN-5.11-U1",
        sentence="The report of an error names the socket.",
        instead="That of socket 1 names socket 0.",
        kind="two at once",
        change=Change(lines=(Line(r"(\+CSOERR: )1(,.*)", r"\g<1>0\2"),)),
        probe=TWO_TCP + "second resets",
    ),
    Defect(
        id="sim7020-5.11-code-outside-the-table",
        requirement="SIM7020EN-5.11-U1",
        sentence="The report has a code of the table.",
        instead="From the second error on it is 0.",
        kind="repetition",
        change=Change(lines=(Line(r"(\+CSOERR: \d,).*", r"\g<1>0", spared=1),)),
        probe=TWO_TCP
        + """
            server resets
            second resets
        """,
    ),
    Defect(
        id="sim7020-5.11-second-reset-a-close",
        requirement="SIM7020EN-5.11-X4",
        sentence="A connection that was reset has the code 3.",
        instead="The second one that is has the code of a connection that was closed.",
        kind="repetition",
        change=Change(hears=resets_are_closes),
        probe=TWO_TCP
        + """
            server resets
            second resets
        """,
    ),
)
