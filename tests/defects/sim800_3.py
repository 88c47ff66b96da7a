"""SIM800 note, 3 to 5: multi connection mode, two contexts, names."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import SECOND
from atconform.emulator.cip import connect, modes
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.replies import ok
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, Misdirecting, Mishearing, Sending, mishears, receives, respells, until
from tests.defects.defect import Defect
from tests.defects.seams import Change, Line

# --- 3 ---


def kept_for_later(module, on):
    """Refuse AT+CIPMODE in multi connection mode, and take it all the same."""
    if stack(module).multi:
        module.settings["cip.transparent"] = on
        return refuse(module)
    return modes.set_transparent(module, on)


def start_without_limit(module, number, protocol, host, port):
    """Open a connection under any free number, however many there are."""
    cip = stack(module)
    if cip.connections[number].in_use:
        return connect.already_connected(cip, cip.connections[number])
    if not cip.context.machine.permits("CIPSTART"):
        return refuse(module)
    cip.context.machine.pull("CIPSTART")
    connect.prepare(cip, number, protocol, host, port)
    return ok(then=lambda: connect.open_link(cip, number))


def start_form_without_limit(module):
    """Give the parameters of AT+CIPSTART."""
    if stack(module).multi:
        return form(start_without_limit, Int(0, 5), connect.PROTOCOL, connect.HOST, connect.PORT)
    return connect.start_form(module)


def no_client_beside_a_connection():
    """Take no note of a client that calls while there is a connection of the module's own."""

    class Busy(Firmware):
        def event(self, event):
            if isinstance(event, net.Incoming) and any(link > 0 for link in self.links.values()):
                return ()
            return (event,)

    return Busy()


SIX = """
    server TCP
    given ip-status-multi
    send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    send AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    send AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
    send AT+CIPSTART=3,"TCP","{server.ip}","{server.port}"
    send AT+CIPSTART=4,"TCP","{server.ip}","{server.port}"
"""

SECTION_3 = (
    Defect(
        id="sim800-3-mux-second-time",
        requirement="SIM800-3-R1",
        sentence="AT+CIPMUX set to 1 enables multi connection mode.",
        instead="It does so once; after single connection mode it is answered OK and nothing changes.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPMUX=1\r", b"AT+CIPMUX=0\r", spared=1)),
        probe="""
            send AT+CIPMUX=1
            send AT+CIPMUX=0
            send AT+CIPMUX=1
            send AT+CIPMUX?
        """,
    ),
    Defect(
        id="sim800-3-mode-kept-for-single",
        requirement="SIM800-3-R2",
        sentence="AT+CIPMODE has no effect in multi connection mode.",
        instead="It is refused there, but single connection mode is transparent afterwards.",
        kind="repetition",
        change=Change(
            commands=(
                replace(
                    next(one for one in modes.COMMANDS if one.name == "+CIPMODE"),
                    write=form(kept_for_later, Int(0, 1)),
                ),
            )
        ),
        probe="""
            send AT+CIPMUX=1
            send AT+CIPMODE=1
            send AT+CIPMUX=0
            send AT+CIPMODE?
        """,
    ),
    Defect(
        id="sim800-3-no-server-after-client",
        requirement="SIM800-3-R3",
        sentence="In multi connection mode the module can be a client, and it can be a server.",
        instead="Once it has been a client it cannot become a server any more.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPSERVER=1,.*\r", b"AT+CIPSERVER=1,0\r", after=rb"AT\+CIPSTART=.*\r")),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPCLOSE=0
            send AT+CIPSERVER=1,5000
        """,
    ),
    Defect(
        id="sim800-3-sixth-not-udp",
        requirement="SIM800-3-L1",
        sentence="There can be six connections to servers, of TCP and UDP together.",
        instead="The last number is for TCP only.",
        kind="two at once",
        change=Change(firmware=mishears(rb'AT\+CIPSTART=5,"UDP"(.*)\r', rb'AT+CIPSTART=6,"UDP"\1' + b"\r")),
        probe=SIX + 'second UDP\nsend AT+CIPSTART=5,"UDP","{second.ip}","{second.port}"',
    ),
    Defect(
        id="sim800-3-six-for-ever",
        requirement="SIM800-3-L1",
        sentence="There can be six connections at a time.",
        instead="There can be six in all: what is closed is not counted off.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPSTART=\d(,.*\r)", rb"AT+CIPSTART=9\1", spared=6)),
        probe=SIX
        + """
            send AT+CIPSTART=5,"TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE=2
            send AT+CIPSTART=2,"TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-3-client-refused-beside-connection",
        requirement="SIM800-3-R4",
        sentence="A server lets clients in while there are connections to other servers.",
        instead="While there is a connection of its own, a client that calls gets no number.",
        kind="two at once",
        change=Change(firmware=no_client_beside_a_connection),
        probe="""
            server TCP
            client TCP
            given connected-multi server 0
            send AT+CIPSERVER=1,5000
            client connects 5000
            client sends hello
        """,
    ),
    Defect(
        id="sim800-3-server-limit-stays",
        requirement="SIM800-3-L2",
        sentence="There are five connections while the server takes one, and six without it.",
        instead="There are five from the first server on, also when it has been closed.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPSTART=5(,.*\r)", rb"AT+CIPSTART=9\1", after=rb"AT\+CIPSERVER=1.*\r")),
        probe="""
            server TCP
            given listening-multi 5000
            send AT+CIPSERVER=0
        """
        + "\n".join(f'send AT+CIPSTART={n},"TCP","{{server.ip}}","{{server.port}}"' for n in range(6)),
    ),
    Defect(
        id="sim800-3-server-limit-for-clients-only",
        requirement="SIM800-3-L2",
        sentence="With the server there are five connections in all, whoever began them.",
        instead="The limit is looked at when a client calls, and not for the module's own connections.",
        kind="two at once",
        change=Change(commands=(Command("+CIPSTART", test=connect.start_test, write=start_form_without_limit),)),
        probe="""
            server TCP
            client TCP
            given listening-multi 5000
            client connects 5000
        """
        + "\n".join(f'send AT+CIPSTART={n},"TCP","{{server.ip}}","{{server.port}}"' for n in range(1, 6)),
    ),
)

