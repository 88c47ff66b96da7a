"""SIM7000 note, 1 to 2.3: structure, single connection mode."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import MS, SECOND
from atconform.emulator.cip.modes import set_multi, set_transparent
from atconform.emulator.cip.stack import stack
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.replies import ok
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7000 import (
    Data,
    Paired,
    after,
    arriving,
    asked_too_often,
    echoed,
    heard_too_often,
    in_data_mode,
    leaving,
)
from tests.defects.seams import Change, Line


def multi_for_good(module, on):
    """AT+CIPMUX: what is on is not switched off, although it says OK."""
    return ok() if stack(module).multi and not on else set_multi(module, on)


def transparent_since_connected(module, on):
    """AT+CIPMODE: once there was a connection, transparent mode is not switched off, although it says OK."""
    used = stack(module).connections[0].protocol is not None
    return ok() if used and not on else set_transparent(module, on)


def ctrl_z_behind_line_end(data):
    """Send the Ctrl-Z too, where a line end stands before it."""
    return data + b"\x1a" if data.endswith(b"\r\n") else data


def close_behind_data_unheard():
    """Miss a far end's close if data was the last thing that came from it."""
    spoke = set()

    def hear(event):
        match event:
            case net.Received(link=link):
                spoke.add(link)
            case net.PeerClosed(link=link) if link in spoke:
                return ()
            case net.Acknowledged(link=link):
                spoke.discard(link)
        return (event,)

    return hear


def data_acknowledges():
    """Take data from the far end for its acknowledgement of all that was sent."""
    owed = {}
    sent = {}

    def ask(request):
        if isinstance(request, net.Send):
            sent[request.link] = sent.get(request.link, 0) + len(request.data)
        return (request,)

    def hear(event):
        match event:
            case net.Received(link=link) if sent.get(link, 0) > owed.get(link, 0):
                count = sent[link] - owed.get(link, 0)
                owed[link] = sent[link]
                return (net.Acknowledged(link, count), event)
            case net.Acknowledged(link=link, count=count):
                late = max(0, owed.get(link, 0) + count - sent.get(link, 0))
                owed[link] = owed.get(link, 0) + count - late
                return (net.Acknowledged(link, count - late),) if count > late else ()
        return (event,)

    return ask, hear


ACKNOWLEDGED_BY_DATA = Paired(data_acknowledges)


def prompt_gone_for_good():
    """Show no prompt any more once it was switched off."""
    off = False

    def speak(piece):
        nonlocal off
        off = off or echoed(piece).upper() == b"AT+CIPSPRT=0"
        return () if off and piece == b"\r\n> " else (piece,)

    return speak


def second_connection_told_twice():
    """Report a connection after the first twice."""
    told = 0

    def speak(piece):
        nonlocal told
        told += piece == b"\r\nCONNECT OK\r\n"
        return (piece, (300 * MS, piece)) if told > 1 and piece == b"\r\nCONNECT OK\r\n" else (piece,)

    return speak


def datagram_confirmed_by_answer():
    """Hold SEND OK back on UDP until data has come from the far end."""
    udp = False
    held = []
    data = Data()

    def speak(piece):
        nonlocal udp
        is_data = data.told(piece)
        if echoed(piece).startswith(b"AT+CIPSTART"):
            udp = b'"UDP"' in piece
        if udp and piece == b"\r\nSEND OK\r\n":
            held.append(piece)
            return ()
        if held and is_data:
            return (held.pop(), piece)
        return (piece,)

    return speak


def cut_at_nul_on_udp():
    """Send a datagram only up to its first 0x00."""
    udp = set()

    def ask(request):
        match request:
            case net.Connect(link=link, protocol="UDP"):
                udp.add(link)
            case net.Send(link=link, data=data) if link in udp:
                return (replace(request, data=data.partition(b"\x00")[0]),)
        return (request,)

    return ask


