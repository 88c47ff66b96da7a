"""What can be seen of a module from outside: its registration, its contexts, its links, what was typed last."""

from __future__ import annotations

from dataclasses import dataclass, field

from atconform.protocol import network as net

LONGEST_LINE = 2000
"""A line that is longer is no command."""


@dataclass(slots=True)
class SeenLink:
    """One link of the module."""

    number: int
    context: int
    protocol: net.Protocol
    far: str
    """Where it leads, or where it comes from: ``host:port``."""
    resending: net.Resending = field(default_factory=net.Resending)
    up: bool = False


class Seen:
    """What network and module have told each other, before any fault changes it."""

    def __init__(self) -> None:
        self.registration = net.Registration(0)
        self.attachment = net.Attachment(False)
        self.signal = net.Signal(99, 99)
        self.time: tuple[net.NetworkTime, int] | None = None
        """What time the network has told last, and when."""
        self.contexts: dict[int, str] = {}
        """The addresses of those that are up; empty while one is coming up."""
        self.links: dict[int, SeenLink] = {}
        self.server_contexts: dict[int, int] = {}
        """In which context each server listens."""
        self.command = ""
        """The command line that the host typed last, in capitals."""
        self._typing = bytearray()

    def typed(self, data: bytes, *, commands_are_taken: bool) -> list[str]:
        """Follow what the host types; return the command lines that have ended, in capitals.

        :param commands_are_taken: whether it is typed as a command, and not as data
        """
        if not commands_are_taken:
            self._typing.clear()
            return []
        self._typing += data
        *lines, rest = bytes(self._typing).split(b"\r")
        self._typing = bytearray(rest if len(rest) <= LONGEST_LINE else b"")
        typed = [line.decode("latin-1").upper() for line in lines]
        commands = [line[line.find("AT") :].rstrip() for line in typed if "AT" in line]
        if commands:
            self.command = commands[-1]
        return commands

    def prompted(self) -> None:
        """Record that the module asks for data: what was begun to be typed before that is some."""
        self._typing.clear()

    def is_about(self, command: str) -> bool:
        """Return whether a command line, the last one, has a command that begins like this, in capitals."""
        return begins(self.command, command)

    def asked(self, request: net.Request) -> None:
        """Follow what the module asks of the network."""
        match request:
            case net.Activate(context=context):
                self.contexts.setdefault(context, "")
            case net.Deactivate(context=context):
                self.end_context(context)
            case net.Connect(link=link, context=context, protocol=protocol, host=host, port=port):
                self.links[link] = SeenLink(link, context, protocol, f"{host}:{port}", request.resending)
            case net.Resend(link=number, resending=resending) if known := self.links.get(number):
                known.resending = resending
            case net.Listen(server=server, context=context):
                self.server_contexts[server] = context
            case net.Close(link=link, abort=True) | net.Close(link=link, silently=True):
                self.links.pop(link, None)

    def told(self, event: net.NetworkEvent, now: int) -> None:
        """Follow what the network tells the module."""
        match event:
            case net.NetworkTime():
                self.time = event, now
            case net.Registration():
                self.registration = event
            case net.Attachment(attached=attached):
                self.attachment = event
                if not attached:
                    for context in list(self.contexts):
                        self.end_context(context)
            case net.Signal():
                self.signal = event
            case net.Activated(context=context, address=address):
                self.contexts[context] = address
            case net.ActivationRefused(context=context) | net.Deactivated(context=context):
                self.end_context(context)
            case net.Connected(link=number) if known := self.links.get(number):
                known.up = True
            case net.Incoming(server=server, link=number, address=address, port=port):
                context = self.server_contexts.get(server, 0)
                self.links[number] = SeenLink(number, context, "TCP", f"{address}:{port}", up=True)
            case net.ConnectFailed(link=number) | net.LinkLost(link=number) | net.Closed(link=number):
                self.links.pop(number, None)
            case net.PeerClosed(link=number):
                self.links.pop(number, None)

    def end_context(self, context: int) -> None:
        """Forget a context, and every link in it."""
        self.contexts.pop(context, None)
        self.links = {number: link for number, link in self.links.items() if link.context != context}


def begins(line: str, command: str) -> bool:
    """Return whether a command line has a command that begins like this, both in capitals."""
    return line.startswith(command) or (command[:2] == "AT" and f";{command[2:]}" in line)
