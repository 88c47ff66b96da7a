"""The bench file: the set-up of one test place (the PIXIT of ISO/IEC 9646), in TOML.

.. code-block:: toml

    [module.left]
    port = "/dev/ttyUSB0"
    family = "sim800"

    [sim]
    apn = "internet"
    pin = { env = "SIM_PIN" }

    [peer]
    address = "192.0.2.10"

    [allow]
    costs = true

``bench_template.toml``, which ``atconform bench init`` writes, names every key.
"""

from __future__ import annotations

import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, get_args

import msgspec

from atconform.base.errors import UsageError
from atconform.base.families import module_named
from atconform.base.masking import Masker
from atconform.base.suggest import did_you_mean
from atconform.place.power import words_of
from atconform.protocol.transport import Flow

FILE = "bench.toml"
"""What a bench file is called where nothing else is said."""

LOOPBACK = "127.0.0.1"

Line = Literal["DTR", "RTS", "DCD", "RI", "CTS", "DSR"]


class FromEnvironment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value that stands in the environment and not in the file: ``{ env = "SIM_PIN" }``."""

    env: str
    """The name of the environment variable."""

    def value(self) -> str:
        """Look it up.

        :raises UsageError: the environment has no such variable, or it is empty
        """
        if value := os.environ.get(self.env):
            return value
        raise UsageError(f"the bench file takes a value from the environment, which has no {self.env}; set it")


class ModuleEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One module of the bench."""

    port: Annotated[str, msgspec.Meta(min_length=1)]
    """What pyserial opens: a device or a URL."""
    family: str = ""
    """FAMILY[@VARIANT]; where it is missing the module is asked."""
    baudrate: Annotated[int, msgspec.Meta(gt=0)] = 115200
    flow: Flow = "none"
    """Flow control: none, by RTS and CTS, or by XON and XOFF."""
    lines: list[Line] | None = None
    """The modem lines that are wired, where that is fewer than the port has."""
    power: str = ""
    """The command line that turns the module's power off and on again; run without a shell."""


class Access(NamedTuple):
    """What opens the SIM card and the packet network; empty where it is not needed."""

    apn: str
    user: str
    password: str
    pin: str

    @property
    def login(self) -> str:
        """What stands behind the APN in the commands that name it: ``,"user","password"``."""
        return f',"{self.user}","{self.password}"' if self.user or self.password else ""


class Sim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The SIM card and its operator."""

    apn: str | FromEnvironment = "CMNET"
    user: str | FromEnvironment = ""
    """Of the APN, where it asks for one."""
    password: FromEnvironment | None = None
    pin: FromEnvironment | None = None
    psm: bool = False
    """Whether the network grants the short times of power saving mode that scenarios ask for."""

    def access(self) -> Access:
        """Look up what stands in the environment.

        :raises UsageError: the environment lacks it
        """
        values = (self.apn, self.user, self.password or "", self.pin or "")
        return Access(*(value.value() if isinstance(value, FromEnvironment) else value for value in values))

    def masker(self) -> Masker:
        """Make a masker that knows the password and the PIN.

        :raises UsageError: the environment lacks one
        """
        masker, access = Masker(), self.access()
        masker.know(access.password)
        masker.know(access.pin)
        return masker


class PeerEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The far end."""

    listen: str = LOOPBACK
    """The address of this host at which peers listen."""
    address: str = ""
    """The address at which the module reaches them, where that is another one."""
    name: str = ""
    """A domain name that leads the module to them, if there is one."""
    url: str = ""
    """``tls://HOST:PORT`` of an ``atconform peer``, for a module that does not reach this host."""
    token_file: str = ""
    """The file that holds its token."""
    ca: str = ""
    """A file of certificates, one of which vouches for it; default: those of the system."""


class Allow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What scenarios may do to this module."""

    persistent: bool = False
    """Change what the module keeps without power."""
    costs: bool = False
    """Calls and short messages."""
    roaming: bool = False
    """Data in a network that is not the SIM card's own."""
    power_cycles: bool = False
    """Turn its power off and on, where there is a power switch."""


class BenchFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bench file."""

    module: dict[str, ModuleEntry] = {}
    sim: Sim = Sim()
    peer: PeerEntry = PeerEntry()
    allow: Allow = Allow()


Table = TypeVar("Table", bound=msgspec.Struct)
CHOICES = {"flow": Flow}
"""The words that a key can have, where those are not the modem lines."""
TABLES: dict[str, type[msgspec.Struct]] = {"sim": Sim, "peer": PeerEntry, "allow": Allow}
REMOTE_ONLY = ("token_file", "ca")
ELSEWHERE = ("listen",)
"""Keys of ``[peer]`` that go with ``url``, and without."""
WORDS = {"int": "a whole number", "str": "text", "bool": "true or false", "array": "a list", "object": "a table"}
"""What msgspec calls a type, and what a person does."""


def read(path: Path) -> BenchFile:
    """Read a bench file.

    :raises UsageError: it cannot be read, or a key is wrong; says which, and what was expected
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; name a bench file that can be read") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not TOML: {error}") from None
    modules = content.get("module")
    # One table at a time, since msgspec does not tell in which module of a dictionary a fault is.
    for name, entry in modules.items() if isinstance(modules, dict) else ():
        module = _convert(path, f"module.{name}", entry, ModuleEntry)
        if module.family:
            _check_family(path, f"module.{name}", module.family)
        _check_power(path, f"module.{name}", module.power)
    for name, table in TABLES.items():
        _convert(path, name, content.get(name, {}), table)
    _check_peer(path, content.get("peer", {}))
    return _convert(path, "", content, BenchFile)


def _convert(path: Path, where: str, content: Any, table: type[Table]) -> Table:
    try:
        return msgspec.convert(content, table)
    except msgspec.ValidationError as error:
        raise UsageError(f"{path}: {_explain(where, str(error), table)}") from None


def _check_family(path: Path, where: str, family: str) -> None:
    try:
        module_named(family)
    except UsageError as error:
        raise UsageError(f"{path}: [{where}] family: {error}") from None


def _check_peer(path: Path, said: Mapping[str, Any]) -> None:
    """Refuse keys that go with the other kind of far end, and would be without effect."""
    remote = bool(said.get("url"))
    for key in ELSEWHERE if remote else REMOTE_ONLY:
        if said.get(key):
            raise UsageError(f"{path}: [peer] {key}: goes {'without' if remote else 'with'} url")
    if not _is_ipv4(listen := said.get("listen", LOOPBACK)):
        raise UsageError(f"{path}: [peer] listen: {listen!r} is no IPv4 address of this host")


def _is_ipv4(text: str) -> bool:
    try:
        return bool(ipaddress.IPv4Address(text))
    except ValueError:
        return False


def _check_power(path: Path, where: str, command: str) -> None:
    try:
        words_of(command)
    except ValueError as error:
        raise UsageError(f"{path}: [{where}] power: not a command line ({error}): {command}") from None


def _in_words(types: re.Match[str]) -> str:
    return " or ".join(WORDS.get(name, name) for name in types[1].split(" | ") if name != "null")


def _explain(where: str, problem: str, table: type[msgspec.Struct]) -> str:
    """Say in the words of the file what is wrong: ``[module.left] baudrate: expected a whole number, not text``."""
    what, _, key = problem.partition(" - at `$")
    place = " ".join(filter(None, (f"[{where}]" if where else "", re.sub(r"^\.|`$", "", key))))
    keys = list(table.__struct_fields__)
    if unknown := re.search(r"contains unknown field `(.+?)`", what):
        what = f"the key {unknown[1]!r} is not known{did_you_mean(unknown[1], keys)} (known here: {', '.join(keys)})"
    elif missing := re.search(r"missing required field `(.+?)`", what):
        what = f"the key {missing[1]!r} is missing"
    else:
        what = re.sub(r"`((?:\w+ \| )*\w+)`", _in_words, what)
        what = what.replace("text of length >= 1", "a device or a URL")
        what = what.replace(", got ", ", not ").replace("Expected", "expected")
        choices = ", ".join(get_args(CHOICES.get(key.strip(".`"), Line)))
        what = re.sub(r"Invalid enum value (.*)", rf"\1 is not one of {choices}", what)
        if table is ModuleEntry and not key:
            what += "; write [module.NAME] above the keys of each module"
        if "a table" in what and table is Sim:
            what += '; write { env = "NAME" }, so that the secret stands in the environment and not here'
    return f"{place}: {what}" if place else what
