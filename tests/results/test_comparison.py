import pytest

from atconform.base.errors import UsageError
from atconform.results.comparison import (
    FigureChange,
    across_families,
    attempts,
    compare,
    figure_changes,
    refuse,
    telling,
)
from atconform.results.records import Broken, Footer, Header, MeasuredFigure, ModuleUnderTest, Run, ScenarioRecord

FOOTER = Footer(ended="", verdicts={}, exit_code=0)


def a_scenario(verdict="pass", name="escape", **keys):
    given = {"family": "sim800", "title": "", "id": name, "verdict": verdict}
    return ScenarioRecord(**(given | keys))


def a_run(*scenarios, footer=FOOTER, catalogue="c1"):
    module = ModuleUnderTest(unit="", family="sim800", emulated=True, transport="memory", uncertainty=0)
    header = Header(format=1, run="", started="", suite="", catalogue=catalogue, modules=(module,))
    return Run(header=header, scenarios=scenarios, footer=footer)


def changes(old, new):
    return {str(d.key): d.change for d in compare(a_run(*old), a_run(*new))}


def the_change(old, new):
    (difference,) = compare(a_run(*old), a_run(*new))
    return difference.change, difference.why


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("pass", "pass", "same"),
        ("pass", "fail", "regressed"),
        ("fail", "pass", "fixed"),
        ("fail", "fail", "fails as before"),
        ("skip", "skip", "same"),
        ("skip", "pass", "newly applicable"),
        ("skip", "fail", "newly applicable"),
        ("pass", "skip", "no longer applicable"),
        ("fail", "skip", "no longer applicable"),
        ("pass", "inconc", "not comparable"),
        ("error", "pass", "not comparable"),
        ("pass", "none", "not comparable"),
    ],
)
def test_a_change_has_one_name(old, new, change):
    assert the_change([a_scenario(old)], [a_scenario(new)])[0] == change


def test_what_one_run_does_not_have_was_added_or_removed_and_is_neither_fixed_nor_regressed():
    assert changes([a_scenario("pass", "a")], [a_scenario("fail", "b")]) == {"a": "removed", "b": "added"}


def test_what_a_run_that_was_cut_off_does_not_have_cannot_be_compared():
    (difference,) = compare(a_run(a_scenario()), a_run(footer=None))
    assert (difference.change, difference.why) == ("not comparable", "the new run was cut off before it")


def test_what_a_record_that_is_broken_may_have_lost_cannot_be_compared():
    broken = Run(header=a_run().header, scenarios=(a_scenario(name="b"),), footer=FOOTER, lost=1)
    whole = a_run(a_scenario(), a_scenario(name="b"))
    assert [d.change for d in compare(whole, broken)] == ["not comparable", "same"]
    assert [d.change for d in compare(broken, whole)] == ["same", "not comparable"]


def test_the_same_failure_at_another_address_and_time_is_as_before():
    old = a_scenario("fail", reason="no 'CLOSED' from 10.0.0.1 within 75 s")
    new = a_scenario("fail", reason="no 'CLOSED' from 10.0.0.9 within 74.9 s")
    assert the_change([old], [new])[0] == "fails as before"


def test_a_failure_for_another_reason_tells_both():
    old, new = a_scenario("fail", reason="no OK"), a_scenario("fail", reason="said ERROR")
    assert the_change([old], [new]) == ("fails otherwise", "said ERROR; before: no OK")


def test_outcomes_that_overlap_are_flaky_and_no_regression():
    twice = [a_scenario("pass"), a_scenario("fail", attempt=2)]
    assert the_change([a_scenario()], twice) == ("flaky", "1 of 1 passed in the old run, 1 of 2 passed in the new one")
    assert the_change(twice, [a_scenario("fail")])[0] == "flaky"


def test_a_scenario_that_failed_every_time_after_it_passed_every_time_has_regressed():
    old = [a_scenario(attempt=n) for n in (1, 2)]
    new = [a_scenario("fail", attempt=n, reason="no OK") for n in (1, 2)]
    assert the_change(old, new) == ("regressed", "no OK")


def test_an_attempt_without_a_verdict_about_the_module_does_not_count_beside_others():
    new = [a_scenario("inconc"), a_scenario("pass", attempt=2)]
    assert the_change([a_scenario()], new)[0] == "same"


def test_a_tolerated_deviation_that_comes_or_goes_is_told():
    plain, remarked = a_scenario(), a_scenario(remarks=("no space after the comma: 0,CONNECT OK",))
    assert the_change([plain], [remarked]) == ("new remark", "no space after the comma: 0,CONNECT OK")
    assert the_change([remarked], [plain])[0] == "remark gone"


