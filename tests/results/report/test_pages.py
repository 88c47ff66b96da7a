import re

import pytest

from atconform.requirements.catalogue import load
from atconform.results.records import Footer, MeasuredFigure
from atconform.results.report.payload import limits
from atconform.results.report.runs import report
from tests.results.report.reporting import HOSTILE, SPOKEN, Page, a_module, a_run, a_scenario, again


def the_page(*sources):
    return Page(report(sources, load(), again))


def results_of(page, scenario, run=0):
    numbers = next(s for s in page.data["scenarios"] if s["id"] == scenario)["runs"][run]
    return [page.data["results"][number] for number in numbers]


def spoken(page, number):
    lines, flat = page.transcripts["lines"], page.transcripts["transcripts"][number]
    return [(time, lines[line]) for line, time in zip(flat[::2], flat[1::2], strict=True)]


def test_rows_are_requirements_and_columns_are_runs(tmp_path):
    old = a_run(tmp_path / "old", a_scenario())
    new = a_run(tmp_path / "new", a_scenario(verdict="fail", reason="no OK"))
    assert the_page(old, new).row("SIM800-2.2.4-T1") == ["✓ pass", "✗ fail"]


def test_the_worst_scenario_decides_a_requirement_and_the_cell_says_how_many(tmp_path):
    run = a_run(tmp_path / "run", a_scenario("one"), a_scenario("two", "inconc"), a_scenario("three", "inconc"))
    assert the_page(run).row("SIM800-2.2.4-T1") == ["? inconc 2 of 3"]


def test_attempts_that_came_out_differently_are_all_there(tmp_path):
    run = a_run(tmp_path / "run", a_scenario(), a_scenario(verdict="fail", attempt=2))
    assert [result["state"] for result in results_of(the_page(run), "escape")] == ["pass", "fail"]


@pytest.mark.parametrize(
    ("keys", "cell"),
    [
        ({"remarks": ("a blank too many",)}, "≈ remark"),
        ({"verdict": "none"}, "· not played"),
        ({"verdict": "fail", "known": "ticket 17"}, "⊗ known"),
        ({"not_as_known": "it passes"}, "! not as known"),
        ({"verdict": "skip", "reason": "no dtr"}, "○ skip"),
    ],
)
def test_what_is_neither_a_plain_pass_nor_a_plain_failure_has_a_word_of_its_own(tmp_path, keys, cell):
    assert the_page(a_run(tmp_path / "run", a_scenario(**keys))).row("SIM800-2.2.4-T1") == [cell]


def test_requirements_that_no_scenario_was_about_are_listed_too(tmp_path):
    page = the_page(a_run(tmp_path / "run", a_scenario()))
    assert page.row("SIM800-2.2.4-T3") == ["· not played"]
    disposed = next(r for r in load() if r.note == "SIM800" and r.disposition)
    assert page.row(disposed.id) == ["∘ no scenario"]
    assert " ".join(disposed.disposition.split()) in page.text


def test_sections_have_titles_and_the_page_says_what_its_numbers_count(tmp_path):
    page = the_page(a_run(tmp_path / "run", a_scenario()))
    assert "2.2.4 Switching between data mode and command mode" in page.text
    assert "The table and the buttons count requirements" in page.text
    assert "the runs at the top count scenarios" in page.text


def test_notes_about_other_families_are_left_out(tmp_path):
    page = the_page(a_run(tmp_path / "run", a_scenario()))
    assert {name.partition("-")[0] for name in page.data["rows"]} == {"SIM800"}


def test_a_scenario_whose_requirements_are_unknown_is_not_lost(tmp_path):
    page = the_page(a_run(tmp_path / "run", a_scenario("odd", "fail", requirements=("SIM800-99-R1",))))
    assert page.row("odd.sim800") == ["✗ fail"]


def test_only_what_came_out_otherwise_is_marked_as_changed(tmp_path):
    def one(name, verdict):
        other = a_scenario("other", requirements=("SIM800-2.2.4-T3",))
        return a_run(tmp_path / name, a_scenario(verdict=verdict), other)

    page = the_page(one("old", "pass"), one("new", "fail"))
    changed = [row["id"] for row in page.named("tr") if "data-changed" in row]
    assert changed == ["SIM800-2.2.4-T1"]


def test_a_run_that_was_cut_off_or_says_something_at_its_end_says_so(tmp_path):
    cut = the_page(a_run(tmp_path / "cut", a_scenario(), footer=None))
    assert "CUT OFF" in cut.text
    stopped = Footer(ended="", verdicts={}, exit_code=2, remark="cut off by Ctrl-C", known_faults=("no scenario xy",))
    page = the_page(a_run(tmp_path / "stopped", a_scenario(), footer=stopped))
    assert all(words in page.text for words in ("CUT OFF", "cut off by Ctrl-C", "no scenario xy"))
    assert "CUT OFF" not in the_page(a_run(tmp_path / "whole", a_scenario())).text


def test_emulated_modules_are_called_so_and_real_ones_are_not(tmp_path):
    real = a_module(emulated=False, transport="/dev/ttyUSB0")
    assert "EMULATED" in the_page(a_run(tmp_path / "emulated", a_scenario())).text
    assert "EMULATED" not in the_page(a_run(tmp_path / "real", a_scenario(), modules=(real,))).text