def deaf_behind_server_close():
    """Put no data out once the server is closed, until there is another server or connection."""
    deaf = False
    data = Data()

    def speak(piece):
        nonlocal deaf
        is_data = data.told(piece)
        if piece == b"\r\nSERVER CLOSE\r\n":
            deaf = True
        elif re.match(rb"AT\+CIP(START|SERVER=1)", echoed(piece)):
            deaf = False
        return () if deaf and is_data else (piece,)

    return speak


def first_client_named():
    """Tell the first client's address for every client."""
    first = ""

    def hear(event):
        nonlocal first
        if isinstance(event, net.Incoming):
            first = first or event.address
            return (replace(event, address=first),)
        return (event,)

    return hear


def source_before():
    """Tell the source of each piece of data as that of the one before."""
    before = None

    def hear(event):
        nonlocal before
        if not isinstance(event, net.Received):
            return (event,)
        told, before = before or (event.address, event.port), (event.address, event.port)
        return (replace(event, address=told[0], port=told[1]),)

    return hear


def other_destination_once():
    """Send one datagram to the other destination, and the next to the usual one again."""
    used = None

    def ask(request):
        nonlocal used
        if isinstance(request, net.Send) and request.to is not None:
            again, used = request.to == used, request.to
            return (replace(request, to=None) if again else request,)
        return (request,)

    return ask


def other_ports_unheard():
    """Take no datagram from another port of the far end's address."""
    far_end = {}

    def hear(event):
        match event:
            case net.Connected(link=link, address=address, port=port):
                far_end[link] = (address, port)
            case net.Received(link=link, address=address, port=port) if link in far_end:
                known = far_end[link]
                return () if address == known[0] and port != known[1] else (event,)
        return (event,)

    return hear


def three_digits_of_length():
    """Tell the length in the IP head by its last three digits."""

    def speak(piece):
        return (re.sub(rb"(?<=\r\n\+IPD,)\d(?=\d{3}[:,])", b"", piece),)

    return speak


def nothing_fits(request):
    """Cut no blocks."""
    return (replace(request, size=None),)


def backspaces_done(data):
    """Let each backspace take back the byte before it, as on a command line."""
    out = bytearray()
    for byte in data:
        if byte == 0x08:
            del out[-1:]
        else:
            out.append(byte)
    return bytes(out)


def line_ends_completed(data):
    """Put a CR before each LF that has none."""
    return re.sub(rb"(?<!\r)\n", b"\r\n", data)


def first_escape_setting(module, *values):
    """AT+CIPCCFG: whether there is an escape sequence is settled by the first such command."""
    now = module.settings["cip.transfer"]
    given = values + now[len(values) :]
    if now != module.family.settings["cip.transfer"].default:
        given = (*given[:3], now[3], *given[4:])
    module.settings["cip.transfer"] = given
    return ok()


def usual_retries_later():
    """Send again as usual on every connection but the first."""
    return asked_too_often(net.Connect, 1, lambda request: (replace(request, resending=net.Resending()),))()


def second_low_late():
    """Drive DCD low 300 ms too late from the second time on."""
    low = 0

    def drive(line, high):
        nonlocal low
        if line == "DCD":
            low += not high
            if low > 1 and not high:
                return ((300 * MS, line, high),)
        return ((0, line, high),)

    return drive


def closed_untold_since_return():
    """Do not report the end of a connection whose data mode the host had left and come back to."""
    returned = False

    def speak(piece):
        nonlocal returned
        if echoed(piece).startswith(b"AT+CIPSTART"):
            returned = False
        elif echoed(piece) == b"ATO":
            returned = True
        return () if returned and piece == b"\r\nCLOSED\r\n" else (piece,)

    return speak


def second_return_untold():
    """Say nothing when the host comes back to data mode for the second time."""
    came_back = 0
    asked = False

    def speak(piece):
        nonlocal came_back, asked
        if echoed(piece):
            asked = echoed(piece) == b"ATO"
        elif asked and piece == b"\r\nCONNECT\r\n":
            asked = False
            came_back += 1
            return (piece,) if came_back == 1 else ()
        return (piece,)

    return speak


def ring_shorter_later():
    """End every pulse of RI but the first after half of its time."""
    pulses = 0

    def drive(line, high):
        nonlocal pulses
        if line != "RI":
            return ((0, line, high),)
        pulses += not high
        if pulses < 2:
            return ((0, line, high),)
        return () if high else ((0, line, False), (60 * MS, line, True))

    return drive


