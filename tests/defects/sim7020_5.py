"""SIM7020 note, chapter 5: the sockets of AT+CSOC."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from weakref import WeakKeyDictionary

from atconform.base.units import SECOND
from atconform.emulator.core.command import Command, Form
from atconform.emulator.core.module import Module
from atconform.emulator.core.replies import PENDING, Reply, error, ok
from atconform.emulator.cso import connect as connecting
from atconform.emulator.cso import receive, retention, server, sockets
from atconform.emulator.cso import send as sending
from atconform.emulator.cso.bearer import CONTEXT
from atconform.emulator.cso.push import push
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020 import (
    Misheard,
    counted_on,
    dropped,
    held_back,
    missed,
    received,
    sent,
    sent_on,
    seven_bits,
    up_to_zero,
)
from tests.defects.seams import Change, Line


def deaf_clients_beside_a_server():
    """Hear nothing more of the module's own connections once a server has a client."""
    served = False

    def hear(event):
        nonlocal served
        served = served or isinstance(event, net.Incoming)
        return () if served and isinstance(event, net.Received) and event.link > 0 else (event,)

    return hear


def closes_the_one_before():
    """Give up the connection before, from the second on."""
    last = None

    def ask(request):
        nonlocal last
        if not isinstance(request, net.Connect):
            return (request,)
        before, last = last, request.link
        return (request,) if before is None else (net.Close(before), request)

    return ask


MADE: WeakKeyDictionary[sockets.Sockets, int] = WeakKeyDictionary()
"""How many sockets have been made since the start, which makes the parts of a module anew."""


def made_five_times(module: Module, *values: int) -> Reply:
    """Make a socket, as long as five have not been made since the start."""
    known = sockets.sockets(module)
    MADE[known] = MADE.get(known, 0) + 1
    return error() if MADE[known] > 5 else sockets.create(module, *values)


def with_write(commands: tuple[Command, ...], name: str, run: Callable[..., Reply]) -> Command:
    """Make a command whose write form runs something else; all the rest is as it should be."""
    usual = next(command for command in commands if command.name == name)
    assert isinstance(usual.write, Form)
    return replace(usual, write=replace(usual.write, run=run))


def on_its_socket(run: Callable[..., Reply]) -> Callable[..., Reply]:
    """Find the socket that is named, for what runs in a write form."""
    return sockets.on_socket(run).run


LEAKY = with_write(sockets.COMMANDS, "+CSOC", made_five_times)


def raw_in_transparent_mode():
    """Put received data of a socket out as it is once AT+CIPMODE=1 was given."""
    transparent = False

    def speak(piece):
        nonlocal transparent
        if piece.startswith(b"AT+CIPMODE="):
            transparent = piece == b"AT+CIPMODE=1\r"
        found = re.fullmatch(rb"\r\n\+CSONMI: \d,\d+,([0-9A-F]+)\r\n", piece)
        return (bytes.fromhex(found[1].decode()) if transparent and found else piece,)

    return speak


def kind_of_before(found, earlier):
    """Make a socket of the kind that the last one had."""
    return (earlier or [found])[0][0]


def stays_udp(found, earlier):
    """Make UDP sockets only, as soon as there was one."""
    return b"AT+CSOC=1,2,1" if any(b",2," in match[0] for match in earlier) else found[0]


def connect_at_once(module: Module, socket: sockets.Socket, port: int, host: str) -> Reply:
    """Confirm a connection as soon as it is asked for."""
    reply = connecting.connect(module, socket, port, host)
    if reply is PENDING:
        socket.conclude(ok())
    return reply


def port_of_before():
    """Connect to the port of the connection before."""
    last = None

    def ask(request):
        nonlocal last
        if isinstance(request, net.Connect):
            before, last = last, request.port
            request = replace(request, port=before or request.port)
        return (request,)

    return ask


def up_to_comma(data: bytes) -> bytes:
    """Take the comma in a text for the end of the parameter."""
    return data.partition(b",")[0] or data


def up_to_255(data: bytes) -> bytes:
    """Count the length in a byte: at most 255."""
    return data[:255]


def without_substitute(data: bytes) -> bytes:
    """Swallow Ctrl-Z."""
    return data.replace(b"\x1a", b"") or data


def modulo_128(data: bytes) -> bytes:
    """Count the digits in a byte: two for each byte of data."""
    return data[: len(data) % 128] if len(data) >= 128 else data


def with_translated_line_ends(data: bytes) -> bytes:
    """Take CR LF for a line end of the host, and send LF."""
    return data.replace(b"\r\n", b"\n")


def datagram_in_two():
    """Send what is longer than 256 bytes in two datagrams."""

    def ask(request):
        if isinstance(request, net.Send) and len(request.data) > 256:
            return replace(request, data=request.data[:256]), replace(request, data=request.data[256:])
        return (request,)

    return ask


