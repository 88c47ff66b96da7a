"""SIM800 note, 3.2 to 4."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.emulator.cip.stack import stack
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.replies import ok
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, Misdirecting, Mishearing, mishears, receives, respells
from tests.defects.defect import Defect
from tests.defects.seams import Change, Line
from tests.defects.shared_sim800_3 import told_under_the_first

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
    """Give up the first context with the second: nothing comes through it any more."""

    shut = False

    def request(self, request):
        if isinstance(request, net.Deactivate) and request.context == 1:
            self.shut = True
            self.give_up(0)
            return (request, net.Deactivate(0))
        if self.shut and isinstance(request, net.Resolve) and request.context == 0:
            return (replace(request, name="nowhere.invalid"),)
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


DEFECTS = (
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
        unseen="The module answers as it should, and what the far end sees of a context's end is left open (G12).",
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
        unseen="From which address it calls, and what becomes of the other context's connections, is open (G15, G16).",
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
