"""A letter that the terminal writes is readable by its owner alone, whatever lay there before."""

from __future__ import annotations

from pathlib import Path

import pytest

from xinyong.cli.terminal import write_private


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.article(13)
def test_a_letter_takes_the_place_of_a_file_that_others_could_read(tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"before")
    letter.chmod(0o644)
    write_private(letter, b"the letter")
    assert letter.read_bytes() == b"the letter"
    assert mode(letter) == 0o600
    assert list(tmp_path.iterdir()) == [letter]


@pytest.mark.article(13)
def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"public")
    letter = tmp_path / "letter.pdf"
    letter.symlink_to(elsewhere)
    write_private(letter, b"the letter")
    assert elsewhere.read_bytes() == b"public"
    assert not letter.is_symlink()
    assert mode(letter) == 0o600


def test_nothing_is_left_where_it_cannot_be_written(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    (taken / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="taken"):
        write_private(taken, b"the letter")
    assert list(tmp_path.iterdir()) == [taken]
