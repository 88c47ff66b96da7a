"""SIM800 note, 2.3: the local port of a client."""

from __future__ import annotations

from dataclasses import replace

from atconform.emulator.cip.ports import LocalPorts
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.meddling import wrapped
from tests.defects.seams import Change

GREATEST_SIGNED = 32767


def last_port_stays():
    """Take 0 for no change."""
    last = 0

    def ask(request):
        nonlocal last
        if isinstance(request, net.Connect):
            last = request.local_port or last
            return (replace(request, local_port=last),)
        return (request,)

    return ask


def both_ports(module, usual, protocol, port):
    """Set the ports of both protocols, whichever is named."""
    usual(module, "TCP", port)
    return usual(module, "UDP", port)


def next_port_each_time():
    """Count a fixed port up with every connection."""
    met = 0

    def ask(request):
        nonlocal met
        if isinstance(request, net.Connect) and request.local_port:
            met += 1
            return (replace(request, local_port=request.local_port + met - 1),)
        return (request,)

    return ask


def signed_port():
    """Take a port whose highest bit is set for none."""

    def ask(request):
        if isinstance(request, net.Connect) and request.local_port > GREATEST_SIGNED:
            return (replace(request, local_port=0),)
        return (request,)

    return ask


class PortInMulti(LocalPorts):
    """Uses the port of connection 0 in multi connection mode too."""

    def effective(self, protocol):
        """Return the port that was set, in any mode."""
        return self.ports[0][protocol]


def listens_on_local_port():
    """Listen on the client's fixed port, once there was one."""
    last = 0

    def ask(request):
        nonlocal last
        match request:
            case net.Connect(local_port=port) if port:
                last = port
            case net.Listen() if last:
                return (replace(request, port=last),)
        return (request,)

    return ask


DEFECTS = (
    Defect(
        id="sim800-2.3-zero-changes-nothing",
        requirement="SIM800-2.3-R1",
        sentence="With AT+CLPORT at 0 the local port is chosen dynamically.",
        instead="Set back to 0, the port of before stays.",
        kind="repetition",
        change=Change(asks=last_port_stays),
        probe="""
            server UDP
            send AT+CLPORT="UDP",6000
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CLPORT="UDP",0
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            server connects 6000
            server sends hello
        """,
    ),
    Defect(
        id="sim800-2.3-udp-port-for-tcp",
        requirement="SIM800-2.3-R1",
        sentence="As long as its AT+CLPORT is 0, TCP chooses the port dynamically.",
        instead="A port that is set for UDP is used by TCP too.",
        kind="one at a time",
        change=Change(commands=(wrapped("+CLPORT", write=both_ports),)),
        probe="""
            server TCP
            send AT+CLPORT="UDP",6000
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CLPORT?
        """,
    ),
    Defect(
        id="sim800-2.3-next-port-each-time",
        requirement="SIM800-2.3-R2",
        sentence="With another value of AT+CLPORT the local port is this value.",
        instead="Each further connection takes the next one.",
        kind="repetition",
        change=Change(asks=next_port_each_time),
        probe="""
            server UDP
            send AT+CLPORT="UDP",6000
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            server connects 6000
            server sends hello
        """,
    ),
    Defect(
        id="sim800-2.3-signed-port",
        requirement="SIM800-2.3-R2",
        sentence="With another value of AT+CLPORT the local port is this value.",
        instead="Not above 32767: there it is chosen dynamically.",
        kind="one at a time",
        change=Change(asks=signed_port),
        probe="""
            server UDP
            send AT+CLPORT="UDP",40000
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            server connects 40000
            server sends hello
        """,
    ),
    Defect(
        id="sim800-2.3-port-in-multi",
        requirement="SIM800-2.3-R4",
        sentence="AT+CLPORT has no effect in multi connection mode.",
        instead="The port set for number 0 is used by every connection: a second one to the same server cannot be.",
        kind="two at once",
        change=Change(parts={LocalPorts: PortInMulti}),
        probe="""
            server UDP
            send AT+CLPORT="UDP",6000
            send AT+CIPMUX=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART=0,"UDP","{server.ip}","{server.port}"
            send AT+CIPSTART=1,"UDP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-2.3-server-on-client-port",
        requirement="SIM800-2.3-R4",
        sentence="AT+CLPORT has no effect on a server.",
        instead="A server after a client with a fixed port listens on that one.",
        kind="repetition",
        change=Change(asks=listens_on_local_port),
        probe="""
            server TCP
            client TCP
            send AT+CLPORT="TCP",6000
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPSERVER=1,5000
            send AT+CIPSERVER?
            client connects 5000
        """,
    ),
)
