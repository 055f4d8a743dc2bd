"""An archive's files come out where they belong and nowhere else."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from xinyong.journal.unpacking import unpack


def archive(*members: tarfile.TarInfo, content: bytes = b"kept") -> io.BytesIO:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for member in members:
            member.size = len(content) if member.isreg() else 0
            tar.addfile(member, io.BytesIO(content) if member.isreg() else None)
    made.seek(0)
    return made


def member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname, made.mode = kind, link, 0o777
    return made


@pytest.mark.parametrize("mode", ["r:", "r|"])
def test_files_and_folders_are_their_owners_alone(tmp_path: Path, mode: str) -> None:
    with tarfile.open(fileobj=archive(member("a", tarfile.DIRTYPE), member("a/b/c.db")), mode=mode) as tar:
        unpack(tar, tmp_path)
    assert (tmp_path / "a/b/c.db").read_bytes() == b"kept"
    assert (tmp_path / "a/b/c.db").stat().st_mode & 0o777 == 0o600
    assert all(each.stat().st_mode & 0o777 == 0o700 for each in (tmp_path / "a", tmp_path / "a/b"))


@pytest.mark.parametrize("bad", [
    member("/outside"), member("../outside"), member("a/../../outside"),
    member("link", tarfile.SYMTYPE, "/etc/hostname"), member("hard", tarfile.LNKTYPE, "a"),
    member("pipe", tarfile.FIFOTYPE), member("device", tarfile.CHRTYPE),
])
def test_nothing_leaves_the_folder_and_nothing_but_files_comes(tmp_path: Path, bad: tarfile.TarInfo) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    with tarfile.open(fileobj=archive(bad)) as tar, pytest.raises(tarfile.ExtractError):
        unpack(tar, inside)
    assert list(inside.iterdir()) == []
    assert list(tmp_path.iterdir()) == [inside]


def test_a_file_is_not_written_twice(tmp_path: Path) -> None:
    """A second member of one name would hide what the first one's digest vouched for."""
    with tarfile.open(fileobj=archive(member("a"), member("a"))) as tar, pytest.raises(FileExistsError):
        unpack(tar, tmp_path)