# --- 3.1 ---


def tcp_deaf_beside_udp():
    """Lose what comes by TCP as soon as there is a UDP connection too."""

    class Deaf(Firmware):
        def event(self, event):
            udp = any(self.protocols[link] == "UDP" for link in self.links.values())
            lost = isinstance(event, net.Received) and udp and self.protocols.get(event.link) == "TCP"
            return () if lost else (event,)

    return Deaf()


def sixth_deaf():
    """Lose what arrives on the sixth of six connections."""

    class Deaf(Firmware):
        def event(self, event):
            lost = isinstance(event, net.Received) and len(self.links) == 6 and event.link == max(self.links.values())
            return () if lost else (event,)

    return Deaf()


def first_server_for_ever():
    """Connect a number that is used again to where it was connected first."""

    class Stuck(Firmware):
        def __init__(self):
            super().__init__()
            self.first = {}

        def request(self, request):
            if isinstance(request, net.Connect):
                number = self.number_of(request.link)
                host, port, protocol = self.first.setdefault(number, (request.host, request.port, request.protocol))
                if protocol == request.protocol:
                    request = replace(request, host=host, port=port)
            return (request,)

    return Stuck()


def latest_number(firmware, found):
    """Spell the number of the connection that was begun last."""
    return str(max(firmware.links, key=lambda n: firmware.links[n])).encode() + b", CONNECT OK"


def to_the_first_that_waits():
    """Send on the connection that still waits for an acknowledgement, whichever was asked for."""

    class Queue(Misdirecting):
        def __init__(self):
            super().__init__()
            self.waiting = None

        def directed(self, request):
            if self.protocols.get(request.link) != "TCP":
                return request.link
            if self.waiting is None:
                self.waiting = request.link
            return self.waiting

        def event(self, event):
            if isinstance(event, net.Acknowledged) and event.link == self.waiting:
                self.waiting = None
            return super().event(event)

    return Queue()


class CutAtNul(Sending):
    """Send what stands before the first 0x00."""

    def sent(self, request):
        return until(b"\0")(request.data)


def closes_the_other():
    """Close number 1 instead of number 0, if there are both."""

    class Confused(Mishearing):
        def takes(self, data):
            if {0, 1} <= self.links.keys():
                return re.sub(rb"^AT\+CIPCLOSE=0", b"AT+CIPCLOSE=1", data)
            return data

    return Confused()


def one_number_not_freed():
    """Keep number 1 as taken when several connections have been shut at once."""

    class Kept(Mishearing):
        kept = False

        def takes(self, data):
            if data.startswith(b"AT+CIPSHUT"):
                self.kept = 1 in self.links and len(self.links) > 1
                self.links.clear()
            return re.sub(rb"^AT\+CIPSTART=1,", b"AT+CIPSTART=9,", data) if self.kept else data

    return Kept()


def told_under_the_first():
    """Tell all that arrives while data is asked for under the number of what arrives first."""

    class Merging(Firmware):
        first = None

        def event(self, event):
            if not self.entering:
                self.first = None
            elif isinstance(event, net.Received):
                self.first = event.link if self.first is None else self.first
                event = replace(event, link=self.first)
            return (event,)

    return Merging()


def port_of_the_first(firmware, found):
    """Spell the lines of AT+CIPSTATUS with one port for each address."""
    ports = {}
    lines = []
    for line in found[0].split(b"\r\n"):
        fields = line.split(b",")
        if len(fields) == 6:
            fields[4] = ports.setdefault(fields[3], fields[4])
        lines.append(b",".join(fields))
    return b"\r\n".join(lines)


def first_protocol_for_ever():
    """Show the protocol that a number was used for first."""
    shown = {}

    def speak(piece):
        def spell(found):
            return found[1] + shown.setdefault(found[1], found[2])

        return (re.sub(rb'(C: \d,\d,")(TCP|UDP)', spell, piece),)

    return speak


def status_at_the_first_close():
    """Show IP STATUS once one of several connections has been closed, until another is made."""
    closed = False

    def speak(piece):
        nonlocal closed
        if re.search(rb"\d, (CLOSED|CLOSE OK)\r\n", piece):
            closed = True
        elif b"CONNECT OK" in piece:
            closed = False
        return (piece.replace(b"STATE: IP PROCESSING", b"STATE: IP STATUS") if closed else piece,)

    return speak


def closed_for_ever():
    """Show a number that has been closed once as closed, also when it is in use again."""
    closed = set()

    def speak(piece):
        if found := re.search(rb"(\d), (CLOSED|CLOSE OK)\r\n", piece):
            closed.add(found[1])

        def spell(found):
            return found[1] + (b"CLOSED" if found[2] in closed else b"CONNECTED")

        return (re.sub(rb'(C: (\d),\d,[^\r\n]*")CONNECTED', spell, piece),)

    return speak


def closed_together():
    """Show all connections with the address of one that was closed as closed."""

    def speak(piece):
        gone = set(re.findall(rb'C: \d,\d,"TCP",("[\d.]+"),"\d+","CLOSED"', piece))

        def spell(found):
            return found[1] + (b"CLOSED" if found[2] in gone else b"CONNECTED")

        return (re.sub(rb'(C: \d,\d,"TCP",("[\d.]+"),"\d+",")CONNECTED', spell, piece),)

    return speak


