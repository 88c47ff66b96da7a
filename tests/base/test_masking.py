import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atconform.base.masking import Masker, masker
from atconform.base.masking.values import MOST_HARMLESS

IMEI, IMSI, ICCID = "861234567890123", "460001234567890", "8986001234567890123"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"AT+CGSN\r\r\n{IMEI}\r\n\r\nOK\r\n", "AT+CGSN\r\r\n***********0123\r\n\r\nOK\r\n"),
        (f"AT+GSN\r\n{IMEI}", "AT+GSN\r\n***********0123"),
        (f"+CGSN: {IMEI}", "+CGSN: ***********0123"),
        (f"Model: SIM7600E IMEI: {IMEI} +GCAP: +CGSM", "Model: SIM7600E IMEI: ***********0123 +GCAP: +CGSM"),
        (f"AT+CIMI\\r\\n{IMSI}\\r\\n", f"AT+CIMI\\r\\n{'*' * 15}\\r\\n"),
        (f"AT+CCID\r\n{ICCID}f\r\nOK", f"AT+CCID\r\n{'*' * 20}\r\nOK"),
        (f"+ICCID: {ICCID}", f"+ICCID: {'*' * 19}"),
        ("AT+CICCID\r\r\n+ICCID: 898600700907A6019125", f"AT+CICCID\r\r\n+ICCID: {'*' * 20}"),
        ("AT+CCID\r\r\n898600810906F8048812\r\n", f"AT+CCID\r\r\n{'*' * 20}\r\n"),
        ('AT+CSTT="internet","user","geheim"', 'AT+CSTT="internet","user","***"'),
        ('+CSTT: "internet","user","geheim"', '+CSTT: "internet","user","***"'),
        ('AT+CIPCSGP=1,"internet","user","geheim"', 'AT+CIPCSGP=1,"internet","user","***"'),
        ('AT+SAPBR=3,1,"PWD","geheim"', 'AT+SAPBR=3,1,"PWD","***"'),
        ('AT+CGAUTH=1,1,"geheim","user"', 'AT+CGAUTH=1,1,"***","***"'),
        ("AT+CPIN=1234", "AT+CPIN=***"),
        ('AT+CPIN="12345678","1234"', 'AT+CPIN="***","***"'),
        ('+CLIP: "13800138000",145,"",,"",0', '+CLIP: "***********",145,"",,"",0'),
        ('+CMT: "+8613800138000",,"26/01/02"', '+CMT: "**************",,"26/01/02"'),
        ('+CMGR: "REC READ","13800138000",', '+CMGR: "REC READ","***********",'),
        ("ATD13800138000;", "ATD***********;"),
        ('AT+CSTT="internet","","geheim"', 'AT+CSTT="internet","","***"'),
        ('AT+CSTT="internet",,"geheim"', 'AT+CSTT="internet",,"***"'),
        ("at+cstt=internet,user,geheim", "at+cstt=internet,user,***"),
        ('AT+CSTT = "internet" , "user" , "geheim"', 'AT+CSTT = "internet" , "user" , "***"'),
        ('AT+CSTT="internet","user","ge"heim"', 'AT+CSTT="internet","user","***"'),
        ('AT+CSTT="internet","user","ge",heim"', 'AT+CSTT="internet","user","***"'),
        ('AT+CSTT="internet","user","ge;heim";+CIICR', 'AT+CSTT="internet","user","***";+CIICR'),
        ('said [+CSTT: "a","b","ge]heim"] [OK]', 'said [+CSTT: "a","b","***"] [OK]'),
        ('AT+CSTT="internet","user","gehei', 'AT+CSTT="internet","user","***'),
        ('AT*MCGDEFCONT="IP","internet","user","geheim"', 'AT*MCGDEFCONT="IP","internet","user","***"'),
        ("+SAPBR:\r\nUSER: me\r\nPWD: geheim\r\nRATE: 1", "+SAPBR:\r\nUSER: me\r\nPWD: ***\r\nRATE: 1"),
        ("Gprs Config Password: geheim", "Gprs Config Password: ***"),
        ('AT+CLCK="SC",1,"1234"', 'AT+CLCK="SC",1,"***"'),
        ('AT+CPWD="SC","1234","4321"', 'AT+CPWD="SC","***","***"'),
        ("AT+CPIN= 1234", "AT+CPIN= ***"),
        ('+CNUM: ,"13800138000",129', '+CNUM: ,"***********",129'),
        ('+CPBR: 1,"13800138000",129,"Anna"', '+CPBR: 1,"***********",129,"Anna"'),
        ('+CUSD: 0,"You are\r\n138 00",15', '+CUSD: 0,"*******\r\n******",15'),
        ("ATDT13800138000;", "ATDT***********;"),
        ("ATE0DT 138 0013 8000;", "ATE0DT *************;"),
        ("AT+CMGS=23\r\n> 0791448720003023440C9138", "AT+CMGS=23\r\n> ************************"),
        ("+CMT: ,23\r\n0791448720003023440C9138", "+CMT: ,23\r\n************************"),
        ('AT+CRSM=176,28423\r\n+CRSM: 144,0,"0849061010"', 'AT+CRSM=176,28423\r\n+CRSM: 144,0,"**********"'),
        (f"IMEI {IMEI}", "IMEI ***********0123"),
        (f"AT+CIMI;+CGSN\r\n{IMSI}\r\n\r\n{IMEI}", f"AT+CIMI;+CGSN\r\n{'*' * 15}\r\n\r\n***********0123"),
    ],
)
def test_a_secret_is_masked_by_what_stands_around_it(text, masked):
    assert Masker()(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "AT+CIFSR\r\n10.78.245.128\r\n",
        'AT+CIPSTART="TCP","116.228.221.51","8500"',
        "+CIPSEND: 1460",
        "AT+CIPSEND=1460",
        "+CIPACK: 12,12,0",
        "+RECEIVE,0,17:",
        "RECV FROM:10.78.103.220:5678",
        '+CMTI: "SM",10',
        '+CIPUDPMODE: 1,"211.136.131.65",4500',
        "+CPIN: READY",
        'AT+CSTT="CMNET"',
        'AT+CSTT="CMNET","",""',
        "123456789012345 bytes of payload",
        "AT+CGSN=?\r\nOK\r\nAT+CIPSEND\r\n> 123456789012345",
        "AT+CGSN\r\n1234567890123456\r\n",
        "AT+COPS?\r\n+COPS: 0,2,46000",
        "Revision:1418B04SIM800L24",
        "ATD*99***1#",
        'AT+CLCK="SC",2',
        "AT+CPIN?",
        "AT+CMGR=1",
        "+CMGS: 12",
        "+CPBR: (1-250),40,14",
        "+CIPCSGP: 1-GPRS,APN,USER NAME,PASSWORD",
        'AT+CSTT="CMNET";+CIICR;+CIFSR',
        '+CMGR: "REC READ",,,\r\nDEADBEEFDEADBEEF',
        "+IPD,16:0791448720003023440C9138",
    ],
)
def test_what_is_no_secret_is_left_alone(text):
    assert Masker()(text) == text


