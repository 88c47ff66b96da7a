"""Where a transcript is written: a file of its own in the run's folder, whatever its scenario is called."""

import pytest

from atconform.base.masking import Masker
from atconform.results.transcripts import LONGEST_NAME, read_transcript, write_transcript

LONG = ["long-" * 60, "很长的名字" * 30, "a" * 250, "é" * 126]


def written(folder, name, text="text"):
    return write_transcript(folder, name, text, Masker())


@pytest.mark.parametrize("name", LONG)
def test_a_name_that_is_too_long_for_a_file_is_cut(tmp_path, name):
    path = written(tmp_path, name, "of the first")
    other = written(tmp_path, name + "x", "of the second")
    assert len(path.rpartition("/")[2].encode()) <= LONGEST_NAME
    assert (read_transcript(tmp_path, path).text, read_transcript(tmp_path, other).text) == (
        "of the first",
        "of the second",
    )
    assert written(tmp_path, name) == path


def test_a_name_that_a_file_can_have_is_kept(tmp_path):
    assert written(tmp_path, "很长" * 41 + "a") == f"transcripts/{'很长' * 41}a.txt"
    assert written(tmp_path, "b" * 251) == f"transcripts/{'b' * 251}.txt"


def test_a_link_is_not_written_through(tmp_path):
    outside, place = tmp_path / "outside", tmp_path / "run" / "transcripts"
    outside.write_text("precious")
    place.mkdir(parents=True)
    (place / "a.txt").symlink_to(outside)
    assert written(tmp_path / "run", "a") == "transcripts/a.txt"
    assert (outside.read_text(), (place / "a.txt").read_text()) == ("precious", "text")


def test_a_folder_that_leads_elsewhere_is_not_written_into(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "transcripts").symlink_to(tmp_path / "outside")
    with pytest.raises(OSError, match="leads out of the run's folder"):
        written(tmp_path / "run", "a")
    assert list((tmp_path / "outside").iterdir()) == []
