"""The tables of the register's database, stated once for every store.

``JOURNAL`` tables are the truth; ``PROJECTIONS`` can be dropped and rebuilt from it. Types are
the two stores' common ground: ``int``, ``text``, ``blob``, ``date`` (ISO text, so that it sorts).
A projection carries no payload: what a record or case says lies in the sealed body alone, so
that destroying its key forgets it everywhere. The one exception is an organisation's public
identity (code and names), which search needs.
"""

from __future__ import annotations

from typing import NamedTuple


class Table(NamedTuple):
    """A table: ``columns`` in order as (name, type); ``key`` its primary key; ``indexes`` others."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()


_STANDING = (
    ("subject", "text"), ("list", "text"), ("id", "text"), ("authority", "text"), ("since", "date"),
    ("until", "date"), ("review_by", "date"), ("ended_on", "date"), ("objection", "int"),
    ("variant", "text"),  # the kind of sanction, where a mirrored list has several
    ("suspended", "int"), ("contested", "int"), ("unpublished", "int"),
    ("relief_on", "date"),  # suspended and not resumed by then, it is over
    ("binds", "int"),  # the entry that must be sealed before it has effect again, once it was suspended
    ("seq", "int"),
    ("source", "text"),  # the case that this listing carries out
    ("restored", "int"),  # the entry that restored it after a repair got by falsehood
    ("lost", "int"),  # the entry that took an honour away, effective once sealed; 0: none
)
_EXEMPTION = (
    ("seq", "int"), ("subject", "text"), ("id", "text"), ("action", "text"), ("since", "date"), ("until", "date"),
)

JOURNAL = (
    Table("entry", (("seq", "int"), ("leaf", "blob")), ("seq",)),
    Table("body", (("seq", "int"), ("sealed", "blob")), ("seq",)),
    Table("tile", (("level", "int"), ("number", "int"), ("hashes", "blob")), ("level", "number")),
    Table("checkpoint", (("size", "int"), ("note", "text")), ("size",)),
)

PROJECTIONS = (
    Table(
        "organisation",
        (("subject", "text"), ("identifier", "text"), ("code", "text"), ("name", "text"), ("folded", "text"),
         ("subject_kind", "text"), ("region", "text"), ("registered_on", "date"), ("status", "text"),
         ("basis", "text"), ("flags", "text"), ("seq", "int")),
        ("subject",),
        (("code",), ("folded",)),
    ),
    Table(
        "record",
        (("seq", "int"), ("subject", "text"), ("category", "text"), ("form", "text"), ("authority", "text"),
         ("decided_on", "date"), ("publish_from", "date"), ("publish_until", "date"), ("retain_until", "date"),
         ("state", "text")),  # state: held | corrected | withdrawn
        ("seq",),
        (("subject",), ("retain_until",)),
    ),
    Table("amendment", (("seq", "int"), ("record", "int")), ("seq",), (("record",),)),
    # What an officer decided a name to mean, so that it is offered first the next time; never decided by it.
    Table(
        "identified",
        (("seq", "int"), ("authority", "text"), ("form", "text"), ("folded", "text"), ("subject", "text")),
        ("seq",),
        (("folded",),),
    ),
    Table(
        "succession",
        (("seq", "int"), ("subject", "text"), ("successor", "text"), ("how", "text"), ("since", "date")),
        ("seq",),
        (("subject",), ("successor",)),
    ),
    Table("dissolution", (("seq", "int"), ("subject", "text"), ("since", "date")), ("seq",), (("subject",),)),
    Table("fingerprint", (("digest", "text"), ("seq", "int"), ("state", "text")), ("digest",), (("seq",),)),
    Table("held", (("seq", "int"), ("authority", "text"), ("form", "text"), ("lapses_on", "date")), ("seq",)),
    Table(
        "casefile",
        (("id", "text"), ("subject", "text"), ("list", "text"), ("authority", "text"), ("stage", "text"),
         ("opened", "int"), ("retain_until", "date"), ("lapses_on", "date")),
        ("id",),
        (("subject",),),
    ),
    Table("case_entry", (("id", "text"), ("seq", "int")), ("id", "seq")),
    # What pages, feeds, the check index and replicas read: organisations alone.
    Table("standing", _STANDING, ("subject", "list", "id"), (("id",),)),
    Table("exemption", _EXEMPTION, ("seq",), (("subject",), ("id",))),
    Table("standing_change", (("seq", "int"), ("subject", "text")), ("seq", "subject")),
    # The same of natural persons, apart: nothing follows these tables and nothing copies them (Article 11).
    Table("person_standing", _STANDING, ("subject", "list", "id"), (("id",),)),
    Table("person_exemption", _EXEMPTION, ("seq",), (("subject",), ("id",))),
    # A person's case that answers for an organisation's (``answers_for``), so that it can end with it (Article 10).
    Table("responsible", (("id", "text"), ("answers_for", "text")), ("id",), (("answers_for",),)),
    Table(
        "mandate",
        (("authority", "text"), ("power", "text"), ("scope", "text"), ("cite", "text"), ("since", "date"),
         ("until", "date"), ("seq", "int")),
        ("authority", "power", "scope", "since"),
    ),
    Table(
        "officer",
        (("id", "text"), ("authority", "text"), ("key", "text"), ("revoked", "int"), ("seq", "int")),
        ("id",),
    ),
    # Every key that was ever an officer's: none of them becomes another's.
    Table("officer_key", (("key", "text"), ("officer", "text"), ("seq", "int")), ("key",)),
    Table("pending", (("seq", "int"), ("kind", "text")), ("seq",)),  # what one officer proposed, for another to confirm
    Table(
        "authority_succession",
        (("authority", "text"), ("successor", "text"), ("since", "date"), ("seq", "int")),
        ("authority",),
    ),
    # What the journal says of the log of look-ups, which itself lies in the key store.
    Table("look_ups", (("seq", "int"), ("first", "int"), ("last", "int"), ("digest", "text")), ("seq",)),
    Table("register_key", (("seq", "int"), ("key", "text")), ("seq",)),  # that sign checkpoints, from their entry on
    Table("edition", (("seq", "int"), ("rulebook", "text"), ("digest", "text"), ("since", "date")), ("seq",)),
    Table(
        "file",
        (("digest", "text"), ("authority", "text"), ("opened", "int"), ("closed", "int"), ("rows", "int"),
         ("accepted", "int"), ("already_held", "int"), ("refused", "int"), ("waiting", "int")),
        ("digest", "authority"),
        (("opened",),),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in JOURNAL + PROJECTIONS}
"""All tables by name. The name search (``organisation_name``) is each store's own full-text index."""

DATE_COLUMNS: dict[str, tuple[str, ...]] = {
    table.name: tuple(name for name, type_ in table.columns if type_ == "date") for table in TABLES.values()
}
"""The columns of each table that rows give back as ``date``."""
