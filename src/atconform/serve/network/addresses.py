"""Which address of this machine's network stands for the one that an application names."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, NamedTuple

from atconform.base.addresses import LOOPBACK, is_ipv4
from atconform.base.errors import UsageError
from atconform.serve.network.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ANY = "0.0.0.0"
STAND_IN = ipaddress.IPv4Address("192.0.2.1")
"""The first of the addresses that stand for no host anywhere (RFC 5737)."""


class Endpoint(NamedTuple):
    """A host (an address or a name) and a port."""

    host: str
    port: int


def _read_endpoint(text: str) -> Endpoint:
    host, colon, port = text.strip().rpartition(":")
    if not (colon and host and port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise ValueError(f"{text!r} is not HOST:PORT")
    return Endpoint(host.lower(), int(port))


def read_mapping(text: str) -> tuple[Endpoint, Endpoint]:
    """Read ``A:P=H:Q``: what the application calls A:P is reached at H:Q.

    :raises UsageError: it is not written like this
    """
    try:
        named, _, real = text.partition("=")
        return _read_endpoint(named), _read_endpoint(real)
    except ValueError as error:
        raise UsageError(
            f"--map {text}: {error}",
            "write NAMED-HOST:PORT=REAL-HOST:PORT, for instance 116.228.221.51:8500=127.0.0.1:8500",
        ) from None


def read_name(text: str) -> tuple[str, str]:
    """Read ``NAME=IP``: the address that the name server gives for a name.

    :raises UsageError: it is not written like this
    """
    name, _, address = text.partition("=")
    if not name.strip() or not is_ipv4(address.strip()):
        raise UsageError(f"--dns {text}: write NAME=IPv4-ADDRESS, for instance www.example.com=127.0.0.1")
    return name.strip().lower(), address.strip()


class AddressBook:
    """Translates between the addresses that the application names and those that this machine reaches.

    :param maps: named endpoint to real endpoint, as ``read_mapping`` gives them
    :param names: lower-case name to IPv4 address, as ``read_name`` gives them
    :param anywhere: whether addresses outside this machine, and the system's name servers, may be used
    :raises UsageError: what is named is reached at another machine, or there listened for, and that is not allowed
    """

    def __init__(
        self,
        maps: Iterable[tuple[Endpoint, Endpoint]] = (),
        names: Mapping[str, str] | None = None,
        *,
        anywhere: bool = False,
    ) -> None:
        self._real = dict(maps)
        self._named = {real: named for named, real in self._real.items()}
        self._names = {"localhost": LOOPBACK, **(names or {})}
        self._found: dict[str, tuple[str, ...]] = {}
        """What the system has said of names."""
        mapped = [host for host in dict.fromkeys(named.host for named in self._real) if not is_ipv4(host)]
        self._own = {name: str(STAND_IN + number) for number, name in enumerate(mapped)}
        """Addresses for mapped names that nobody else has one for: who looks the name up is led to the same far end."""
        self.anywhere = anywhere
        self.gate = Gate(anywhere=anywhere)
        for named, real in self._real.items():
            self._check_real(named, real)

    def _check_real(self, named: Endpoint, real: Endpoint) -> None:
        stands_in = real.host in self._own and real.host not in self._names
        found = () if stands_in and not self.anywhere else self.look_up(real.host)
        if found is None or (found and all(map(self.gate.permits, found))):
            return
        where = f"--map {named.host}:{named.port}={real.host}:{real.port}"
        if not found:
            raise UsageError(f"{where}: {real.host} is no address", f"say which it is with --dns {real.host}=IP")
        raise UsageError(f"{where}: {real.host} is not this machine alone", "add --allow-network if that is meant")

    def outward(self, host: str, port: int) -> Endpoint:
        """Translate what the application names into what is really reached.

        A mapping is found by what was typed, by the name that an address was given for, and by the address that a name
        leads to.
        """
        named = Endpoint(host.lower(), port)
        alike = (Endpoint(other, port) for other in (*self._names_of(named.host), *self._known(named.host)))
        for one in (named, *alike):
            if one in self._real:
                return self._real[one]
        return named

    def _known(self, name: str) -> tuple[str, ...]:
        """Return the addresses of a name, as far as they are known without asking anybody."""
        if name in self._names:
            return (self._names[name],)
        if name in self._found:
            return self._found[name]
        return (self._own[name],) if name in self._own and not self.anywhere else ()

    def _names_of(self, address: str) -> list[str]:
        return [name for name in (*self._names, *self._found, *self._own) if address in self._known(name)]

    def learned(self, name: str, addresses: tuple[str, ...]) -> tuple[str, ...]:
        """Take note of what the system says of a name, and return what the module is told."""
        name = name.lower()
        self._found[name] = addresses or ((self._own[name],) if name in self._own else ())
        return self._found[name]

    def inward(self, address: str, port: int) -> Endpoint:
        """Translate a real address into the one that the application knows, where there is one."""
        real = Endpoint(address, port)
        named = self._named.get(real)
        if named is None:
            return real
        if is_ipv4(named.host):
            return named
        known = self._known(named.host)
        return Endpoint(known[0], named.port) if known else real

    def found(self, host: str, port: int) -> Endpoint | None:
        """Translate into the address that is really reached; None where that is a name that has to be asked for."""
        real = self.outward(host, port)
        found = self.look_up(real.host)
        return Endpoint(found[0], real.port) if found else None

    def look_up(self, name: str) -> tuple[str, ...] | None:
        """Find the addresses of a name without asking the system; None where the system must be asked."""
        name = name.lower()
        if is_ipv4(name):
            return (name,)
        if not self.anywhere or name in self._names:
            return self._known(name)
        return None

    def look_up_name(self, address: str) -> tuple[str, ...] | None:
        """Find the name of an address without asking the system; None where the system must be asked."""
        for name, known in self._names.items():
            if known == address:
                return (name,)
        return None if self.anywhere else ()


def ask_system_for_name(address: str) -> tuple[str, ...]:
    """Ask the system's resolver for the name of an IPv4 address; empty where there is none. Blocks."""
    try:
        return (socket.gethostbyaddr(address)[0],)
    except (OSError, UnicodeError):
        return ()


def ask_system(name: str) -> tuple[str, ...]:
    """Ask the system's resolver for the IPv4 addresses of a name; empty where there are none. Blocks."""
    try:
        answers = socket.getaddrinfo(name, None, socket.AF_INET, socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))
