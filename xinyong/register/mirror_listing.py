"""Mirror an entry of a list that its source keeps: attributed, dated, and lapsing.

A mirrored entry is not a decision of this register. It says what the source says, whose it is,
"no end stated by the source" where none is stated, and it lapses at its review date or when the
source's newest file no longer carries it (SAFEGUARDS, recording is not deciding).
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from xinyong.errors import Text
from xinyong.law.compile import sanction_of
from xinyong.law.dates import add_months
from xinyong.law.model import ListVersion
from xinyong.register import articles, stages
from xinyong.register.core import Command, Context, Decided
from xinyong.register.events import ListingEnded, ListingMirrored
from xinyong.register.honours import honours_lost
from xinyong.register.identity import known_by_filing
from xinyong.register.retention import retained_until
from xinyong.register.standing import Standing, state_on

_identity = msgspec.json.Encoder()


class MirrorListing(Command):
    """``until`` is the last day of the sanction as the source states it."""

    list: str
    code: str
    name: str
    source: str
    sanction: str
    identifier: str = ""
    subject_kind: str = "enterprise"
    territory: str = ""
    since: date | None = None
    until: date | None = None

    def identity(self) -> bytes:
        """What makes two rows of the source the same entry."""
        return _identity.encode(
            ("mirror", self.list, self.code, self.source, self.sanction, self.territory, self.since, self.until)
        )


class LapseMirrored(Command):
    """The source's newest file no longer carries this entry."""

    case: str
    file: str  # digest of that file


def mirror_listing(command: MirrorListing, context: Context) -> list[Decided]:
    """Events: ``listing.mirrored``, after ``organisation.registered`` where only the source names it."""
    articles.has_mandate(context, "mirror", command.list)
    version = articles.list_in_law(context.law, command.list)
    known = context.known.organisation(command.code)
    articles.subject_kind_allowed(version, command.list, known["subject_kind"] if known else command.subject_kind)
    fingerprint = context.fingerprint(command.identity())
    earlier = context.known.fingerprint(fingerprint)
    if earlier is not None and not (known and _carried_again(known["subject"], earlier["seq"], context)):
        return []
    events: list[Decided] = []
    if known is None:
        registered = known_by_filing(context, command.identifier, command.code, command.name, command.subject_kind)
        subject = registered.subject
        events.append(Decided(registered))
    else:
        subject = known["subject"]
    until = None if command.until is None else command.until + timedelta(days=1)
    review_by = add_months(context.today, version.term.review_months or 12)
    articles.has_end(until, review_by, [ending.id for ending in version.endings])
    articles.still_retained(add_months(until or review_by, version.retention_months), context.today)
    case = context.new_id("C")
    events += honours_lost(case, subject, command.list, context, (until, review_by))
    events.append(
        Decided(
            ListingMirrored(
                case=case, subject=subject, list=command.list, source=command.source,
                sanction=command.sanction, variant=_variant(version, command.list, command.sanction),
                territory=command.territory, since=command.since, until=until, review_by=review_by,
                fingerprint=fingerprint, retention_months=version.retention_months,
            ),
            command.since,
        )
    )
    return events


def _variant(version: ListVersion, listing: str, wording: str) -> str:
    """The rulebook's id for the source's wording of a sanction; a wording that it does not know is refused."""
    if not version.sanctions:
        return ""
    sanction = sanction_of(version, wording)
    if sanction is None:
        raise articles.refused(
            2,
            Text(f"“{listing}”的规则不认得这种处分：“{wording}”。", f"The law of “{listing}” knows no sanction “{wording}”."),
            instrument=version.cite, field="sanction",
            todo=Text("核对来源用语，或在规则中补充该处分及其依据。",
                      "Check the wording, or have the rulebook state that sanction and its law."),
        )
    return sanction.id


def _carried_again(subject: str, seq: int, context: Context) -> bool:
    """Whether the source carries an entry again that lapsed here: it had left it out, or the review day passed.

    An entry that was annulled here, upon an objection say, does not come back because its source repeats it.
    """
    row = next((row for row in context.known.listings(subject) if row["seq"] == seq), None)
    if row is None:
        return False
    if row["ended_on"] is None:
        return state_on(Standing.of(row), context.today) == "lapsed"
    state = context.known.case(row["id"])
    return state is not None and state.ended is not None and state.ended.ending == "source-ended"


def lapse_mirrored(command: LapseMirrored, context: Context) -> list[Decided]:
    """Event: ``listing.ended`` because the source ended it. Relief: one officer, at once."""
    state = stages.open_case(context.known.case(command.case), command.case)
    articles.own_act(context.actor.authority, state.authority)
    articles.source_ended_it(state)
    return [
        Decided(
            ListingEnded(
                case=command.case, subject=state.subject, list=state.list, ending="source-ended",
                ended_on=context.today, document=command.file,
                retain_until=retained_until(state, context.today),
            ),
            context.today,
        )
    ]
