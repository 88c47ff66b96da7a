from atconform.requirements.catalogue import load
from atconform.results.comparison import compare
from atconform.results.records import MeasuredFigure
from atconform.results.report.compare import comparison_page
from atconform.results.report.markdown import comparison_summary
from tests.results.report.reporting import HOSTILE, SPOKEN, Page, a_run, a_scenario, again


def the_page(old, new):
    return Page(comparison_page(old, new, compare(old.run, new.run), load(), again))


def took(microseconds):
    return (MeasuredFigure(name="that", unit="us", earliest=microseconds, latest=microseconds, limit="at most 3 s"),)


def test_the_worst_change_comes_first_and_what_is_the_same_is_only_counted(tmp_path):
    old = a_run(tmp_path / "old", a_scenario("kept"), a_scenario("mended", "fail"), a_scenario("broken"))
    new = a_run(tmp_path / "new", a_scenario("kept"), a_scenario("mended"), a_scenario("broken", "fail"))
    page = the_page(old, new)
    assert [details["data-change"] for details in page.named("details")] == ["regressed", "fixed"]
    assert "1 same" in page.text


def test_the_two_transcripts_are_aligned_line_by_line(tmp_path):
    old = a_run(tmp_path / "old", a_scenario())
    new = a_run(tmp_path / "new", a_scenario(verdict="fail"), spoken=SPOKEN.replace("OK", "ERROR") + "\n  And so on\n")
    assert the_page(old, new).data["changes"][0]["pairs"] == "==~+"


def test_every_mark_stands_for_a_line_in_however_many_pieces_a_module_spoke(tmp_path):
    pieces = SPOKEN.replace("<CR><LF>OK", "<CR><LF>\n   0.260000  <  OK")
    old = a_run(tmp_path / "old", a_scenario(), spoken=pieces)
    new = a_run(tmp_path / "new", a_scenario(verdict="fail"), spoken=SPOKEN + "   0.300000  p< server: fin\n")
    page = the_page(old, new)
    (change,) = page.data["changes"]
    lengths = [len(page.transcripts["transcripts"][number]) // 2 for number in change["aligned"]]
    assert (change["pairs"], lengths) == ("===+", [3, 4])


def test_figures_that_differ_are_told_though_the_verdict_is_the_same(tmp_path):
    page = the_page(
        a_run(tmp_path / "old", a_scenario(figures=took(1_000_000)), a_scenario("steady", figures=took(1_000))),
        a_run(tmp_path / "new", a_scenario(figures=took(2_500_000)), a_scenario("steady", figures=took(1_000))),
    )
    (change,) = page.data["changes"]
    assert (change["figures"][0]["high"], change["figures"][0]["differs"]) == (3_000_000, True)
    assert "that escape sim800 1 s 2500 ms" in page.text


def test_two_runs_that_are_the_same_say_so(tmp_path):
    runs = [a_run(tmp_path / name, a_scenario()) for name in ("old", "new")]
    assert "Nothing changed." in the_page(*runs).text


def test_whatever_a_module_prints_is_text(tmp_path):
    old = a_run(tmp_path / "old", a_scenario(title=HOSTILE))
    new = a_run(tmp_path / "new", a_scenario(verdict="fail", title=HOSTILE, reason=HOSTILE), spoken=HOSTILE)
    page = the_page(old, new)
    assert (len(page.named("script")), page.named("img")) == (3, [])
    assert page.text.count(HOSTILE) == 2


def test_scenarios_that_changed_for_one_cause_open_together(tmp_path):
    names = ("one", "two", "three")
    old = a_run(tmp_path / "old", *map(a_scenario, names))
    new = a_run(tmp_path / "new", *(a_scenario(name, "fail", reason="no 'CLOSED' within 5 s") for name in names))
    page = the_page(old, new)
    assert [details["class"] for details in page.named("details")] == ["cause", "change", "change", "change"]
    assert [details["data-number"] for details in page.named("details")[1:]] == ["0", "1", "2"]
    assert "3 scenarios compared" in page.text
    assert "regressed: 1 cause, 3 scenarios" in page.text
    assert "3 scenarios : same line missing no 'CLOSED' within 5 s" in page.text


def test_a_figure_that_moved_in_several_scenarios_has_one_row(tmp_path):
    old, new = (
        a_run(tmp_path / folder, *(a_scenario(name, figures=took(time)) for name in ("one", "two")))
        for folder, time in (("old", 1_000_000), ("new", 2_500_000))
    )
    page = the_page(old, new)
    assert "1 figure differs" in page.text
    assert "that 2 scenarios one sim800, 1 s, then 2500 ms two" in page.text


def test_a_summary_for_a_pull_request_is_by_cause(tmp_path):
    names = ("one", "two", "three")
    old = a_run(tmp_path / "old", *map(a_scenario, names))
    new = a_run(tmp_path / "new", *(a_scenario(name, "fail", reason="no 'CLOSED' within 5 s") for name in names))
    text = comparison_summary(old, new, compare(old.run, new.run), load())
    assert "## atconform: 3 scenarios: 3 regressed" in text
    assert "### regressed: 1 cause, 3 scenarios" in text
    assert text.count("<details>") == text.count("no 'CLOSED' within 5 s") == 1
    assert all(f"{name}  sim800  Escape" in text for name in names)