def length_until_nul(firmware, found):
    """Spell the length of a text that ends at 0x00."""
    return found[1] + b"%d" % len(found[3].partition(b"\0")[0]) + found[2] + found[3]


TWO = """
    server TCP
    second TCP
    given connected-multi server 0
    send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
"""
TCP_AND_UDP = """
    server TCP
    second UDP
    given connected-multi server 0
    send AT+CIPSTART=1,"UDP","{second.ip}","{second.port}"
"""

SECTION_3_1 = (
    Defect(
        id="sim800-3.1-tcp-deaf-beside-udp",
        requirement="SIM800-3.1-R1",
        sentence="TCP and UDP connections can be held side by side.",
        instead="While there is a UDP connection, what arrives by TCP is lost.",
        kind="two at once",
        change=Change(firmware=tcp_deaf_beside_udp),
        probe=TCP_AND_UDP + "server sends hello",
    ),
    Defect(
        id="sim800-3.1-sixth-deaf",
        requirement="SIM800-3.1-L1",
        sentence="Six connections work at a time.",
        instead="The sixth comes up, and what arrives on it is lost.",
        kind="two at once",
        change=Change(firmware=sixth_deaf),
        probe=SIX + 'send AT+CIPSTART=5,"TCP","{server.ip}","{server.port}"\nserver sends hello',
    ),
    Defect(
        id="sim800-3.1-number-keeps-its-server",
        requirement="SIM800-3.1-R2",
        sentence="AT+CIPSTART connects a number to the address and port that it names.",
        instead="A number that is used again is connected to where it was connected first.",
        kind="repetition",
        change=Change(firmware=first_server_for_ever),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPCLOSE=0
            send AT+CIPSTART=0,"TCP","{second.ip}","{second.port}"
        """,
    ),
    Defect(
        id="sim800-3.1-connect-ok-of-the-latest",
        requirement="SIM800-3.1-U1",
        sentence="CONNECT OK has the number of the connection that has come up.",
        instead="Of two that come up at once, both are reported with the number of the later one.",
        kind="two at once",
        change=Change(firmware=respells(rb"\d, CONNECT OK", latest_number)),
        probe="""
            server TCP
            second TCP
            given ip-status-multi
            type AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"<CR>
            type AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"<CR>
            wait 2
        """,
    ),
    Defect(
        id="sim800-3.1-connect-ok-without-number",
        requirement="SIM800-3.1-U1",
        sentence="CONNECT OK has the number of the connection in front.",
        instead="It has none where the number has been used before.",
        kind="repetition",
        change=Change(lines=(Line(r"0, (CONNECT OK)", r"\1", spared=1),)),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPCLOSE=0
            send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-3.1-sent-where-another-waits",
        requirement="SIM800-3.1-R3",
        sentence="AT+CIPSEND=<n> sends on connection n.",
        instead="While another connection waits for its acknowledgement, data goes there.",
        kind="two at once",
        change=Change(firmware=to_the_first_that_waits),
        probe=TWO
        + """
            send AT+CIPQSEND=1
            server stops acknowledging
            send AT+CIPSEND=0
            type one<Ctrl-Z>
            wait 1
            send AT+CIPSEND=1
            type two<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-3.1-sent-until-nul",
        requirement="SIM800-3.1-R3",
        sentence="What is typed before Ctrl-Z is sent.",
        instead="What is typed before 0x00 is sent, and SEND OK says that all is.",
        kind="binary",
        change=Change(firmware=CutAtNul),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSEND=0
            type one<0x00>two<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-3.1-send-ok-of-number-0",
        requirement="SIM800-3.1-R3",
        sentence="SEND OK has the number of the connection in front.",
        instead="From the second sending on another number on, it is number 0's.",
        kind="repetition",
        change=Change(lines=(Line(r"[1-5], SEND OK", "0, SEND OK", spared=1),)),
        probe=TWO
        + """
            send AT+CIPSEND=1
            type one<Ctrl-Z>
            wait 1
            send AT+CIPSEND=1
            type two<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-3.1-closes-the-other",
        requirement="SIM800-3.1-R4",
        sentence="AT+CIPCLOSE=<n> closes connection n.",
        instead="With numbers 0 and 1 in use, AT+CIPCLOSE=0 closes number 1.",
        kind="two at once",
        change=Change(firmware=closes_the_other),
        probe=TWO + "send AT+CIPCLOSE=0",
    ),
    Defect(
        id="sim800-3.1-shut-leaves-number-1",
        requirement="SIM800-3.1-R5",
        sentence="AT+CIPSHUT closes all connections.",
        instead="Where several were open, number 1 cannot be used any more afterwards.",
        kind="two at once",
        change=Change(firmware=one_number_not_freed),
        probe=TWO
        + """
            send AT+CIPSHUT
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
        """,
    ),
    Defect(
        id="sim800-3.1-told-under-the-first",
        requirement="SIM800-3.1-U2",
        sentence="Received data is told with the number of its own connection.",
        instead="What arrives while data is asked for is all told under the number of what arrived first.",
        kind="two at once",
        change=Change(firmware=told_under_the_first),
        probe=TWO
        + """
            send AT+CIPSEND=0
            server sends one
            second sends two
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-3.1-length-of-three-digits",
        requirement="SIM800-3.1-U2",
        sentence="The line before received data tells how many bytes follow.",
        instead="The number has three digits at most: the thousands are missing.",
        kind="binary",
        change=Change(lines=(Line(r"(\+RECEIVE,\d,)\d(\d{3}:)", r"\1\2"),)),
        probe="""
            server TCP
            given connected-multi server 0
            server sends <1200 bytes>
        """,
    ),
    Defect(
        id="sim800-3.1-length-until-nul",
        requirement="SIM800-3.1-U2",
        sentence="The line before received data tells how many bytes follow.",
        instead="It tells how many there are before the first 0x00.",
        kind="binary",
        change=Change(firmware=respells(rb"(?s)(\+RECEIVE,\d,)\d+(:\r\n)(.*)", length_until_nul)),
        probe="""
            server TCP
            given connected-multi server 0
            server sends one<0x00>two
        """,
    ),
    Defect(
        id="sim800-3.1-closed-told-once",
        requirement="SIM800-3.1-U3",
        sentence="When a server closes a connection, CLOSED is reported with its number.",
        instead="Only the first such end is reported.",
        kind="repetition",
        change=Change(lines=(Line(r"\d, CLOSED", None, spared=1),)),
        probe=TWO + "server closes\nsecond closes",
    ),
    Defect(
        id="sim800-3.1-status-one-port",
        requirement="SIM800-3.1-R6",
        sentence="AT+CIPSTATUS shows the port of each connection.",
        instead="Of connections to one address all are shown with the port of the first.",
        kind="two at once",
        change=Change(firmware=respells(rb"(?s)\r\nC: 0.*", port_of_the_first)),
        probe="""
            server TCP
            second TCP
            third TCP
            given connected-multi second 0
            send AT+CIPSTART=1,"TCP","{third.ip}","{third.port}"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-3.1-status-first-protocol",
        requirement="SIM800-3.1-R6",
        sentence="AT+CIPSTATUS shows whether a connection is TCP or UDP.",
        instead="It shows what the number was used for first.",
        kind="repetition",
        change=Change(speaks=first_protocol_for_ever),
        probe="""
            server TCP
            second UDP
            given connected-multi server 0
            send AT+CIPSTATUS
            send AT+CIPCLOSE=0
            send AT+CIPSTART=0,"UDP","{second.ip}","{second.port}"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-3.1-state-at-the-first-close",
        requirement="SIM800-3.1-S1",
        sentence="The state is IP PROCESSING while there is a connection.",
        instead="It is IP STATUS as soon as one of several has been closed.",
        kind="two at once",
        change=Change(speaks=status_at_the_first_close),
        probe=TWO + "send AT+CIPCLOSE=1\nsend AT+CIPSTATUS",
    ),
    Defect(
        id="sim800-3.1-closed-for-ever",
        requirement="SIM800-3.1-S2",
        sentence="A connection is shown as CONNECTED while it is up.",
        instead="A number that has been closed once is shown as CLOSED, also when it is up again.",
        kind="repetition",
        change=Change(speaks=closed_for_ever),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPCLOSE=0
            send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-3.1-closed-together",
        requirement="SIM800-3.1-S2",
        sentence="A connection is shown as CONNECTED while it is up.",
        instead="When one of two connections to an address has been closed, both are shown as CLOSED.",
        kind="two at once",
        change=Change(speaks=closed_together),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE=0
            send AT+CIPSTATUS
        """,
    ),
)

# --- 3.2 ---


def client_data_under_own_connection():
    """Tell a client's data under the number of a connection that the module has opened."""

    class Confused(Firmware):
        def event(self, event):
            own = [link for link in self.links.values() if link > 0]
            if isinstance(event, net.Received) and event.link < 0 and own:
                event = replace(event, link=max(own))
            return (event,)

    return Confused()


def port_of_the_first_server():
    """Listen on the port that was listened on first."""
    port = None

    def ask(request):
        nonlocal port
        if isinstance(request, net.Listen):
            port = port or request.port
            request = replace(request, port=port)
        return (request,)

    return ask


def to_the_first_client():
    """Send to the client that called first, whichever is meant."""

    class First(Misdirecting):
        def directed(self, request):
            clients = [link for link in self.links.values() if link < 0]
            return max(clients) if request.link in clients else request.link

    return First()


def telnet(data):
    """Take 0xFF, with the byte behind it, for a command of a terminal's protocol."""
    return re.sub(rb"(?s)\xff.?", b"", data)


def listening_goes_on():
    """Stop listening the first time that it is asked for, and not again."""
    stopped = 0

    def ask(request):
        nonlocal stopped
        if isinstance(request, net.StopListening):
            stopped += 1
            return () if stopped > 1 else (request,)
        return (request,)

    return ask


def client_takes_server_along():
    """Stop listening when the connection of a client is closed."""

    class Along(Firmware):
        server = 0

        def request(self, request):
            if isinstance(request, net.Listen):
                self.server = request.server
            if isinstance(request, net.Close) and request.link < 0:
                return (request, net.StopListening(self.server))
            return (request,)

    return Along()


def shut_without_clients():
    """Leave open, when all is shut, what clients have opened."""

    class Leaving(Firmware):
        shutting = False

        def command(self, data):
            self.shutting = data.startswith(b"AT+CIPSHUT") and any(link < 0 for link in self.links.values())
            return data

        def request(self, request):
            kept = isinstance(request, net.Deactivate) or (isinstance(request, net.Close) and request.link < 0)
            return () if self.shutting and kept else (request,)

    return Leaving()


def first_listening_port():
    """Show the port of the first server with every later one."""
    port = b""

    def speak(piece):
        def spell(found):
            nonlocal port
            port = port or found[2]
            return found[1] + port + found[3]

        return (re.sub(rb'(S: \d,\d,")(\d+)("LISTENING"|",)', spell, piece),)

    return speak


TWO_CLIENTS = """
    client TCP
    second-client TCP
    given listening-multi 5000
    client connects 5000
    second-client connects 5000
"""

SECTION_3_2 = (
    Defect(
        id="sim800-3.2-client-data-under-own-connection",
        requirement="SIM800-3.2-R1",
        sentence="The server's clients and connections to other servers work at the same time.",
        instead="While there is a connection of its own, clients' data is told under that one's number.",
        kind="two at once",
        change=Change(firmware=client_data_under_own_connection),
        probe="""
            server TCP
            client TCP
            given listening-multi 5000
            client connects 5000
            send AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
            client sends hello
        """,
    ),
    Defect(
        id="sim800-3.2-server-once-for-each-power-up",
        requirement="SIM800-3.2-R2",
        sentence="With the context brought up by the three commands, the server can be started.",
        instead="When the context has been shut and brought up anew, the server is refused.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPSERVER=1,.*\r", b"AT+CIPSERVER=1,0\r", spared=1)),
        probe="""
            given listening-multi 5000
            send AT+CIPSHUT
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSERVER=1,5000
        """,
    ),
    Defect(
        id="sim800-3.2-port-of-the-first-server",
        requirement="SIM800-3.2-R3",
        sentence="AT+CIPSERVER=1,<port> makes the module listen on that port.",
        instead="The second server listens on the port of the first.",
        kind="repetition",
        change=Change(asks=port_of_the_first_server),
        probe="""
            client TCP
            given listening-multi 5000
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,6000
            client connects 6000
        """,
    ),
    Defect(
        id="sim800-3.2-second-client-number-0",
        requirement="SIM800-3.2-U1",
        sentence="A client is reported with the number that it has been given.",
        instead="The second one is reported with number 0 as well.",
        kind="two at once",
        change=Change(lines=(Line(r"[1-5], (REMOTE IP: .*)", r"0, \1"),)),
        probe=TWO_CLIENTS,
    ),
    Defect(
        id="sim800-3.2-number-used-again-untold",
        requirement="SIM800-3.2-U1",
        sentence="Every client that connects is reported.",
        instead="One that gets the number of an earlier client is not.",
        kind="repetition",
        change=Change(lines=(Line(r"0, REMOTE IP: .*", None, spared=1),)),
        probe="""
            client TCP
            second-client TCP
            given listening-multi 5000
            client connects 5000
            client closes
            second-client connects 5000
        """,
    ),
    Defect(
        id="sim800-3.2-clients-told-as-one",
        requirement="SIM800-3.2-R4",
        sentence="Data of a client is put out with the client's number.",
        instead="Of two clients that send while data is asked for, both are told as the first.",
        kind="two at once",
        change=Change(firmware=told_under_the_first),
        probe=TWO_CLIENTS
        + """
            send AT+CIPSEND=0
            client sends one
            second-client sends two
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-3.2-client-data-as-telnet",
        requirement="SIM800-3.2-R4",
        sentence="What a client sends is put out.",
        instead="0xFF and the byte behind it are taken out.",
        kind="binary",
        change=Change(hears=receives(telnet, clients=True)),
        probe="""
            client TCP
            given listening-multi 5000
            client connects 5000
            client sends one<0xFF>two
        """,
    ),
    Defect(
        id="sim800-3.2-sent-to-the-first-client",
        requirement="SIM800-3.2-R5",
        sentence="AT+CIPSEND=<n> sends to client n.",
        instead="It sends to the client that called first.",
        kind="two at once",
        change=Change(firmware=to_the_first_client),
        probe=TWO_CLIENTS
        + """
            send AT+CIPSEND=1
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-3.2-number-0-for-clients",
        requirement="SIM800-3.2-R6",
        sentence="The module connects to servers under any number that is free.",
        instead="From the first server on, number 0 is for clients only, also when it is free.",
        kind="repetition",
        change=Change(
            firmware=mishears(rb"AT\+CIPSTART=0(,.*\r)", rb"AT+CIPSTART=9\1", after=rb"AT\+CIPSERVER=1.*\r"),
        ),
        probe="""
            server TCP
            client TCP
            given listening-multi 5000
            client connects 5000
            client closes
            send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-3.2-listens-on",
        requirement="SIM800-3.2-R7",
        sentence="AT+CIPSERVER=0 ends listening.",
        instead="The second time it is confirmed, and clients can still connect.",
        kind="repetition",
        change=Change(asks=listening_goes_on),
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
        id="sim800-3.2-close-takes-server-along",
        requirement="SIM800-3.2-R8",
        sentence="AT+CIPCLOSE=<n> closes one connection.",
        instead="When that is a client's, nobody can connect any more either.",
        kind="two at once",
        change=Change(firmware=client_takes_server_along),
        probe="""
            client TCP
            second-client TCP
            given listening-multi 5000
            client connects 5000
            send AT+CIPCLOSE=0
            second-client connects 5000
        """,
    ),
    Defect(
        id="sim800-3.2-close-ok-of-another",
        requirement="SIM800-3.2-R8",
        sentence="CLOSE OK has the number of the connection that was closed.",
        instead="From the second one on it has the number of the first.",
        kind="repetition",
        change=Change(lines=(Line(r"[1-5], CLOSE OK", "0, CLOSE OK", spared=1),)),
        probe=TWO_CLIENTS + "send AT+CIPCLOSE=1\nsecond-client connects 5000\nsend AT+CIPCLOSE=1",
    ),
    Defect(
        id="sim800-3.2-clients-not-shut",
        requirement="SIM800-3.2-R9",
        sentence="AT+CIPSHUT closes all connections and gives the context up.",
        instead="It says so, and with clients connected it leaves them and the context.",
        kind="two at once",
        change=Change(firmware=shut_without_clients),
        probe="""
            client TCP
            given listening-multi 5000
            client connects 5000
            send AT+CIPSHUT
        """,
    ),
    Defect(
        id="sim800-3.2-status-first-server",
        requirement="SIM800-3.2-R10",
        sentence="AT+CIPSTATUS shows the port of the server that listens.",
        instead="It shows the port of the first server, also when there is another.",
        kind="repetition",
        change=Change(speaks=first_listening_port),
        probe="""
            given listening-multi 5000
            send AT+CIPSTATUS
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,6000
            send AT+CIPSTATUS
        """,
    ),
)

# --- 4 ---


def second_context_ends_the_first():
    """End the connections of the first context when the second becomes active."""

    class Single(Firmware):
        def event(self, event):
            ended = [net.LinkLost(link, "reset") for link in self.links.values()]
            return (event, *ended) if isinstance(event, net.Activated) and event.context == 1 else (event,)

    return Single()


def select_in_any_mode(module, index):
    """Select a context, in single connection mode too."""
    stack(module).selected = index
    return ok()


def first_address_for_both():
    """Tell the address that was told first, also in the second context."""
    address = None

    def speak(piece):
        def spell(found):
            nonlocal address
            address = address or found[1]
            return b"\r\n" + address + b"\r\n"

        return (re.sub(rb"\r\n(\d+\.\d+\.\d+\.\d+)\r\n", spell, piece),)

    return speak


class ByContext(Mishearing):
    """Knows the context of each link."""

    def __init__(self):
        super().__init__()
        self.contexts = {}

    def request(self, request):
        if isinstance(request, net.Connect):
            self.contexts[request.link] = request.context
        return (request,)

    def elsewhere(self, link):
        """Return whether a link is in the context that is not selected."""
        return self.contexts.get(link, self.selected) != self.selected


class DeafElsewhere(ByContext):
    """Lose what arrives in the context that is not selected."""

    def event(self, event):
        return () if isinstance(event, net.Received) and self.elsewhere(event.link) else (event,)


class SilentElsewhere(ByContext):
    """Refuse to send in the context that is not selected."""

    def takes(self, data):
        found = re.match(rb"AT\+CIPSEND=(\d)", data)
        if found and self.elsewhere(self.links.get(int(found[1]), 0)):
            return data.replace(b"=", b"=9", 1)
        return data


class OpenElsewhere(ByContext):
    """Refuse to close in the context that is not selected."""

    def takes(self, data):
        found = re.match(rb"AT\+CIPCLOSE=(\d)", data)
        if found and self.elsewhere(self.links.get(int(found[1]), 0)):
            return data.replace(b"=", b"=9", 1)
        return data


def selected_context(firmware, found):
    """Spell the context that is selected."""
    return found[1] + b"%d" % firmware.selected


class Dying(ByContext):
    """Let links die with the context that they are in, without a word."""

    def __init__(self):
        super().__init__()
        self.dead = set()

    def give_up(self, context):
        """Let the links in a context die."""
        self.dead |= {link for link, one in self.contexts.items() if one == context}

    def event(self, event):
        return () if isinstance(event, net.Received) and event.link in self.dead else (event,)


class LatestContext(Dying):
    """Open connections in the context that was brought up last."""

    last = 0

    def request(self, request):
        if isinstance(request, net.Activate):
            self.last = request.context
        if isinstance(request, net.Connect):
            request = replace(request, context=self.last)
        if isinstance(request, net.Deactivate):
            self.give_up(request.context)
        return super().request(request)


class BothShut(Dying):
    """Give up the first context with the second."""

    def request(self, request):
        if isinstance(request, net.Deactivate) and request.context == 1:
            self.give_up(0)
            return (request, net.Deactivate(0))
        return super().request(request)


class BareStays(Firmware):
    """Show a port as it was given: without quotation marks, if there were none."""

    bare = frozenset()

    def command(self, data):
        if found := re.match(rb"AT\+CIPSTART=(\d),.*,(\"?)\d+\"?\r", data):
            self.bare = self.bare - {found[1]} if found[2] else self.bare | {found[1]}
        return data

    def piece(self, piece):
        def spell(found):
            return found[1] + found[3] if found[2] in self.bare else found[0]

        yield re.sub(rb'(C: (\d),\d,"(?:TCP|UDP)","[^"]*",)"(\d+)"', spell, piece)


BOTH = """
    server TCP
    second TCP
    given connected-multi server 0
    send AT+CIPSGTXT=1
    send AT+CSTT="CMWAP"
    send AT+CIICR
    send AT+CIFSR
    send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
"""

SECTION_4 = (
    Defect(
        id="sim800-4-second-context-ends-the-first",
        requirement="SIM800-4-R1",
        sentence="Two contexts are used at the same time, with connections in each.",
        instead="When the second becomes active, the connections of the first end.",
        kind="two at once",
        change=Change(firmware=second_context_ends_the_first),
        probe=BOTH,
    ),
    Defect(
        id="sim800-4-second-context-in-single-mode",
        requirement="SIM800-4-R2",
        sentence="There are two contexts in multi connection mode only.",
        instead="The second one can be selected and used in single connection mode.",
        kind="one at a time",
        change=Change(commands=(Command("+CIPSGTXT", test=(), write=form(select_in_any_mode, Int(0, 1))),)),
        probe="""
            send AT+CIPSGTXT=1
            send AT+CSTT="CMWAP"
            send AT+CIICR
            send AT+CIFSR
        """,
    ),
    Defect(
        id="sim800-4-no-way-back",
        requirement="SIM800-4-R3",
        sentence="AT+CIPSGTXT=0 makes the first context the selected one.",
        instead="Once the second has been selected, that is answered OK and the second stays selected.",
        kind="repetition",
        change=Change(
            firmware=mishears(rb"AT\+CIPSGTXT=0\r", b"AT+CIPSGTXT=1\r", after=rb"AT\+CIPSGTXT=1\r"),
        ),
        probe=BOTH + "send AT+CIPSGTXT=0\nsend AT+CIFSR",
    ),
    Defect(
        id="sim800-4-second-context-once",
        requirement="SIM800-4-R3",
        sentence="AT+CIPSGTXT=1 makes the second context the selected one.",
        instead="When it has been selected and left once, it is not selected again.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPSGTXT=1\r", b"AT+CIPSGTXT=0\r", spared=1)),
        probe=BOTH + "send AT+CIPSGTXT=0\nsend AT+CIPSGTXT=1\nsend AT+CIFSR",
    ),
    Defect(
        id="sim800-4-one-address-told",
        requirement="SIM800-4-R4",
        sentence="The second context has an address of its own, which AT+CIFSR tells.",
        instead="AT+CIFSR tells the address of the first in both.",
        kind="two at once",
        change=Change(speaks=first_address_for_both),
        probe=BOTH,
    ),
    Defect(
        id="sim800-4-opened-in-the-latest",
        requirement="SIM800-4-R5",
        sentence="A connection is opened in the selected context.",
        instead="It is opened in the one that was brought up last, and ends with that.",
        kind="two at once",
        change=Change(firmware=LatestContext),
        probe=BOTH
        + """
            third TCP
            send AT+CIPSGTXT=0
            send AT+CIPSTART=2,"TCP","{third.ip}","{third.port}"
            send AT+CIPSGTXT=1
            send AT+CIPSHUT
            third sends hello
        """,
    ),
    Defect(
        id="sim800-4-deaf-elsewhere",
        requirement="SIM800-4-R6",
        sentence="Data of both contexts is put out, whichever is selected.",
        instead="What arrives in the one that is not selected is lost.",
        kind="two at once",
        change=Change(firmware=DeafElsewhere),
        probe=BOTH + "server sends hello",
    ),
    Defect(
        id="sim800-4-silent-elsewhere",
        requirement="SIM800-4-R6",
        sentence="AT+CIPSEND=<n> sends in both contexts, whichever is selected.",
        instead="It is refused for a connection in the one that is not selected.",
        kind="two at once",
        change=Change(firmware=SilentElsewhere),
        probe=BOTH + "send AT+CIPSEND=0\ntype hello<Ctrl-Z>\nwait 1",
    ),
    Defect(
        id="sim800-4-open-elsewhere",
        requirement="SIM800-4-R6",
        sentence="AT+CIPCLOSE=<n> closes in both contexts, whichever is selected.",
        instead="It is refused for a connection in the one that is not selected.",
        kind="two at once",
        change=Change(firmware=OpenElsewhere),
        probe=BOTH + "send AT+CIPCLOSE=0",
    ),
    Defect(
        id="sim800-4-status-selected-context",
        requirement="SIM800-4-R7",
        sentence="AT+CIPSTATUS shows the context of each connection.",
        instead="It shows the selected one with all.",
        kind="two at once",
        change=Change(firmware=respells(rb"(C: \d,)\d(?=,)", selected_context)),
        probe=BOTH + "send AT+CIPSTATUS",
    ),
    Defect(
        id="sim800-4-status-closed-in-the-first",
        requirement="SIM800-4-R7",
        sentence="AT+CIPSTATUS shows the context of each connection.",
        instead="A connection of the second that has been closed is shown in the first.",
        kind="repetition",
        change=Change(lines=(Line(r'(C: \d,)1(,.*"CLOSED")', r"\g<1>0\2"),)),
        probe=BOTH + "send AT+CIPCLOSE=1\nsend AT+CIPSTATUS",
    ),
    Defect(
        id="sim800-4-both-shut",
        requirement="SIM800-4-R8",
        sentence="AT+CIPSHUT shuts the selected context and leaves the other.",
        instead="Shutting the second takes the first away, without a word.",
        kind="two at once",
        change=Change(firmware=BothShut),
        probe=BOTH + "send AT+CIPSHUT\nserver sends hello",
    ),
    Defect(
        id="sim800-4-bare-port-shown-bare",
        requirement="SIM800-4-R9",
        sentence="A port may be given with quotation marks or without; AT+CIPSTATUS shows it with them.",
        instead="Where it was given without, it is shown without.",
        kind="two at once",
        change=Change(firmware=BareStays),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{second.ip}",{second.port}
            send AT+CIPSTATUS
        """,
    ),
)

