"""Search in organisations' names on SQLite: an FTS5 index kept by triggers.

Each Han character and each word of another script is one token, so a phrase of tokens finds any
run of characters, without a dictionary. The index holds no text of its own (external content: a view on
``organisation``), triggers keep it in step within the entry's own transaction, and FTS5's integrity check
compares it with the names themselves.
"""

from __future__ import annotations

import re
import sqlite3

HAN = r"\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"  # and kana, hangul: one token a character
TOKENS = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")
_HAN_LAST = re.compile(rf"[{HAN}]$")
CANDIDATES = 500
"""Index hits looked at per search: a phrase like 有限公司 is in nearly every name."""

DDL = (
    'CREATE VIEW "organisation_text" AS SELECT rowid, xinyong_tokens(folded) AS folded FROM "organisation"',
    # ``ascii``: every other character is part of a token, also those newer than SQLite's own tables.
    'CREATE VIRTUAL TABLE "organisation_name" USING fts5(folded, content=\'organisation_text\','
    " content_rowid='rowid', columnsize=0, tokenize='ascii')",
    'CREATE TRIGGER "organisation_name_insert" AFTER INSERT ON "organisation" BEGIN'
    " INSERT INTO organisation_name (rowid, folded) VALUES (new.rowid, xinyong_tokens(new.folded)); END",
    'CREATE TRIGGER "organisation_name_update" AFTER UPDATE OF folded ON "organisation"'
    " WHEN old.folded IS NOT new.folded BEGIN"
    " INSERT INTO organisation_name (organisation_name, rowid, folded)"
    " VALUES ('delete', old.rowid, xinyong_tokens(old.folded));"
    " INSERT INTO organisation_name (rowid, folded) VALUES (new.rowid, xinyong_tokens(new.folded)); END",
    'CREATE TRIGGER "organisation_name_delete" AFTER DELETE ON "organisation" BEGIN'
    " INSERT INTO organisation_name (organisation_name, rowid, folded)"
    " VALUES ('delete', old.rowid, xinyong_tokens(old.folded)); END",
)
FILL = "INSERT INTO organisation_name (organisation_name) VALUES ('rebuild')"
DROP = ('DROP TABLE IF EXISTS "organisation_name"', 'DROP VIEW IF EXISTS "organisation_text"')


def tokens(text: str | None) -> str:
    """The tokens of a folded name, spaced."""
    return " ".join(TOKENS.findall(text)) if text else ""


def register_function(db: sqlite3.Connection) -> None:
    """Make ``tokens`` known to SQL on this connection; without it nothing can write an organisation's row."""
    db.create_function("xinyong_tokens", 1, tokens, deterministic=True)


def search(db: sqlite3.Connection, folded: str, limit: int) -> list[tuple[object, ...]]:
    """``organisation`` rows whose folded name contains ``folded``: the exact name, then names that begin with it,
    then the shortest. A word of another script is found by its beginning, a Han name anywhere."""
    if not folded.strip() or limit <= 0:
        return []
    columns = "subject, identifier, code, name, folded, subject_kind, region, registered_on, status, basis, flags, seq"
    exact = f"SELECT {columns} FROM organisation WHERE folded = ? LIMIT ?"
    found = {row[0]: row for row in db.execute(exact, (folded, limit))}
    if len(found) < limit:
        beginning = f"SELECT {columns} FROM organisation WHERE folded >= ? AND folded < ? ORDER BY folded LIMIT ?"
        for row in db.execute(beginning, (folded, folded + "\U0010ffff", limit)):
            found.setdefault(row[0], row)
    phrase = tokens(folded)
    if len(found) < limit and phrase:
        inside = (
            f"SELECT {columns} FROM organisation WHERE rowid IN (SELECT rowid FROM organisation_name"
            " WHERE organisation_name MATCH ? LIMIT ?) AND instr(folded, ?) > 0 ORDER BY length(folded), folded LIMIT ?"
        )
        match = f'"{phrase}"' + ("" if _HAN_LAST.search(phrase) else " *")
        for row in db.execute(inside, (match, CANDIDATES, folded, limit)):
            found.setdefault(row[0], row)
    return list(found.values())[:limit]


def problem(db: sqlite3.Connection) -> str:
    """"ok", or what is wrong between the index and the names.

    FTS5's own check compares the index with the names, but does not see a lost entry of its page directory; so every
    term is also looked up and must be found as often as it stands. The first is an INSERT to SQLite, so this
    takes the writer's place; nothing is changed.
    """
    try:
        db.execute("INSERT INTO organisation_name (organisation_name, rank) VALUES ('integrity-check', 1)")
        db.execute("CREATE VIRTUAL TABLE temp.term USING fts5vocab('main', 'organisation_name', 'row')")
        try:
            lookup = "SELECT count(*) FROM organisation_name WHERE organisation_name MATCH ?"
            for term, names in db.execute("SELECT term, doc FROM temp.term").fetchall():
                if db.execute(lookup, (f'"{term}"',)).fetchone()[0] != names:
                    return "organisation_name: a term is not found"
        finally:
            db.execute("DROP TABLE temp.term")
    except sqlite3.DatabaseError as error:
        return f"organisation_name: {error}"
    return "ok"
