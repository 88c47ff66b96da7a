"""SIM800 note, 2.1.1 to 2.1.4: further ones."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import MS, SECOND
from atconform.emulator.cip.receive import Receiving
from atconform.emulator.cip.stack import stack
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, respells
from tests.defects.defect import Defect
from tests.defects.seams import Change
from tests.defects.shared_sim800_again import SaysItWasSent, signed


class ThirdNotWaitedFor(SaysItWasSent):
    """Say SEND OK of the third sending as soon as its data is there."""

    def hasty(self):
        return self.sendings >= 2


class AddressOfFarEnd(Firmware):
    """Tell the far end's address as one's own, once there is a connection."""

    far = b""
    asked = False

    def command(self, data):
        self.asked = data.startswith(b"AT+CIFSR")
        return data

    def event(self, event):
        if isinstance(event, net.Connected):
            self.far = event.address.encode()
        return (event,)

    def piece(self, piece):
        if self.asked and self.far and self.links:
            piece = re.sub(rb"(\r\n)[\d.]+(\r\n)", lambda found: found[1] + self.far + found[2], piece)
        return (piece,)


class ClosedAtThePrompt(Firmware):
    """Do not report a connection that the server closes while the host is typing what to send."""

    unreported = False

    def event(self, event):
        if isinstance(event, net.PeerClosed):
            self.unreported = self.entering
        return (event,)

    def piece(self, piece):
        return () if self.unreported and re.fullmatch(rb"\r\n(\d, )?CLOSED\r\n", piece) else (piece,)


class ClientAfterReset(Firmware):
    """Say nothing of the client that follows one which reset its connection."""

    quiet = False

    def event(self, event):
        if isinstance(event, net.LinkLost) and event.link < 0:
            self.quiet = True
        return (event,)

    def piece(self, piece):
        if self.quiet and b"REMOTE IP" in piece:
            self.quiet = False
            return ()
        return (piece,)


class MergedDatagrams(Receiving):
    """Put datagrams that come shortly one after another out as one."""

    kept: net.Received | None = None

    def network_event(self, event):
        if not isinstance(event, net.Received):
            return super().network_event(event)
        connection = stack(self.module).by_link(event.link)
        if connection is None or connection.protocol != "UDP":
            return super().network_event(event)
        if self.kept is not None and (self.kept.address, self.kept.port) == (event.address, event.port):
            self.kept = replace(self.kept, data=self.kept.data + event.data)
            return None
        self._put_out()
        self.kept = event
        self.module.after(200 * MS, self._put_out)
        return None

    def _put_out(self):
        kept, self.kept = self.kept, None
        if kept is not None:
            super().network_event(kept)


class OnlyNewDestination(Firmware):
    """Receive from the address that AT+CIPUDPMODE=2 gave, and from no other."""

    only = None

    def command(self, data):
        if found := re.match(rb'AT\+CIPUDPMODE=2,"([\d.]+)","?(\d+)', data):
            self.only = (found[1].decode(), int(found[2]))
        return data

    def event(self, event):
        if isinstance(event, net.Received) and self.only and (event.address, event.port) != self.only:
            return ()
        return (event,)


class WithoutPromptWithoutEnd(Firmware):
    """Leave SEND OK out with AT+CIPSPRT=0."""

    without = False

    def command(self, data):
        if found := re.match(rb"AT\+CIPSPRT=(\d)", data):
            self.without = found[1] == b"0"
        return data

    def piece(self, piece):
        return () if self.without and b"SEND OK" in piece else (piece,)


class FirstDataOfClient(Receiving):
    """Lose what a client sends in the first three seconds."""

    deaf_until = 0

    def network_event(self, event):
        if isinstance(event, net.Incoming):
            self.deaf_until = self.module.now + 3 * SECOND
        if isinstance(event, net.Received) and event.link < 0 and self.module.now < self.deaf_until:
            return
        super().network_event(event)


class EndsWhereClientResets(Firmware):
    """Say nothing of a connection that was reset while data waits for its acknowledgement."""

    waiting = 0

    def request(self, request):
        self.waiting += isinstance(request, net.Send)
        return (request,)

    def event(self, event):
        if isinstance(event, net.Acknowledged):
            self.waiting = 0
        return (event,)

    def piece(self, piece):
        return () if self.waiting and re.fullmatch(rb"\r\n(\d, )?CLOSED\r\n", piece) else (piece,)


class PromptForgottenWhenMulti(Firmware):
    """Show the prompt in multi connection mode, whatever AT+CIPSPRT says."""

    shown = True
    asked = False

    def command(self, data):
        if found := re.match(rb"AT\+CIPSPRT=(\d)", data):
            self.shown = found[1] != b"0"
        self.asked = data.startswith(b"AT+CIPSEND=")
        return data

    def piece(self, piece):
        if self.asked and self.multi and not self.shown and piece.startswith(b"AT+CIPSEND="):
            self.asked = False
            return (piece, b"\r\n> ")
        return (piece,)


class DataBehindClosed(Firmware):
    """Report CLOSED before the data that came with the end."""

    kept = b""

    def event(self, event):
        if isinstance(event, net.Received) and not self.entering:
            return ((150 * MS, event),)
        return (event,)


DEFECTS = (
    Defect(
        id="sim800-2.1.1-third-not-waited-for",
        requirement="SIM800-2.1.1-R12",
        sentence="On TCP SEND OK says that the far end has the data.",
        instead="It does for two sendings; that of the third comes at once.",
        kind="repetition",
        change=Change(firmware=ThirdNotWaitedFor),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 1
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 1
            server stops
            send AT+CIPSEND
            type three<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-2.1.1-address-of-the-far-end",
        requirement="SIM800-2.1.1-R10",
        sentence="AT+CIFSR tells the local address.",
        instead="While there is a connection it tells that of the far end.",
        kind="one at a time",
        change=Change(firmware=AddressOfFarEnd),
        probe="""
            server TCP
            given connected server
            send AT+CIFSR
        """,
    ),
    Defect(
        id="sim800-2.1.1-closed-at-the-prompt",
        requirement="SIM800-2.1.1-U2",
        sentence="CLOSED tells that the server has closed.",
        instead="It is lost when that happens while the host types what to send.",
        kind="two at once",
        change=Change(firmware=ClosedAtThePrompt),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            server closes
            type you<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-2.1.1-without-prompt-without-end",
        requirement="SIM800-2.1.1-R11",
        sentence="AT+CIPSPRT sets whether the prompt comes.",
        instead="With 0 SEND OK does not come either.",
        kind="one at a time",
        change=Change(firmware=WithoutPromptWithoutEnd),
        probe="""
            server TCP
            given connected server
            send AT+CIPSPRT=0
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-2.1.1-reset-while-waiting",
        requirement="SIM800-2.1.1-U2",
        sentence="CLOSED tells that the far end has ended the connection.",
        instead="Not while data waits for its acknowledgement.",
        kind="two at once",
        change=Change(firmware=EndsWhereClientResets),
        probe="""
            server TCP
            given connected server
            server stops
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            server closes
            server acknowledges
        """,
        unseen="what is told of a connection that ends while SEND OK is waited for, no document says",
    ),
    Defect(
        id="sim800-2.1.1-prompt-in-multi",
        requirement="SIM800-2.1.1-R11",
        sentence="AT+CIPSPRT sets whether the prompt is shown.",
        instead="In multi connection mode it is shown always.",
        kind="two at once",
        change=Change(firmware=PromptForgottenWhenMulti),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSPRT=0
            send AT+CIPSEND=0
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-2.1.1-closed-before-the-last",
        requirement="SIM800-2.1.1-R6",
        sentence="What arrives is put out.",
        instead="What comes less than 150 ms before the end of the connection is lost.",
        kind="timing",
        change=Change(firmware=DataBehindClosed),
        probe="""
            server TCP
            given connected server
            type A
            server sends hello
            server closes
        """,
    ),
    Defect(
        id="sim800-2.1.3-client-after-reset",
        requirement="SIM800-2.1.3-U1",
        sentence="Each client that connects is announced with its address.",
        instead="The one that follows a client which reset its connection is not.",
        kind="repetition",
        change=Change(firmware=ClientAfterReset),
        probe="""
            client TCP
            given listening 5000
            client connects 5000
            client resets
            client connects 5000
        """,
    ),
    Defect(
        id="sim800-2.1.3-first-data-of-client",
        requirement="SIM800-2.1.3-R3",
        sentence="Data of the client is put out.",
        instead="Not what it sends in the first three seconds.",
        kind="timing",
        change=Change(parts={Receiving: FirstDataOfClient}),
        probe="""
            client TCP
            given listening 5000
            client connects 5000
            client sends hello
        """,
    ),
    Defect(
        id="sim800-2.1.4-merged-datagrams",
        requirement="SIM800-2.1.4-U1",
        sentence="Each datagram is put out with its source and its length.",
        instead="Two of one sender within 200 ms are put out as one.",
        kind="two at once",
        change=Change(parts={Receiving: MergedDatagrams}),
        probe="""
            server UDP
            send AT+CIPHEAD=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type x<Ctrl-Z>
            wait 1
            server sends one
            server sends two
        """,
    ),
    Defect(
        id="sim800-2.1.4-only-the-new-destination",
        requirement="SIM800-2.1.4-R1",
        sentence="In extended mode data comes from any address and port.",
        instead="Once AT+CIPUDPMODE=2 has set another destination it comes from that only.",
        kind="repetition",
        change=Change(firmware=OnlyNewDestination),
        probe="""
            server UDP
            second UDP
            send AT+CIPUDPMODE=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type x<Ctrl-Z>
            wait 1
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            server sends one
        """,
    ),
    Defect(
        id="sim800-2.1.4-port-with-a-sign",
        requirement="SIM800-2.1.4-R6",
        sentence="AT+CIPUDPMODE? tells the port that data is sent to.",
        instead="Ports from 32768 up are told as negative numbers.",
        kind="binary",
        change=Change(firmware=respells(rb'(\+CIPUDPMODE: 1,"[^"]+",)(\d+)', lambda _, found: signed(found))),
        probe="""
            server UDP
            send AT+CIPUDPMODE=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPUDPMODE=2,"{server.ip}",40000
            send AT+CIPUDPMODE?
        """,
    ),
)
