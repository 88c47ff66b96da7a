"""The bench file: the set-up of one test place (the PIXIT of ISO/IEC 9646), in TOML.

.. code-block:: toml

    [module.left]
    port = "/dev/ttyUSB0"
    family = "sim800"

    [sim]
    apn = "internet"

    [peer]
    address = "192.0.2.10"

    [allow]
    costs = true
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from atconform.errors import UsageError


class ModuleEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One module of the bench."""

    port: str
    """What pyserial opens: a device or a URL."""
    family: str = ""
    baudrate: int = 115200
    lines: list[str] | None = None
    """The modem lines that are wired, where that is fewer than the port has."""


class Sim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The SIM card and its operator."""

    apn: str = "CMNET"


class PeerEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The far end."""

    listen: str = "127.0.0.1"
    """The address of this host at which peers listen."""
    address: str = ""
    """The address at which the module reaches them, where that is another one."""


class Allow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What scenarios may do to this module."""

    persistent: bool = False
    """Change what the module keeps without power."""
    costs: bool = False
    """Calls and short messages."""


class BenchFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bench file."""

    module: dict[str, ModuleEntry] = {}
    sim: Sim = Sim()
    peer: PeerEntry = PeerEntry()
    allow: Allow = Allow()


def read(path: Path) -> BenchFile:
    """Read a bench file.

    :raises UsageError: it cannot be read, or a key is wrong; says which, and what was expected
    """
    try:
        return msgspec.toml.decode(path.read_bytes(), type=BenchFile)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; name a bench file that exists") from None
    except msgspec.ValidationError as error:
        raise UsageError(f"{path}: {_place(str(error))}") from None
    except msgspec.DecodeError as error:
        raise UsageError(f"{path} is not TOML: {error}") from None


def _place(problem: str) -> str:
    """Say where in the file a problem is, in the words of the file: ``module.left.port``."""
    match = re.fullmatch(r"(.*?)(?: - at `(?:\$\.?)?(.*)`)?", problem, re.DOTALL)
    assert match is not None
    what, where = match[1].replace("Object ", ""), (match[2] or "").replace("[...]", ".NAME")
    known = ""
    if unknown := re.search(r"contains unknown field `(.+?)`", what):
        table = where.split(".")[0] if where else ""
        types = {"": BenchFile, "module": ModuleEntry, "sim": Sim, "peer": PeerEntry, "allow": Allow}
        if table in types:
            known = f"; known here: {', '.join(types[table].__struct_fields__)}"
        what = f"the key {unknown[1]!r} is not known"
    return f"{f'[{where}]: ' if where else ''}{what}{known}"
