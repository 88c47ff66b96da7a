"""SIM7020 note, 5.4 to 5.5."""

from __future__ import annotations

import re

from atconform.emulator.core.module import Module
from atconform.emulator.core.replies import PENDING, Reply, error
from atconform.emulator.cso import receive, server, sockets
from atconform.emulator.cso.bearer import CONTEXT
from atconform.emulator.cso.fetch import FETCH
from atconform.emulator.cso.push import push
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020 import (
    Misheard,
    held_back,
    missed,
    received,
    sent_on,
    up_to_zero,
)
from tests.defects.seams import Change, Line
from tests.defects.shared_sim7020_5 import SENDING, TWO_TCP, forgetting, kind_of_before, on_its_socket, with_write


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


TWO_CLIENTS = """
    client TCP
    other-client TCP
    given listening-socket 5000
    client connects 5000
    other-client connects 5000
"""


DEFECTS = (
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
        change=Change(commands=forgetting(FETCH)),
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
        change=Change(figures={"cso.longest_read": 1461}),
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
        change=Change(figures={"cso.longest_hex_read": 1460}),
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
)
