from atconform.results.alignment import align, around_changes, joined, read

OLD = """
             When the host sends AT+CIFSR
   0.010000  >  AT+CIFSR<CR>
   0.012000  <  <CR><LF>10.78.245.128<CR><LF>

             When the host sends AT
   0.020000  >  AT<CR>
   0.022000  <  <CR><LF>OK<CR><LF>
"""


def kinds(pairs):
    return [pair.kind for pair in pairs]


def test_a_transcript_reads_back_with_time_direction_and_text():
    step, sent, *_ = read(OLD)
    assert step == ("", "", "When the host sends AT+CIFSR")
    assert sent == ("0.010000", ">", "AT+CIFSR<CR>")


def test_other_times_and_addresses_are_no_difference():
    new = OLD.replace("10.78.245.128", "10.0.0.7").replace("0.02", "0.09")
    assert set(kinds(align(OLD, new))) == {"same"}


def test_an_answer_that_changed_stands_beside_the_old_one():
    pairs = align(OLD, OLD.replace("<LF>OK<CR>", "<LF>ERROR<CR>"))
    (changed,) = [pair for pair in pairs if pair.kind != "same"]
    assert (changed.kind, changed.old.text, changed.new.text) == (
        "changed",
        "<CR><LF>OK<CR><LF>",
        "<CR><LF>ERROR<CR><LF>",
    )


def test_what_only_one_of_them_has_stands_alone():
    more = OLD + "   0.030000  p> server: closes\n"
    assert kinds(align(OLD, more))[-1] == "only new"
    assert kinds(align(more, OLD))[-1] == "only old"


def test_only_what_changed_and_the_entries_around_it_are_kept():
    pairs = align(OLD, OLD + "   0.030000  p> server: closes\n")
    kept = around_changes(pairs, context=1)
    assert [pair and pair.kind for pair in kept] == [None, "same", "only new"]
    assert around_changes(align(OLD, OLD)) == [None]


def test_output_that_came_in_pieces_is_the_same_as_in_one():
    pieces = OLD.replace("<CR><LF>OK<CR><LF>", "<CR><LF>\n   0.022100  <  OK<CR><LF>")
    assert set(kinds(align(OLD, pieces))) == {"same"}
    assert joined(pieces).splitlines()[-1] == "   0.022000  <  <CR><LF>OK<CR><LF>"


def test_only_what_went_the_same_way_is_set_side_by_side_as_changed():
    new = OLD.replace(
        "   0.022000  <  <CR><LF>OK<CR><LF>\n", "   0.030000  p< server: fin\n   0.040000  <  NO CARRIER\n"
    )
    assert kinds(align(OLD, new))[-2:] == ["only new", "changed"]


def test_of_a_transcript_that_goes_on_where_the_other_ends_the_beginning_is_kept():
    more = OLD + "".join(f"   0.03000{number}  p> server: {number}\n" for number in range(9))
    kept = around_changes(align(OLD, more), context=1, most=3)
    assert [pair and pair.kind for pair in kept] == [None, "same", *["only new"] * 4, None]


def test_transcripts_of_very_many_lines_are_aligned_as_far_as_they_agree():
    old = "   0.000001  >  AT\n   0.000002  <  OK\n" * 20_000
    assert set(kinds(align(old, old))) == {"same"}
    pairs = kinds(align(old, old.replace("OK", "ERROR", 10_000) + "   0.000003  >  ATI\n"))
    assert (pairs[0], pairs[1], pairs[-1]) == ("same", "changed", "only new")


def test_one_line_that_is_missing_in_a_very_long_transcript_is_found_between_its_two_sides():
    lines = [f"   0.000001  >  AT+{number}" for number in range(30_000)]
    pairs = align("\n".join(lines), "\n".join(lines[:15_000] + lines[15_001:]))
    assert [pair.old.text for pair in pairs if pair.kind != "same"] == ["AT+15000"]
