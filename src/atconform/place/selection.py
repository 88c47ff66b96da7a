"""Which module is meant by ``--module``, ``--port``, ``--bench`` and ``--emulated``, and where it is.

A bench file that lies in the folder is used without being named, since whoever put it there wants that module played
and not an emulated one. What may cost something counts only of a file that was named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from atconform.base.errors import UsageError
from atconform.base.families import check_variant, families, module_named
from atconform.base.masking import Masker
from atconform.base.suggest import did_you_mean
from atconform.place.file import FILE, Allow, BenchFile, ModuleEntry, read
from atconform.requirements.claims import family_of, load


@dataclass(frozen=True, slots=True)
class Selection:
    """A module, or every emulated one."""

    family: str = ""
    """Empty: on a wire the module is asked, in memory every family is meant."""
    variant: str = ""
    entry: ModuleEntry | None = None
    """Where it is; None: emulated, in memory."""
    unit: str = ""
    """What the bench file calls it."""
    bench: BenchFile = field(default_factory=BenchFile)
    file: str = ""
    """The bench file."""
    found: bool = False
    """Whether nobody named the bench file: it lies in the folder."""
    left_out: str = ""
    """What of a bench file that was found does not count."""

    def name_of(self, family: str) -> str:
        """Name the module of a family as the command line does: ``FAMILY[@VARIANT]``."""
        return f"{family}@{self.variant}" if self.variant else family

    @property
    def by(self) -> str:
        """How a bench file has to do with it, in words that follow what is played on; empty: there is none."""
        if not self.found:
            return f"by {self.file}" if self.file else ""
        if self.entry is not None:
            left_out = f" (without its {self.left_out}: --bench {self.file} has that count)" if self.left_out else ""
            return f"by {self.file}, found here{left_out}"
        if not self.bench.module:
            return f"as {self.file}, found here, has no module"
        return f"not on the module of {self.file}, found here (--module {' or '.join(self.bench.module)})"

    def settings(self) -> dict[str, Any]:
        """Write down the bench for the record, without the port, whose URL may hold a password."""
        if self.entry is None:
            return {}
        tables = (self.bench.sim, self.bench.peer, self.bench.allow)
        bench = {name: msgspec.to_builtins(table) for name, table in zip(("sim", "peer", "allow"), tables, strict=True)}
        entry = {key: getattr(self.entry, key) for key in ("baudrate", "flow", "lines")}
        return bench | entry | {"file": self.file} | ({"found": True} if self.found else {})


def select(
    module: str | None, port: str | None, baudrate: int | None, bench_file: str | None, *, emulated: bool = False
) -> Selection:
    """Find the module that is meant.

    :param module: FAMILY[@VARIANT], or what the bench file calls a module
    :param port: overrules the bench file's
    :param baudrate: overrules the bench file's
    :param bench_file: None: one that lies in the folder
    :param emulated: whether an emulated module is meant, whatever lies in the folder
    :raises UsageError: the options contradict each other or the bench file, leave the module open, or name a variant
        that the emulator has not got
    """
    if emulated and (port or bench_file):
        raise UsageError(f"--emulated and {'--port' if port else '--bench'} are two different modules", "choose")
    if baudrate is not None and baudrate <= 0:
        raise UsageError(f"--baudrate {baudrate}: name a rate that the module has, for instance 115200")
    found = not bench_file and not emulated and Path(FILE).is_file()
    file = FILE if found else bench_file or ""
    bench, left_out = _found(file) if found else (read(Path(file)) if file else BenchFile(), "")
    unit = (_unit_of_found if found else _unit)(bench, module, port, file)
    entry = bench.module[unit] if unit else ModuleEntry(port) if port else None
    if entry is not None:
        port, baudrate = port or entry.port, baudrate or entry.baudrate
        entry = msgspec.structs.replace(entry, port=port, baudrate=baudrate)
    said = module if module != unit else None
    known = entry.family if entry is not None else ""
    family, variant = module_named(said or known) if said or known else ("", "")
    if said and known and module_named(known)[0] != family:
        raise UsageError(f"--module {said}: {file} says that [module.{unit}] is a {known}")
    selection = Selection(family, variant, entry, unit, bench, file, found, left_out)
    if entry is None and variant:
        check_variant(family, variant)
    return selection


def units_of(bench_file: str | None, modules: Sequence[str], port: str | None) -> list[str]:
    """Find the modules of a bench file that are to be played at the same time: those that are named, or all.

    :raises UsageError: there is no bench file, it has no such module, or two of them are at one port
    """
    if not bench_file or port:
        raise UsageError("several modules at once are those of a bench file: name it with --bench, and no --port")
    entries = read(Path(bench_file)).module
    units = list(dict.fromkeys(modules)) or list(entries)
    if not units:
        raise UsageError(f"{bench_file} has no module; begin with [module.NAME] and its port")
    for unit in units:
        if unit not in entries:
            raise UsageError(
                f"{bench_file} has no module {unit!r}{did_you_mean(unit, list(entries))} (it has {', '.join(entries)})"
            )
    at: dict[str, str] = {}
    for unit in units:
        first = at.setdefault(entries[unit].port, unit)
        if first != unit:
            raise UsageError(f"{bench_file}: {first} and {unit} are at the same port; each needs one of its own")
    return units


def _found(file: str) -> tuple[BenchFile, str]:
    """Read a bench file that nobody named; return it without what counts only if it is named, and what that is."""
    try:
        bench = read(Path(file))
    except UsageError as error:
        raise UsageError(str(error), "it lies in this folder, where a run uses it: mend it, or move it away") from None
    switched = any(entry.power for entry in bench.module.values())
    left_out = " and ".join((["power"] if switched else []) + (["[allow]"] if bench.allow != Allow() else []))
    modules = {name: msgspec.structs.replace(entry, power="") for name, entry in bench.module.items()}
    return msgspec.structs.replace(bench, module=modules, allow=Allow()), left_out


def _unit(bench: BenchFile, module: str | None, port: str | None, file: str) -> str:
    """Find the module of a bench file that was named: the one that is named, or the only one."""
    if module in bench.module:
        return str(module)
    if len(bench.module) > 1 and not port:
        raise UsageError(
            f"{file} has several modules; choose one with --module {' or '.join(bench.module)}, or play --each"
        )
    if file and not bench.module and not port:
        raise UsageError(f"{file} has no module", "begin with [module.NAME] and its port, or name the --port of one")
    return next(iter(bench.module), "") if len(bench.module) == 1 else ""


def _unit_of_found(bench: BenchFile, module: str | None, port: str | None, file: str) -> str:
    """Find the module of a bench file that lies in the folder; empty: it has none, or another place was named."""
    if module in bench.module:
        return str(module)
    if port:
        return next((unit for unit, entry in bench.module.items() if entry.port == port), "")
    if module or not bench.module:
        return ""
    if len(bench.module) > 1:
        units = " or ".join(bench.module)
        raise UsageError(
            f"{file} lies in this folder and has several modules",
            f"choose one with --module {units}, play --each with --bench {file}, or --emulated modules",
        )
    return next(iter(bench.module))


def family_on(port: str, identity: str, said: str) -> str:
    """Decide which family is at a port.

    :param identity: what the module says of itself
    :param said: the family that the user named; empty: none. It is believed where the model is not known
    :raises UsageError: the module is of another family, or of none that is known and the user named none
    """
    found = family_of(identity)
    if said and found in (None, said):
        return said
    what = f"the module says that it is {Masker()(identity)!r}" if identity else "the module does not say what it is"
    if found is None:
        known = ", ".join(families())
        raise UsageError(f"{port}: {what}, which is none of {known}; if it is one of them, say which with --module")
    if said:
        raise UsageError(f"{port}: {what}, which is no {said}; say --module {found}")
    return found


def remark_on(identity: str, family: str) -> str:
    """Say that the family of a module is only what the user named; empty where its model is known."""
    if family_of(identity) is not None:
        return ""
    models = ", ".join(load(family).models)
    return f"played as {family}, as the user named it: its model is not known there ({models})"