def second_server(module: Module, socket: sockets.Socket) -> Reply:
    """Listen, whatever listens already."""
    if not socket.machine.permits("CSOLIS"):
        return error()
    socket.machine.pull("CSOLIS")
    socket.link = module.new_link()
    socket.answer = module.interpreter.defer()
    module.ask(net.Listen(socket.link, CONTEXT, socket.local_port))
    return PENDING


def clients_end_with_the_server():
    """Close a server's clients with the server."""
    clients: list[int] = []

    def hear(event):
        if isinstance(event, net.Incoming):
            clients.append(event.link)
        return (event,)

    def ask(request):
        if isinstance(request, net.StopListening):
            return (request, *(net.Close(link) for link in clients))
        return (request,)

    def hears():
        clients.clear()
        return hear

    return {"hears": hears, "asks": lambda: ask}


class FirstFetched(receive.Receiving):
    """Keeps the data of socket 0 only until it is fetched."""

    def network_event(self, event: net.NetworkEvent) -> None:
        """Receive data from the network."""
        if isinstance(event, net.Received):
            socket = sockets.sockets(self.module).by_link(event.link)
            if socket is not None and socket.number:
                push(self.module, socket, event.data)
                return
        super().network_event(event)


def forgetting(setting: str):
    """Make an AT+CSOCL that puts a setting back."""

    def close(module: Module, socket: sockets.Socket) -> Reply:
        module.settings[setting] = 0
        return sockets.close(module, socket)

    return (with_write(sockets.COMMANDS, "+CSOCL", on_its_socket(close)),)


def fetched_up_to_zero():
    """End what is fetched as it is before its first 0x00; the length told is right."""

    def speak(piece):
        found = re.fullmatch(rb"(?s)(\r\n\+CSORXGET: 2,\d,\d+,\d+\r\n)(.*)(\r\nOK\r\n)", piece)
        return (found[1] + found[2].partition(b"\x00")[0] + found[3] if found else piece,)

    return speak


def left_as_before():
    """Tell as left what there was before the reading, from the second reading on."""
    met = 0

    def told(found):
        nonlocal met
        met += 1
        read, left = int(found[2]), int(found[3])
        return found[1] + b"%d,%d" % (read, left + (read if met > 1 else 0))

    return lambda piece: (re.sub(rb"(\r\n\+CSORXGET: 2,\d,)(\d+),(\d+)", told, piece),)


def short_digits():
    """Give bytes below 0x10 one digit in what is fetched."""

    def speak(piece):
        found = re.fullmatch(rb"(\r\n\+CSORXGET: 3,\d,\d+,\d+\r\n)([0-9A-F]*)(\r\nOK\r\n)", piece)
        if found is None:
            return (piece,)
        digits = "".join(f"{byte:X}" for byte in bytes.fromhex(found[2].decode()))
        return (found[1] + digits.encode() + found[3],)

    return speak


def short_digits_shown():
    """Give bytes below 0x10 one digit in +CSONMI, and count what is printed."""

    def speak(piece):
        found = re.fullmatch(rb"(\r\n\+CSONMI: \d,)\d+,([0-9A-F]+)\r\n", piece)
        if found is None:
            return (piece,)
        digits = "".join(f"{byte:X}" for byte in bytes.fromhex(found[2].decode()))
        return (found[1] + f"{len(digits)},{digits}\r\n".encode(),)

    return speak


def fetched_from_the_other():
    """Fetch from socket 0 when socket 1 is named."""
    misheard = Misheard(
        rb"AT\+CSORXGET=([23]),1,(\d+)", lambda found, _: b"AT+CSORXGET=" + found[1] + b",0," + found[2]
    )

    def speaks():
        echo, on = misheard.speaks(), False

        def speak(piece):
            nonlocal on
            for said in echo(piece):
                if said.endswith(b"\r"):
                    on = re.match(rb"AT\+CSORXGET=[23],1,", said) is not None
                elif on:
                    said = re.sub(rb"(\r\n\+CSORXGET: [23],)0,", rb"\g<1>1,", said)
                yield said

        return speak

    return {"listens": misheard.listens, "speaks": speaks}


def length_in_a_byte():
    """Tell the length of what is shown modulo 256."""

    def told(found):
        return found[1] + b"%d," % (int(found[2]) % 256)

    return lambda piece: (re.sub(rb"(\r\n\+CSONMI: \d,)(\d+),", told, piece),)


def mute_after_the_first_link():
    """Send nothing more once the first link has been closed."""
    closed = False

    def ask(request):
        nonlocal closed
        closed = closed or (isinstance(request, net.Close) and request.link == 1)
        return () if closed and isinstance(request, net.Send) else (request,)

    return ask