def test_an_identity_is_masked_wherever_it_stands_once_it_was_seen():
    mask = Masker()
    mask(f"AT+CGSN\r\n{IMEI}\r\nOK")
    assert mask(f"unit with IMEI {IMEI}.") == "unit with IMEI ***********0123."


def test_a_secret_that_the_bench_knows_is_masked_anywhere():
    mask = Masker()
    mask.know("geheim")
    assert mask("user geheim was refused, geheimnis was not") == "user ****** was refused, geheimnis was not"


def test_an_empty_secret_masks_nothing():
    mask = Masker()
    mask.know("")
    assert mask("OK") == "OK"


def test_the_question_in_one_text_tells_about_the_answer_in_the_next():
    record = {
        "steps": ["the host sends AT+CIMI", f"the module answers {IMSI}"],
        "attempt": 1,
        "emulated": True,
    }
    masked = Masker().everywhere(record)
    assert masked == {
        "steps": ["the host sends AT+CIMI", f"the module answers {'*' * 15}"],
        "attempt": 1,
        "emulated": True,
    }


@pytest.mark.parametrize(("command", "digits"), [("+CGSN", 15), ("+CIMI", 15), ("+CCID", 19)])
@given(data=st.data())
def test_no_identity_is_left_in_a_transcript(command, digits, data):
    secret = data.draw(st.text("0123456789", min_size=digits, max_size=digits))
    between = data.draw(st.text("\r\n <>.:OKs", max_size=20))
    after = data.draw(st.text(st.characters(exclude_categories=["Nd", "L"]), max_size=20))
    assert secret not in Masker()(f"AT{command}\r{between}\n{secret}{after}")


WIRE = st.lists(
    st.sampled_from(["AT+CGSN", "AT+CIMI", "\r\n", " ", IMEI, IMSI, ICCID, '"', '+CSTT: "a","b","c"', "10.0.0.1", "17"])
    | st.text(max_size=5)
).map("".join)


@given(WIRE)
def test_masking_what_was_masked_changes_nothing(text):
    mask = Masker()
    masked = mask(text)
    assert mask(masked) == masked


@given(WIRE)
def test_masking_never_changes_the_number_of_lines(text):
    assert Masker()(text).count("\n") == text.count("\n")


@given(
    st.tuples(*[st.integers(0, 255)] * 4),
    st.integers(0, 65535),
    st.sampled_from(["AT+CGSN", "AT+CCID", "AT+CIMI"]),
)
def test_addresses_and_ports_are_never_masked(ip, port, before):
    text = f"{before}\r\nRECV FROM:{'.'.join(map(str, ip))}:{port}\r\n"
    assert Masker()(text) == text


@given(st.text(st.characters(exclude_characters='+"*', exclude_categories=["Cs"])))
def test_a_text_that_asks_for_no_identity_is_left_alone(text):
    if not re.search("atd", text, re.IGNORECASE):
        assert Masker()(text) == text


def test_a_secret_among_chinese_letters_is_masked():
    mask = Masker()
    mask.know("swordfish")
    assert "swordfish" not in mask("口令swordfish是")


def test_a_text_that_was_harmless_is_masked_as_soon_as_its_secret_is_known():
    mask = Masker()
    assert mask("the answer is swordfish") == "the answer is swordfish"
    mask('AT+CSTT="internet","anna","swordfish"')
    assert mask("the answer is swordfish") == "the answer is ***"


def test_texts_that_are_harmless_are_looked_through_once_and_not_kept_for_ever(monkeypatch):
    looked = []
    monkeypatch.setattr(masker, "_by_place", lambda text, style: looked.append(text) or ())
    mask = Masker()
    for number in range(10 * MOST_HARMLESS):
        mask(f"step {number // 10}")
    assert len(looked) == MOST_HARMLESS
    for number in range(MOST_HARMLESS):
        mask(f"another {number}")
    mask("step 0")
    assert looked.count("step 0") == 2
