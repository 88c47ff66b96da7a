"""What leaves the house: the archive for a vendor, the summary for a pull request."""

import io
import zipfile

from atconform.requirements.catalogue import load
from atconform.results.comparison import compare
from atconform.results.report.bundle import bundle
from atconform.results.report.markdown import MOST, comparison_summary, run_summary
from tests.results.report.reporting import FOOTER, HOSTILE, a_module, a_run, a_scenario, again


def archive_of(*sources):
    return zipfile.ZipFile(io.BytesIO(bundle(sources, load(), again)))


def everything_in(archive):
    return "\n".join(archive.read(name).decode() for name in archive.namelist())


def markdown(source):
    return run_summary(source, load(), again)


def test_the_archive_has_page_records_and_what_failed_with_the_command_to_see_it_again(tmp_path):
    run = a_run(tmp_path / "run", a_scenario("good"), a_scenario("bad", "fail", reason="no OK"))
    archive = archive_of(run)
    assert sorted(archive.namelist()) == [
        *("1-run/again.txt", "1-run/run.jsonl", "1-run/transcripts/bad-1.txt", "report.html", "summary.md"),
    ]
    assert archive.read("1-run/again.txt").decode() == "# fail: bad (sim800): no OK\nplay bad again\n\n"
    assert archive.read("1-run/run.jsonl") == (run.folder / "run.jsonl").read_bytes()


def test_known_failures_are_sent_too(tmp_path):
    run = a_run(tmp_path / "run", a_scenario("bad", "fail", known="ticket 17"))
    assert "1-run/transcripts/bad-0.txt" in archive_of(run).namelist()


def test_two_runs_of_one_name_do_not_meet_in_the_archive(tmp_path):
    runs = [a_run(tmp_path / name / "run", a_scenario(verdict="fail")) for name in ("one", "two")]
    names = archive_of(*runs).namelist()
    assert {"1-run/run.jsonl", "2-run/run.jsonl"} <= set(names)
    assert len(names) == len(set(names))


def test_one_run_always_makes_one_archive(tmp_path):
    run = a_run(tmp_path / "run", a_scenario(verdict="fail"))
    assert bundle([run], load(), again) == bundle([run], load(), again)


def test_the_archive_tells_nothing_of_the_host_it_was_made_on(tmp_path):
    run = a_run(
        tmp_path / "run",
        a_scenario("broken", "error", reason="[Errno 2] No such file: '/home/anna/lab/peers.toml'"),
        a_scenario("windows", "error", reason=r"cannot open C:\Users\anna\lab\peers.toml: denied"),
        footer=type(FOOTER)(ended="", verdicts={}, exit_code=2, remark="the module is gone: /home/anna/modem"),
        modules=(a_module(emulated=False, transport="/home/anna/modem", identity="SIM800 R14.18"),),
        bench={"file": "/home/anna/lab/bench.toml", "baudrate": 115200},
    )
    told = everything_in(archive_of(run))
    assert "anna" not in told
    assert str(tmp_path) not in told
    assert all(words in told for words in ("bench.toml", "peers.toml", "modem", "SIM800 R14.18"))


def test_ports_and_what_the_module_said_stay_as_they_are(tmp_path):
    run = a_run(
        tmp_path / "run",
        a_scenario(verdict="fail", reason="the module answered +HTTP: /a/b/c"),
        modules=(a_module(transport="/dev/ttyUSB0"), a_module(family="sim7000", transport="socket://10.0.0.1:4000")),
    )
    told = everything_in(archive_of(run))
    assert all(words in told for words in ("/dev/ttyUSB0", "socket://10.0.0.1:4000", "+HTTP: /a/b/c"))


def test_the_summary_counts_by_chapter_and_spells_out_what_did_not_pass(tmp_path):
    told = markdown(a_run(tmp_path / "run", a_scenario("good"), a_scenario("bad", "fail", reason="no OK\nbut ERROR")))
    assert told.startswith("## atconform: 2 scenarios, 1 fail, 1 pass\n")
    assert "| SIM800 2 Single connection | 1 | 1 |" in told
    assert "```text\nno OK\nbut ERROR\n```" in told
    assert "**EMULATED**" in told
    assert "play bad again" in told
    assert "play good again" not in told


def test_the_summary_of_a_run_that_was_cut_off_says_so(tmp_path):
    assert "the run was cut off" in markdown(a_run(tmp_path / "run", a_scenario(), footer=None))


def test_a_summary_has_an_end(tmp_path):
    told = markdown(a_run(tmp_path / "run", *(a_scenario(f"bad-{n}", "fail") for n in range(MOST + 3))))
    assert told.count("<details>") == MOST
    assert told.endswith("and 3 more that did not pass\n")


def test_what_a_module_prints_is_text_in_a_summary(tmp_path):
    reason = f"{HOSTILE}\n```\n</details> @everyone #1"
    told = markdown(a_run(tmp_path / "run", a_scenario(verdict="fail", title=f"{HOSTILE} | @me", reason=reason)))
    headline = next(line for line in told.splitlines() if line.startswith("<details>"))
    assert "<script>" not in headline
    assert "@me" not in headline
    assert f"````text\n{reason}\n````" in told


def test_the_summary_of_a_comparison_tells_the_changes_worst_first(tmp_path):
    old = a_run(tmp_path / "old", a_scenario("kept"), a_scenario("mended", "fail"), a_scenario("broken"))
    new = a_run(
        tmp_path / "new", a_scenario("kept"), a_scenario("mended"), a_scenario("broken", "fail", reason="no OK")
    )
    told = comparison_summary(old, new, compare(old.run, new.run), load())
    assert told.startswith("## atconform: 3 scenarios: 1 regressed, 1 fixed, 1 same\n")
    assert told.index("broken") < told.index("mended")
    assert "kept" not in told


def test_a_scenario_that_was_played_several_times_is_counted_once_and_its_flakiness_is_told(tmp_path):
    verdicts = ("pass", "fail", "pass")
    played = [a_scenario(verdict=verdict, attempt=number) for number, verdict in enumerate(verdicts, start=1)]
    text = run_summary(a_run(tmp_path / "run", *played), load(), again)
    assert text.startswith("## atconform: 1 scenario, 1 fail\n")
    assert "<b>fail, 1 of 3 times</b>" in text
