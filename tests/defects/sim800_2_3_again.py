"""SIM800 note, 2.3 to 5: further ones."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import MS
from atconform.emulator.cip.parameters import FETCH
from atconform.emulator.cip.receive import Receiving
from atconform.emulator.cip.stack import stack
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, Mishearing
from tests.defects.defect import Defect
from tests.defects.meddling import wrapped
from tests.defects.seams import Change
from tests.defects.shared_sim800_8 import TWO


class OnePortForBoth(Firmware):
    """Take the port that was set last, for whichever protocol."""

    last = 0

    def command(self, data):
        if found := re.match(rb'AT\+CLPORT="\w+","?(\d+)', data):
            self.last = int(found[1])
        return data

    def request(self, request):
        if isinstance(request, net.Connect) and not self.multi and request.local_port:
            request = replace(request, local_port=self.last)
        return (request,)


class UnderTheNumberOfThePrompt(Firmware):
    """Put data out under the number that data is typed for at the moment."""

    asked = b"0"

    def command(self, data):
        if found := re.match(rb"AT\+CIPSEND=(\d)", data):
            self.asked = found[1]
        return data

    def piece(self, piece):
        if self.entering:
            piece = re.sub(rb"\+RECEIVE,\d,", b"+RECEIVE," + self.asked + b",", piece)
        return (piece,)


class ClientAsZero(Firmware):
    """Announce a client as number 0 while there are other connections."""

    def piece(self, piece):
        if len(self.links) > 1:
            piece = re.sub(rb"\d(, ?REMOTE IP)", rb"0\1", piece)
        return (piece,)


class ClosedToldAgain(Firmware):
    """Tell with each connection that is closed all that were before."""

    def __init__(self):
        super().__init__()
        self.closed = []

    def piece(self, piece):
        found = re.fullmatch(rb"\r\n(\d), CLOSED\r\n", piece)
        if not found:
            return (piece,)
        self.closed.append(piece)
        return (b"".join(self.closed),)


def shut_and_first(module, usual):
    """Shut the selected context, and select the first."""
    reply = usual(module)
    stack(module).selected = 0
    return reply


class NameOfTheFailed(Firmware):
    """Tell, in the first good answer after a bad one, the name of the bad one."""

    asked = b""
    failed = b""

    def command(self, data):
        if found := re.match(rb'AT\+CDNSGIP="?([^"\r]+)', data):
            self.asked = found[1]
        return data

    def piece(self, piece):
        if b"+CDNSGIP: 0" in piece:
            self.failed = self.asked
        if self.failed and b"+CDNSGIP: 1" in piece:
            piece = re.sub(rb'(: 1,")[^"]+', rb"\1" + self.failed, piece)
            self.failed = b""
        return (piece,)


class SecondFailureUntold(Firmware):
    """Say nothing of a name that failed before."""

    def __init__(self):
        super().__init__()
        self.failed = set()

    def event(self, event):
        if isinstance(event, net.ResolveFailed):
            if event.name in self.failed:
                return ()
            self.failed.add(event.name)
        return (event,)


class CapitalsUnknown(Firmware):
    """Find no name that is spelt in capitals."""

    def request(self, request):
        if isinstance(request, net.Connect) and re.search("[A-Z]", request.host):
            request = replace(request, host="nowhere.invalid")
        return (request,)


class HeadersFirst(Receiving):
    """Put the data out 200 ms behind its header."""

    def _received(self, connection, event):
        if not stack(self.module).multi or self.module.settings[FETCH]:
            super()._received(connection, event)
            return
        source = f"{event.address}:{event.port}"
        self.module.announce(self.header(connection, source, len(event.data)))
        self.module.after(200 * MS, lambda: self.module.announce(event.data))


class OkBehindTheList(Firmware):
    """Put the OK behind the list of AT+CIPSTATUS, where there are two connections or more."""

    asked = False
    kept = b""

    def command(self, data):
        self.asked = data == b"AT+CIPSTATUS\r"
        return data

    def piece(self, piece):
        if self.asked and self.multi and len(self.links) > 1 and piece == b"\r\nOK\r\n":
            self.asked, self.kept = False, piece
            return ()
        if self.kept and b"C: 5" in piece:
            kept, self.kept = self.kept, b""
            return (piece, kept)
        return (piece,)


class NamesNotWhileConnected(Mishearing):
    """Refuse to look a name up while there is a connection."""

    def takes(self, data):
        return b"AT+CDNSGIP=\r" if self.links and data.startswith(b"AT+CDNSGIP=") else data


class ServerEndsWithFifth(Mishearing):
    """Refuse to send to a client while four others are connected."""

    def takes(self, data):
        clients = sum(link < 0 for link in self.links.values())
        return re.sub(rb"AT\+CIPSEND=(\d)\r", rb"AT+CIPSEND=9\r", data) if clients >= 5 else data


class LengthWithTheName(Firmware):
    """Count two bytes too many in +RECEIVE from a hundred bytes up."""

    def piece(self, piece):
        def spelt(found):
            length = int(found[2])
            return found[1] + str(length + 2 if length >= 100 else length).encode() + b":"

        return (re.sub(rb"(\+RECEIVE,\d,)(\d+):", spelt, piece),)


class AddressOnce(Firmware):
    """Tell the address of the client once, and 0.0.0.0 for further ones of the same address."""

    def __init__(self):
        super().__init__()
        self.told = set()

    def piece(self, piece):
        if found := re.search(rb"REMOTE IP: ([\d.]+)", piece):
            if found[1] in self.told:
                piece = piece.replace(found[1], b"0.0.0.0")
            self.told.add(found[1])
        return (piece,)


class SelectedByNumber(Mishearing):
    """Refuse AT+CIPSGTXT for the context that is selected already."""

    def takes(self, data):
        found = re.fullmatch(rb"AT\+CIPSGTXT=([01])\r", data)
        return b"AT+CIPSGTXT=9\r" if found and int(found[1]) == self.selected else data


DEFECTS = (
    Defect(
        id="sim800-2.3-one-port-for-both",
        requirement="SIM800-2.3-R2",
        sentence="The local port is fixed at what AT+CLPORT gave.",
        instead="What was given last, for TCP or UDP, holds for both.",
        kind="two at once",
        change=Change(firmware=OnePortForBoth),
        probe="""
            server UDP
            send AT+CLPORT="UDP",6000
            send AT+CLPORT="TCP",5000
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            server connects 6000
            server sends hello
        """,
    ),
    Defect(
        id="sim800-3.1-under-the-number-of-the-prompt",
        requirement="SIM800-3.1-U2",
        sentence="The header tells the connection on which data came.",
        instead="While data is typed, it tells the one that it is typed for.",
        kind="two at once",
        change=Change(firmware=UnderTheNumberOfThePrompt),
        probe=f"""
            {TWO}
            send AT+CIPSEND=1
            server sends hello
            type you<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-3.1-closed-told-again",
        requirement="SIM800-3.1-U3",
        sentence="CLOSED is told of the connection that was closed.",
        instead="With the second one the first is told again.",
        kind="repetition",
        change=Change(firmware=ClosedToldAgain),
        probe=f"""
            {TWO}
            second closes
            server closes
        """,
    ),
    Defect(
        id="sim800-3.1-headers-first",
        requirement="SIM800-3.1-U2",
        sentence="The data follows the line with its number and length.",
        instead="200 ms later, so that another header can come in between.",
        kind="two at once",
        change=Change(parts={Receiving: HeadersFirst}),
        probe=f"""
            {TWO}
            server sends hello
            second sends you
        """,
    ),
    Defect(
        id="sim800-3.1-ok-behind-the-list",
        requirement="SIM800-3.1-R6",
        sentence="AT+CIPSTATUS answers OK, and then the state and the list.",
        instead="OK comes behind the list where there are two connections.",
        kind="two at once",
        change=Change(firmware=OkBehindTheList),
        probe=f"""
            {TWO}
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-3.1-length-with-line-end",
        requirement="SIM800-3.1-U2",
        sentence="The line before received data tells its length.",
        instead="From a hundred bytes up it is two more.",
        kind="binary",
        change=Change(firmware=LengthWithTheName),
        probe="""
            server TCP
            given connected-multi server 0
            server sends <100 bytes>
        """,
    ),
    Defect(
        id="sim800-3.2-client-as-zero",
        requirement="SIM800-3.2-U1",
        sentence="A client is announced with the number that it was given.",
        instead="With 0, where there are other connections.",
        kind="two at once",
        change=Change(firmware=ClientAsZero),
        probe="""
            server TCP
            client TCP
            given connected-multi server 0
            send AT+CIPSERVER=1,5000
            client connects 5000
        """,
    ),
    Defect(
        id="sim800-3.2-no-data-for-five",
        requirement="SIM800-3.2-R5",
        sentence="AT+CIPSEND=<n> sends to the client with that number.",
        instead="It is refused while five clients are connected.",
        kind="two at once",
        change=Change(firmware=ServerEndsWithFifth),
        probe="""
            aclient TCP
            bclient TCP
            cclient TCP
            dclient TCP
            eclient TCP
            given listening-multi 5000
            aclient connects 5000
            bclient connects 5000
            cclient connects 5000
            dclient connects 5000
            eclient connects 5000
            send AT+CIPSEND=0
        """,
    ),
    Defect(
        id="sim800-3.2-address-once",
        requirement="SIM800-3.2-U1",
        sentence="Each client is told with its address.",
        instead="A second one of the same address is told with four zeros.",
        kind="repetition",
        change=Change(firmware=AddressOnce),
        probe="""
            client TCP
            given listening-multi 5000
            client connects 5000
            client connects 5000
        """,
    ),
    Defect(
        id="sim800-4-first-selected-by-shut",
        requirement="SIM800-4-R3",
        sentence="AT+CIPSGTXT=1 selects the second context.",
        instead="AT+CIPSHUT selects the first again.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPSHUT", execute=shut_and_first),)),
        probe="""
            given multi
            send AT+CIPSGTXT=1
            send AT+CSTT="CMWAP"
            send AT+CIPSHUT
            send AT+CSTT="CMWAP"
            send AT+CIPSGTXT=0
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-4-selected-again-refused",
        requirement="SIM800-4-R3",
        sentence="AT+CIPSGTXT selects a context, and is answered OK.",
        instead="It is refused for the one that is selected already.",
        kind="repetition",
        change=Change(firmware=SelectedByNumber),
        probe="""
            given multi
            send AT+CIPSGTXT=1
            send AT+CIPSGTXT=1
        """,
    ),
    Defect(
        id="sim800-5-name-of-the-failed",
        requirement="SIM800-5-U1",
        sentence="The answer tells the name that was asked for.",
        instead="After one that could not be resolved it tells that one once more.",
        kind="repetition",
        change=Change(firmware=NameOfTheFailed),
        probe="""
            given ip-status
            send AT+CDNSGIP=abctest
            send AT+CDNSGIP=www.baidu.com
        """,
    ),
    Defect(
        id="sim800-5-second-failure-untold",
        requirement="SIM800-5-X1",
        sentence="A name that cannot be resolved is told by 0,8.",
        instead="Once; asked again, nothing follows the OK.",
        kind="repetition",
        change=Change(firmware=SecondFailureUntold),
        probe="""
            given ip-status
            send AT+CDNSGIP=abctest
            send AT+CDNSGIP=abctest
        """,
    ),
    Defect(
        id="sim800-5-capitals-unknown",
        requirement="SIM800-5-R1",
        sentence="AT+CIPSTART connects to a domain name.",
        instead="Not to one spelt in capitals.",
        kind="binary",
        change=Change(firmware=CapitalsUnknown),
        probe="""
            server TCP
            given ip-status
            send AT+CIPSTART="TCP","WWW.SIM.COM","{server.port}"
        """,
    ),
    Defect(
        id="sim800-5-not-while-connected",
        requirement="SIM800-5-R4",
        sentence="AT+CDNSGIP queries the address of a name.",
        instead="It is refused while there is a connection.",
        kind="two at once",
        change=Change(firmware=NamesNotWhileConnected),
        probe="""
            server TCP
            given connected server
            send AT+CDNSGIP=www.baidu.com
        """,
    ),
)
