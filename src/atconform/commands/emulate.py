"""``atconform emulate FAMILY``: the emulated module as a module of its own, in real time, with real sockets."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from atconform.base.addresses import LOOPBACK
from atconform.base.errors import UsageError
from atconform.base.exitcodes import ExitCode
from atconform.base.families import module_named
from atconform.base.plain import Made
from atconform.base.saying import hand_out, say
from atconform.base.terminal import Terminal
from atconform.emulator import families
from atconform.emulator.families import build, declared
from atconform.inventory.documented import inventory, missing
from atconform.inventory.table import LEGEND, command_table, counts
from atconform.results.output.json import escaped
from atconform.serve.command import serve
from atconform.serve.wire import read_pace


@click.command("emulate")
@click.argument("module", metavar="FAMILY[@VARIANT]")
@click.option("--pty", is_flag=True, help="On a pseudo-terminal; this is the default.")
@click.option("--link", type=click.Path(path_type=Path), metavar="PATH", help="Symbolic link to the pseudo-terminal.")
@click.option("--tcp", metavar="HOST:PORT", help="On a TCP port.")
@click.option("--rfc2217", metavar="HOST:PORT", help="On an RFC 2217 port, with modem lines.")
@click.option("--port", metavar="URL", help="On a real serial port.")
@click.option("--baudrate", type=int, default=115200, show_default=True, help="Of the real serial port.")
@click.option("--map", "maps", multiple=True, metavar="A:P=B:Q", help="Reach address A:P at B:Q; may be repeated.")
@click.option("--dns", multiple=True, metavar="NAME=IP", help="Resolve a name; may be repeated.")
@click.option("--address", default=LOOPBACK, metavar="IP", help="The module's own address; default: 127.0.0.1.")
@click.option("--log", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write the conversation.")
@click.option("--pace", metavar="BAUD", help="Carry bytes as slowly as a real line of this rate, both ways.")
@click.option("--quick", is_flag=True, help="Answer at once, instead of with the delays of a real module.")
@click.option("--allow-network", is_flag=True, help="Let the module reach other hosts, and be reached.")
@click.option("--commands", is_flag=True, help="List the commands of the manual and what becomes of each, and end.")
@click.option("--json", "as_json", is_flag=True, help="With --commands: all that is known of them, as JSON.")
@click.option("--list-variants", is_flag=True, help="List the family's firmware variants, and end.")
def command(
    module: str,
    pty: bool,
    link: Path | None,
    tcp: str | None,
    rfc2217: str | None,
    port: str | None,
    baudrate: int,
    maps: tuple[str, ...],
    dns: tuple[str, ...],
    address: str,
    log: Path | None,
    pace: str | None,
    quick: bool,
    allow_network: bool,
    commands: bool,
    as_json: bool,
    list_variants: bool,
) -> int:
    """Be a module until Ctrl-C: for a terminal program, or for an application under development."""
    family, variant = module_named(module)
    if as_json and not commands:
        raise UsageError("--json is the form of a list", "add --commands")
    if commands:
        _list_commands(family, f"{family}@{variant}", as_json=as_json)
        return ExitCode.PASSED
    if list_variants:
        for known in families.variants(family).values():
            say(f"{family}@{known.name:<30} {known.summary}")
        return ExitCode.PASSED
    if (chosen := families.variants(family).get(variant)) is not None and (chosen.network or chosen.left):
        what = "the network" if chosen.network else "what was typed at it"
        say(f"{family}@{variant}: {what} is had in memory only, by atconform run --module {family}@{variant}", err=True)
    return serve(
        build(f"{family}@{variant}", "none" if quick else "normal"),
        module,
        pty=pty,
        tcp=tcp,
        rfc2217=rfc2217,
        port=port,
        baudrate=baudrate,
        link=link,
        maps=maps,
        dns=dns,
        address=address,
        allow_network=allow_network,
        delays=not quick,
        pace=None if pace is None else read_pace(pace),
        log=log,
        say=say,
    )


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
