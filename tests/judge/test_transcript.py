"""A transcript is written without its secrets, in the pieces in which the conversation came."""

from atconform.base.masking import Masker
from atconform.judge.transcript import Transcript


def test_a_password_in_pieces_over_a_slow_line_is_masked_and_the_rest_stays_where_it_was():
    transcript = Transcript(0)
    transcript.note(0, ">", b'AT+CSTT="m2m","me","swordfish"\r')
    for number, piece in enumerate((b"AT+CSTT=", b'"m2m","me","sw', b"ord", b'fish"\r', b"\r\nOK\r\n"), start=1):
        transcript.note(5000 * number, "<", piece)
    assert transcript.render(Masker()).splitlines() == [
        '   0.000000  >  AT+CSTT="m2m","me","***"<CR>',
        "   0.005000  <  AT+CSTT=",
        '   0.010000  <  "m2m","me","***',
        '   0.020000  <  "<CR>',
        "   0.025000  <  <CR><LF>OK<CR><LF>",
    ]


def test_a_secret_is_masked_before_long_data_is_cut():
    transcript = Transcript(0)
    transcript.note(0, ">", b'AT+CSTT="m2m","' + b"u" * 180 + b'","swordfish, and more"\r')
    assert "sw" not in transcript.render(Masker())


def test_what_a_peer_receives_in_pieces_is_masked_by_its_value():
    transcript, mask = Transcript(0), Masker()
    mask.know("swordfish")
    transcript.note(0, "p<", "server 1: received", " ", b"is sword")
    transcript.note(1, "p<", "client 1: received", " ", b"other")
    transcript.note(2, "p<", "server 1: received", " ", b"fish it?")
    assert [entry.text for entry in transcript.masked(mask)] == [
        "server 1: received is *****",
        "client 1: received other",
        "server 1: received **** it?",
    ]


def test_without_secrets_it_is_written_as_it_came():
    transcript = Transcript(0)
    for at, piece in ((0, b"\r\nO"), (500, b"K\r\n"), (5000, b"\r\n")):
        transcript.note(at, "<", piece)
    transcript.note(6000, "step", "When the host sends AT")
    assert transcript.render(Masker()) == transcript.render()
