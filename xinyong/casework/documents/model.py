"""A document as data: parts of sections of blocks, every sentence in both languages, nothing about how it looks."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Literal, get_args

import msgspec

from xinyong.errors import Text

Kind = Literal[
    "notice",
    "public-notice",
    "invitation",
    "hearing",
    "drop",
    "decision",
    "removal",
    "objection",
    "suspension",
    "resumption",
    "exemption",
    "correction",
    "contest",
    "extension",
    "restoration",
    "repair-answer",
    "review",
    "pledge",
    "breach",
    "take-over",
    "transfer",
    "recall",
    "certified",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Block(msgspec.Struct, frozen=True, kw_only=True, tag_field="block"):
    """Base of what a section is made of."""


class Paragraph(Block, frozen=True, kw_only=True, tag="paragraph"):
    """One paragraph; ``strong`` for the operative sentence of a decision."""

    text: Text
    strong: bool = False


class Items(Block, frozen=True, kw_only=True, tag="items"):
    """A list of sentences, numbered."""

    items: list[Text]


class Pairs(Block, frozen=True, kw_only=True, tag="pairs"):
    """Names and values, one under the other."""

    rows: list[tuple[Text, Text]]


class Table(Block, frozen=True, kw_only=True, tag="table"):
    """A table with a caption and one head row; ``widths`` are shares of the line."""

    caption: Text
    head: list[Text]
    rows: list[list[Text]]
    widths: list[int]


class Verbatim(Block, frozen=True, kw_only=True, tag="verbatim"):
    """Text that must be copied byte for byte, such as a signed note."""

    caption: Text
    text: str


AnyBlock = Paragraph | Items | Pairs | Table | Verbatim


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A numbered section. ``id`` names what it holds, for tests and links."""

    id: str
    title: Text
    blocks: list[AnyBlock]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What is served together may have several parts (decision and repair notice); each begins a page."""

    title: Text
    lead: Text
    sections: list[Section]


class Addressee(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a document is about: an organisation's public code as printed, and its name at the day of issue.

    A person is addressed by name alone: the number stands nowhere, so that no document can tell it.
    """

    identifier: Text  # what the code is called
    code: str
    name: str

    @classmethod
    def of_person(cls, name: str) -> Addressee:
        """A natural person."""
        return cls(identifier=Text("本人", "in person"), code="", name=name)


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One document. ``number`` and ``dated`` are the authority's; ``code`` confirms authenticity and nothing else."""

    kind: Kind
    authority: Text
    number: str
    dated: date | None
    addressee: Addressee
    parts: list[Part]
    signed: list[tuple[Text, Text]]  # who decided, who approved: offices, not names
    provenance: list[tuple[Text, Text]]  # register, case, entries, edition, Articles
    synthetic: bool
    first_language: Literal["zh", "en"]  # the text that prevails
    case: str = ""
    entries: list[int] = []  # numbers of the journal's entries that it rests on
    code: str = ""


def digest(document: Document) -> str:
    """SHA-256 (hex) of the document without its code: the same facts give the same digest."""
    bare = msgspec.structs.replace(document, code="")
    return sha256(msgspec.json.encode(bare)).hexdigest()


def sections(document: Document) -> list[Section]:
    """All sections of all parts, in order."""
    return [section for part in document.parts for section in part.sections]
