"""Why a port cannot be opened, in words."""

from __future__ import annotations

import pytest
from serial import SerialException

from atconform.realtime.openport import reason_of


@pytest.mark.parametrize(
    ("of_windows", "says"),
    [
        ("FileNotFoundError(2, 'The system cannot find the file specified.', None, 2)", "there is no such port; "),
        ("PermissionError(13, 'Access is denied.', None, 5)", "another program has it open; "),
        (
            "OSError(22, 'A device which does not exist was specified.', None, 433)",
            "(A device which does not",
        ),
    ],
)
def test_what_windows_says_is_understood(of_windows, says):
    said = reason_of(SerialException(f"could not open port 'COM5': {of_windows}"))
    assert says in said
    assert "Error(" not in said
