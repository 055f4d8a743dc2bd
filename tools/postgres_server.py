"""PostgreSQL servers of one's own, for tests and measures: a cluster in a temporary folder, on a socket alone.

Nothing listens on a network. PostgreSQL refuses to run as root, so root starts it as Debian's ``postgres`` user
(or ``nobody``).
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

SETTINGS = """
listen_addresses = ''
max_connections = 200
shared_buffers = 128MB
max_wal_size = 2GB
wal_level = replica
hot_standby = on
max_wal_senders = 4
logging_collector = off
"""


class Server:
    """One cluster. ``programs`` is the folder of ``initdb`` and ``pg_ctl``."""

    def __init__(self, programs: str, folder: Path | None = None) -> None:
        self.programs = Path(programs)
        self._made = folder is None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="xinyong-pg-"))
        self.data = self.folder / "data"
        self.port = 5432  # names the socket; every server has a folder of its own
        self.user: str | None = None
        if os.geteuid() == 0:
            self.user = next(name for name in ("postgres", "nobody") if _known(name))
            shutil.chown(self.folder, self.user)

    def url(self, database: str = "postgres") -> str:
        """Connection URI of a database."""
        return f"postgresql://xinyong@/{database}?host={quote(str(self.folder), safe='')}&port={self.port}"

    def create(self, settings: str = "") -> Server:
        """Make the cluster: UTF-8, checksums on data pages, whoever owns the socket's folder may enter."""
        self.run("initdb", "-D", str(self.data), "-U", "xinyong", "-A", "trust", "-E", "UTF8", "--locale=C", "-k", "-N")
        self.configure(SETTINGS + settings)
        return self

    def copy_of(self, primary: Server) -> Server:
        """Make this a streaming replica of a running server (``pg_basebackup -R``), known to it as ``replica``."""
        self.run(
            "pg_basebackup", "-D", str(self.data), "-R", "-X", "stream", "-c", "fast", "--no-sync",
            "-d", f"host={primary.folder} port={primary.port} user=xinyong application_name=replica",
        )
        self.configure(f"unix_socket_directories = '{self.folder}'\n")
        return self

    def configure(self, settings: str) -> None:
        """Add to the server's configuration."""
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(f"\nunix_socket_directories = '{self.folder}'\n{settings}")

    def start(self) -> Server:
        """Start and wait until it answers."""
        self.run("pg_ctl", "-D", str(self.data), "-l", str(self.folder / "log"), "-w", "-t", "60", "start")
        return self

    def reload(self) -> None:
        """Read the configuration again."""
        self.run("pg_ctl", "-D", str(self.data), "reload")

    def promote(self) -> None:
        """Make a replica the primary, and wait for it."""
        self.run("pg_ctl", "-D", str(self.data), "-w", "promote")

    def kill(self) -> None:
        """Kill -9 the server and every process of it, as a power cut would."""
        leader = int((self.data / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(leader)], capture_output=True, text=True).stdout
        for pid in (leader, *map(int, children.split())):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        while _runs(leader):
            time.sleep(0.01)
        (self.data / "postmaster.pid").unlink()  # its number may be another process's soon

    def halt(self, mode: str = "fast") -> None:
        """Stop it where it runs; it can be started again."""
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "-D", str(self.data), "-m", mode, "-w", "stop", check=False)

    def stop(self) -> None:
        """Stop at once where it runs, and remove the folder if it was made here."""
        self.halt("immediate")
        if self._made:
            shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, program: str, *arguments: str, check: bool = True) -> None:
        """Run one of PostgreSQL's programs as the server's user."""
        # Not a pipe: the server that pg_ctl leaves behind would hold it open.
        with (self.folder / f"{program}.out").open("w+") as out:
            done = subprocess.run(
                [str(self.programs / program), *arguments], user=self.user, group=_group(self.user), cwd=self.folder,
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, text=True,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}, extra_groups=[] if self.user else None,
            )
            out.seek(0)
            if check and done.returncode:
                raise RuntimeError(f"{program} failed: {out.read()}")


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def _known(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _group(user: str | None) -> int | None:
    return pwd.getpwnam(user).pw_gid if user else None
