"""The command line: ``atconform COMMAND``. Each command is in a file of its own below ``commands``."""

from __future__ import annotations

import importlib
import sys

import click

from atconform import __version__
from atconform.base import streams
from atconform.base.errors import BenchFault, UsageError
from atconform.base.exitcodes import ExitCode
from atconform.base.saying import say

COMMANDS = {
    "run": "play the suite against a module, or against the built-in emulator",
    "compare": "say what changed between runs",
    "report": "make a page of runs to read, an archive to send, or a summary for a pull request",
    "show": "show one scenario of a run: what was expected, what happened, why the verdict",
    "ports": "find the modules on the serial ports: which, how they are called, who holds them",
    "bench": "write a bench file, or try one",
    "emulate": "be a module: on a pseudo-terminal, a TCP port, an RFC 2217 port or a real serial port",
    "tell": "have something go wrong with an emulated module that is running",
    "peer": "be the far end, on a host that the module can reach",
    "known-failures": "draft the list of known failures from a run",
    "requirements": "show which scenarios cover which requirement of the notes",
    "docs": "show a page of the documentation",
    "selfcheck": "break the emulated module on purpose, and list what no scenario notices",
}


class Commands(click.Group):
    """The commands, loaded when they are used: some of them need much that others do not."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"atconform.commands.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="atconform")
def cli() -> None:
    """Does a SIMCom cellular module behave on its serial port as its TCP/IP application note says?"""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; what the user did wrong is said in one line, and so is what became of the output."""
    streams.guard()
    code = run(arguments)
    lost = streams.part()
    if lost and code == ExitCode.PASSED:
        code = ExitCode.CUT_OFF
    sys.exit(code)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line, and return the exit code."""
    try:
        code = cli.main(arguments, prog_name="atconform", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as help_text:
        say(help_text.format_message())
        return ExitCode.PASSED
    except click.ClickException as error:
        say(f"atconform: {error.format_message()}", err=True)
        return ExitCode.WRONG_USE
    except (UsageError, BenchFault) as error:
        say(f"atconform: {error}", err=True)
        return ExitCode.WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        return ExitCode.CUT_OFF
    return code if isinstance(code, int) else ExitCode.PASSED
