"""SIM7000 note, 12."""

from __future__ import annotations

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.seams import Change


def no_connection_since_loss():
    """Let every connection fail once one was lost, until the context comes up anew."""
    lost = False

    def hear(event):
        nonlocal lost
        match event:
            case net.LinkLost():
                lost = True
            case net.Activated():
                lost = False
            case net.Connected(link=link) if lost:
                return (net.ConnectFailed(link, "timeout"),)
        return (event,)

    return hear


def no_context_since_loss():
    """Let every context be refused once one was taken away."""
    lost = False

    def hear(event):
        nonlocal lost
        match event:
            case net.Deactivated(by_network=True):
                lost = True
            case net.Activated(context=context) if lost:
                return (net.ActivationRefused(context),)
        return (event,)

    return hear


DEFECTS = (
    Defect(
        id="sim7000-12-no-connection-since-loss",
        requirement="SIM7000-12-X1",
        sentence="After an error the connection can be closed and started again.",
        instead="Once one was lost no connection comes up any more, until the context is shut and brought up anew.",
        kind="repetition",
        change=Change(hears=no_connection_since_loss),
        probe="""
            server TCP
            given connected server
            server resets
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-12-no-context-since-loss",
        requirement="SIM7000-12-X2",
        sentence="After AT+CIPSHUT the connection can be started again.",
        instead="Once a context was taken away none comes up any more, until the module is reset.",
        kind="repetition",
        change=Change(hears=no_context_since_loss),
        probe="""
            server TCP
            given connected server
            network withdraw-context
            send AT+CIPSHUT
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
)
