"""Unpack an archive of ours: plain files and folders inside, for their owner alone, and nothing else.

The standard library's own filter for this came with Python 3.11.4, and this software runs on any 3.11.
"""

from __future__ import annotations

import os
import shutil
import tarfile
from pathlib import Path, PurePosixPath


def unpack(tar: tarfile.TarFile, folder: Path) -> None:
    """Write the archive's files into ``folder``, with mode 0600 and its folders with 0700.

    Raises ``tarfile.ExtractError`` for a name that leads out of the folder and for whatever is neither file nor
    folder (links, devices), ``OSError`` for a file that is there already.
    """
    for member in tar:
        name = PurePosixPath(member.name)
        if name.is_absolute() or ".." in name.parts or not (member.isreg() or member.isdir()):
            raise tarfile.ExtractError(f"{member.name!r} is no plain file inside the archive")
        target = folder / name
        if member.isdir():
            target.mkdir(mode=0o700, parents=True, exist_ok=True)
            continue
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        source = tar.extractfile(member)
        assert source is not None, "a plain file has content"
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with source, os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(source, file)