OURS, OTHER = (Broken(basis="own", rests_on=("G01",), text=text) for text in ("said ERROR 3", "it took 9 s"))


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        pytest.param({}, {"broken": (OURS,)}, "regressed", id="held before, and is remarked now"),
        pytest.param(
            {}, {"verdict": "inconc", "broken": (OURS,)}, "regressed", id="held before, and ends the scenario"
        ),
        pytest.param({"broken": (OURS,)}, {}, "fixed", id="holds again"),
        pytest.param({"broken": (OURS,)}, {"broken": (OURS,)}, "same", id="no better"),
        pytest.param({"broken": (OURS,)}, {"broken": (OURS, OTHER)}, "regressed", id="one more"),
        pytest.param({"broken": (OURS, OTHER)}, {"broken": (OURS,)}, "fixed", id="one less"),
        pytest.param(
            {"verdict": "fail", "reason": "said ERROR 3"}, {"broken": (OURS,)}, "fails as before", id="an older record"
        ),
        pytest.param(
            {"broken": (OURS,)},
            {"verdict": "fail", "reason": "no OK"},
            "regressed",
            id="a document's is broken as well",
        ),
        pytest.param(
            {"verdict": "fail", "reason": "no OK"}, {"broken": (OURS,)}, "fixed", id="only ours is still broken"
        ),
        pytest.param(
            {"broken": (OURS,)},
            {"verdict": "fail", "reason": "--strict: by our reading G01: said ERROR 3", "broken": (OURS,)},
            "fails as before",
            id="judged more strictly",
        ),
    ],
)
def test_an_expectation_that_no_document_states_is_compared_as_those_are_that_one_states(old, new, change):
    old, new = (a_scenario(**{"verdict": "pass"} | keys) for keys in (old, new))
    assert the_change([old], [new])[0] == change


def test_cases_and_families_are_scenarios_of_their_own():
    run = a_run(a_scenario(case="tcp"), a_scenario(case="udp"), a_scenario(family="sim7000", case="tcp"))
    assert len(attempts(run)) == 3


def measured(low, high, name="the pulse of RI"):
    return MeasuredFigure(name=name, unit="us", earliest=low, latest=high)


def test_a_figure_differs_only_where_the_difference_exceeds_the_uncertainty_of_both():
    old = [a_scenario(figures=(measured(100, 120),))]
    (near,) = figure_changes(old, [a_scenario(figures=(measured(115, 130),))])
    (far,) = figure_changes(old, [a_scenario(figures=(measured(121, 130),))])
    assert near == FigureChange("the pulse of RI", "us", (100, 120), (115, 130))
    assert (near.differs, far.differs) == (False, True)


def test_of_several_attempts_everything_that_was_measured_counts():
    new = [a_scenario(figures=(measured(100, 110),)), a_scenario(figures=(measured(130, 140),), attempt=2)]
    (change,) = figure_changes([a_scenario(figures=(measured(100, 110),))], new)
    assert (change.new, change.differs) == ((100, 140), False)


def test_a_figure_that_is_measured_twice_in_a_scenario_is_two_figures():
    twice = [a_scenario(figures=(measured(1, 1), measured(5, 5)))]
    assert [change.name for change in figure_changes(twice, twice)] == ["the pulse of RI", "the pulse of RI (2)"]


def test_an_empty_run_is_refused_by_name():
    with pytest.raises(UsageError, match="B has no scenario in it"):
        across_families([a_run(a_scenario()), a_run()], ("A", "B"), force=True)


def test_runs_without_a_scenario_in_common_are_refused_with_their_catalogues():
    old, new = a_run(a_scenario()), a_run(a_scenario(name="other"), catalogue="c2")
    differences = compare(old, new)
    with pytest.raises(UsageError, match=r"no scenario in common \(catalogue c1 and c2\)"):
        refuse(differences, old, new, ("A", "B"))


def test_runs_of_different_families_are_compared_only_when_the_user_insists():
    runs = a_run(a_scenario()), a_run(a_scenario("fail", family="sim7000"))
    with pytest.raises(UsageError, match=r"^A is about sim800, B about sim7000"):
        across_families(runs, ("A", "B"), force=False)
    across = across_families(runs, ("A", "B"), force=True)
    (difference,) = compare(*runs, across)
    assert (across, difference.change, difference.key.family) == ("sim800 / sim7000", "regressed", across)
    refuse(compare(*runs, across), *runs, ("A", "B"))


def test_several_families_cannot_be_held_against_another_one():
    two = a_run(a_scenario(family="sim7000"), a_scenario(family="sim7020"))
    with pytest.raises(UsageError, match="--force needs runs of one family each"):
        across_families([a_run(a_scenario()), two], ("A", "B"), force=True)


def test_runs_that_share_a_family_are_compared_by_it():
    two = a_run(a_scenario(), a_scenario(family="sim7020"))
    assert across_families([a_run(a_scenario()), two], ("A", "B"), force=True) == ""


def test_the_worst_is_told_first_and_only_what_was_asked_for():
    old = a_run(a_scenario("fail", "c"), a_scenario("fail", "b"), a_scenario("pass", "a"), a_scenario("pass", "d"))
    new = a_run(a_scenario("pass", "c"), a_scenario("fail", "b"), a_scenario("fail", "a"), a_scenario("pass", "d"))
    differences = compare(old, new)
    assert [d.key.id for d in telling(differences)] == ["a", "c", "b"]
    assert [d.key.id for d in telling(differences, brief=True)] == ["a", "c"]
    assert [d.key.id for d in telling(differences, ["fixed"])] == ["c"]
