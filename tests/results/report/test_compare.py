from atconform.requirements.catalogue import load
from atconform.results.comparison import compare
from atconform.results.records import MeasuredFigure
from atconform.results.report.compare import comparison_page
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
    assert "that 1 s 2500 ms" in page.text


def test_two_runs_that_are_the_same_say_so(tmp_path):
    runs = [a_run(tmp_path / name, a_scenario()) for name in ("old", "new")]
    assert "Nothing changed." in the_page(*runs).text


def test_whatever_a_module_prints_is_text(tmp_path):
    old = a_run(tmp_path / "old", a_scenario(title=HOSTILE))
    new = a_run(tmp_path / "new", a_scenario(verdict="fail", title=HOSTILE, reason=HOSTILE), spoken=HOSTILE)
    page = the_page(old, new)
    assert (len(page.named("script")), page.named("img")) == (3, [])
    assert page.text.count(HOSTILE) == 2
