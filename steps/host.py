"""What the host does."""

from atconform.judge import thresholds
from atconform.judge.bench import Bench
from steps.vocabulary import phrase


@phrase("host sends")
def host_sends(bench: Bench, command: str) -> None:
    bench.send(command)


@phrase("host types")
def host_types(bench: Bench, text: str) -> None:
    bench.type(text)


@phrase("host brings PPP up")
def host_brings_ppp_up(bench: Bench) -> None:
    bench.bring_ppp_up()


@phrase("host ends PPP")
def host_ends_ppp(bench: Bench) -> None:
    bench.end_ppp()


@phrase("host is silent")
def host_is_silent(bench: Bench, time: str) -> None:
    bench.session.be_silent(bench.time(time))


@phrase("host is silent at an edge")
def host_is_silent_at_an_edge(bench: Bench, side: str, figure: str) -> None:
    edge, shorter = bench.session.transport.edge, side == "shorter"
    bench.session.be_silent(bench.figure(figure) + (-edge if shorter else edge), at_most=shorter)


@phrase("host finds")
def host_finds(bench: Bench, figure: str) -> None:
    bench.found[figure] = thresholds.find(bench, figure)


@phrase("host sets")
def host_sets(bench: Bench, line: str, level: str) -> None:
    bench.session.set_line(line, high=level == "high")
