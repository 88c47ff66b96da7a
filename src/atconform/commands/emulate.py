"""``atconform emulate FAMILY``: the emulated module as a module of its own, in real time, with real sockets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from atconform.base.errors import UsageError
from atconform.base.exitcodes import ExitCode
from atconform.base.families import FAMILIES, module_named
from atconform.base.plain import Made
from atconform.base.saying import hand_out, say
from atconform.base.terminal import Terminal
from atconform.emulator import families
from atconform.emulator.families import declared
from atconform.faults import FAULTS
from atconform.faults.documented import described, listed
from atconform.faults.table import had_by
from atconform.inventory.documented import inventory, missing
from atconform.inventory.table import LEGEND, command_table, counts
from atconform.results.output.json import escaped
from atconform.serve import options
from atconform.serve.building import ON_SOCKETS, build_module, with_faults, with_variant
from atconform.serve.command import serve


def _with_options(function: Callable[..., int]) -> Callable[..., int]:
    """Declare the options of the table to click."""
    for option in reversed(options.ON_COMMAND_LINE):
        declared: dict[str, Any] = {"help": option.help}
        if option.flag:
            declared["is_flag"] = True
        else:
            declared |= {"metavar": option.metavar, "multiple": option.several}
        function = click.option(option.name, option.key, **declared)(function)
    return function


@click.command("emulate")
@click.argument("module", metavar="FAMILY[@VARIANT]", required=False)
@click.option("--pty", is_flag=True, help="On a pseudo-terminal; this is the default.")
@click.option("--link", type=click.Path(path_type=Path), metavar="PATH", help="Symbolic link to the pseudo-terminal.")
@click.option("--tcp", metavar="HOST:PORT", help="On a TCP port.")
@click.option("--rfc2217", metavar="HOST:PORT", help="On an RFC 2217 port, with modem lines.")
@click.option("--port", metavar="URL", help="On a real serial port.")
@click.option("--baudrate", type=int, default=115200, show_default=True, help="Of the real serial port.")
@_with_options
@click.option("--commands", is_flag=True, help="List the commands of the manual and what becomes of each, and end.")
@click.option("--json", "as_json", is_flag=True, help="With --commands or --list-faults: all of it, as JSON.")
@click.option("--list-variants", is_flag=True, help="List the family's firmware variants, and end.")
@click.option("--list-faults", is_flag=True, help="List what can go wrong, with FAMILY what can with it, and end.")
def command(
    module: str | None,
    pty: bool,
    link: Path | None,
    tcp: str | None,
    rfc2217: str | None,
    port: str | None,
    baudrate: int,
    commands: bool,
    as_json: bool,
    list_variants: bool,
    list_faults: bool,
    **given: Any,
) -> int:
    """Be a module until Ctrl-C: for a terminal program, or for an application under development.

    FAMILY may be a module of the series, as SIM7500E, which then says so of itself. SIGUSR1 presses the power key.
    """
    if as_json and not (commands or list_faults):
        raise UsageError("--json is the form of a list", "add --commands or --list-faults")
    if list_faults:
        _list_faults(module, as_json=as_json)
        return ExitCode.PASSED
    if module is None:
        raise UsageError("which module?", f"name a family: {', '.join(FAMILIES)}")
    family, variant = module_named(module)
    if commands:
        _list_commands(family, f"{family}@{variant}", as_json=as_json)
        return ExitCode.PASSED
    if list_variants:
        for known in families.variants(family).values():
            say(f"{family}@{known.name:<30} {known.summary}")
        return ExitCode.PASSED
    chosen = families.variants(family).get(variant)
    if chosen is not None and (chosen.left or not chosen.network.keys() <= ON_SOCKETS):
        what = "what was typed at it" if chosen.left else "the network"
        say(f"{family}@{variant}: {what} is had in memory only, by atconform run --module {family}@{variant}", err=True)
    setup = with_variant(module, options.from_command_line(given))
    return serve(
        with_faults(build_module(module, setup), setup),
        module,
        setup,
        pty=pty,
        tcp=tcp,
        rfc2217=rfc2217,
        port=port,
        baudrate=baudrate,
        link=link,
        say=say,
    )


def _list_faults(module: str | None, *, as_json: bool) -> None:
    """Print the faults, or those that a module can have."""
    kinds = FAULTS if module is None else had_by(build_module(module, options.Setup()))
    if as_json:
        hand_out(Made(escaped(msgspec.json.format(msgspec.json.encode(described(kinds))).decode()) + "\n"))
        return
    for line in listed(kinds):
        say(line)


def _list_commands(family: str, module: str, *, as_json: bool) -> None:
    """Print the commands of a family's manual, and which of their forms the module has."""
    documented = inventory(family)
    forms = {name: command.forms for name, command in declared(module).commands.items()}
    if as_json:
        rows = [
            msgspec.to_builtins(command) | {"missing": missing(command, forms.get(command.key, ()))}
            for command in documented
        ]
        hand_out(Made(escaped(msgspec.json.format(msgspec.json.encode(rows)).decode()) + "\n"))
        return
    console = Terminal()
    console.print(command_table(documented, forms))
    console.print(f"\n{LEGEND}\n\n{counts(documented, forms)}")