def exchanged_when_both():
    """Tell the data of links 1 and 2 under each other's number, once both have received some."""
    seen: set[int] = set()

    def hear(event):
        if isinstance(event, net.Received) and event.link in (1, 2):
            seen.add(event.link)
            if len(seen) == 2:
                event = replace(event, link=3 - event.link)
        return (event,)

    return hear


def text_taken_for_digits(found, _earlier):
    """Take a text of digits for digits, although its length is 0."""
    return found[1] + b"%d" % len(found[2]) + b',"' + found[2] + b'"'


def told_before_acknowledged(module: Module, socket: sockets.Socket, length: int, written: str) -> Reply:
    """Report data as soon as it is sent."""
    reply = sending.send(module, socket, length, written)
    if reply.result == "OK" and reply.code is None and socket.sendings and module.settings["cso.report_sent"]:
        last = socket.sendings[-1]
        last.reported = False
        return ok(then=lambda: module.announce(f"SEND: {socket.number},{last.length}"))
    return reply


def told_after_a_while():
    """Report data a second and a half after it was sent, acknowledged or not."""
    length, flag, told = 0, False, 0

    def speak(piece):
        nonlocal length, flag, told
        if piece.startswith(b"AT+CSOSENDFLAG="):
            flag = piece == b"AT+CSOSENDFLAG=1\r"
        found = re.fullmatch(rb'AT\+CSOSEND=0,0,"(.*)"\r', piece)
        if found:
            length = len(found[1])
        elif length and flag and piece == b"\r\nOK\r\n":
            line, length = b"\r\nSEND: 0,%d\r\n" % length, 0
            told += 1
            return (piece, (3 * SECOND // 2, line))
        elif told and piece.startswith(b"\r\nSEND: 0,"):
            told -= 1
            return ()
        return (piece,)

    return speak


def merged_under_the_first():
    """Tell all that arrives under the link that received something first."""
    first = None

    def hear(event):
        nonlocal first
        if isinstance(event, net.Received):
            first = first or event.link
            event = replace(event, link=first)
        return (event,)

    return hear


class FirstKept(retention.Retention):
    """Keeps one socket only."""

    def entering_deep_sleep(self) -> None:
        """Keep the first connected UDP socket."""
        super().entering_deep_sleep()
        if "cso" in self.module.retained:
            self.module.retained["cso"] = self.module.retained["cso"][:1]


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


TWO_TCP = """
    server TCP
    second TCP
    given connected-socket server 0
    given connected-socket second 1
"""
TWO_CLIENTS = """
    client TCP
    other-client TCP
    given listening-socket 5000
    client connects 5000
    other-client connects 5000
"""
SENDING = """
    server TCP
    given connected-socket server 0
"""

DEFECTS = (
    Defect(
        id="sim7020-5.1-own-connections-deaf-beside-server",
        requirement="SIM7020EN-5.1-R1",
        sentence="Client connections and one server work beside each other.",
        instead="Once the server has a client, the module's own connections receive nothing.",
        kind="two at once",
        change=Change(hears=deaf_clients_beside_a_server),
        probe="""
            server TCP
            client TCP
            given connected-socket server 0
            send AT+CSOC=1,1,1
            send AT+CSOB=1,5000
            send AT+CSOLIS=1
            client connects 5000
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-5.1-second-connection-ends-first",
        requirement="SIM7020EN-5.1-R1",
        sentence="Several clients are connected at the same time.",
        instead="A second connection ends the first.",
        kind="two at once",
        change=Change(asks=closes_the_one_before),
        probe=TWO_TCP,
    ),
    Defect(
        id="sim7020-5.1-one-socket-less",
        requirement="SIM7020EN-5.1-L1",
        sentence="So many sockets can exist at a time, of TCP or UDP.",
        instead="One less than there should be.",
        kind="two at once",
        change=Change(figures={"sockets": 4}),
        probe="""
            send AT+CSOC=1,1,1
            send AT+CSOC=1,2,1
            send AT+CSOC=1,1,1
            send AT+CSOC=1,2,1
            send AT+CSOC=1,1,1
        """,
    ),
    Defect(
        id="sim7020-5.1-places-not-given-back",
        requirement="SIM7020ZH-5.1-L1",
        sentence="Five sockets can exist at a time.",
        instead="Five can be made altogether: one that was closed still counts.",
        kind="repetition",
        change=Change(commands=(LEAKY,)),
        probe="""
            send AT+CSOC=1,1,1
            send AT+CSOCL=0
            send AT+CSOC=1,1,1
            send AT+CSOC=1,1,1
            send AT+CSOC=1,1,1
            send AT+CSOC=1,1,1
            send AT+CSOC=1,1,1
        """,
    ),
    Defect(
        id="sim7020-5.1-sockets-transparent",
        requirement="SIM7020ZH-5.1-R1",
        sentence="The sockets have no transparent mode.",
        instead="With AT+CIPMODE=1 what they receive is put out as it is.",
        kind="binary",
        change=Change(speaks=raw_in_transparent_mode),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CIPMODE=1
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-5.1-all-under-the-first",
        requirement="SIM7020ZH-5.1-R3",
        sentence="Several clients are possible without anything being set.",
        instead="All that arrives is told under the first socket that received something.",
        kind="two at once",
        change=Change(hears=merged_under_the_first),
        probe=TWO_TCP
        + """
            server sends hello
            second sends world
        """,
    ),
    Defect(
        id="sim7020-5.2-tcp-after-udp-is-udp",
        requirement="SIM7020EN-5.2-R1",
        sentence="The type 1 makes a TCP socket.",
        instead="After a UDP socket was made it makes a UDP one.",
        kind="repetition",
        change=Change(**Misheard(rb"AT\+CSOC=1,[12],1", stays_udp).change()),
        probe="""
            server TCP
            send AT+CSOC=1,2,1
            send AT+CSOCL=0
            send AT+CSOC=1,1,1
            send AT+CSOCON=0,{server.port},"{server.ip}"
        """,
    ),
    Defect(
        id="sim7020-5.2-connected-too-early",
        requirement="SIM7020EN-5.2-R2",
        sentence="The OK says that the connection stands.",
        instead="It comes when the connection is asked for.",
        kind="timing",
        change=Change(commands=(with_write(connecting.COMMANDS, "+CSOCON", on_its_socket(connect_at_once)),)),
        probe=SENDING,
    ),
    Defect(
        id="sim7020-5.2-port-of-before",
        requirement="SIM7020EN-5.2-R2",
        sentence="The port is the one that is given.",
        instead="It is that of the connection before.",
        kind="repetition",
        change=Change(asks=port_of_before),
        probe="""
            server TCP
            second TCP
            third TCP
            given connected-socket second 0
            send AT+CSOCL=0
            send AT+CSOC=1,1,1
            send AT+CSOCON=0,{third.port},"{third.ip}"
        """,
    ),
    Defect(
        id="sim7020-5.2-text-up-to-comma",
        requirement="SIM7020EN-5.2-R3",
        sentence="All that stands between the quotation marks is sent.",
        instead="A comma in it ends it.",
        kind="binary",
        change=Change(asks=sent(up_to_comma)),
        probe=SENDING + 'send AT+CSOSEND=0,0,"one,two"',
    ),
    Defect(
        id="sim7020-5.2-text-up-to-255",
        requirement="SIM7020EN-5.2-R3",
        sentence="All that stands between the quotation marks is sent.",
        instead="It is sent up to 255 characters.",
        kind="binary",
        change=Change(asks=sent(up_to_255)),
        probe=SENDING + f'send AT+CSOSEND=0,0,"{"x" * 260}"',
    ),
    Defect(
        id="sim7020-5.2-second-close-only-said",
        requirement="SIM7020EN-5.2-R4",
        sentence="The socket is closed.",
        instead="The second time the command only says so, and the far end stays connected.",
        kind="repetition",
        change=Change(asks=dropped(net.Close, 2)),
        probe=TWO_TCP
        + """
            send AT+CSOCL=0
            send AT+CSOCL=1
        """,
    ),
    Defect(
        id="sim7020-5.2-second-sending-lost",
        requirement="SIM7020EN-5.2-E1",
        sentence="What is sent and confirmed reaches the far end.",
        instead="The second sending is confirmed only.",
        kind="repetition",
        change=Change(asks=dropped(net.Send, 2)),
        probe=SENDING
        + """
            send AT+CSOSEND=0,0,"one"
            send AT+CSOSEND=0,0,"two"
            send AT+CSOCL=0
        """,
    ),
    Defect(
        id="sim7020-5.3-udp-beside-tcp-is-tcp",
        requirement="SIM7020EN-5.3-R1",
        sentence="The type 2 makes a UDP socket.",
        instead="Beside a TCP socket it makes another of those.",
        kind="two at once",
        change=Change(**Misheard(rb"AT\+CSOC=1,[12],1", kind_of_before).change()),
        probe="""
            server TCP
            second UDP
            given connected-socket server 0
            send AT+CSOC=1,2,1
            send AT+CSOCON=1,{second.port},"{second.ip}"
            send AT+CSOSEND=1,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.3-datagram-in-two",
        requirement="SIM7020EN-5.3-R2",
        sentence="What one command sends is one datagram.",
        instead="What is longer than 256 bytes goes in two.",
        kind="binary",
        change=Change(asks=datagram_in_two),
        probe="""
            server UDP
            given connected-socket server 0
        """
        + f'send AT+CSOSEND=0,0,"{"x" * 300}"',
    ),
    Defect(
        id="sim7020-5.3-second-peer-gets-nothing",
        requirement="SIM7020EN-5.3-R2",
        sentence="Data goes to the peer that the socket was connected to.",
        instead="Of two UDP sockets both send to the peer of the first.",
        kind="two at once",
        change=Change(asks=sent_on(1, 2)),
        probe="""
            server UDP
            second UDP
            given connected-socket server 0
            given connected-socket second 1
            send AT+CSOSEND=1,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.4-second-binding-ignored",
        requirement="SIM7020EN-5.4-R2",
        sentence="Clients connect to the port that was bound.",
        instead="A socket that is bound again keeps the port that it was bound to first.",
        kind="repetition",
        change=Change(**Misheard(rb"AT\+CSOB=0,.*", kind_of_before).change()),
        probe="""
            client TCP
            send AT+CSOC=1,1,1
            send AT+CSOB=0,5000
            send AT+CSOB=0,6000
            send AT+CSOLIS=0
            client connects 6000
        """,
    ),
    Defect(
        id="sim7020-5.4-server-once",
        requirement="SIM7020EN-5.4-R1",
        sentence="After the three commands the server waits for a client.",
        instead="A server that is set up again is never told of one.",
        kind="repetition",
        change=Change(hears=missed(net.Incoming, 2)),
        probe="""
            client TCP
            other-client TCP
            given listening-socket 5000
            client connects 5000
            send AT+CSOCL=1
            send AT+CSOCL=0
            send AT+CSOC=1,1,1
            send AT+CSOB=0,5000
            send AT+CSOLIS=0
            other-client connects 5000
        """,
    ),
    Defect(
        id="sim7020-5.4-first-client-missed",
        requirement="SIM7020EN-5.4-L1",
        sentence="The server accepts a client.",
        instead="The first one that connects is not noticed, only the second.",
        kind="one at a time",
        change=Change(hears=missed(net.Incoming, 1)),
        probe="""
            client TCP
            given listening-socket 5000
            client connects 5000
        """,
    ),
    Defect(
        id="sim7020-5.4-two-servers",
        requirement="SIM7020ZH-5.4-L1",
        sentence="There is one server only.",
        instead="A second socket listens beside the first.",
        kind="two at once",
        change=Change(commands=(with_write(server.COMMANDS, "+CSOLIS", on_its_socket(second_server)),)),
        probe="""
            given listening-socket 5000
            send AT+CSOC=1,1,1
            send AT+CSOB=1,6000
            send AT+CSOLIS=1
        """,
    ),
    Defect(
        id="sim7020-5.4-second-client-number-of-first",
        requirement="SIM7020EN-5.4-U1",
        sentence="A client is announced with the number of its socket.",
        instead="The second one is announced with the number of the first.",
        kind="two at once",
        change=Change(lines=(Line(r"(\+NEW CLIENT CONNEC: )2", r"\g<1>1"),)),
        probe=TWO_CLIENTS,
    ),
    Defect(
        id="sim7020-5.4-second-client-announced-late",
        requirement="SIM7020EN-5.4-U1",
        sentence="A client is announced when it connects.",
        instead="The second one is announced only when something else is said.",
        kind="repetition",
        change=Change(speaks=held_back(rb"\+NEW CLIENT CONNEC: ", spared=1)),
        probe="""
            client TCP
            other-client TCP
            given listening-socket 5000
            client connects 5000
            send AT+CSOCL=1
            other-client connects 5000
        """,
    ),
    Defect(
        id="sim7020-5.4-sent-to-the-other-client",
        requirement="SIM7020EN-5.4-R3",
        sentence="Data goes to the client whose socket is named.",
        instead="What is for the second client goes to the first.",
        kind="two at once",
        change=Change(asks=sent_on(-1, -2)),
        probe=TWO_CLIENTS + 'send AT+CSOSEND=2,0,"hello"',
    ),
    Defect(
        id="sim7020-5.4-told-of-the-other-client",
        requirement="SIM7020EN-5.4-R4",
        sentence="A client's data is reported with its own number.",
        instead="The data of the second client is reported with the number of the first.",
        kind="two at once",
        change=Change(lines=(Line(r"(\+CSONMI: )2(,.*)", r"\g<1>1\2"),)),
        probe=TWO_CLIENTS + "other-client sends hello",
    ),
    Defect(
        id="sim7020-5.4-client-data-up-to-zero",
        requirement="SIM7020EN-5.4-R4",
        sentence="What a client sends is reported.",
        instead="It is reported up to its first 0x00.",
        kind="binary",
        change=Change(hears=received(up_to_zero)),
        probe="""
            client TCP
            given listening-socket 5000
            client connects 5000
            client sends ab<0x00>cd
        """,
    ),
    Defect(
        id="sim7020-5.4-clients-closed-with-server",
        requirement="SIM7020EN-5.4-R5",
        sentence="Closing the socket that listens leaves the client connected.",
        instead="The client's connection is closed with it.",
        kind="two at once",
        change=Change(**clients_end_with_the_server()),
        probe="""
            client TCP
            given listening-socket 5000
            client connects 5000
            send AT+CSOCL=0
        """,
    ),
    Defect(
        id="sim7020-5.5-second-socket-not-kept",
        requirement="SIM7020EN-5.5-R1",
        sentence="Received data is kept until it is fetched.",
        instead="That of socket 0 is; what another socket receives is put out.",
        kind="two at once",
        change=Change(parts={receive.Receiving: FirstFetched}),
        probe=TWO_TCP
        + """
            send AT+CSORXGET=1
            second sends hello
        """,
    ),
    Defect(
        id="sim7020-5.5-switched-off-by-close",
        requirement="SIM7020EN-5.5-R1",
        sentence="Received data is kept until it is fetched.",
        instead="Closing a socket puts the setting back.",
        kind="repetition",
        change=Change(commands=forgetting("cso.fetch")),
        probe=TWO_TCP
        + """
            send AT+CSORXGET=1
            send AT+CSOCL=0
            second sends hello
        """,
    ),
    Defect(
        id="sim7020-5.5-fetched-up-to-zero",
        requirement="SIM7020EN-5.5-R2",
        sentence="Mode 2 puts the data out as it is.",
        instead="The output ends at the first 0x00.",
        kind="binary",
        change=Change(speaks=fetched_up_to_zero),
        probe=SENDING
        + """
            send AT+CSORXGET=1
            server sends ab<0x00>cd
            send AT+CSORXGET=2,0,10
        """,
    ),
    Defect(
        id="sim7020-5.5-fetched-from-the-other",
        requirement="SIM7020EN-5.5-R2",
        sentence="The data fetched is that of the socket named.",
        instead="Whichever is named, the data of socket 0 is put out.",
        kind="two at once",
        change=Change(**fetched_from_the_other()),
        probe=TWO_TCP
        + """
            send AT+CSORXGET=1
            server sends hello
            second sends world
            send AT+CSORXGET=2,1,10
        """,
    ),
    Defect(
        id="sim7020-5.5-left-not-updated",
        requirement="SIM7020EN-5.5-R2",
        sentence="Behind the number of bytes read stands how many are left.",
        instead="From the second reading on it tells how many there were before it.",
        kind="repetition",
        change=Change(speaks=left_as_before),
        probe=SENDING
        + """
            send AT+CSORXGET=1
            server sends helloworld
            send AT+CSORXGET=2,0,4
            send AT+CSORXGET=2,0,3
        """,
    ),
    Defect(
        id="sim7020-5.5-short-digits",
        requirement="SIM7020EN-5.5-R3",
        sentence="Mode 3 puts the data out as hexadecimal digits.",
        instead="A byte below 0x10 has one digit.",
        kind="binary",
        change=Change(speaks=short_digits),
        probe=SENDING
        + """
            send AT+CSORXGET=1
            server sends a<0x01>b
            send AT+CSORXGET=3,0,10
        """,
    ),
    Defect(
        id="sim7020-5.5-empty-silent-the-second-time",
        requirement="SIM7020EN-5.5-R4",
        sentence="With nothing left the answer tells 0 bytes.",
        instead="When it is asked for a second time, the answer is OK alone.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CSORXGET: [23],\d,0,0", None, spared=1),)),
        probe=SENDING
        + """
            send AT+CSORXGET=1
            send AT+CSORXGET=3,0,700
            send AT+CSORXGET=3,0,700
        """,
    ),
    Defect(
        id="sim7020-5.5-1461-bytes",
        requirement="SIM7020EN-5.5-L1",
        sentence="At most 1460 bytes are put out at a time.",
        instead="One more is, where one more is asked for.",
        kind="binary",
        change=Change(figures={"socket_read": 1461}),
        probe=SENDING
        + """
            send AT+CSORXGET=1
            server sends <1470 bytes>
            send AT+CSORXGET=2,0,1461
        """,
    ),
    Defect(
        id="sim7020-5.5-731-bytes",
        requirement="SIM7020EN-5.5-L2",
        sentence="At most 730 bytes are put out at a time in digits.",
        instead="As many are as in the other mode.",
        kind="binary",
        change=Change(figures={"socket_hex_read": 1460}),
        probe=SENDING
        + """
            send AT+CSORXGET=1
            server sends <800 bytes>
            send AT+CSORXGET=3,0,731
        """,
    ),
    Defect(
        id="sim7020-5.5-announced-once",
        requirement="SIM7020EN-5.5-U1",
        sentence="Data that waits is announced.",
        instead="After everything was fetched, what comes then is not announced.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CSORXGET: 1,\d", None, spared=1),)),
        probe=SENDING
        + """
            send AT+CSORXGET=1
            server sends hello
            send AT+CSORXGET=2,0,10
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-5.5-announced-for-the-other",
        requirement="SIM7020EN-5.5-U1",
        sentence="The announcement names the socket.",
        instead="That of socket 1 names socket 0.",
        kind="two at once",
        change=Change(lines=(Line(r"\+CSORXGET: 1,1", "+CSORXGET: 1,0"),)),
        probe=TWO_TCP
        + """
            send AT+CSORXGET=1
            second sends hello
        """,
    ),
    Defect(
        id="sim7020-5.6-third-number",
        requirement="SIM7020EN-5.6-R1",
        sentence="The numbers are given in order from 0.",
        instead="The third socket is told to have the number of the second.",
        kind="two at once",
        change=Change(lines=(Line(r"\+CSOC: 2", "+CSOC: 1"),)),
        probe="""
            send AT+CSOC=1,1,1
            send AT+CSOC=1,2,1
            send AT+CSOC=1,1,1
        """,
    ),
    Defect(
        id="sim7020-5.6-mute-after-the-other-closed",
        requirement="SIM7020EN-5.6-E1",
        sentence="Two sockets live side by side, each with its own number.",
        instead="Once the first has been closed, the second sends nothing more.",
        kind="two at once",
        change=Change(asks=mute_after_the_first_link),
        probe="""
            server TCP
            second UDP
            given connected-socket server 0
            given connected-socket second 1
            send AT+CSOCL=0
            send AT+CSOSEND=1,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.6-exchanged",
        requirement="SIM7020EN-5.6-E1",
        sentence="Two sockets live side by side, each with its own data.",
        instead="When both have received something, the data of one is told under the number of the other.",
        kind="two at once",
        change=Change(hears=exchanged_when_both),
        probe=TWO_TCP
        + """
            server sends hello
            second sends world
        """,
    ),
    Defect(
        id="sim7020-5.7-seven-bits",
        requirement="SIM7020EN-5.7-R1",
        sentence="Data can be given as hexadecimal digits.",
        instead="The eighth bit of each byte is lost.",
        kind="binary",
        change=Change(asks=sent(seven_bits)),
        probe=SENDING + 'send AT+CSOSEND=0,6,"41FF42"',
    ),
    Defect(
        id="sim7020-5.7-substitute-swallowed",
        requirement="SIM7020EN-5.7-R1",
        sentence="Data can be given as hexadecimal digits.",
        instead="A byte 0x1A in it is not sent.",
        kind="binary",
        change=Change(asks=sent(without_substitute)),
        probe=SENDING + 'send AT+CSOSEND=0,6,"411A42"',
    ),
    Defect(
        id="sim7020-5.7-line-end-translated",
        requirement="SIM7020EN-5.7-R1",
        sentence="Data can be given as hexadecimal digits.",
        instead="CR LF in it is sent as LF.",
        kind="binary",
        change=Change(asks=sent(with_translated_line_ends)),
        probe=SENDING + 'send AT+CSOSEND=0,8,"410D0A42"',
    ),
    Defect(
        id="sim7020-5.7-digits-counted-in-a-byte",
        requirement="SIM7020EN-5.7-R2",
        sentence="With the right and even number of digits the data is sent.",
        instead="The number is taken modulo 256.",
        kind="binary",
        change=Change(asks=sent(modulo_128)),
        probe=SENDING + f'send AT+CSOSEND=0,300,"{"41" * 150}"',
    ),
    Defect(
        id="sim7020-5.7-text-of-digits",
        requirement="SIM7020ZH-5.7-R3",
        sentence="With the length 0 the data is text.",
        instead="A text of digits only is taken for digits nevertheless.",
        kind="binary",
        change=Change(**Misheard(rb'(AT\+CSOSEND=\d,)0,"((?:[0-9A-F]{2})+)"', text_taken_for_digits).change()),
        probe=SENDING + 'send AT+CSOSEND=0,0,"313233"',
    ),
    Defect(
        id="sim7020-5.7-short-digits",
        requirement="SIM7020EN-5.7-R3",
        sentence="What arrives is shown in digits.",
        instead="A byte below 0x10 has one digit.",
        kind="binary",
        change=Change(speaks=short_digits_shown),
        probe=SENDING + "server sends a<0x01>b",
    ),
    Defect(
        id="sim7020-5.7-arrives-in-seven-bits",
        requirement="SIM7020EN-5.7-R3",
        sentence="What arrives is shown in digits.",
        instead="The eighth bit of each byte is lost.",
        kind="binary",
        change=Change(hears=received(seven_bits)),
        probe=SENDING + "server sends a<0xFF>b",
    ),
    Defect(
        id="sim7020-5.8-flag-forgotten-by-close",
        requirement="SIM7020EN-5.8-R1",
        sentence="From the setting of the flag on acknowledged data is reported.",
        instead="Closing a socket puts the flag back.",
        kind="repetition",
        change=Change(commands=forgetting("cso.report_sent")),
        probe=TWO_TCP
        + """
            send AT+CSOSENDFLAG=1
            send AT+CSOCL=0
            send AT+CSOSEND=1,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.8-reported-once",
        requirement="SIM7020EN-5.8-R1",
        sentence="From the setting of the flag on acknowledged data is reported.",
        instead="Only the first is, until the flag is set again.",
        kind="repetition",
        change=Change(lines=(Line(r"SEND: .*", None, spared=1),)),
        probe=SENDING
        + """
            send AT+CSOSENDFLAG=1
            send AT+CSOSEND=0,0,"one"
            send AT+CSOSEND=0,0,"two"
        """,
    ),
    Defect(
        id="sim7020-5.8-amounts-added-up",
        requirement="SIM7020EN-5.8-U1",
        sentence="The report tells how many bytes were sent.",
        instead="It tells how many were sent altogether.",
        kind="repetition",
        change=Change(speaks=counted_on(rb"(\r\nSEND: \d,)(\d+)(\r\n)")),
        probe=SENDING
        + """
            send AT+CSOSENDFLAG=1
            send AT+CSOSEND=0,0,"hello"
            send AT+CSOSEND=0,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.8-reported-for-the-other",
        requirement="SIM7020EN-5.8-U1",
        sentence="The report names the socket.",
        instead="That of socket 1 names socket 0.",
        kind="two at once",
        change=Change(lines=(Line(r"SEND: 1(,\d+)", r"SEND: 0\1"),)),
        probe=TWO_TCP
        + """
            send AT+CSOSENDFLAG=1
            send AT+CSOSEND=1,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.8-reported-at-once",
        requirement="SIM7020EN-5.8-U1",
        sentence="The report comes when the data has arrived.",
        instead="It comes behind the OK, before the acknowledgement.",
        kind="timing",
        change=Change(commands=(with_write(sending.COMMANDS, "+CSOSEND", on_its_socket(told_before_acknowledged)),)),
        probe=SENDING
        + """
            send AT+CSOSENDFLAG=1
            send AT+CSOSEND=0,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.8-reported-unacknowledged",
        requirement="SIM7020ZH-5.8-U1",
        sentence="Without an acknowledgement there is no report.",
        instead="After a second and a half it comes in any case.",
        kind="timing",
        change=Change(speaks=told_after_a_while),
        probe=SENDING
        + """
            send AT+CSOSENDFLAG=1
            server stops acknowledging
            send AT+CSOSEND=0,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.9-length-in-a-byte",
        requirement="SIM7020EN-5.9-U1",
        sentence="The indication tells how many digits follow.",
        instead="It tells that modulo 256.",
        kind="binary",
        change=Change(speaks=length_in_a_byte),
        probe=SENDING + "server sends <128 bytes>",
    ),
    Defect(
        id="sim7020-5.9-shown-up-to-zero",
        requirement="SIM7020EN-5.9-U1",
        sentence="The data that arrived is indicated.",
        instead="It is up to its first 0x00, on whichever socket.",
        kind="binary",
        change=Change(hears=received(up_to_zero)),
        probe=SENDING + "server sends ab<0x00>cd",
    ),
    Defect(
        id="sim7020-5.9-held-back",
        requirement="SIM7020EN-5.9-U1",
        sentence="Incoming data is indicated.",
        instead="From the second on the indication waits until something else is said.",
        kind="timing",
        change=Change(speaks=held_back(rb"\+CSONMI: ", spared=1)),
        probe=SENDING
        + """
            server sends one
            server sends two
            wait 5
        """,
    ),
    Defect(
        id="sim7020-5.9-second-missed",
        requirement="SIM7020EN-5.9-E1",
        sentence="Three bytes that arrive are indicated.",
        instead="What arrives as the second is lost.",
        kind="repetition",
        change=Change(hears=missed(net.Received, 2)),
        probe=SENDING
        + """
            server sends 123
            server sends 123
        """,
    ),
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
