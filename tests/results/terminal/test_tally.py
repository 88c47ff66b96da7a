from atconform.results.records import MeasuredFigure, ScenarioRecord
from atconform.results.terminal.tally import Tally


def played(attempt, verdict, **keys):
    return ScenarioRecord(id="a", family="sim800", title="A", verdict=verdict, attempt=attempt, **keys)


def test_of_all_attempts_the_worst_is_told_without_how_it_went():
    figure = MeasuredFigure(name="x", unit="us", earliest=1, latest=2)
    worst = played(2, "fail", reason="no OK", steps=("the host sends AT",), figures=(figure,))
    (scenario,) = Tally([played(1, "pass"), worst, played(3, "fail", reason="later")]).scenarios.values()
    assert (scenario.worst.reason, scenario.worst.steps, scenario.worst.figures) == ("no OK", (), ())
    assert (scenario.flaky, dict(scenario.verdicts)) == (True, {"pass": 1, "fail": 2})


def test_times_are_those_of_all_attempts():
    tally = Tally([played(1, "pass", module_seconds=1.5), played(2, "pass", module_seconds=2)])
    assert (tally.times, tally.module_seconds) == (2, 3.5)


def test_a_scenario_that_a_cut_off_run_did_not_come_to_again_is_not_flaky():
    (scenario,) = Tally([played(1, "pass"), played(2, "none")]).scenarios.values()
    assert not scenario.flaky
