"""SIM7020 note, 3 to 4.2."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020 import (
    Misheard,
    confirmed_after,
    held_back,
    not_activated,
)
from tests.defects.seams import Change, Line
from tests.defects.shared_sim7020_2 import first_of


def name_of_the_first():
    """Tell each result under the name that was asked for first."""
    known = None

    def hear(event):
        nonlocal known
        if isinstance(event, net.Resolved):
            known = known or event.name
            event = replace(event, name=known)
        return (event,)

    return hear


def far_end_for_own():
    """Tell the far end's address for the module's own once a connection was made."""
    far = None

    def hear(event):
        nonlocal far
        if isinstance(event, net.Connected):
            far = event.address.encode()
        return (event,)

    def hears():
        nonlocal far
        far = None
        return hear

    def speaks():
        def speak(piece):
            if far is not None:
                piece = re.sub(rb'(\+CGCONTRDP: \d,\d,"[^"]*",")\d+\.\d+\.\d+\.\d+', rb"\g<1>" + far, piece)
            return (piece,)

        return speak

    return {"hears": hears, "speaks": speaks}


def first_apn(found, earlier):
    """Understand the APN of the first time."""
    return (earlier or [found])[0][0]


def count_of_before(found, earlier):
    """Take the number of echoes of the last command that gave one."""
    counts = [match[2] for match in earlier if match[2]]
    return found[1] + (found[2] or (counts[-1] if counts else b""))


def numbers_go_on():
    """Number the echoes on from the last ping."""
    told = 0

    def numbered(found):
        nonlocal told
        told += 1
        return found[1] + b"%d," % told

    return lambda piece: (re.sub(rb"(\r\n\+CIPPING: )\d+,", numbered, piece),)


def ready_before_confirmation():
    """Tell that the SIM is ready before the OK of AT+CFUN=1, which waits for it, the second time."""
    return confirmed_after(rb"AT\+CFUN=1", rb"\+CPIN: READY", spared=1)()


def confirmed_with_the_first_echo():
    """Confirm an echo of the first ping only when it has come."""
    return confirmed_after(rb"AT\+CIPPING=.*", rb"\+CIPPING: 1,")()


DEFECTS = (
    Defect(
        id="sim7020-3-not-after-restart",
        requirement="SIM7020ZH-3-R1",
        sentence="After its start the module activates the PDN connection by itself.",
        instead="After a restart by command it does not.",
        kind="repetition",
        change=Change(asks=not_activated(2)),
        probe="""
            send AT+CFUN=1,1
            wait 5
            send AT+CGACT?
        """,
    ),
    Defect(
        id="sim7020-3-address-on-demand",
        requirement="SIM7020ZH-3-R1",
        sentence="The module has its address without anything being done by the host.",
        instead="The address is to be had only after AT+CGACT=1,1.",
        kind="one at a time",
        change=Change(asks=not_activated(1)),
        probe="""
            send AT+CGCONTRDP
            send AT+CGACT=1,1
            send AT+CGCONTRDP
        """,
    ),
    Defect(
        id="sim7020-3.1-active-once",
        requirement="SIM7020EN-3.1-R1",
        sentence="The PDN connection is told as active.",
        instead="After the first answer it is told as not active.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CGACT: 1,1", "+CGACT: 1,0", spared=1),)),
        probe="""
            send AT+CGACT?
            send AT+CGACT?
        """,
    ),
    Defect(
        id="sim7020-3.1-technology-of-gsm-again",
        requirement="SIM7020EN-3.1-R2",
        sentence="The access technology told for NB-IoT is 9.",
        instead="From the second query on it is 0, that of GSM.",
        kind="repetition",
        change=Change(lines=(Line(r"(\+COPS: .*),9", r"\1,0", spared=1),)),
        probe="""
            send AT+COPS?
            send AT+COPS?
        """,
    ),
    Defect(
        id="sim7020-3.1-far-address-as-own",
        requirement="SIM7020EN-3.1-R3",
        sentence="The address that the network gave to the module can be asked for.",
        instead="After a connection was made the far end's address stands there.",
        kind="repetition",
        change=Change(**far_end_for_own()),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CGCONTRDP
        """,
    ),
    Defect(
        id="sim7020-3.2-first-apn-stays",
        requirement="SIM7020EN-3.2-R1",
        sentence="The APN set while the radio was off is used when it is on again.",
        instead="The one that was set first is used, also after another one was set.",
        kind="repetition",
        change=Change(**Misheard(rb"AT\*MCGDEFCONT=.*", first_apn).change()),
        probe="""
            send AT+CFUN=0
            send AT*MCGDEFCONT="IP","first"
            send AT+CFUN=1
            wait 3
            send AT+CFUN=0
            send AT*MCGDEFCONT="IP","second"
            send AT+CFUN=1
            wait 3
            send AT+CGCONTRDP
        """,
    ),
    Defect(
        id="sim7020-3.2-no-address-the-second-time",
        requirement="SIM7020EN-3.2-R2",
        sentence="When the radio is on again the module gets an address by itself.",
        instead="The second time it does not.",
        kind="repetition",
        change=Change(asks=not_activated(3)),
        probe="""
            send AT+CFUN=0
            send AT+CFUN=1
            wait 3
            send AT+CGCONTRDP
            send AT+CFUN=0
            send AT+CFUN=1
            wait 3
            send AT+CGCONTRDP
        """,
    ),
    Defect(
        id="sim7020-3.2-not-ready-once",
        requirement="SIM7020EN-3.2-U1",
        sentence="Switching the radio off is told by a line of the SIM.",
        instead="The second time that line is missing.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CPIN: NOT READY", None, spared=1),)),
        probe="""
            send AT+CFUN=0
            send AT+CFUN=1
            wait 3
            send AT+CFUN=0
        """,
    ),
    Defect(
        id="sim7020-3.2-ready-before-ok",
        requirement="SIM7020EN-3.2-U2",
        sentence="That the SIM is ready follows on the OK of switching the radio on.",
        instead="The second time the OK waits for that line, and comes behind it.",
        kind="timing",
        change=Change(speaks=ready_before_confirmation),
        probe="""
            send AT+CFUN=0
            send AT+CFUN=1
            wait 3
            send AT+CFUN=0
            send AT+CFUN=1
            wait 3
        """,
    ),
    Defect(
        id="sim7020-4.1-ok-after-result",
        requirement="SIM7020EN-4.1-E1",
        sentence="The query for a name is confirmed at once, and the result follows.",
        instead="From the second query on the OK comes behind the result.",
        kind="timing",
        change=Change(speaks=confirmed_after(rb"AT\+CDNSGIP=.*", rb"\+CDNSGIP: ", spared=1)),
        probe="""
            send AT+CDNSGIP="www.sim.com"
            send AT+CDNSGIP="www.sim.com"
        """,
    ),
    Defect(
        id="sim7020-4.1-name-of-the-first",
        requirement="SIM7020EN-4.1-U1",
        sentence="The result tells the name that was asked for.",
        instead="It tells the name of the first query.",
        kind="repetition",
        change=Change(hears=name_of_the_first),
        probe="""
            send AT+CDNSGIP="www.sim.com"
            send AT+CDNSGIP="www.baidu.com"
        """,
    ),
    Defect(
        id="sim7020-4.1-result-once",
        requirement="SIM7020EN-4.1-U1",
        sentence="The result of a query is told.",
        instead="A name that was asked for before is confirmed, and no result comes.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CDNSGIP: 1,.*", None, spared=1),)),
        probe="""
            send AT+CDNSGIP="www.sim.com"
            send AT+CDNSGIP="www.sim.com"
        """,
    ),
    Defect(
        id="sim7020-4.2-ok-after-first-echo",
        requirement="SIM7020EN-4.2-E1",
        sentence="The ping is confirmed at once, and the lines follow.",
        instead="The OK comes behind the first line.",
        kind="timing",
        change=Change(speaks=confirmed_with_the_first_echo),
        probe="""
            server TCP
            send AT+CIPPING="{server.ip}"
        """,
    ),
    Defect(
        id="sim7020-4.2-numbers-go-on",
        requirement="SIM7020EN-4.2-U1",
        sentence="The lines of a ping are numbered from 1.",
        instead="A second ping goes on where the first ended.",
        kind="repetition",
        change=Change(speaks=numbers_go_on),
        probe="""
            server TCP
            send AT+CIPPING="{server.ip}"
            send AT+CIPPING="{server.ip}"
        """,
    ),
    Defect(
        id="sim7020-4.2-address-of-the-first",
        requirement="SIM7020EN-4.2-U1",
        sentence="Each line tells the address that the echo is of.",
        instead="The address of the first ping is told in all later ones.",
        kind="repetition",
        change=Change(speaks=first_of(rb"(?<=,)\d+\.\d+\.\d+\.\d+(?=,\d+,\d+\r\n)")),
        probe="""
            server TCP
            second TCP
            send AT+CIPPING="{server.ip}"
            send AT+CIPPING="{second.ip}"
        """,
    ),
    Defect(
        id="sim7020-4.2-three-the-second-time",
        requirement="SIM7020EN-4.2-L1",
        sentence="A ping without a count has four lines.",
        instead="The second one has three.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CIPPING: 4,.*", None, spared=1),)),
        probe="""
            server TCP
            send AT+CIPPING="{server.ip}"
            send AT+CIPPING="{server.ip}"
        """,
    ),
    Defect(
        id="sim7020-4.2-count-stays",
        requirement="SIM7020EN-4.2-L1",
        sentence="A ping without a count has four lines.",
        instead="It has as many as the count of the last ping that had one.",
        kind="repetition",
        change=Change(**Misheard(rb'(AT\+CIPPING="[\d.]+")(,\d+)?', count_of_before).change()),
        probe="""
            server TCP
            send AT+CIPPING="{server.ip}",2
            send AT+CIPPING="{server.ip}"
        """,
    ),
    Defect(
        id="sim7020-4.2-last-line-held",
        requirement="SIM7020EN-4.2-E1",
        sentence="A line follows for each echo.",
        instead="The last one stays in the buffer until something else is said.",
        kind="timing",
        change=Change(speaks=held_back(rb"\+CIPPING: 4,")),
        probe="""
            server TCP
            send AT+CIPPING="{server.ip}"
            wait 5
        """,
    ),
)
