"""SIM800 note, 5."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import SECOND
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware
from tests.defects.defect import Defect
from tests.defects.seams import Change, Line

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


DEFECTS = (
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