def one_message_told():
    """Report only the first of the messages that had to wait for the end of data mode."""
    told = 0
    waited = False

    def speak(piece):
        nonlocal told, waited
        if piece == b"\r\nCONNECT\r\n":
            waited, told = True, 0
        elif echoed(piece):
            waited = False
        elif waited and piece.startswith(b"\r\n+CMTI"):
            told += 1
            return (piece,) if told == 1 else ()
        return (piece,)

    return speak


def port_kept():
    """Use the last fixed local port still when none is fixed."""
    last = 0

    def ask(request):
        nonlocal last
        if isinstance(request, net.Connect):
            last = request.local_port or last
            return (replace(request, local_port=last),)
        return (request,)

    return ask


def port_of_first_connection_only():
    """Fix the local port of one connection only."""
    used = 0

    def ask(request):
        nonlocal used
        if isinstance(request, net.Connect) and request.local_port:
            again, used = request.local_port == used, request.local_port
            return (replace(request, local_port=0) if again else request,)
        return (request,)

    return ask


def client_gone_unheard():
    """Hear of the first client's close only."""
    gone = 0

    def hear(event):
        nonlocal gone
        if isinstance(event, net.PeerClosed) and event.link < 0:
            gone += 1
            return (event,) if gone == 1 else ()
        return (event,)

    return hear


