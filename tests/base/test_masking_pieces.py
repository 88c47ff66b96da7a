"""Whatever the secret, however it is cut: it stands in no direction of a conversation, and in no text about it."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atconform.base.masking import Masker, Piece

PRINTABLE = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=5, max_size=20)
WITH_PASSWORD = (
    'AT+CSTT="internet","anna","{}"',
    'at+cstt="internet","","{}"',
    'AT+CSTT = "internet" , "anna" , "{}"',
    'ATE1;+CSTT="internet","anna","{}";+CIICR',
    'AT+CIPCSGP=1,"internet","anna","{}"',
    'AT*MCGDEFCONT="IP","internet","anna","{}"',
    'AT+SAPBR=3,1,"PWD","{}"',
    'AT+CGAUTH=1,1,"{}","anna"',
    'AT+CPWD="SC","{}","99"',
    'AT+CLCK="SC",1,"{}"',
    'AT+CPIN="{}"',
)
ANSWERS = (
    ("AT+CIMI", "{}", 15),
    ("at+cgsn", "{}", 15),
    ("AT+CCID", "{}", 19),
    ("AT+CIMI;+CGSN", "460001234567890\r\n\r\n{}", 15),
    ("ATI", "SIM7600E\r\nIMEI: {}\r\n+GCAP: +CGSM", 15),
    ("AT+CNUM", '+CNUM: ,"{}",129', 11),
    ("AT+CPBR=1", '+CPBR: 1,"{}",129,"Bob"', 11),
    ("AT+CMGR=1", "+CMGR: 1,,34\r\n0791{}", 30),
    ("AT+SAPBR=4,1", "+SAPBR:\r\nUSER: me\r\nPWD: {}\r\nRATE: 1", 8),
    ('AT+CUSD=1,"*100#"', '+CUSD: 0,"You are {}\r\nBye",15', 11),
    ("ATD{};", "NO CARRIER", 11),
    ('AT+CMGS="{}"', "> ", 11),
)


@st.composite
def cut(draw, line):
    places = draw(st.lists(st.integers(1, max(1, len(line) - 1)), max_size=6, unique=True).map(sorted))
    key_by_key = draw(st.booleans())
    places = range(1, len(line)) if key_by_key else places
    return [line[begin:end].encode() for begin, end in pairwise([0, *places, len(line)])]


@st.composite
def mistyped(draw, line):
    """Type something else first, and delete it."""
    place, wrong = draw(st.integers(0, len(line))), draw(st.text("XYZ", max_size=3))
    return line[:place] + wrong + "\b" * len(wrong) + line[place:]


@st.composite
def at_once(draw, host, module):
    """Have both speak at the same time."""
    order = draw(st.permutations([0] * len(host) + [1] * len(module)))
    sides = iter(host), iter(module)
    return [Piece("<" if side else ">", next(sides[side])) for side in order]


def masked(mask, pieces):
    left = list(zip(pieces, mask.conversation(pieces), strict=True))
    directions = ["".join(what.decode() for piece, what in left if piece.stream == way) for way in "><"]
    return directions, [as_read(text) for text in directions]


def as_read(text):
    while re.search("[^\b]\b", text):
        text = re.sub("[^\b]\b", "", text)
    return text


@given(st.data(), PRINTABLE, st.sampled_from(WITH_PASSWORD))
def test_no_password_is_left_however_the_conversation_is_cut(data, secret, command):
    line = data.draw(mistyped(command.format(secret))) + "\r"
    host, module = data.draw(cut(line)), data.draw(cut(line + "\r\nOK\r\n"))
    mask = Masker()
    directions, read = masked(mask, data.draw(at_once(host, module)))
    assert not [text for text in (*directions, *read) if secret in text]
    said = command.format(secret)
    for text in (f"said [{said}] [OK]", f"When the host sends {said}", f"{said!r} was not echoed"):
        assert secret not in mask(text)
        if '"' not in secret:  # in a text that stands alone, nothing tells which quotation mark is the last
            assert secret not in Masker()(text)


@pytest.mark.parametrize(("command", "answer", "digits"), ANSWERS)
@settings(max_examples=25)
@given(data=st.data())
def test_no_number_is_left_however_the_conversation_is_cut(command, answer, digits, data):
    secret = data.draw(st.text("0123456789", min_size=digits, max_size=digits))
    line = command.format(secret) + "\r"
    echo = data.draw(st.sampled_from([line, ""]))
    pieces = [Piece(">", piece) for piece in data.draw(cut(line))]
    pieces += [Piece("<", piece) for piece in data.draw(cut(f"{echo}\r\n{answer.format(secret)}\r\n\r\nOK\r\n"))]
    directions, _ = masked(Masker(), pieces)
    assert not [text for text in directions if secret in text]


def test_a_piece_stays_where_it_was_and_a_password_is_shown_where_it_begins():
    pieces = [Piece(">", piece) for piece in (b'AT+CSTT="a","b","sw', b"ord", b'fish"\r')]
    assert Masker().conversation(pieces) == [b'AT+CSTT="a","b","***', b"", b'"\r']


def test_what_is_deleted_again_within_a_secret_is_covered_with_it():
    (left,) = Masker().conversation([Piece(">", b'AT+CSXX\b\bTT="a","b","xword\b\b\b\b\bsword"\r')])
    assert left == b'AT+CSXX\b\bTT="a","b","***"\r'


def test_an_echo_that_a_notice_breaks_is_masked_behind_it_too():
    pieces = [Piece("<", b'AT+CSTT="a","b","sword\r\nRING\r\nfish"\r'), Piece(">", b'AT+CSTT="a","b","swordfish"\r')]
    assert Masker().conversation(pieces)[0] == b'AT+CSTT="a","b","***\r\nRING\r\n***"\r'


@given(st.lists(st.tuples(st.sampled_from("<>"), st.binary(max_size=8)), max_size=20))
def test_what_has_no_secret_comes_back_as_it_was(pieces):
    pieces = [Piece(stream, what) for stream, what in pieces]
    if not any(sign in piece.what for piece in pieces for sign in b'+*":dD'):
        assert Masker().conversation(pieces) == [piece.what for piece in pieces]


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        ("sword'fish", "put out 'sword\\'fish'"),
        ("swörd", "received 'sw<0xF6>rd'"),
        ("swörd", "received 'sw<0xC3><0xB6>rd'"),
        ("swordfish", "put out '73776f726466697368'"),
        ("swordfish", "said [00730077006F0072006400660069007300680021]"),
        ("swordfish", "the echo of 'rdfish\"<CR>' is missing"),
        ("swordfish", "garbage came ([swordf...)"),
    ],
)
def test_a_secret_is_known_in_every_form_and_in_parts(secret, said):
    mask = Masker()
    mask.know(secret)
    quoted = re.search(r"['\[]+(.{4})", said)
    assert quoted[1] in said
    assert quoted[1] not in mask(said)


def test_the_words_of_a_password_stay_readable_where_they_are_words():
    mask = Masker()
    mask.know("open sesame")
    assert mask("the connection is open, all the same") == "the connection is open, all the same"
