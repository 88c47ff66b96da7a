"""Which runs a user means by a folder."""

from atconform.results.batch import runs_meant
from tests.results.report.reporting import a_run, a_scenario


def test_a_batch_stands_for_the_runs_of_its_modules_that_came_to_a_record(tmp_path):
    for name in ("right", "left"):
        a_run(tmp_path / name, a_scenario())
        (tmp_path / name / "output.txt").touch()
    (tmp_path / "third").mkdir()
    (tmp_path / "third" / "output.txt").touch()
    assert runs_meant(tmp_path) == [tmp_path / "left", tmp_path / "right"]


def test_a_run_stands_for_itself_and_a_folder_of_any_runs_for_none_of_them(tmp_path):
    run = a_run(tmp_path / "one", a_scenario())
    a_run(tmp_path / "other", a_scenario())
    assert runs_meant(run.folder) == [run.folder]
    assert runs_meant(tmp_path) == [tmp_path]
