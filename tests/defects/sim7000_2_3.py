"""SIM7000 note, 2.3."""

from __future__ import annotations

from dataclasses import replace

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.seams import Change


def port_kept():
    """Use the last fixed local port still when none is fixed."""
    last = 0

    def ask(request):
        nonlocal last
        if isinstance(request, net.Connect):
            last = request.local_port or last
            return (replace(request, local_port=last),)
        return (request,)

    return ask


def port_of_first_connection_only():
    """Fix the local port of one connection only."""
    used = 0

    def ask(request):
        nonlocal used
        if isinstance(request, net.Connect) and request.local_port:
            again, used = request.local_port == used, request.local_port
            return (replace(request, local_port=0) if again else request,)
        return (request,)

    return ask


DEFECTS = (
    Defect(
        id="sim7000-2.3-port-kept",
        requirement="SIM7000-2.3-R1",
        sentence="With AT+CLPORT at 0 the local port is any.",
        instead="After another value 0 changes nothing, and a UDP port holds for TCP too.",
        kind="repetition",
        change=Change(asks=port_kept),
        probe="""
            server UDP
            send AT+CLPORT="UDP",8888
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPCLOSE
            send AT+CLPORT="UDP",0
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7000-2.3-port-of-first-connection",
        requirement="SIM7000-2.3-R2",
        sentence="The local port of a client is the one that AT+CLPORT gives.",
        instead="It is for the first connection only; the next one has another.",
        kind="repetition",
        change=Change(asks=port_of_first_connection_only),
        probe="""
            server UDP
            send AT+CLPORT="UDP",8888
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
)
