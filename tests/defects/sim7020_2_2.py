"""SIM7020 note, 2.2."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020 import (
    Misheard,
    counted_on,
    dropped,
    sent_on,
    unheeded_again,
)
from tests.defects.seams import Change
from tests.defects.shared_sim7020_2 import first_of


def first_source():
    """Show for every connection the address and port that data came from first."""
    first = None

    def shown(found):
        nonlocal first
        first = first or found[2]
        return found[1] + first + found[3]

    return lambda piece: (re.sub(rb"(\+RECEIVE,\d,\d+,)([\d.]+:\d+)(:\r\n)", shown, piece),)


def answers_of_the_first():
    """Take the addresses of the first name for those of every name."""
    known = None

    def hear(event):
        nonlocal known
        if isinstance(event, net.Resolved):
            known = known or event.addresses
            event = replace(event, addresses=known)
        return (event,)

    return hear


def twice_as_long(found, _earlier):
    """Set the timer to twice the time."""
    return found[1] + b"%d" % (2 * int(found[2]))


DEFECTS = (
    Defect(
        id="sim7020-2.2-multi-stays",
        requirement="SIM7020EN-2.2-C1",
        sentence="The command selects several connections or a single one.",
        instead="There is no way back to a single one.",
        kind="repetition",
        change=Change(**unheeded_again(b"AT+CIPMUX=1", b"AT+CIPMUX=0")),
        probe="""
            send AT+CIPMUX=1
            send AT+CIPMUX=0
            send AT+CIPMUX?
        """,
    ),
    Defect(
        id="sim7020-2.2-udp-data-on-tcp",
        requirement="SIM7020EN-2.2-C3",
        sentence="Data is sent through a TCP or a UDP connection.",
        instead="What is for the UDP connection beside a TCP one goes out on the latter.",
        kind="two at once",
        change=Change(asks=sent_on(1, 2)),
        probe="""
            server TCP
            second UDP
            given connected-multi server 0
            send AT+CIPSTART=1,"UDP","{second.ip}",9600
            send AT+CIPSEND=1
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7020-2.2-quick-sending-stays",
        requirement="SIM7020EN-2.2-C4",
        sentence="The command selects normal or quick sending.",
        instead="There is no way back to normal sending.",
        kind="repetition",
        change=Change(**unheeded_again(b"AT+CIPQSEND=1", b"AT+CIPQSEND=0")),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPQSEND=0
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7020-2.2-second-close-only-said",
        requirement="SIM7020EN-2.2-C6",
        sentence="The command closes a connection.",
        instead="The second connection is said to be closed, and the far end hears nothing of it.",
        kind="repetition",
        change=Change(asks=dropped(net.Close, 2)),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE=1
        """,
    ),
    Defect(
        id="sim7020-2.2-status-of-before",
        requirement="SIM7020EN-2.2-C12",
        sentence="The present status of the connection can be asked for.",
        instead="The status that was told the first time is told for ever.",
        kind="repetition",
        change=Change(speaks=first_of(rb"\r\nSTATE: [^\r\n]*")),
        probe="""
            server TCP
            given connected server
            send AT+CIPSTATUS
            server closes
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-2.2-address-of-the-first-name",
        requirement="SIM7020EN-2.2-C14",
        sentence="The address of a name can be asked for.",
        instead="The second name is said to have the address of the first.",
        kind="repetition",
        change=Change(hears=answers_of_the_first),
        probe="""
            send AT+CDNSGIP="www.sim.com"
            send AT+CDNSGIP="www.baidu.com"
        """,
    ),
    Defect(
        id="sim7020-2.2-head-counts-on",
        requirement="SIM7020EN-2.2-C15",
        sentence="Received data has a head, which tells its length.",
        instead="The lengths are added up over the connection.",
        kind="repetition",
        change=Change(speaks=counted_on(rb"(\r\n\+IPD,)(\d+)([,:])")),
        probe="""
            server TCP
            given connected server
            send AT+CIPHEAD=1
            server sends hello
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-2.2-auto-sending-twice-as-late",
        requirement="SIM7020EN-2.2-C18",
        sentence="The command sets after what time data is sent by itself.",
        instead="It takes twice that time.",
        kind="timing",
        change=Change(**Misheard(rb"(AT\+CIPATS=1,)(\d+)", twice_as_long).change()),
        probe="""
            server TCP
            given connected server
            send AT+CIPATS=1,3
            send AT+CIPSEND
            type hello
            wait 8
        """,
    ),
    Defect(
        id="sim7020-2.2-prompt-gone-for-good",
        requirement="SIM7020EN-2.2-C19",
        sentence="The command sets whether there is a prompt.",
        instead="Once it is switched off it does not come back.",
        kind="repetition",
        change=Change(**unheeded_again(b"AT+CIPSPRT=0", b"AT+CIPSPRT=1")),
        probe="""
            server TCP
            given connected server
            send AT+CIPSPRT=0
            send AT+CIPSPRT=1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7020-2.2-server-not-ended-again",
        requirement="SIM7020EN-2.2-C20",
        sentence="The command ends the server.",
        instead="The second time it only says so, and clients can still connect.",
        kind="repetition",
        change=Change(asks=dropped(net.StopListening, 2)),
        probe="""
            client TCP
            given listening-multi 5000
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,5000
            send AT+CIPSERVER=0
            client connects 5000
        """,
    ),
    Defect(
        id="sim7020-2.2-source-of-the-first",
        requirement="SIM7020EN-2.2-C22",
        sentence="Address and port of the far end are shown with its data.",
        instead="With several connections those of the first one that data came from are shown for all.",
        kind="two at once",
        change=Change(speaks=first_source),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSRIP=1
            send AT+CIPSTART=1,"TCP","{second.ip}",{second.port}
            server sends hello
            second sends hello
        """,
    ),
    Defect(
        id="sim7020-2.2-protocol-of-the-first",
        requirement="SIM7020EN-2.2-C23",
        sentence="The head tells the protocol of the connection.",
        instead="After a TCP connection a UDP one is shown as TCP too.",
        kind="repetition",
        change=Change(speaks=first_of(rb"(?<=,)(?:TCP|UDP)(?=:)")),
        probe="""
            server TCP
            second UDP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSHOWTP=1
            server sends hello
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{second.ip}","{second.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            second sends hello
        """,
    ),
    Defect(
        id="sim7020-2.2-fetching-stays-on",
        requirement="SIM7020EN-2.2-C25",
        sentence="Whether data is fetched by hand is switched by the command.",
        instead="What was switched on cannot be switched off again.",
        kind="repetition",
        change=Change(**unheeded_again(b"AT+CIPRXGET=1", b"AT+CIPRXGET=0")),
        probe="""
            server TCP
            given ip-status
            send AT+CIPRXGET=1
            send AT+CIPRXGET=0
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-2.2-transparent-stays",
        requirement="SIM7020EN-2.2-C27",
        sentence="The command opens transparent mode, or ends it.",
        instead="What was switched on cannot be switched off again.",
        kind="repetition",
        change=Change(**unheeded_again(b"AT+CIPMODE=1", b"AT+CIPMODE=0")),
        probe="""
            send AT+CIPMODE=1
            send AT+CIPMODE=0
            send AT+CIPMODE?
        """,
    ),
)