def test_whatever_a_module_prints_is_text(tmp_path):
    """Everything that can come from a module or a bench, at once."""
    scenario = a_scenario(
        verdict="fail", title=HOSTILE, reason=HOSTILE, remarks=(HOSTILE,), case=HOSTILE, file=HOSTILE, steps=(HOSTILE,),
        figures=(MeasuredFigure(name=HOSTILE, unit="us", earliest=1, latest=2, limit=HOSTILE),),
        requirements=("SIM800-2.2.4-T1", HOSTILE),
    )  # fmt: skip
    module = a_module(unit=HOSTILE, firmware=HOSTILE, transport=HOSTILE)
    stray = a_scenario("stray", title=HOSTILE, requirements=())
    run = a_run(
        tmp_path / "run", scenario, stray, spoken=f"   0.000000  <  {HOSTILE}\n", modules=(module,), run=HOSTILE
    )
    page = the_page(run, run)
    assert len(page.named("script")) == 3
    assert not page.named("img")
    assert {name for tag in page.elements for name in tag[1] if name.startswith("on")} == set()
    assert HOSTILE in page.text
    assert spoken(page, 0) == [(0, f"<  {HOSTILE}")]
    assert results_of(page, f"escape[{HOSTILE}]")[0]["reason"] == HOSTILE


def test_the_page_needs_nothing_from_outside_and_allows_no_other_script(tmp_path):
    page = the_page(a_run(tmp_path / "run", a_scenario()))
    policy = next(meta["content"] for meta in page.named("meta") if "http-equiv" in meta)
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+'", policy)
    assert not [attributes for _, attributes in page.elements if "src" in attributes]
    assert not page.named("link")


def test_a_scenario_has_statement_transcript_and_command_behind_it(tmp_path):
    page = the_page(a_run(tmp_path / "run", a_scenario()))
    (result,) = results_of(page, "escape")
    assert page.data["requirements"]["SIM800-2.2.4-T1"]["text"] == load()["SIM800-2.2.4-T1"].text.strip()
    assert result["again"] == "play escape again"
    assert spoken(page, result["transcript"]) == [
        (-1, "             When the host sends AT"),
        (0, ">  AT<CR>"),
        (250_000, "<  <CR><LF>OK<CR><LF>"),
    ]


def test_a_requirement_without_words_of_its_own_shows_its_siblings(tmp_path):
    follower = next(r for r in load() if r.note == "SIM7000" and not r.has_own_statement and load().stated(r).text)
    scenario = a_scenario(family="sim7000", requirements=(follower.id,))
    page = the_page(a_run(tmp_path / "run", scenario, modules=(a_module(family="sim7000"),)))
    shown = page.data["requirements"][follower.id]
    assert (shown["text"], shown["same_as"]) == (load().stated(follower).text.strip(), follower.same_as)


def test_runs_that_are_alike_share_their_transcripts(tmp_path):
    runs = [a_run(tmp_path / f"run-{number}", a_scenario(), a_scenario("two")) for number in range(3)]
    page = the_page(*runs)
    assert len(page.transcripts["transcripts"]) == 1
    assert len(page.data["results"]) == 2


def test_a_long_page_is_made_in_pieces_that_are_short_against_it(tmp_path):
    many = (a_scenario(f"s{number}", steps=(f"Given {number}",), transcript="none") for number in range(3000))
    run = a_run(tmp_path / "run", *many)
    pieces = list(report([run], load(), again))
    assert max(map(len, pieces)) < len("".join(pieces)) / 5


def test_without_a_transcript_the_steps_are_shown(tmp_path):
    run = a_run(tmp_path / "run", a_scenario(steps=("Given the module is ready",)))
    (run.folder / run.run.scenarios[0].transcript).unlink()
    assert results_of(the_page(run), "escape")[0]["steps"] == ["Given the module is ready"]


def test_a_record_cannot_bring_in_files_from_outside_its_folder(tmp_path):
    (tmp_path / "private.txt").write_text(SPOKEN)
    page = the_page(a_run(tmp_path / "run", a_scenario(transcript="../private.txt")))
    assert page.transcripts["transcripts"] == []


def test_chinese_titles_are_set_in_chinese_type(tmp_path):
    run = a_run(tmp_path / "run", a_scenario("zh", title="服务器关闭连接后模块上报 CLOSED", requirements=()))
    page = the_page(run)
    assert {"lang": "zh-CN"}.items() <= next(span for span in page.named("span") if "lang" in span).items()
    assert "服务器关闭连接后模块上报 CLOSED" in page.text


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("at least 1 s", (1_000_000, None)),
        ("at most 0.4 ms", (None, 400)),
        ("at least 1500 ms and at most 3 s", (1_500_000, 3_000_000)),
        ("at most 1460 bytes", (None, 1460)),
        ("", (None, None)),
    ],
)
def test_a_figure_is_drawn_against_the_limits_that_its_record_words(words, read):
    assert limits(words) == read
