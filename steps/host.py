"""What the host does."""

from typing import Literal

from atconform.judge import thresholds
from atconform.judge.bench import Bench
from steps.vocabulary import phrase


@phrase("host sends")
def host_sends(bench: Bench, command: str) -> None:
    bench.host.sends(command)


@phrase("host types")
def host_types(bench: Bench, text: str) -> None:
    bench.host.types(text)


@phrase("host hands over")
def host_hands_over(bench: Bench, text: str, command: str, size: str) -> None:
    data = bench.text.data(text)
    for begin in range(0, len(data), int(size)):
        piece = data[begin : begin + int(size)]
        bench.host.sends(f"{command}={len(piece)}")
        bench.module.answers(">")
        bench.host.types_data(piece)
        bench.module.answers("SEND OK")


@phrase("host brings PPP up")
def host_brings_ppp_up(bench: Bench) -> None:
    bench.host.brings_ppp_up()


@phrase("host ends PPP")
def host_ends_ppp(bench: Bench) -> None:
    bench.host.ends_ppp()


@phrase("host is silent")
def host_is_silent(bench: Bench, time: str) -> None:
    bench.host.is_silent(time)


@phrase("host is silent at an edge")
def host_is_silent_at_an_edge(bench: Bench, side: Literal["shorter", "longer"], figure: str) -> None:
    bench.host.is_silent_at_an_edge(side, figure)


@phrase("host finds")
def host_finds(bench: Bench, figure: str) -> None:
    bench.timing.found[figure] = thresholds.find(bench, figure)


@phrase("host sets")
def host_sets(bench: Bench, line: str, level: str) -> None:
    bench.host.sets(line, high=level == "high")
