"""SIM7020 note, chapters 2 to 4: what each command is for, the bearer, names and echoes."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020 import (
    Misheard,
    after_command,
    confirmed_after,
    counted_on,
    dropped,
    held_back,
    not_activated,
    sent,
    sent_on,
    told_of_the_other,
    unheeded_again,
    up_to_zero,
)
from tests.defects.seams import Change, Line


def second_goes_where_the_first_does():
    """Connect every further link to the host and port of the first."""
    first = None

    def ask(request):
        nonlocal first
        if isinstance(request, net.Connect):
            first = first or request
            request = replace(request, host=first.host, port=first.port)
        return (request,)

    return ask


def listens_where_it_first_did():
    """Listen on the port that the first server had."""
    first = None

    def ask(request):
        nonlocal first
        if isinstance(request, net.Listen):
            first = first or request.port
            request = replace(request, port=first)
        return (request,)

    return ask


def deaf_the_second_time():
    """Stop listening at once, from the second server on."""
    met = 0

    def ask(request):
        nonlocal met
        met += isinstance(request, net.Listen)
        if isinstance(request, net.Listen) and met > 1:
            return (request, net.StopListening(request.server))
        return (request,)

    return ask


def closes_the_first():
    """Close the oldest link, whichever is to be closed."""
    open_links = []

    def ask(request):
        if isinstance(request, net.Connect):
            open_links.append(request.link)
        if isinstance(request, net.Close) and request.link in open_links:
            request = replace(request, link=open_links.pop(0))
        return (request,)

    return ask


def without_repetitions():
    """Take data that is the same as the last for a repetition of it."""
    last = None

    def hear(event):
        nonlocal last
        if isinstance(event, net.Received):
            same, last = event.data == last, event.data
            return () if same else (event,)
        return (event,)

    return hear


def entry_of_before():
    """Send, from the second data entry on, what was in the buffer of the first, as long as the new data is."""
    entered = None
    entering = False

    def listen(data):
        nonlocal entering
        if data.endswith(b"\r"):
            entering = data.startswith(b"AT+CSODSEND=")
        elif entering:
            nonlocal entered
            entered = entered or data
            return (entered * len(data))[: len(data)]
        return data

    return listen


def status_of_before():
    """Tell that a socket is connected after its connection has ended."""
    lost = set()

    def speak(piece):
        for found in re.finditer(rb"\r\n\+CSOERR: (\d),", piece):
            lost.add(found[1])
        if piece.startswith(b"\r\n+CSOSTATUS: ") and piece[14:15] in lost:
            piece = piece.replace(b",1\r\n", b",2\r\n")
        return (piece,)

    return speak


def amounts_of_before():
    """Add to the amounts of a connection those that were told of the ones before it."""
    before, last = [0, 0, 0], [0, 0, 0]

    def told(found):
        nonlocal last
        last = [int(number) + more for number, more in zip(found[2].split(b","), before, strict=True)]
        return found[1] + b",".join(b"%d" % number for number in last)

    def speak(piece):
        nonlocal before
        if piece in (b"\r\nCLOSED\r\n", b"\r\nCLOSE OK\r\n"):
            before = last
        return (re.sub(rb"(\r\n\+CIPACK: )(\d+,\d+,\d+)", told, piece),)

    return speak


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


def first_of(pattern: bytes):
    """Tell, whenever a line of a kind comes, what it told the first time."""
    known = re.compile(pattern)

    def speaks():
        first = None

        def told(found):
            nonlocal first
            first = first or found[0]
            return first

        return lambda piece: (known.sub(told, piece),)

    return speaks


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


def twice_as_long(found, _earlier):
    """Set the timer to twice the time."""
    return found[1] + b"%d" % (2 * int(found[2]))


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


TWO_TCP = """
    server TCP
    second TCP
    given connected-socket server 0
    given connected-socket second 1
