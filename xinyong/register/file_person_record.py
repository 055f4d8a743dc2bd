"""File what an authority decided about a natural person. It lists nobody, and nobody can browse it.

The body is sealed under the person's own key, the number stands nowhere (only its keyed digest in the
key store's map), the name in the sealed body alone. Nothing of it is published (Articles 9, 10, 11).
"""

from __future__ import annotations

from datetime import date

import msgspec

from xinyong.law.dates import add_months
from xinyong.register import articles
from xinyong.register.core import Context, Decided, PersonCommand
from xinyong.register.events import RecordFiled
from xinyong.register.persons import birth_of, no_words

_identity = msgspec.json.Encoder(order="deterministic")


class FilePersonRecord(PersonCommand):
    """``content`` is codes alone."""

    category: str
    form: str
    document: str
    decided_on: date
    content: dict[str, str | int]
    gravity: str = ""

    def identity(self) -> bytes:
        """What makes two filings the same filing."""
        return _identity.encode(("person", self.number, self.form, self.document, self.decided_on, self.content))


def file_person_record(command: FilePersonRecord, context: Context) -> list[Decided]:
    """Event: ``record.filed``, sealed by the person's key; none when the same filing is held."""
    law = context.law
    articles.persons_in_trial_only(context.mode)
    articles.has_mandate(context, "file", command.category)
    category = articles.in_directory(law, command.category)
    articles.person_in_category(category)
    articles.grave_enough(law, category, command.gravity)
    articles.not_in_future(command.decided_on, context.today, "decided_on")
    articles.document_named(command.document)
    articles.of_age(birth_of(command, context), command.decided_on)
    no_words(command)
    articles.coded_only(command.content)
    articles.nothing_of_a_person({field: value for field, value in command.content.items() if isinstance(value, str)})
    fingerprint = context.fingerprint(command.identity())
    if context.known.fingerprint(fingerprint) is not None:
        return []
    retain_until = add_months(command.decided_on, category.retention_months)
    articles.still_retained(retain_until, context.today)
    subject = context.known.person(command.identifier, command.number) or context.new_id("S")
    filed = RecordFiled(
        subject=subject, category=command.category, form=command.form, document=command.document,
        decided_on=command.decided_on, content=command.content, retain_until=retain_until, fingerprint=fingerprint,
        named=command.name,
    )
    return [Decided(filed, command.decided_on, subject)]
