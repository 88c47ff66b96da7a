"""The plug-in of pytest: what it costs who does not use it, and what it shows."""

import re
import subprocess
import sys

# Loaded here, they are loaded once: a pytest inside pytest forgets what it has loaded itself.
import atconform.emulator.families.sim800
import atconform.testing.virtualmodule  # noqa: F401
from atconform.base.families import families
from atconform.testing.plugin import FAMILIES

pytest_plugins = ["pytester"]

FAILING = """
    def test_fails(sim800):
        sim800.serial.write(b"AT\\r")
        sim800.serial.read_until(b"OK")
        assert sim800.commands == ["ATI"]
"""


def run(pytester, test, *options):
    pytester.makepyfile(test)
    return pytester.runpytest_inprocess("-p", "no:randomly", "-p", "no:hypothesispytest", *options)


def test_a_project_that_does_not_use_it_loads_the_plug_in_alone(tmp_path):
    (tmp_path / "test_other.py").write_text("def test_other(): pass\n", "utf-8")
    program = "import sys, pytest; pytest.main(['--co', '-q', '-p', 'no:cacheprovider']); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    loaded = {name for name in told.stdout.split() if re.match(r"atconform\b", name)}
    assert loaded == {"atconform", "atconform.testing", "atconform.testing.plugin"}


def test_each_family_has_its_fixtures(pytester):
    assert set(FAMILIES) == set(families())
    listed = pytester.runpytest_inprocess("--fixtures", "-q", "-p", "no:hypothesispytest").stdout.str()
    for family in families():
        assert f"An emulated {family.upper()} in virtual time." in listed
        assert re.search(rf"^{family}_pty ", listed, re.MULTILINE)


def test_a_failed_test_shows_what_was_said(pytester):
    result = run(pytester, FAILING)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*sim800: transcript*", "*host*AT<CR>", "*module*<CR><LF>OK<CR><LF>"])


def test_modules_that_a_with_statement_holds_are_shown_too(pytester):
    result = run(
        pytester,
        """
        from atconform.testing import module

        def test_fails():
            for number in 1, 2:
                try:
                    with module("sim800", variant="no-space") as held, module("sim7000") as other:
                        held.serial.write(b"AT+%d\\r" % number)
                        assert other.commands
                except AssertionError:
                    if number == 2:
                        raise

        def test_passes():
            try:
                with module("sim7020"):
                    raise OSError
            except OSError:
                pass

        def test_fails_otherwise():
            assert False
        """,
    )
    shown = result.stdout.str()
    assert [line.split(":")[0].strip("- ") for line in shown.splitlines() if ": transcript, until" in line] == [
        "sim800@no-space",
        "sim7000",
    ]
    assert "host      AT+2<CR>" in shown


def test_wrong_use_is_shown_where_the_test_has_it_and_not_where_we_find_it(pytester):
    test = """
        def test_fails(sim800):
            sim800.faults.refused(by=-1)
    """
    shown = run(pytester, test, "--tb=short").stdout
    shown.fnmatch_lines(["*: in test_fails", "*sim800.faults.refused(by=-1)", "E *UsageError: refused: by=-1: *"])
    shown.no_fnmatch_line("*faults/calls.py*")
    run(pytester, test, "--tb=short", "--full-trace").stdout.fnmatch_lines(["*faults/calls.py*"])


def test_a_test_of_unittest_shows_the_same(pytester):
    shown = run(
        pytester,
        """
        import unittest, pytest

        class TestTracker(unittest.TestCase):
            @pytest.fixture(autouse=True)
            def have_a_module(self, sim800):
                self.module = sim800

            def test_fails(self):
                self.module.serial.write(b"AT\\r")
                self.module.faults.refused(by=-1)
        """,
        "--tb=short",
    ).stdout
    shown.fnmatch_lines(["*: in test_fails", "*refused(by=-1)", "E *UsageError: refused: by=-1: *", "*host*AT<CR>"])
    shown.no_fnmatch_line("*faults/calls.py*")


def test_a_wait_that_nothing_ends_is_shown_where_the_program_waits(pytester):
    shown = run(
        pytester,
        """
        def program(port):
            port.timeout = None
            port.read(1000)

        def test_fails(sim800):
            program(sim800.serial)
        """,
        "--tb=short",
    ).stdout
    shown.fnmatch_lines(["*: in test_fails", "*: in program", "*port.read(1000)", "E *NothingMore: *"])
    shown.no_fnmatch_line("*clock.py*")


def test_junit_has_it_too(pytester):
    run(pytester, FAILING, "--junitxml=junit.xml", "--show-capture=no")
    assert "module    &lt;CR&gt;&lt;LF&gt;OK" in (pytester.path / "junit.xml").read_text("utf-8")


def test_a_long_conversation_is_shown_from_its_end(pytester):
    result = run(
        pytester,
        """
        def test_fails(sim800):
            for _ in range(500):
                sim800.serial.write(b"AT\\r")
                sim800.serial.read_until(b"OK")
            assert False
        """,
    )
    result.stdout.fnmatch_lines(["(1200 lines before these are left out: sim800.transcript has them)"])


def test_a_program_that_swallows_what_a_server_says_fails_its_test(pytester):
    result = run(
        pytester,
        """
        from tests.testing.tracker import Link

        def check(data):
            assert data == b"21.5"

        def test_swallows(sim800):
            sim800.network.tcp_server("a.example", 80).answers(check)
            link = Link(sim800.serial, sim800.sleep, sim800.monotonic)
            link.go_online()
            link.connect("a.example", 80)
            try:
                link.send(b"12.5")
            except BaseException:
                pass
        """,
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*AssertionError*", "*ServerBroke: the function that a.example:80 answers by: AssertionError*"]
    )


def test_modules_are_let_go_when_their_tests_are_over(pytester):
    result = run(
        pytester,
        """
        import gc, weakref

        held = []

        def test_first(sim800): held.append(weakref.ref(sim800))
        def test_second(sim800): held.append(weakref.ref(sim800))

        def test_third():
            gc.collect()
            assert [one() for one in held] == [None, None]
        """,
    )
    result.assert_outcomes(passed=3)


def test_a_passed_test_shows_nothing(pytester):
    result = run(pytester, 'def test_passes(sim800): sim800.serial.write(b"AT\\r")')
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*transcript*")


def test_it_adds_no_option(pytester):
    assert "atconform" not in pytester.runpytest_inprocess("--help").stdout.str().split("[pytest] ini")[0].lower()


def test_a_mark_that_asks_for_what_there_is_not_says_so(pytester):
    result = run(
        pytester,
        """
        import pytest

        @pytest.mark.atconform(singal=12)
        def test_misspelt(sim800): pass
        """,
    )
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*unknown option singal*signal*"])
    result.stdout.no_fnmatch_line("*During handling*")