DEFECTS = (
    Defect(
        id="sim7000-1-places-not-given-back",
        requirement="SIM7000-1-L1",
        sentence="Eight client connections can be open at the same time.",
        instead="The place of a connection that the server has closed stays taken: the ninth since power-on fails.",
        kind="repetition",
        change=Change(
            hears=heard_too_often(net.Connected, 8, lambda event: (net.ConnectFailed(event.link, "refused"),))
        ),
        probe="""
            server TCP
            given connected-multi server 0 7
            server closes 1
            send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-1-clients-counted-for-ever",
        requirement="SIM7000-1-L2",
        sentence="Seven clients can be connected to the server at the same time.",
        instead="Clients that have gone are still counted: the eighth client since power-on is not let in.",
        kind="repetition",
        change=Change(hears=heard_too_often(net.Incoming, 7, lambda event: ())),
        probe="""
            client TCP
            given listening-multi 5000
            client connects 5000
            client closes
            client connects 5000
            client closes
            client connects 5000
            client closes
            client connects 5000
            client closes
            client connects 5000
            client closes
            client connects 5000
            client closes
            client connects 5000
            client closes
            client connects 5000
        """,
    ),
    Defect(
        id="sim7000-2-multi-for-good",
        requirement="SIM7000-2-R1",
        sentence="AT+CIPMUX=0 leads to single connection mode.",
        instead="After AT+CIPMUX=1 it answers OK and changes nothing.",
        kind="repetition",
        change=Change(commands=(Command("+CIPMUX", write=form(multi_for_good, Int(0, 1))),)),
        probe="""
            server TCP
            given ip-status-multi
            send AT+CIPSHUT
            send AT+CIPMUX=0
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-2.1-transparent-once-connected",
        requirement="SIM7000-2.1-R1",
        sentence="AT+CIPMODE=0 leads to non-transparent mode.",
        instead="Once there was a connection it answers OK, and the next connection leads to data mode again.",
        kind="repetition",
        change=Change(commands=(Command("+CIPMODE", write=form(transparent_since_connected, Int(0, 1))),)),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPMODE=0
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-2.1.1-ctrl-z-behind-line-end",
        requirement="SIM7000-2.1.1-R4",
        sentence="Ctrl-Z ends what is typed, and is not sent.",
        instead="Behind CR LF it is sent as well.",
        kind="binary",
        change=Change(asks=leaving(ctrl_z_behind_line_end)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type hello<CR><LF><Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7000-2.1.1-rest-of-a-kilobyte-lost",
        requirement="SIM7000-2.1.1-R6",
        sentence="Data from the server is put out.",
        instead="Of a piece of more than 1024 bytes the rest is lost.",
        kind="binary",
        change=Change(hears=arriving(lambda data: data[:1024])),
        probe="""
            server TCP
            given connected server
            server sends <1024 bytes>
            server sends <1025 bytes>
        """,
    ),
    Defect(
        id="sim7000-2.1.1-close-behind-data-unheard",
        requirement="SIM7000-2.1.1-U2",
        sentence="CLOSED is reported when the server closes the connection.",
        instead="It is not if the last thing that came was data: the connection is then kept for alive.",
        kind="one at a time",
        change=Change(hears=close_behind_data_unheard),
        probe="""
            server TCP
            given connected server
            server sends goodbye
            server closes
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-2.1.1-data-taken-for-acknowledgement",
        requirement="SIM7000-2.1.1-R12",
        sentence="SEND OK on TCP means that the far end has the data.",
        instead="It comes as soon as data arrives from the far end, acknowledged or not.",
        kind="timing",
        change=Change(asks=ACKNOWLEDGED_BY_DATA.asks, hears=ACKNOWLEDGED_BY_DATA.hears),
        probe="""
            server TCP
            given connected server
            server stops acknowledging
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            server sends something else
            server acknowledges
        """,
    ),
    Defect(
        id="sim7000-2.1.1-prompt-gone-for-good",
        requirement="SIM7000-2.1.1-R11",
        sentence="AT+CIPSPRT sets whether the prompt is shown.",
        instead="Once switched off it is never shown again.",
        kind="repetition",
        change=Change(speaks=prompt_gone_for_good),
        probe="""
            server TCP
            given connected server
            send AT+CIPSPRT=0
            send AT+CIPSPRT=1
            send AT+CIPSEND
        """,
    ),
    Defect(
        id="sim7000-2.1.1-still-attached",
        requirement="SIM7000-2.1.1-R1",
        sentence="AT+CGATT? tells whether the module is attached.",
        instead="Asked for the first time after the network has detached it, it still says 1.",
        kind="timing",
        change=Change(lines=(Line(r"\+CGATT: 0", "+CGATT: 1", times=1),)),
        probe="""
            send AT+CGATT?
            network detach
            send AT+CGATT?
            send AT+CGATT?
        """,
    ),
    Defect(
        id="sim7000-2.1.1-second-connection-told-twice",
        requirement="SIM7000-2.1.1-U1",
        sentence="CONNECT OK reports that the connection is up.",
        instead="From the second connection on it is reported twice.",
        kind="repetition",
        change=Change(speaks=second_connection_told_twice),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-2.1.2-waits-for-an-answer",
        requirement="SIM7000-2.1.2-R2",
        sentence="SEND OK on UDP tells only that the data has been sent, whether or not it arrives.",
        instead="It comes with the first data from the server, and not at all without.",
        kind="timing",
        change=Change(speaks=datagram_confirmed_by_answer),
        probe="""
            server UDP
            given connected server
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 3
            server sends hello yourself
        """,
    ),
    Defect(
        id="sim7000-2.1.2-cut-at-nul",
        requirement="SIM7000-2.1.2-E1",
        sentence="What is typed is sent to the server as a datagram.",
        instead="It ends before the first 0x00.",
        kind="binary",
        change=Change(asks=cut_at_nul_on_udp),
        probe="""
            server UDP
            given connected server
            send AT+CIPSEND
            type one<0x00>two<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7000-2.1.3-deaf-behind-server-close",
        requirement="SIM7000-2.1.3-R6",
        sentence="AT+CIPSERVER=0 leaves the connection with the client as it is.",
        instead="It sends still, but what the client sends is no longer put out.",
        kind="one at a time",
        change=Change(speaks=deaf_behind_server_close),
        probe="""
            client TCP
            given listening 5000
            client connects 5000
            client sends before
            send AT+CIPSERVER=0
            client sends behind
        """,
    ),
    Defect(
        id="sim7000-2.1.3-second-server-stays",
        requirement="SIM7000-2.1.3-R4",
        sentence="AT+CIPSERVER=0 ends listening.",
        instead="The second time the port stays open: clients can connect, and nothing is reported.",
        kind="repetition",
        change=Change(asks=asked_too_often(net.StopListening, 1, lambda request: ())),
        probe="""
            client TCP
            given listening 5000
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,5000
            send AT+CIPSERVER=0
            client connects 5000
        """,
    ),
    Defect(
        id="sim7000-2.1.3-first-client-named",
        requirement="SIM7000-2.1.3-U1",
        sentence="The address of the client that has connected is reported.",
        instead="Every client is reported with the address of the first.",
        kind="repetition",
        change=Change(hears=first_client_named),
        probe="""
            client TCP
            otherclient TCP
            given listening 5000
            client connects 5000
            client closes
            otherclient connects 5000
        """,
    ),
    Defect(
        id="sim7000-2.1.3-not-listening-again",
        requirement="SIM7000-2.1.3-S1",
        sentence="With the server up and no client the state is SERVER LISTENING.",
        instead="Once a client has gone it is TCP CLOSED, while the server listens.",
        kind="repetition",
        change=Change(
            speaks=after(rb"^\r\nCLOSED\r\n", rb"STATE: SERVER LISTENING", b"STATE: TCP CLOSED", rb"AT\+CIPSHUT")
        ),
        probe="""
            client TCP
            given listening 5000
            send AT+CIPSTATUS
            client connects 5000
            client closes
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-2.1.4-source-of-the-one-before",
        requirement="SIM7000-2.1.4-R3",
        sentence="With AT+CIPSRIP=1 the source of received data is told.",
        instead="It is the source of the datagram before.",
        kind="two at once",
        change=Change(hears=source_before),
        probe="""
            server UDP
            second UDP
            given connected server
            send AT+CIPSRIP=1
            send AT+CIPUDPMODE=1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            server sends one
            second sends two
            server sends three
        """,
    ),
    Defect(
        id="sim7000-2.1.4-other-destination-once",
        requirement="SIM7000-2.1.4-R7",
        sentence="AT+CIPUDPMODE=2 sets where data goes from then on.",
        instead="Only the first datagram goes there.",
        kind="repetition",
        change=Change(asks=other_destination_once),
        probe="""
            server UDP
            second UDP
            given connected server
            send AT+CIPUDPMODE=1
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 1
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7000-2.1.4-other-ports-unheard",
        requirement="SIM7000-2.1.4-R1",
        sentence="In UDP extended mode data is taken from every address and port.",
        instead="From the address of AT+CIPSTART it is taken from that port only.",
        kind="two at once",
        change=Change(hears=other_ports_unheard),
        probe="""
            server UDP
            between UDP
            second UDP
            given connected server
            send AT+CIPUDPMODE=1
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            second sends from another port
        """,
    ),
    Defect(
        id="sim7000-2.1.4-length-of-three-digits",
        requirement="SIM7000-2.1.4-U1",
        sentence="The IP head tells how many bytes follow.",
        instead="Of a length of four digits the first is left out.",
        kind="binary",
        change=Change(speaks=three_digits_of_length),
        probe="""
            server UDP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSRIP=1
            send AT+CIPUDPMODE=1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            server sends <999 bytes>
            server sends <1234 bytes>
        """,
    ),
    Defect(
        id="sim7000-2.2.1-backspace-takes-back",
        requirement="SIM7000-2.2.1-R2",
        sentence="All that is typed in data mode is data.",
        instead="A 0x08 is not sent, and takes back the byte before it.",
        kind="binary",
        change=Change(asks=leaving(backspaces_done)),
        probe="""
            server TCP
            given data-mode server
            type abc<0x08>def
            wait 2
        """,
    ),
    Defect(
        id="sim7000-2.2.1-line-ends-completed",
        requirement="SIM7000-2.2.1-R3",
        sentence="In data mode data from the far end is put out as it is.",
        instead="A CR is put before each LF that has none.",
        kind="binary",
        change=Change(speaks=in_data_mode(line_ends_completed)),
        probe="""
            server TCP
            given data-mode server
            server sends one<LF>two<CR><LF>three
        """,
    ),
    Defect(
        id="sim7000-2.2.1-swallows-what-looks-like-a-line",
        requirement="SIM7000-2.2.1-R3",
        sentence="In data mode data from the far end is put out as it is.",
        instead="Data that looks like a result between line ends is taken for one of the module's and left out.",
        kind="binary",
        change=Change(speaks=in_data_mode(lambda data: data.replace(b"\r\nERROR\r\n", b""))),
        probe="""
            server TCP
            given data-mode server
            server sends one<CR><LF>ERROR<CR><LF>two
        """,
    ),
    Defect(
        id="sim7000-2.2.2-blocks-not-cut",
        requirement="SIM7000-2.2.2-R4",
        sentence="SendSz is the size of the blocks in which what is typed is sent.",
        instead="Several blocks that are there at once are sent in one.",
        kind="binary",
        change=Change(asks=asked_too_often(net.Send, 0, nothing_fits)),
        probe="""
            server UDP
            send AT+CIPCCFG=5,2,100,1
            send AT+CIPMODE=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            type <300 bytes>
            wait 2
        """,
    ),
    Defect(
        id="sim7000-2.2.2-escape-settled-once",
        requirement="SIM7000-2.2.2-R5",
        sentence="The fourth parameter of AT+CIPCCFG switches the escape sequence on and off.",
        instead="Only the first such command does; later ones change the other parameters.",
        kind="repetition",
        change=Change(
            commands=(
                Command(
                    "+CIPCCFG",
                    write=form(first_escape_setting, Int(3, 8), Int(1, 10), Int(1, 1460), *(Int(0, 1, default=0),) * 2),
                ),
            )
        ),
        probe="""
            server TCP
            send AT+CIPCCFG=5,3,1024,1
            send AT+CIPCCFG=5,2,1024,0
            send AT+CIPMODE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            wait 2
            type +++
            wait 3
        """,
    ),
    Defect(
        id="sim7000-2.2.2-retries-of-first-connection",
        requirement="SIM7000-2.2.2-R3",
        sentence="NmRetry is how often a packet is sent again.",
        instead="It holds for the first connection only; all others try as often as by default.",
        kind="repetition",
        change=Change(asks=usual_retries_later),
        probe="""
            server TCP
            send AT+CIPCCFG=3,2,1024,1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server stops acknowledging
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 200
        """,
    ),
    Defect(
        id="sim7000-2.2.3-no-transparent-server",
        requirement="SIM7000-2.2.3-R2",
        sentence="In transparent mode the module can be a server too.",
        instead="AT+CIPSERVER=1 is refused there.",
        kind="one at a time",
        change=Change(figures={"transparent_server": False}),
        probe="""
            given ip-status
            send AT+CIPMODE=1
            send AT+CIPSERVER=1,5000
        """,
    ),
    Defect(
        id="sim7000-2.2.3-second-carrier-late",
        requirement="SIM7000-2.2.3-R4",
        sentence="DCD goes low when CONNECT is reported.",
        instead="From the second connection on it goes low 300 ms later.",
        kind="timing",
        change=Change(drives=second_low_late),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-2.2.3-close-untold-since-return",
        requirement="SIM7000-2.2.3-U1",
        sentence="CLOSED is reported when the server closes the connection in data mode.",
        instead="It is not, if the host had left data mode and come back.",
        kind="repetition",
        change=Change(speaks=closed_untold_since_return),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
            server closes
        """,
    ),
    Defect(
        id="sim7000-2.2.3-second-told-otherwise",
        requirement="SIM7000-2.2.3-R3",
        sentence="A connection in transparent mode is reported by CONNECT.",
        instead="From the second on it is reported by CONNECT OK.",
        kind="repetition",
        change=Change(speaks=after(rb"^\r\nCLOSED\r\n", rb"^\r\nCONNECT\r\n", b"\r\nCONNECT OK\r\n", rb"^ATO\r")),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-2.2.4-pluses-counted-together",
        requirement="SIM7000-2.2.4-T1",
        sentence="Up to a second may pass between one plus sign and the next.",
        instead="All three have to come within a second.",
        kind="timing",
        change=Change(figures={"escape_gap": 499 * MS}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +
            wait 0.7
            type +
            wait 0.7
            type +
            wait 3
        """,
    ),
    Defect(
        id="sim7000-2.2.4-lone-plus-lost",
        requirement="SIM7000-2.2.4-R3",
        sentence="Plus signs with more than a second between them are data.",
        instead="One that stands alone is lost.",
        kind="timing",
        change=Change(asks=leaving(lambda data: b"" if data == b"+" else data)),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type ++
            wait 1.5
            type +
            wait 3
        """,
    ),
    Defect(
        id="sim7000-2.2.4-dtr-in-whole-seconds",
        requirement="SIM7000-2.2.4-T2",
        sentence="DTR low for a second or more, and then high, leads to command mode.",
        instead="It has to be low for two seconds.",
        kind="timing",
        change=Change(figures={"dtr_low": 2 * SECOND}),
        probe="""
            server TCP
            line DTR high
            given ip-status
            send AT&D1
            send AT+CIPMODE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            line DTR low
            wait 1.5
            line DTR high
            wait 1
        """,
    ),
    Defect(
        id="sim7000-2.2.4-second-return-untold",
        requirement="SIM7000-2.2.4-R8",
        sentence="ATO leads back to data mode, and CONNECT is reported.",
        instead="The second time it leads there without a word.",
        kind="repetition",
        change=Change(speaks=second_return_untold),
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
            server sends hello
        """,
    ),
    Defect(
        id="sim7000-2.2.4-second-client-gone-unheard",
        requirement="SIM7000-2.2.4-R6",
        sentence="A server's module leaves data mode when the client closes the connection.",
        instead="It stays in data mode when the second client does.",
        kind="repetition",
        change=Change(hears=client_gone_unheard),
        probe="""
            client TCP
            given ip-status
            send AT+CIPMODE=1
            send AT+CIPSERVER=1,5000
            client connects 5000
            client closes
            client connects 5000
            client closes
            send AT
        """,
    ),
    Defect(
        id="sim7000-2.2.4-second-deactivation-untold",
        requirement="SIM7000-2.2.4-U1",
        sentence="A deactivation of the context is reported.",
        instead="Only the first one is.",
        kind="repetition",
        change=Change(lines=(Line(r"\+PDP: DEACT", None, spared=1),)),
        probe="""
            server TCP
            given data-mode server
            network withdraw-context
            send AT+CIPSHUT
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            network withdraw-context
        """,
    ),
    Defect(
        id="sim7000-2.2.5-second-ring-short",
        requirement="SIM7000-2.2.5-T1",
        sentence="RI goes low for 120 ms when a short message comes.",
        instead="From the second message on it is 60 ms.",
        kind="timing",
        change=Change(drives=ring_shorter_later),
        probe="""
            network deliver-message
            network deliver-message
        """,
    ),
    Defect(
        id="sim7000-2.2.5-one-message-told",
        requirement="SIM7000-2.2.5-R1",
        sentence="Messages that came in data mode are reported once it is left.",
        instead="Of several only the first is.",
        kind="repetition",
        change=Change(speaks=one_message_told),
        probe="""
            server TCP
            given data-mode server
            network deliver-message
            network deliver-message
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim7000-2.3-port-kept",
        requirement="SIM7000-2.3-R1",
        sentence="With AT+CLPORT at 0 the local port is any.",
        instead="After another value 0 changes nothing, and a UDP port holds for TCP too.",
        kind="repetition",
        change=Change(asks=port_kept),
        probe="""
            server UDP
            send AT+CLPORT="UDP",8888
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPCLOSE
            send AT+CLPORT="UDP",0
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7000-2.3-port-of-first-connection",
        requirement="SIM7000-2.3-R2",
        sentence="The local port of a client is the one that AT+CLPORT gives.",
        instead="It is for the first connection only; the next one has another.",
        kind="repetition",
        change=Change(asks=port_of_first_connection_only),
        probe="""
            server UDP
            send AT+CLPORT="UDP",8888
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
)
