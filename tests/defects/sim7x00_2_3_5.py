"""SIM7X00 note, 2.3.5 to 2.3.6."""

from __future__ import annotations

import re

from atconform.emulator.netopen.fetch import FETCH
from atconform.emulator.netopen.links import Links
from atconform.emulator.netopen.receive import Receiving, push
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    OK,
    answered,
    as_before,
    beyond,
    cut_at_zero,
    ok_lost,
    once_said,
    refused,
)
from tests.defects.seams import Change, Line
from tests.defects.shared_sim7x00_2_3 import HEAD

# --- 2.3.5 ---


def used_links_first(piece):
    """List the links that are connected before the others."""
    lines = re.findall(rb"\+CIPOPEN: [^\r]*\r\n", piece)
    if len(lines) < 10:
        return (piece,)
    listed = sorted(lines, key=lambda line: b"," not in line)
    return (b"\r\n" + b"".join(listed) + piece[piece.rindex(lines[-1]) + len(lines[-1]) :],)


def ports_of_first(piece):
    """List every link with the address and port of the first one."""
    found = re.search(rb'\+CIPOPEN: \d,"TCP",("[^"]*",\d+),', piece)
    if found is None:
        return (piece,)
    return (re.sub(rb'(\+CIPOPEN: \d,"TCP",)"[^"]*",\d+,', rb"\g<1>" + found[1] + b",", piece),)


def lengths_added_up():
    """Tell in each head how many bytes have come altogether."""
    total = 0

    def speak(piece):
        nonlocal total
        found = HEAD.search(piece)
        if found is None:
            return (piece,)
        total += int(found[2])
        return (HEAD.sub(b"+IPD%d\r\n" % total, piece, count=1),)

    return speak


LISTED = r"AT\+CIPOPEN\?"


# --- 2.3.6 ---


class FetchesOnce(Links):
    """Puts data out by itself again on every link that is opened."""

    def begin(self, number, protocol, trigger):
        self.module.settings[FETCH] = 0
        return super().begin(number, protocol, trigger)


class FetchesFirstLink(Receiving):
    """Keeps the data of link 0 only."""

    def _received(self, link, source, data):
        if link.number and self.module.settings[FETCH]:
            push(self.module, link, source, data)
        else:
            super()._received(link, source, data)


def payload_cut_at_zero(piece):
    """Hand over what stands before the first 0x00."""
    if not piece.startswith(b"\r\n+CIPRXGET: 2,") or b"\x00" not in piece:
        return (piece,)
    return (cut_at_zero(piece) + OK,)