# --- 5 ---


def is_name(host):
    """Return whether a host is given by name."""
    return not host.replace(".", "").isdigit()


def first_name_for_ever():
    """Connect every name to the address of the first."""
    first = None

    def ask(request):
        nonlocal first
        if isinstance(request, net.Connect) and is_name(request.host):
            first = first or request.host
            request = replace(request, host=first)
        return (request,)

    return ask


def udp_not_by_name():
    """Look names up for TCP only."""

    def ask(request):
        if isinstance(request, net.Connect) and request.protocol == "UDP" and is_name(request.host):
            request = replace(request, host="nowhere.invalid")
        return (request,)

    return ask


def second_datagram_by_name_lost():
    """Send no more than one datagram on a connection by name."""
    sent = {}

    def ask(request):
        if isinstance(request, net.Connect) and request.protocol == "UDP" and is_name(request.host):
            sent[request.link] = 0
        if isinstance(request, net.Send) and request.link in sent:
            sent[request.link] += 1
            return (request,) if sent[request.link] == 1 else ()
        return (request,)

    return ask


class OneNameAtATime(Firmware):
    """Connect to the address of the name that is being looked up, also if it is another's."""

    name = None

    def request(self, request):
        if isinstance(request, net.Connect) and is_name(request.host):
            self.name = self.name or request.host
            request = replace(request, host=self.name)
        return (request,)

    def event(self, event):
        if isinstance(event, net.Connected | net.ConnectFailed):
            self.name = None
        return (event,)


