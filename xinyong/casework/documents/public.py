"""What is put up in public when a document cannot be served: it names nobody (Articles 5 and 11).

It tells whoever knows the document's number that it waits, where, and how long there is to answer. No name, no fact, no
ground, no list and no case: what others could read out of it is that some document waits for somebody.
"""

from __future__ import annotations

import msgspec

from xinyong.casework.documents import parts as p
from xinyong.casework.documents import written as w
from xinyong.casework.documents.dossier import Dossier
from xinyong.casework.documents.model import Addressee, Document, Items, Part, Section
from xinyong.errors import BadInput, Text
from xinyong.register import events as ev

NOBODY = Addressee(
    identifier=Text("见文号", "by the number"), code="",
    name="本文号文书所载当事人 / whom the document of this number is about",
)  # fmt: skip


def public_notice(dossier: Dossier, number: str) -> Document:
    """The public notice of a document; ``number`` is that document's. BadInput without it."""
    if not number:
        raise BadInput(
            Text("须写明所公告文书的文号。", "Give the number of the document that it is about."), field="number",
            todo=Text("用 --number 指定。", "Name it with --number."),
        )
    served = dossier.last(ev.NoticeServed)
    rule = dossier.version().notice
    items = [
        Text("当事人或其委托的代理人可持有效证件到本机关领取该文书。",
             "Whom it is about, or an agent, may collect it from this authority with a valid document of identity."),
        Text("本公告不载姓名、事实和事由；本机关不向他人说明文书涉及何人。",
             "This notice holds no name, fact or cause; this authority tells nobody else whom it is about."),
    ]
    if served is not None:
        last = w.day(served[1].answer_by)
        items.append(Text(f"可以在{last.zh}（含当日）以前陈述、申辩。", f"An answer may be given up to and including {last.en}."))
    elif rule is not None:
        span = w.days(rule.answer_days, rule.working_days)
        items.append(Text(f"可以自送达之日起{span.zh}内陈述、申辩。", f"An answer may be given within {span.en} of service."))
    lead = Text(f"本机关有一份文书（{number}）以其他方式无法送达，现予公告。",
                f"A document of this authority (no. {number}) could not be served otherwise; this is notice of it.")
    part = Part(
        title=Text("送达公告", "Public notice of service"), lead=lead,
        sections=[Section(id="collect", title=Text("领取和答辩", "Collecting and answering"), blocks=[Items(items=items)])],
    )
    made = p.document(dossier, "public-notice", number, None, [part], [], [])
    provenance = [(label, value) for label, value in made.provenance if label.en not in ("Case", "Entries")]
    return msgspec.structs.replace(made, addressee=NOBODY, case="", provenance=provenance)
