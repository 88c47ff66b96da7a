"""Reading a record: what is wrong in a file is named with its line, and what it leaves out is filled in."""

from __future__ import annotations

import pytest

from tests.records import record, replay

HEAD = "# source: here\n# module: SIM800\n# shows: something\n"


def written(folder, text, family="SIM800"):
    path = folder / family / "99.txt"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    return path


def played(folder, text):
    return replay.play(record.read(written(folder, HEAD + text)))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("# source: here\n# shown: nothing\n", r"99.txt:2: no such header: '# shown: nothing'; headers are source"),
        (HEAD + "H: AT\nm: OK\n", r"99.txt:5: not understood: 'm: OK'; write H: for the host"),
        (HEAD + "# comes: lenience x\n", r"99.txt:4: 'lenience x' is none of: leniency NAME"),
        (HEAD + "H: AT\nB: \\xZZ\n", r"99.txt:5: .* is not bytes"),
        (HEAD, r"99.txt:1: neither a line 'H: ...' of the host nor one 'M: ...' of the module"),
        ("# source: here\nH: AT\nM: OK\n", r"99.txt:1: no line '# module: ...'"),
    ],
)
def test_what_is_wrong_in_a_record_is_named_with_file_and_line(tmp_path, text, problem):
    with pytest.raises(record.BrokenRecord, match=problem):
        record.read(written(tmp_path, text))


def test_a_folder_that_is_no_family_is_named(tmp_path):
    with pytest.raises(record.BrokenRecord, match="no family is called SIM900"):
        record.read(written(tmp_path, HEAD, "SIM900"))


def test_a_line_that_the_judge_does_not_know_is_refused_with_the_command_that_it_came_after(tmp_path):
    outcome = played(tmp_path, "H: AT+CIPSTATUS\nM: OK\nM: STATE: IP ASLEEP\n")
    assert outcome.refused == ["not understood from column 8 on: 'STATE: IP ASLEEP' after AT+CIPSTATUS"]


def test_a_line_of_another_subject_is_not_refused(tmp_path):
    outcome = played(tmp_path, "H: AT+HTTPREAD\nM: +HTTPREAD: 4\nM: OK\n")
    assert (outcome.refused, outcome.other_subjects) == ([], {"http"})


def test_a_spelling_that_is_tolerated_comes_by_its_name(tmp_path):
    outcome = played(tmp_path, "H: AT+CIPMUX=1\nM: OK\nM: 0,CLOSED\n")
    assert outcome.leniencies == {"no space after the comma"}


@pytest.mark.parametrize("off", ["ATE0", "AT+CIFSR;E0", "AT&FZE0"])
def test_echo_comes_back_until_the_host_turns_it_off(tmp_path, off):
    recorded = record.read(written(tmp_path, HEAD + f"H: {off}\nM: OK\nH: AT+CSQ\nM: +CSQ: 20,0\nM: OK\n"))
    replaying = replay.Replay(recorded)
    assert replaying.play().refused == []
    echo = [frame.raw for frame in replaying.session.log.frames if frame.kind == "echo"]
    assert echo == [off.encode() + b"\r"]


def test_data_is_typed_at_the_prompt_and_payload_is_counted(tmp_path):
    text = "H: AT+CIPSEND\nM: >\nH: [105 bytes] 0x1A\nM: SEND OK\nM: +IPD,5:[5 bytes]\nH: AT+CIPCLOSE\nM: CLOSE OK\n"
    replaying = replay.Replay(record.read(written(tmp_path, HEAD + text)))
    assert replaying.play().refused == []
    assert [frame.kind for frame in replaying.session.log.frames if frame.kind != "echo"] == [
        "prompt",
        "line",
        "header",
        "payload",
        "line",
    ]


def test_a_line_comes_at_the_time_that_stands_behind_it(tmp_path):
    replaying = replay.Replay(record.read(written(tmp_path, HEAD + "H: AT+CIPSHUT\nM: SHUT OK   [880 ms]\n")))
    replaying.play()
    shut = replaying.session.log.frames[-1]
    assert (shut.text, shut.at[1]) == ("SHUT OK", 880_000)


def test_bytes_that_do_not_begin_with_the_command_tell_that_echo_was_off(tmp_path):
    outcome = played(tmp_path, "H: AT+CIPSEND=0,4\nB: \\r\\n>\\x20\nH: [4 bytes]\nB: \\r\\n0, SEND OK\\r\\n\n")
    assert outcome.refused == []
