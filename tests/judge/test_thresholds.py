from dataclasses import replace

import pytest

from atconform.base.errors import BenchFault, ModuleFault
from atconform.base.units import MS, SECOND
from atconform.emulator.core.module import Module
from atconform.emulator.families import FAMILIES
from atconform.judge import preambles, thresholds
from atconform.judge.preambles import State
from atconform.place.memory import MemoryPlace
from atconform.virtual.transport import power_up

NAMES = ["escape.before", "escape.gap", "escape.after"]


def bench_in_data_mode(family="sim800", figures=None):
    """A bench whose module has other figures than its family claims."""
    declared = FAMILIES[family]
    made = replace(declared, figures=declared.figures.varied(figures or {}))
    bench = MemoryPlace("module", lambda: power_up(Module(made))).begin(family)
    bench.peers.open("server", "server", "TCP")
    preambles.prepare(bench, State("data-mode", "server"))
    return bench


def found(bench, name):
    bench.timing.found[name] = thresholds.find(bench, name)
    bench.timing.measures(name, "at least 0 ms")
    measured = bench.session.findings.measured[-1]
    return measured.earliest, measured.latest


def trials(bench):
    return sum(entry.text.startswith("trial:") for entry in bench.session.transcript.entries)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("really", [300 * MS, 998 * MS, 1 * SECOND, 1234 * MS])
def test_a_threshold_is_found_to_the_millisecond_wherever_it_lies(name, really):
    bench = bench_in_data_mode(figures={name: really})
    earliest, latest = found(bench, name)
    assert earliest <= really <= latest <= earliest + MS
    assert trials(bench) <= 13


@pytest.mark.parametrize("name", NAMES)
def test_a_module_that_is_as_claimed_needs_three_trials(name):
    bench = bench_in_data_mode()
    found(bench, name)
    bench.timing.measures(name, f"just {{{name}}}")
    assert trials(bench) == 3


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("off", [-2 * MS, 2 * MS])
def test_two_milliseconds_off_the_claim_fail_in_memory(name, off):
    bench = bench_in_data_mode(figures={name: SECOND + off})
    bench.timing.found[name] = thresholds.find(bench, name)
    with pytest.raises(ModuleFault, match=f"{name} took between"):
        bench.timing.measures(name, f"just {{{name}}}")


def test_a_threshold_is_found_whatever_the_others_are():
    bench = bench_in_data_mode(figures={"escape.before": 1500 * MS, "escape.gap": 400 * MS, "escape.after": 700 * MS})
    earliest, latest = found(bench, "escape.after")
    assert earliest < 700 * MS <= latest


@pytest.mark.parametrize("name", NAMES)
def test_a_family_whose_connect_tells_the_rate_is_measured_likewise(name):
    bench = bench_in_data_mode("sim7x00")
    bench.timing.found[name] = thresholds.find(bench, name)
    bench.timing.measures(name, f"just {{{name}}}")
    assert trials(bench) == 3


def test_after_the_trials_the_module_is_in_data_mode_and_nothing_is_left_over():
    bench = bench_in_data_mode()
    for name in NAMES:
        bench.timing.found[name] = thresholds.find(bench, name)
    bench.host.types("y")
    bench.peers.receives("server", "y")
    bench.end()
    assert bench.session.line.data_mode


@pytest.mark.parametrize(
    ("figure", "name", "says"),
    [
        ("escape.before", "escape.before", "does not leave data mode whatever {escape.before} is, up to 2 s"),
        ("escape.gap", "escape.gap", "leaves data mode whatever {escape.gap} is, up to 2 s"),
        ("escape.before", "escape.gap", "does not leave data mode whatever {escape.gap} is, up to 2 s"),
    ],
)
def test_a_module_that_does_the_same_at_any_length_fails(figure, name, says):
    bench = bench_in_data_mode(figures={figure: 9 * SECOND})
    with pytest.raises(ModuleFault) as fault:
        bench.timing.found[name] = thresholds.find(bench, name)
    assert says in str(fault.value)


def test_what_is_no_figure_of_the_escape_sequence_cannot_be_found():
    with pytest.raises(BenchFault, match=r"\{dtr.low\} cannot be found by bisection; known: escape.before"):
        thresholds.find(bench_in_data_mode(), "dtr.low")
