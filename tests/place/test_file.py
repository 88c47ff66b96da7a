from importlib.resources import files

import msgspec
import pytest

from atconform.base.errors import BenchFault, UsageError
from atconform.base.families import family_named
from atconform.place.file import Allow, ModuleEntry, PeerEntry, Sim, read
from atconform.place.power import switch, words_of
from atconform.place.selection import family_on, remark_on, select

TEMPLATE = files("atconform.place").joinpath("bench_template.toml").read_text("utf-8")


@pytest.fixture
def bench(tmp_path):
    def written(text):
        file = tmp_path / "bench.toml"
        file.write_text(text)
        return read(file)

    return written


def test_the_template_is_a_bench_file_that_says_what_holds_without_it(bench):
    as_it_is = bench(TEMPLATE)
    assert (as_it_is.sim, as_it_is.peer, as_it_is.allow) == (Sim(), PeerEntry(), Allow())
    assert as_it_is.module == {"left": ModuleEntry("/dev/ttyUSB0")}


def test_every_key_stands_in_the_template_and_is_right_there(bench):
    filled_in = bench("\n".join(line.removeprefix("# ") if " = " in line else line for line in TEMPLATE.splitlines()))
    for table, name in ((ModuleEntry, "module.left"), (Sim, "sim"), (PeerEntry, "peer"), (Allow, "allow")):
        section = TEMPLATE.partition(f"[{name}]")[2].partition("\n[")[0]
        missing = [field.name for field in msgspec.structs.fields(table) if f"{field.name} = " not in section]
        assert missing == []
    assert filled_in.sim.pin.env == "SIM_PIN"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[sim]\npin = "1234"', r"\[sim\] pin: .*not text; write { env = \"NAME\" }"),
        ('[sim]\npassword = "secret"', r"\[sim\] password: .*not text; write { env = \"NAME\" }"),
        ('[sim]\npin = { name = "X" }', r"\[sim\] pin: the key 'name' is not known"),
        ('[module.a]\nport = "x"\nflow = "hardware"', r"'hardware' is not one of none, rtscts, xonxoff"),
        ('[module.a]\nport = "x"\nlines = ["DTS"]', r"'DTS' is not one of DTR, RTS"),
        ('[module.a]\nport = "x"\npower = "say \'on"', r"\[module.a\] power: not a command line"),
        ('[module]\nport = "x"', r"expected a table, not text; write \[module.NAME\]"),
        ('[module.a]\nport = ""', r"\[module.a\] port: expected a device or a URL"),
        ("[sim]\napn = 5", r"\[sim\] apn: expected text or a table"),
        ('[peer]\nlisten = "here"', r"\[peer\] listen: 'here' is no IPv4 address"),
        ('[peer]\ntoken_file = "token"', r"\[peer\] token_file: goes with url"),
        ('[peer]\nurl = "tls://192.0.2.1:7"\nlisten = "192.0.2.2"', r"\[peer\] listen: goes without url"),
        ("[allow]\nroming = true", r"\[allow\]: the key 'roming' is not known; did you mean roaming\?"),
    ],
)
def test_a_wrong_key_is_named_with_what_was_expected(bench, text, says):
    with pytest.raises(UsageError, match=says):
        bench(text)


def test_secrets_come_from_the_environment(bench, monkeypatch):
    sim = bench('[sim]\napn = "m2m"\nuser = "me"\npassword = { env = "PW" }\npin = { env = "PIN" }').sim
    monkeypatch.setenv("PW", "secret")
    with pytest.raises(UsageError, match="the environment, which has no PIN; set it"):
        sim.access()
    monkeypatch.setenv("PIN", "1234")
    assert sim.access() == ("m2m", "me", "secret", "1234")
    assert sim.access().login == ',"me","secret"'


def test_no_secret_is_among_the_settings_that_a_record_has(tmp_path, monkeypatch):
    monkeypatch.setenv("PIN", "4711")
    file = tmp_path / "bench.toml"
    file.write_text('[module.a]\nport = "rfc2217://me:hush@192.0.2.1:7000"\n[sim]\npin = { env = "PIN" }')
    settings = str(select(None, None, None, str(file)).settings())
    assert "4711" not in settings
    assert "hush" not in settings


def test_the_family_is_the_one_that_the_module_names():
    assert family_on("port", "SIM7600G-H", "") == "sim7x00"
    assert family_on("port", "SIM7600G-H", "sim7x00") == "sim7x00"
    assert remark_on("SIM7600G-H", "sim7x00") == ""


def test_a_module_of_another_family_than_was_named_is_refused():
    with pytest.raises(UsageError, match="which is no sim800; say --module sim7x00"):
        family_on("port", "SIM7600G-H", "sim800")


def test_a_model_that_nobody_knows_is_taken_for_what_the_user_names_and_that_is_remarked():
    assert family_on("port", "SIM890X", "sim800") == "sim800"
    assert "its model is not known there (SIM800, SIM808" in remark_on("SIM890X", "sim800")


def test_a_model_that_nobody_knows_needs_a_family():
    with pytest.raises(UsageError, match=r"none of sim7000, .*; if it is one of them, say which with --module"):
        family_on("port", "SIM890X", "")


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("sim800l", "sim800"),
        ("sim800c", "sim800"),
        ("sim808", "sim800"),
        ("sim868", "sim800"),
        ("sim7000e", "sim7000"),
        ("sim7500e", "sim7x00"),
        ("SIM7600G-H", "sim7x00"),
        ("sim7020e", "sim7020"),
    ],
)
def test_a_family_goes_by_the_names_of_its_models(bench, name, family):
    entry = bench(f'[module.a]\nport = "x"\nfamily = "{name}"').module["a"]
    assert family_named(entry.family) == family


def test_a_power_switch_is_a_command_line_without_a_shell(tmp_path):
    switch(f"touch '{tmp_path}/on and off' '{tmp_path}/$HOME'")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["$HOME", "on and off"]


def test_paths_of_windows_stay_whole_in_a_power_switch():
    words = [r"C:\Program Files\hub\hub.exe", "off", "3"]
    assert words_of(r'"C:\Program Files\hub\hub.exe" off 3', windows=True) == words


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("no-such-program 1", "cannot be run: no-such-program 1: No such file"),
        ("false", "failed with exit code 1: false: it said nothing"),
        ("ls /no/such/hub", "failed with exit code 2: ls /no/such/hub: .*No such file"),
    ],
)
def test_a_power_switch_that_fails_says_so(command, says):
    with pytest.raises(BenchFault, match=says):
        switch(command)
