"""Connections to PostgreSQL: made with the settings that the journal's promises need, pooled, their errors told.

The connection URI may hold a password, so neither it nor a server's detail line (which may quote a row) ever
enters an error or a log.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import errors, pq

from xinyong.errors import OperatorError, RegisterFault, Text

LOCK_TIMEOUT_S = 30
# Without seqscan: a table that a file fills has no statistics yet, and a prepared plan may be from when it was empty;
# every look-up of the journal has its index. What reads whole tables switches it on (``SCANNING``).
SETTINGS = f"""
SELECT current_setting('server_encoding'), current_setting('fsync'), current_setting('full_page_writes'),
       set_config('synchronous_commit', CASE current_setting('synchronous_commit')
                  WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false),
       set_config('lock_timeout', '{LOCK_TIMEOUT_S}s', false), set_config('statement_timeout', '0', false),
       set_config('jit', 'off', false), set_config('enable_seqscan', 'off', false),
       set_config('client_min_messages', 'warning', false),
       set_config('search_path', quote_ident(%s), false)
"""
SCANNING, LOOKING_UP = "SET LOCAL enable_seqscan = on", "SET LOCAL enable_seqscan = off"
IN_TRANSACTION = (pq.TransactionStatus.INTRANS, pq.TransactionStatus.INERROR)


class Link(psycopg.Connection[Any]):
    """A connection that remembers the server's warnings: a COMMIT that was not replicated is but a warning."""

    warned: list[str]


class Links:
    """The connections of one store: idle ones are used again, broken ones forgotten."""

    def __init__(self, url: str, schema: str) -> None:
        self._url = url
        self._schema = schema
        self._idle: list[Link] = []
        self._all: set[Link] = set()
        self._lock = threading.Lock()

    @contextmanager
    def one(self, begin: str) -> Iterator[Link]:
        """A connection on which ``begin`` was said; what is left open at the end is rolled back.

        An idle connection may have died with its server (a restart, a failover): then a new one is made.
        """
        link = self._begun(begin)
        try:
            yield link
        finally:
            self.give_back(link)

    def _begun(self, begin: str) -> Link:
        while True:
            with self._lock:
                link = self._idle.pop() if self._idle else None
            fresh = link is None
            link = link or self._connect()
            try:
                link.execute(begin)
                return link
            except psycopg.OperationalError:
                self.give_back(link)
                if fresh:
                    raise

    def give_back(self, link: Link) -> None:
        """Take a connection back, its transaction undone; a broken one is closed."""
        try:
            if not link.closed and link.info.transaction_status in IN_TRANSACTION:
                link.execute("ROLLBACK")
        except psycopg.Error:
            link.close()
        idle = not link.closed and link.info.transaction_status == pq.TransactionStatus.IDLE
        with self._lock:
            if idle and link in self._all:
                self._idle.append(link)
                return
            self._all.discard(link)
        link.close()

    def _connect(self) -> Link:
        try:
            link = Link.connect(self._url, autocommit=True, application_name="xinyong", connect_timeout=10)
        except psycopg.Error as error:
            raise _unreachable(error) from None
        link.warned = []
        link.add_notice_handler(lambda said: _note(link, said))
        row = link.execute(SETTINGS, (self._schema,)).fetchone()
        encoding, fsync, pages = row[:3] if row else ("", "", "")
        if encoding != "UTF8" or fsync != "on" or pages != "on":
            link.close()
            raise OperatorError(
                Text("数据库设置不符合要求：须为 UTF8 编码，且 fsync 与 full_page_writes 开启。",
                     "The database's settings will not do: it must be in UTF8, with fsync and full_page_writes on."),
                code="database-settings", where="DATABASE_URL",
                todo=Text("修改 postgresql.conf 或另建数据库。", "Change postgresql.conf, or create another database."),
            )
        with self._lock:
            self._all.add(link)
        return link

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            links, self._idle = list(self._all), []
            self._all.clear()
        for link in links:
            link.close()


def commit(link: Link) -> None:
    """COMMIT, durable here and on every synchronous replica when it returns.

    Raises OperatorError where the server says that it committed without a replica's word, RegisterFault where
    there was nothing whole to commit.
    """
    link.warned.clear()
    done = link.execute("COMMIT").statusmessage
    if done != "COMMIT":
        raise RegisterFault(Text("事务已被数据库撤销。", "The database had undone the transaction."), code="database")
    if link.warned:
        raise OperatorError(
            Text("已写入主库，但未得到同步副本确认。", "It was written here, but no synchronous replica confirmed it."),
            code="not-replicated",
            todo=Text("检查副本后重试；重复报送不会重复记录。",
                      "See to the replica, then send it again: what is held already is not recorded twice."),
        )


@contextmanager
def told() -> Iterator[None]:
    """Raise the server's errors as our own: OperatorError for what an operator can mend, RegisterFault for the rest."""
    try:
        yield
    except psycopg.Error as error:
        raise _told(error) from None


def _told(error: psycopg.Error) -> OperatorError | RegisterFault:
    said = _primary(error)
    if isinstance(error, psycopg.OperationalError) and not isinstance(error, errors.QueryCanceled):
        return OperatorError(
            Text("数据库不可用或拒绝写入。", f"The database cannot be reached or will not write: {said}."),
            code="write-failed",
            todo=Text("请检查数据库服务器后重试。", "See to the database server, then try again."),
        )
    return RegisterFault(Text("数据库操作失败。", f"A database operation failed: {said}."), code="database")


def _unreachable(error: psycopg.Error) -> OperatorError:
    return OperatorError(
        Text("无法连接 DATABASE_URL 所指的数据库。",
             f"The database that DATABASE_URL names cannot be reached ({type(error).__name__})."),
        code="database-unreachable", where="DATABASE_URL",
        todo=Text("检查地址、账号与服务器；可用 psql 以同一地址试连。",
                  "Check the address, the account and the server: try the same address with psql."),
    )


def _primary(error: psycopg.Error) -> str:
    """The server's first line, or the error's kind: details may quote a row."""
    return error.diag.message_primary or type(error).__name__


def _note(link: Link, said: Any) -> None:
    with suppress(AttributeError):
        if said.severity_nonlocalized == "WARNING":
            link.warned.append(said.message_primary or "")
