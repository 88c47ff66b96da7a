"""SIM800 note, 3 to 3.1."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.emulator.cip import modes
from atconform.emulator.cip.parameters import TRANSPARENT_MODE
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Int, form
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, Misdirecting, Mishearing, Sending, mishears, respells, until
from tests.defects.defect import Defect
from tests.defects.seams import Change, Line
from tests.defects.shared_sim800_3 import told_under_the_first

# --- 3 ---


def kept_for_later(module, on):
    """Refuse AT+CIPMODE in multi connection mode, and take it all the same."""
    if stack(module).multi:
        module.settings[TRANSPARENT_MODE] = on
        return refuse(module)
    return modes.set_transparent(module, on)


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


DEFECTS = (
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
