"""A firmware variant, compared with its family: what differs is what the variant declares, and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from atconform.emulator.families.variants import VARIANTS
from atconform.results.comparison import compare
from atconform.results.records import read_run

ROOT = Path(__file__).parents[2]
PATIENCE = 120

# For each variant: what becomes of the scenarios that it concerns, and how they are known by their own steps.
# All others stay the same.
DIFFERENCES = {
    # SIM800-2.2.4-T3 and the measured silences. Where all the silence is kept, half of it is enough as well.
    "sim800@short-guard": (
        "regressed",
        r"just shorter than \{escape\.(before|after)\}|finds \{escape\.(before|after)\}",
    ),
    # C03: a tolerated spelling, of every result that begins with the number of a connection; the states in which
    # connections are up have reported them too.
    "sim800@no-space": ("new remark", r"(?m)^.*(?<![\w,\"])(\d|\{[\w.-]+\}), [A-Z]|as connection"),
    # C77: a tolerated spelling, wherever the context is lost.
    "sim800@no-colon": ("new remark", r"\+PDP: DEACT"),
    # C05: a tolerated spelling, of every answer of quick sending.
    "sim7000@accept-space": ("new remark", r"DATA ACCEPT:\d"),
    # SIM7020EN-4.2: OK comes first. The forms that send nothing are the same.
    "sim7020@ping-first": ("regressed", r"AT\+CIPPING="),
    # SIM7020EN-5.4-U1, and every scenario that goes on with the client.
    "sim7020@silent-accept": ("regressed", r"NEW CLIENT CONNEC"),
    # SIM7020EN-2.1-C5.
    "sim7020@no-retention": ("regressed", r"AT\+RETENTION"),
    # SIM7X00-2.2-S1.
    "sim7x00@plain-error": ("regressed", r"Network is already opened"),
    # SIM7X00-2.3.1-U7.
    "sim7x00@reset-as-close": ("regressed", r"\+IPCLOSE: \d,3"),
    # C70: the sender's line without its having been asked for.
    "sim7x00@no-sender": ("regressed", r"(?s)^(?!.*AT\+CIPSRIP=1).*\bRECV FROM"),
}

# What is played: the scenarios concerned, or a part of them, and their neighbours.
FILES = {
    "sim800": (
        "rules/data_mode/escape",
        "rules/figures/escape",
        "rules/cip/close",
        "rules/cip/local_port",
        "rules/cip/recovery",
    ),
    "sim7000": ("rules/cip/send_quick", "notes/sim7000/6_sending"),
    "sim7020": (
        "rules/cso/names_and_ping",
        "notes/sim7020/4_dns_ping",
        "notes/sim7020/zh/5_sockets",
        "rules/cso/server",
        "rules/bearer/psm",
    ),
    "sim7x00": (
        "rules/netopen/network",
        "rules/netopen/closing",
        "rules/netopen/receiving",
        "rules/netopen/receiving_manually",
    ),
}


@pytest.fixture(scope="module")
def play(tmp_path_factory):
    """Play a module's sample of the suite, once, and return the record of the run."""
    folder = tmp_path_factory.mktemp("variants")

    @cache
    def play(module):
        files = [f"features/{file}.feature" for file in FILES[module.partition("@")[0]]]
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"]
        command += ["--module", module, f"--report={folder / module}", *files]
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, timeout=PATIENCE, check=False)
        return read_run(folder / module)

    return play


def speaks_of(difference, pattern):
    """Whether the steps of a scenario, as the family has played them to the end, say so."""
    (record,) = difference.old
    return re.search(pattern, "\n".join(record.steps)) is not None


def test_every_variant_says_what_it_makes_different():
    assert set(DIFFERENCES) == {f"{family}@{name}" for family, variants in VARIANTS.items() for name in variants}


@pytest.mark.parametrize("module", DIFFERENCES)
def test_a_variant_differs_from_its_family_by_what_it_declares_and_by_nothing_else(play, module):
    change, pattern = DIFFERENCES[module]
    differences = compare(play(module.partition("@")[0]), play(module))
    expected = {str(d.key): change for d in differences if speaks_of(d, pattern)}
    assert expected
    assert {str(d.key): d.change for d in differences if d.change != "same"} == expected


@pytest.mark.parametrize("family", FILES)
def test_a_run_compared_with_itself_shows_nothing_changed(play, family):
    differences = compare(play(family), play(family))
    assert {d.change for d in differences} == {"same"}
    assert not any(figure.differs for d in differences for figure in d.figures)


def test_a_shorter_guard_is_seen_in_the_figures_that_measure_it(play):
    differences = compare(play("sim800"), play("sim800@short-guard"))
    changed = {f.name: (f.old, f.new) for d in differences for f in d.figures if f.differs}
    assert changed.keys() == {"escape.before", "escape.after"}
    for (old_low, _), (_, new_high) in changed.values():
        assert old_low > 990_000 > 510_000 > new_high
