"""What ``xinyong deliver run`` is told of the mail server."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from xinyong.cli.application import main


@pytest.mark.parametrize("given", ["mail.example", "mail.example:", ":25", "mail.example:smtp", "mail.example:²"])
def test_a_mail_server_without_its_port_is_told_in_words(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["deliver", "run", "--smtp", given, "--json"])
    assert left.value.code == 2
    assert json.loads(capsys.readouterr().out)["error"]["field"] == "smtp"


def test_no_option_takes_a_password() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "xinyong.cli.application", "deliver", "run", "--password", "x"],
        capture_output=True, text=True, check=False,
    )
    assert shown.returncode == 2 and "No such option" in shown.stderr