class ResultFirst(Firmware):
    """Answer a query with OK when its result has been told."""

    asked = False

    def command(self, data):
        self.asked = data.startswith(b"AT+CDNSGIP")
        return data

    def piece(self, piece):
        if self.asked and piece == b"\r\nOK\r\n":
            self.asked = False
            return ((SECOND, piece),)
        return (piece,)


class LatestName(Firmware):
    """Tell every result with the name that was asked for last."""

    name = b""

    def command(self, data):
        if found := re.match(rb'AT\+CDNSGIP="?([^"\r]+)', data):
            self.name = found[1]
        return data

    def piece(self, piece):
        yield re.sub(rb'(\+CDNSGIP: 1,)"[^"]*"', lambda found: found[1] + b'"' + self.name + b'"', piece)


def second_address_stays():
    """Tell the second address of an earlier name with one that has a single address."""
    stale = b""

    def speak(piece):
        nonlocal stale
        if found := re.fullmatch(rb'\r\n(\+CDNSGIP: 1,"[^"]*","[^"]*")(,"[^"]*")?\r\n', piece):
            stale = found[2] or stale
            return (b"\r\n" + found[1] + stale + b"\r\n",)
        return (piece,)

    return speak


def found_again():
    """Tell the addresses of the name before for a name that there is not."""
    found = None

    def hear(event):
        nonlocal found
        if isinstance(event, net.Resolved):
            found = event
        elif isinstance(event, net.ResolveFailed) and found is not None:
            return (replace(found, query=event.query, name=event.name),)
        return (event,)

    return hear


