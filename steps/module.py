"""The state that the module begins in, and what it does."""

from atconform.judge import preambles
from atconform.judge.bench import Bench
from steps import states
from steps.vocabulary import phrase


@phrase("module is")
def module_is(bench: Bench, state: str) -> None:
    preambles.prepare(bench, *states.state(state))


@phrase("module has accepted")
def module_has_accepted(bench: Bench, commands: str | None, docstring: str = "") -> None:
    for command in (commands or docstring).splitlines():
        bench.host.sends(command)
        bench.module.answers("OK")


@phrase("power-cycle")
def power_cycle(bench: Bench) -> None:
    bench.power_cycle()


@phrase("module answers")
def module_answers(bench: Bench, lines: str | None, docstring: str = "") -> None:
    bench.module.answers(lines or docstring)


@phrase("module reports")
def module_reports(bench: Bench, lines: str | None, docstring: str = "") -> None:
    bench.module.reports(lines or docstring)


@phrase("module delivers")
def module_delivers(bench: Bench, text: str | None, docstring: str = "") -> None:
    bench.module.delivers(text or docstring)


@phrase("module puts out")
def module_puts_out(bench: Bench, text: str, size: str, figure: str) -> None:
    bench.module.puts_out(text, int(size), figure)


@phrase("module puts out under headers")
def module_puts_out_under_headers(bench: Bench, text: str, header: str) -> None:
    bench.module.puts_out_under(text, header)


@phrase("module is silent")
def module_is_silent(bench: Bench, time: str) -> None:
    bench.module.is_silent(time)


@phrase("module ignores")
def module_ignores(bench: Bench, command: str) -> None:
    bench.module.ignores(command)


@phrase("module holds")
def module_holds(bench: Bench, line: str, level: str, time: str | None) -> None:
    if time is None:
        bench.lines.holds(line, high=level == "high")
    else:
        bench.lines.keeps(line, time, high=level == "high")


@phrase("module pulses")
def module_pulses(bench: Bench, line: str, limits: str) -> None:
    bench.lines.pulses(line, limits)


@phrase("that took")
def that_took(bench: Bench, limits: str) -> None:
    bench.timing.took(limits)


@phrase("figure measures")
def figure_measures(bench: Bench, figure: str, limits: str) -> None:
    bench.timing.measures(figure, limits)