DEFECTS = (
    Defect(
        id="sim7x00-2.3.5-no-ok-second-time",
        requirement="SIM7X00-2.3.5-E1",
        sentence="The list of the links ends with OK.",
        instead="The second time it ends without.",
        kind="repetition",
        change=Change(speaks=answered(LISTED, ok_lost, spared=1)),
        probe="""
            given network-open
            send AT+CIPOPEN?
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.5-used-links-first",
        requirement="SIM7X00-2.3.5-L1",
        sentence="The links are listed in the order of their numbers.",
        instead="Those that are connected come first.",
        kind="two at once",
        change=Change(speaks=answered(LISTED, used_links_first)),
        probe="""
            server TCP
            given connected-link server 3
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.5-closed-link-with-commas",
        requirement="SIM7X00-2.3.5-R1",
        sentence="A link without a connection is listed with its number alone.",
        instead="One that was closed keeps its fields, with nothing in them.",
        kind="repetition",
        change=Change(speaks=once_said(r"\+CIPCLOSE: 0,0", r"\+CIPOPEN: 0", '+CIPOPEN: 0,"","",0,-1')),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPCLOSE=0
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.5-far-closed-link-listed",
        requirement="SIM7X00-2.3.5-R1",
        sentence="A link without a connection is listed with its number alone.",
        instead="One that the far end has closed is still listed as it was before.",
        kind="repetition",
        change=Change(
            speaks=once_said(r"\+IPCLOSE: 0,1", r"\+CIPOPEN: 0", r'+CIPOPEN: 0,"TCP","116.228.221.51",8500,-1')
        ),
        probe="""
            server TCP
            given connected-link server 0
            server closes
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.5-far-end-of-first-link",
        requirement="SIM7X00-2.3.5-E3",
        sentence="A client link is listed with the address and port of its far end.",
        instead="All are listed with those of the first.",
        kind="two at once",
        change=Change(speaks=answered(LISTED, ports_of_first)),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.5-client-listed-under-server",
        requirement="SIM7X00-2.3.5-R2",
        sentence="-1 says that the module has opened the link itself.",
        instead="After a server has accepted a client, own links are listed with its index too.",
        kind="two at once",
        change=Change(speaks=once_said(r"\+CLIENT: ", r"(\+CIPOPEN: \d,.*),-1", r"\1,0")),
        probe="""
            server TCP
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            send AT+CIPOPEN=1,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.5-length-of-all-data",
        requirement="SIM7X00-2.3.5-E2",
        sentence="The head of received data tells the length of this data.",
        instead="It tells how many bytes have come since the module was switched on.",
        kind="repetition",
        change=Change(speaks=lengths_added_up),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSRIP=0
            server sends hello
            server sends again
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-manual-again-refused",
        requirement="SIM7X00-2.3.6-E1",
        sentence="Switching to manual reception is answered with OK.",
        instead="While it is on already it is answered with ERROR.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPRXGET=1", refused, spared=1)),
        probe="""
            send AT+CIPRXGET=1
            send AT+CIPRXGET=1
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-forgotten-by-next-link",
        requirement="SIM7X00-2.3.6-R1",
        sentence="Manual reception needs to be set once.",
        instead="The next link that is opened puts its data out by itself.",
        kind="repetition",
        change=Change(parts={Links: FetchesOnce}),
        probe="""
            server TCP
            second TCP
            given connected-link server 0
            send AT+CIPRXGET=1
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            second sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-one-link-kept",
        requirement="SIM7X00-2.3.6-R2",
        sentence="With manual reception data waits until it is fetched.",
        instead="That of links other than 0 is put out at once.",
        kind="two at once",
        change=Change(parts={Receiving: FetchesFirstLink}),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+CIPRXGET=1
            second sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-announced-once",
        requirement="SIM7X00-2.3.6-E2",
        sentence="The arrival of data is announced.",
        instead="Only the first arrival is, although all was fetched before the second.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CIPRXGET: 1,\d|RE?CV FROM:.*", None, spared=1),)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPRXGET=1
            server sends hello
            send AT+CIPRXGET=2,0,1024
            server sends again
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-fetched-up-to-zero",
        requirement="SIM7X00-2.3.6-E3",
        sentence="As many bytes are handed over as the head says.",
        instead="They end before the first 0x00.",
        kind="binary",
        change=Change(speaks=answered(r"AT\+CIPRXGET=2.*", payload_cut_at_zero)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPRXGET=1
            server sends he<0x00>lo
            send AT+CIPRXGET=2,0,1024
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-fetched-from-first-link",
        requirement="SIM7X00-2.3.6-R3",
        sentence="Data is fetched from the link that is named.",
        instead="All data waits under the link that received first.",
        kind="two at once",
        change=Change(hears=as_before(net.Received, "link")),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+CIPRXGET=1
            server sends hello
            second sends other
            send AT+CIPRXGET=2,0,1024
            send AT+CIPRXGET=2,1,1024
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-rest-told-once",
        requirement="SIM7X00-2.3.6-R4",
        sentence="The head tells how many bytes are left.",
        instead="From the second fetching on it tells that none are.",
        kind="repetition",
        change=Change(lines=(Line(r"(\+CIPRXGET: 2,\d,\d+),[1-9]\d*", r"\1,0", spared=1),)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPRXGET=1
            server sends hello
            send AT+CIPRXGET=2,0,2
            send AT+CIPRXGET=2,0,2
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-second-arrival-kept-twice",
        requirement="SIM7X00-2.3.6-S1",
        sentence="Data that arrives while other data waits is kept with it.",
        instead="It is kept twice.",
        kind="repetition",
        change=Change(hears=beyond(net.Received, lambda event: (event, event), spared=1)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPRXGET=1
            server sends hello
            server sends again
            send AT+CIPRXGET=2,0,1024
        """,
    ),
)
