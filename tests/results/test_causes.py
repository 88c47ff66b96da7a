import pytest

from atconform.results.causes import by_figure, counts, grouped
from atconform.results.comparison import compare, telling
from atconform.results.records import Broken, MeasuredFigure
from tests.results.test_comparison import a_run, a_scenario

REFUSED = "said [ERROR], expected [OK]"
SEVERAL = ("When the module has accepted\nAT+A=1\nAT+B",)
SENT = ("Given the module is ready", "When the host sends AT+CIPSERVER=1,80", "Then the module answers OK")


def causes(old, new):
    return grouped(telling(compare(a_run(*old), a_run(*new)), brief=True))


def from_pass(*new):
    return causes([a_scenario(name=record.id) for record in new], new)


def a_failure(name, reason, steps=SENT, **keys):
    return a_scenario("fail", name, reason=reason, steps=steps, **keys)


def scenarios_of(found):
    return [[d.key.id for d in cause.differences] for cause in found]


@pytest.mark.parametrize(
    ("words", "reasons"),
    [
        pytest.param(
            "same line missing",
            [
                "no '+NEW CLIENT CONNEC: 1' within 30 s",
                "no '+NEW CLIENT CONNEC: {socket.id}' within 9 s",
            ],
            id="a line, with whatever number",
        ),
        pytest.param(
            "same command refused: AT+CIPSERVER",
            ["said [ERROR], expected [OK]", "said [+CME ERROR: 3], expected [+CIPSERVER: 0] [OK]"],
            id="a command, with whatever error",
        ),
        pytest.param(
            "same figure: escape.before, at least",
            ["escape.before took 0.5 s, expected at least 1 s", "escape.before took 499 ms, expected at least 1 s"],
            id="a figure, on the same side of its limit",
        ),
    ],
)
def test_scenarios_that_fail_alike_have_one_cause(words, reasons):
    (cause,) = from_pass(*(a_failure(name, reason) for name, reason in zip("ab", reasons, strict=True)))
    assert (cause.words, cause.said, scenarios_of([cause])) == (words, reasons[0], [["a", "b"]])


@pytest.mark.parametrize(
    "failures",
    [
        pytest.param([a_failure("a", "no 'CLOSED' within 5 s"), a_failure("b", "no 'OK' within 5 s")], id="lines"),
        pytest.param(
            [
                a_failure("a", REFUSED),
                a_failure("b", REFUSED, ("When 主机发送AT+CIPSHUT", "Then the module answers OK")),
            ],
            id="commands",
        ),
        pytest.param(
            [
                a_failure("a", REFUSED, SEVERAL, rests_on=("X",)),
                a_failure("b", REFUSED, SEVERAL, rests_on=("Y",)),
            ],
            id="statements, where the command is not known",
        ),
        pytest.param(
            [a_failure("a", "said [+X: 1], expected [+X: 2]"), a_failure("b", "said [+X: 3], expected [+X: 2]")],
            id="answers",
        ),
        pytest.param(
            [a_failure("a", "t took 1 s, expected at least 2 s"), a_failure("b", "t took 3 s, expected at most 2 s")],
            id="sides of a limit",
        ),
        pytest.param(
            [a_failure("a", "no 'OK' within 5 s"), a_scenario("inconc", "b", reason="no 'OK' within 5 s")],
            id="changes",
        ),
    ],
)
def test_what_has_nothing_in_common_that_the_records_tell_stands_alone(failures):
    found = from_pass(*failures)
    assert scenarios_of(found) == [["a"], ["b"]]
    assert [cause.words for cause in found] == ["", ""]


def test_a_tolerated_spelling_is_one_cause_in_whatever_line_and_however_often():
    name = "space in DATA ACCEPT"
    few = a_scenario(name="a", remarks=(f"{name}: DATA ACCEPT: 5",))
    many = a_scenario(name="b", remarks=(f"{name}: DATA ACCEPT: 1,3", f"{name}: DATA ACCEPT: 2,3"))
    (cause,) = from_pass(few, many)
    assert (cause.change, cause.words, scenarios_of([cause])) == ("new remark", f"same spelling: {name}", [["a", "b"]])


def test_what_is_mended_is_grouped_by_what_it_was():
    old = [a_failure(name, "no 'CLOSED' within 5 s") for name in "ab"]
    (cause,) = causes(old, [a_scenario(name=name) for name in "ab"])
    assert (cause.change, cause.words) == ("fixed", "same line missing")


def test_a_scenario_that_breaks_two_things_has_another_cause_than_one_that_breaks_one_of_them():
    one, two = (Broken(basis="own", rests_on=("G01",), text=f"no '{line}' within 1 s") for line in "AB")
    found = from_pass(a_scenario(name="a", broken=(one,)), a_scenario(name="b", broken=(one, two)))
    assert scenarios_of(found) == [["a"], ["b"]]


def test_the_cause_of_most_scenarios_comes_first_and_the_worst_change_before_it():
    new = [a_failure("one", "no 'A' within 1 s"), *(a_failure(name, "no 'B' within 1 s") for name in ("two", "three"))]
    found = from_pass(*new, *(a_scenario(name=f"r{n}", remarks=("space: X",)) for n in range(5)))
    assert [(cause.change, len(cause.differences)) for cause in found] == [
        ("regressed", 2),
        ("regressed", 1),
        ("new remark", 5),
    ]


def test_scenarios_that_one_run_does_not_have_stand_together():
    (cause,) = causes([a_scenario(name=name) for name in "ab"], [])
    assert (cause.change, cause.said, scenarios_of([cause])) == ("removed", "", [["a", "b"]])


def test_a_cause_rests_on_what_most_of_its_scenarios_name_first():
    new = [
        a_failure(name, "no 'A' within 1 s", basis="note", rests_on=rests_on)
        for name, rests_on in (("a", ("X", "Y")), ("b", ("Y",)))
    ]
    assert [cause.ground for cause in from_pass(*new)] == [("note", ("Y", "X"))]
    other = a_failure("c", "no 'A' within 1 s", basis="manual", rests_on=("Z",))
    assert [cause.ground for cause in from_pass(*new, other)] == [None]


def measured(name, microseconds):
    figure = MeasuredFigure(name="that", unit="us", earliest=microseconds, latest=microseconds)
    return a_scenario(name=name, figures=(figure,))


def test_a_figure_that_moved_the_same_way_stands_once_with_all_that_was_measured():
    old = [measured("a", 1_000), measured("b", 2_000), measured("c", 9_000)]
    new = [measured("a", 5_000), measured("b", 7_000), measured("c", 3_000)]
    grew, shrank = by_figure(telling(compare(a_run(*old), a_run(*new))))
    assert (grew.name, len(grew.changes), grew.old, grew.new) == ("that", 2, (1_000, 2_000), (5_000, 7_000))
    assert [d.key.id for d, _ in shrank.changes] == ["c"]


def test_counts_say_what_they_count():
    assert (counts(1), counts(11, 1), counts(2, 2)) == ("1 scenario", "1 cause, 11 scenarios", "2 causes, 2 scenarios")


def test_a_text_of_a_hostile_length_is_a_cause_of_its_own():
    hostile = "said [" + "], expected [" * 100_000 + "] took 1 s"
    assert [cause.said for cause in from_pass(a_failure("a", hostile), a_failure("b", "no 'A' within 1 s"))][1:] == [
        "no 'A' within 1 s"
    ]