"""

DEFECTS = (
    Defect(
        id="sim7020-2.1-second-creation-next-id",
        requirement="SIM7020EN-2.1-C1",
        sentence="Creating a socket returns its id.",
        instead="The number told after a close goes on from the last one, while the socket has the number 0 again.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CSOC: 0", "+CSOC: 1", spared=1),)),
        probe="""
            send AT+CSOC=1,1,1
            send AT+CSOCL=0
            send AT+CSOC=1,1,1
        """,
    ),
    Defect(
        id="sim7020-2.1-second-connect-first-peer",
        requirement="SIM7020EN-2.1-C2",
        sentence="A socket is connected to the address and port that are given.",
        instead="The second socket goes to the far end of the first.",
        kind="two at once",
        change=Change(asks=second_goes_where_the_first_does),
        probe=TWO_TCP + 'send AT+CSOSEND=1,0,"hello"',
    ),
    Defect(
        id="sim7020-2.1-bound-to-earlier-port",
        requirement="SIM7020EN-2.1-C3",
        sentence="A local port can be bound to a socket.",
        instead="A socket that is made and bound anew has the port of the one before.",
        kind="repetition",
        change=Change(asks=listens_where_it_first_did),
        probe="""
            client TCP
            given listening-socket 5000
            send AT+CSOCL=0
            send AT+CSOC=1,1,1
            send AT+CSOB=0,6000
            send AT+CSOLIS=0
            client connects 6000
        """,
    ),
    Defect(
        id="sim7020-2.1-second-listening-deaf",
        requirement="SIM7020EN-2.1-C4",
        sentence="The command opens the listening function of a server.",
        instead="The second time it is confirmed, and nothing listens.",
        kind="repetition",
        change=Change(asks=deaf_the_second_time),
        probe="""
            client TCP
            given listening-socket 5000
            send AT+CSOCL=0
            send AT+CSOC=1,1,1
            send AT+CSOB=0,5000
            send AT+CSOLIS=0
            client connects 5000
        """,
    ),
    Defect(
        id="sim7020-2.1-retention-stays-on",
        requirement="SIM7020EN-2.1-C5",
        sentence="Whether the sockets are kept is a setting that can be set.",
        instead="What was switched on cannot be switched off again.",
        kind="repetition",
        change=Change(**unheeded_again(b"AT+RETENTION=1", b"AT+RETENTION=0")),
        probe="""
            send AT+RETENTION=1
            send AT+RETENTION=0
            send AT+RETENTION?
        """,
    ),
    Defect(
        id="sim7020-2.1-send-up-to-zero",
        requirement="SIM7020EN-2.1-C6",
        sentence="The data of the command is sent to the far end.",
        instead="What stands behind a byte 0x00 is not sent.",
        kind="binary",
        change=Change(asks=sent(up_to_zero)),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSOSEND=0,6,"410042"
        """,
    ),
    Defect(
        id="sim7020-2.1-send-second-socket-first-link",
        requirement="SIM7020EN-2.1-C6",
        sentence="Data goes to the far end of the socket that is named.",
        instead="What the second socket sends goes to the far end of the first.",
        kind="two at once",
        change=Change(asks=sent_on(1, 2)),
        probe=TWO_TCP + 'send AT+CSOSEND=1,0,"hello"',
    ),
    Defect(
        id="sim7020-2.1-data-entry-of-before",
        requirement="SIM7020EN-2.1-C7",
        sentence="The data entered behind the command is sent to the far end.",
        instead="The second time the data of the first entry is sent.",
        kind="repetition",
        change=Change(listens=entry_of_before),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSODSEND=0,5
            type hello
            wait 2
            send AT+CSODSEND=0,5
            type world
            wait 2
        """,
    ),
    Defect(
        id="sim7020-2.1-close-second-closes-first",
        requirement="SIM7020EN-2.1-C8",
        sentence="The socket that is named is closed.",
        instead="Of two connections the one that was made first is closed.",
        kind="two at once",
        change=Change(asks=closes_the_first),
        probe=TWO_TCP + "send AT+CSOCL=1",
    ),
    Defect(
        id="sim7020-2.1-send-flag-stays-on",
        requirement="SIM7020EN-2.1-C9",
        sentence="The send flag can be set.",
        instead="Once it is 1 it cannot be set to 0 again.",
        kind="repetition",
        change=Change(**unheeded_again(b"AT+CSOSENDFLAG=1", b"AT+CSOSENDFLAG=0")),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSOSENDFLAG=1
            send AT+CSOSENDFLAG=0
            send AT+CSOSEND=0,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-2.1-receive-flag-stays-on",
        requirement="SIM7020EN-2.1-C10",
        sentence="The receive flag can be set.",
        instead="Once it is 1 it cannot be set to 0 again.",
        kind="repetition",
        change=Change(**unheeded_again(b"AT+CSORCVFLAG=1", b"AT+CSORCVFLAG=0")),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSORCVFLAG=1
            send AT+CSORCVFLAG=0
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-2.1-receive-flag-known-once",
        requirement="SIM7020EN-2.1-C10",
        sentence="The module has a command for the receive flag.",
        instead="Its test form is answered once, and then with an error.",
        kind="repetition",
        change=Change(
            speaks=after_command(
                rb"AT\+CSORCVFLAG=\?", lambda piece: b"\r\nERROR\r\n" if b"OK" in piece else b"", spared=1
            )
        ),
        probe="""
            send AT+CSORCVFLAG=?
            send AT+CSORCVFLAG=?
        """,
    ),
    Defect(
        id="sim7020-2.1-status-after-loss",
        requirement="SIM7020EN-2.1-C11",
        sentence="The status of a socket can be asked for.",
        instead="After its connection has ended a socket is still said to be connected.",
        kind="repetition",
        change=Change(speaks=status_of_before),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSOSTATUS=0
            server closes
            send AT+CSOSTATUS=0
        """,
    ),
    Defect(
        id="sim7020-2.1-status-of-the-other",
        requirement="SIM7020EN-2.1-C11",
        sentence="The status told is that of the socket that is named.",
        instead="Of the second socket the status of the first is told.",
        kind="two at once",
        change=Change(speaks=told_of_the_other("+CSOSTATUS")),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSOC=1,1,1
            send AT+CSOSTATUS=0
            send AT+CSOSTATUS=1
        """,
    ),
    Defect(
        id="sim7020-2.1-amounts-of-the-other",
        requirement="SIM7020EN-2.1-C12",
        sentence="What a connection has carried can be asked for.",
        instead="Of the second socket the amounts of the first are told.",
        kind="two at once",
        change=Change(speaks=told_of_the_other("+CSOACK")),
        probe=TWO_TCP
        + """
            send AT+CSOSEND=0,0,"hello"
            send AT+CSOACK=0
            send AT+CSOACK=1
        """,
    ),
    Defect(
        id="sim7020-2.1-keepalive-of-the-other",
        requirement="SIM7020EN-2.1-C13",
        sentence="The keepalive parameters of a socket can be set.",
        instead="The second socket is shown with the parameters of the first.",
        kind="two at once",
        change=Change(speaks=told_of_the_other("+CSOALIVE")),
        probe="""
            send AT+CSOC=1,1,1
            send AT+CSOC=1,1,1
            send AT+CSOALIVE=0,1,60,40,3
            send AT+CSOALIVE?
        """,
    ),
    Defect(
        id="sim7020-2.1-fetching-stays-on",
        requirement="SIM7020EN-2.1-C14",
        sentence="Whether data is fetched by hand is switched by the command.",
        instead="What was switched on cannot be switched off again.",
        kind="repetition",
        change=Change(**unheeded_again(b"AT+CSORXGET=1", b"AT+CSORXGET=0")),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSORXGET=1
            send AT+CSORXGET=0
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-2.1-same-data-told-once",
        requirement="SIM7020EN-2.1-C15",
        sentence="An arrived message is indicated.",
        instead="One that has the same text as the last is taken for a repetition, and lost.",
        kind="repetition",
        change=Change(hears=without_repetitions),
        probe="""
            server TCP
            given connected-socket server 0
            server sends hello
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-2.1-one-error-only",
        requirement="SIM7020EN-2.1-C16",
        sentence="An error of a socket is indicated.",
        instead="Only the first one is, whichever socket it belongs to.",
        kind="two at once",
        change=Change(lines=(Line(r"\+CSOERR: .*", None, spared=1),)),
        probe=TWO_TCP
        + """
            server resets
            second resets
        """,
    ),
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
        id="sim7020-2.2-amounts-of-before",
        requirement="SIM7020EN-2.2-C5",
        sentence="What the present connection has carried can be asked for.",
        instead="What was told of the connection before is added to it.",
        kind="repetition",
        change=Change(speaks=amounts_of_before),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            send AT+CIPACK
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPACK
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
