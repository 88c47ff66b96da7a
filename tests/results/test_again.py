"""What of an earlier run is played again, and by which command."""

import shlex

import msgspec
import pytest

from atconform.results.again import not_passed_in, rest_again, rest_of, scenario_again
from atconform.results.comparison import Key
from atconform.results.records import Footer, Header, ModuleUnderTest, Run, ScenarioRecord

MODULE = ModuleUnderTest(unit="left", family="sim800", emulated=True, transport="memory", uncertainty=0)
FOOTER = Footer(ended="", verdicts={}, exit_code=2)


def run(*verdicts, footer=FOOTER, modules=(MODULE,), **header):
    scenarios = [
        ScenarioRecord(id=f"s{number}", family="sim800", title="", verdict=verdict, known="K" if known else "")
        for number, (verdict, known) in enumerate((word.rstrip("*"), word.endswith("*")) for word in verdicts)
    ]
    about = Header(format=1, run="r", started="", suite="", catalogue="", modules=modules, **header)
    return Run(header=about, scenarios=tuple(scenarios), footer=footer, complaints=())


def taken(again, count=6):
    return [number for number in range(count) if again.takes(Key("sim800", f"s{number}", ""))]


def test_of_a_run_that_was_cut_off_what_it_names_as_not_played_is_left():
    assert taken(rest_of(run("pass", "fail", "none", "none", "skip"))) == [2, 3]


def test_of_a_run_that_was_killed_everything_is_left_that_it_did_not_judge():
    assert taken(rest_of(run("pass", "fail", "skip", footer=None))) == [3, 4, 5]


def test_what_did_not_pass_is_what_failed_was_inconclusive_or_broke_and_is_not_known_to():
    assert taken(not_passed_in(run("pass", "fail", "inconc", "error", "skip", "fail*"))) == [1, 2, 3]


@pytest.mark.parametrize(
    ("changes", "header", "options"),
    [
        ({}, {}, "--module sim800"),
        ({"variant": "no-space"}, {}, "--module sim800@no-space"),
        ({}, {"bench": {"delays": "normal", "one_module": True}}, "--module sim800 --delays normal --one-module"),
        ({}, {"basis": "note", "strict": True}, "--module sim800 --basis note --strict"),
        (
            {"transport": "/dev/ttyUSB0", "emulated": False},
            {"bench": {"baudrate": 9600}},
            "--module sim800 --port /dev/ttyUSB0 --baudrate 9600",
        ),
        (
            {"transport": "/dev/ttyUSB0", "emulated": False},
            {"bench": {"file": "my bench.toml"}},
            "--bench 'my bench.toml' --module left",
        ),
        (
            {"transport": "/dev/ttyUSB0", "emulated": False},
            {"bench": {"file": "bench.toml", "found": True}},
            "--module left",
        ),
        (
            {"unit": "/dev/ttyUSB0", "transport": "/dev/ttyUSB0", "emulated": False},
            {"bench": {"file": "bench.toml", "found": True}},
            "--module sim800 --port /dev/ttyUSB0 --baudrate 115200",
        ),
    ],
)
def test_the_command_names_the_place_and_what_is_judged(changes, header, options):
    module = msgspec.structs.replace(MODULE, **changes)
    played = run("fail", modules=(module,), **header)
    assert scenario_again(played, played.scenarios[0]) == f"atconform run --scenario s0 {options}"
    assert rest_again(played, "reports/r") == f"atconform run --resume reports/r {options}"


def test_where_every_family_was_played_none_is_named():
    other = msgspec.structs.replace(MODULE, family="sim7000")
    assert rest_again(run("none", modules=(MODULE, other)), "r") == "atconform run --resume r --emulated"


def test_modules_that_shared_a_run_share_the_rest():
    other = msgspec.structs.replace(MODULE, unit="right")
    left = msgspec.structs.replace(MODULE, transport="/dev/ttyUSB0")
    played = run("none", modules=(left, other), bench={"file": "bench.toml"})
    assert rest_again(played, "r") == "atconform run --resume r --bench bench.toml --share"


@pytest.mark.parametrize("file", ["my.feature", "mine/我的.feature", "/home/me/my.feature"])
def test_a_file_of_a_users_own_is_named(file):
    played = run("fail")
    own = msgspec.structs.replace(played.scenarios[0], file=file)
    assert shlex.split(scenario_again(played, own))[:4] == ["atconform", "run", file, "--scenario"]


@pytest.mark.parametrize(
    "file", ["", "features/a.feature", "-pevil.feature", "--port=x.feature", "a;b.feature", "a.py"]
)
def test_whatever_else_a_record_has_there_is_kept_out_of_the_command(file):
    played = run("fail")
    other = msgspec.structs.replace(played.scenarios[0], file=file)
    assert scenario_again(played, other) == "atconform run --scenario s0 --module sim800"