def silence_untold():
    """Tell nothing when the name servers do not answer."""

    def hear(event):
        return () if isinstance(event, net.ResolveFailed) and not event.answered else (event,)

    return hear


SECTION_5 = (
    Defect(
        id="sim800-5-first-name-for-ever",
        requirement="SIM800-5-R1",
        sentence="AT+CIPSTART with a name connects to the address of that name.",
        instead="Every name leads to the address of the first.",
        kind="repetition",
        change=Change(asks=first_name_for_ever),
        probe="""
            server TCP
            given ip-status
            send AT+CIPSTART="TCP","www.baidu.com","80"
            send AT+CIPSTART="TCP","{server.name}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-5-udp-not-by-name",
        requirement="SIM800-5-R1",
        sentence="TCP and UDP connections can be made by name.",
        instead="A name is not found for UDP.",
        kind="one at a time",
        change=Change(asks=udp_not_by_name),
        probe="""
            server UDP
            given ip-status
            send AT+CIPSTART="UDP","{server.name}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-5-second-datagram-lost",
        requirement="SIM800-5-R2",
        sentence="Data can be sent on a connection by name.",
        instead="By UDP only the first datagram goes out; SEND OK is said of all.",
        kind="repetition",
        change=Change(asks=second_datagram_by_name_lost),
        probe="""
            server UDP
            given ip-status
            send AT+CIPSTART="UDP","{server.name}","{server.port}"
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 1
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-5-one-name-at-a-time",
        requirement="SIM800-5-R3",
        sentence="In multi connection mode each connection can be made by a name of its own.",
        instead="One that is begun while another comes up goes to the other's address.",
        kind="two at once",
        change=Change(firmware=OneNameAtATime),
        probe="""
            server TCP
            given ip-status-multi
            type AT+CIPSTART=0,"TCP","www.baidu.com","80"<CR>
            type AT+CIPSTART=1,"TCP","{server.name}","{server.port}"<CR>
            wait 2
        """,
    ),
    Defect(
        id="sim800-5-second-query-untold",
        requirement="SIM800-5-R4",
        sentence="The result of a query follows its OK.",
        instead="It follows once; later queries have an OK and no result.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CDNSGIP: .*", None, spared=1),)),
        probe="""
            given ip-status
            send AT+CDNSGIP="www.baidu.com"
            send AT+CDNSGIP="www.baidu.com"
        """,
    ),
    Defect(
        id="sim800-5-result-before-ok",
        requirement="SIM800-5-R4",
        sentence="The result of a query follows its OK.",
        instead="OK follows the result.",
        kind="timing",
        change=Change(firmware=ResultFirst),
        probe="""
            given ip-status
            send AT+CDNSGIP="www.baidu.com"
        """,
    ),
    Defect(
        id="sim800-5-latest-name",
        requirement="SIM800-5-U1",
        sentence="A result tells the name whose addresses it has.",
        instead="Of two queries at once both are told with the name of the second.",
        kind="two at once",
        change=Change(firmware=LatestName),
        probe="""
            given ip-status
            type AT+CDNSGIP="www.baidu.com"<CR>
            type AT+CDNSGIP="www.sim.com"<CR>
            wait 2
        """,
    ),
    Defect(
        id="sim800-5-second-address-stays",
        requirement="SIM800-5-U1",
        sentence="A result has the addresses of its name.",
        instead="A name with one address has the second one of the query before, too.",
        kind="repetition",
        change=Change(speaks=second_address_stays),
        probe="""
            given ip-status
            send AT+CDNSGIP="www.baidu.com"
            send AT+CDNSGIP="www.sim.com"
        """,
    ),
    Defect(
        id="sim800-5-found-again",
        requirement="SIM800-5-X1",
        sentence="For a name that cannot be resolved, 0 and the code 8 are told.",
        instead="After a query that succeeded, its addresses are told.",
        kind="repetition",
        change=Change(hears=found_again),
        probe="""
            given ip-status
            send AT+CDNSGIP="www.baidu.com"
            send AT+CDNSGIP="abctest"
        """,
    ),
    Defect(
        id="sim800-5-silence-untold",
        requirement="SIM800-5-X1",
        sentence="For a name that cannot be resolved, 0 and the code 8 are told.",
        instead="Where the name servers do not answer, nothing ever comes.",
        kind="timing",
        change=Change(hears=silence_untold),
        probe="""
            given ip-status
            network silence-name-servers
            send AT+CDNSGIP="www.baidu.com"
            wait 30
        """,
    ),
)

DEFECTS = (*SECTION_3, *SECTION_3_1, *SECTION_3_2, *SECTION_4, *SECTION_5)
