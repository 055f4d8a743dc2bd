"""The documents of what happens to a listing after it began: one function for each, all in one frame.

Each says what was decided, why, under which article, what follows, and what the subject may do about it. What relieves
is signed by the one officer who decided it; what burdens by the two (Article 6).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from xinyong.casework.documents import burdens, reliefs
from xinyong.casework.documents import parts as p
from xinyong.casework.documents import written as w
from xinyong.casework.documents.dossier import Dossier
from xinyong.casework.documents.model import Document, Items, Kind, Part, Section
from xinyong.casework.documents.told import Row, Told
from xinyong.errors import Text
from xinyong.law import remedies as law
from xinyong.law.model import ListVersion
from xinyong.register import events as ev
from xinyong.register.entries import Entry


class Act(NamedTuple):
    """A kind of document: the event it tells, what that is called where it has not happened, and its words."""

    event: type[ev.Event]
    what: Text
    tell: Callable[[Dossier, Entry, Any], Told]


def make_act(kind: Kind, dossier: Dossier) -> Document:
    """The document of the newest such step. NotFound where there was none."""
    act = ACTS[kind]
    entry, event = _newest(dossier, kind, act)
    told = act.tell(dossier, entry, event)
    under = [(Text("依据", "Under"), w.cited(dossier.rulebook, cite, well)) for cite, well in told.cites]
    sections = [p.pairs_section("act", Text("决定事项", "What is decided"), [*_listing(dossier), *told.rows, *under])]
    if told.after:
        sections.append(Section(id="afterwards", title=Text("效果", "What follows"), blocks=[Items(items=told.after)]))
    if told.grounds and dossier.last(ev.ListingProposed):
        sections += [p.facts(dossier), p.reasons(dossier), p.articles(dossier, dossier.version(entry.effective_from))]
    if told.adverse:
        sections.append(rights(dossier, entry))
    signed = _signed(dossier, entry, event)
    dated = entry.effective_from or dossier.today
    part = Part(title=told.title, lead=told.lead, sections=sections)
    begun = [each.seq for each in dossier.entries if isinstance(each.event, ev.ListingApproved | ev.LegacyTaken)]
    entries = sorted({*begun, entry.seq})
    return p.document(dossier, kind, _number(dossier, event), dated, [part], signed, entries)


def _listing(dossier: Dossier) -> list[Row]:
    """Which listing it is about: the list, and the decision where one was made."""
    begun = dossier.state.approval
    rows: list[Row] = [(Text("名单", "List"), dossier.list.title.text)]
    if begun is not None:
        rows.append((Text("列入决定", "Decision to list"), w.plain(begun.document)))
    return rows


def _newest(dossier: Dossier, kind: Kind, act: Act) -> tuple[Entry, Any]:
    if kind == "repair-answer":  # a repair granted is told by the removal notice
        refused = [each for each in dossier.entries if isinstance(each.event, ev.RepairDecided)]
        if refused and not refused[-1].event.granted:  # type: ignore[union-attr]  # isinstance holds it
            return refused[-1], refused[-1].event
    elif kind == "breach":
        broken = [e for e in dossier.entries if isinstance(e.event, ev.PledgeEnded) and e.event.how == "breached"]
        if broken:
            return broken[-1], broken[-1].event
    else:
        return dossier.need(act.event, act.what)
    raise dossier.not_yet(act.what)


def _number(dossier: Dossier, event: Any) -> str:
    """The number of the step's own document; a drop has none and is told under the case's id."""
    return str(getattr(event, "document", "") or dossier.state.case)


def _signed(dossier: Dossier, entry: Entry, event: Any) -> list[tuple[Text, Text]]:
    """One officer where it relieves; where it burdens, who decided and who approved."""
    step = STEPS.get(type(event))
    decided = [
        each
        for each in dossier.entries
        if isinstance(each.event, ev.StepDecided) and each.event.step == step and each.seq < entry.seq
    ]
    if step is None or not decided or (isinstance(event, ev.RepairDecided) and event.granted):
        if isinstance(event, ev.LegacyTaken):
            return p.officers(
                (Text("决定人", "Decided by"), event.decided_by), (Text("审批人", "Approved by"), entry.officer)
            )
        return p.officers((Text("经办人", "Officer"), entry.officer))
    return p.officers(
        (Text("决定人", "Decided by"), decided[-1].officer), (Text("审批人", "Approved by"), entry.officer)
    )


STEPS: dict[type, str] = {
    ev.EffectResumed: "resume",
    ev.ListingExtended: "extend",
    ev.ListingRestored: "restore",
    ev.PledgeEnded: "pledge-breach",
    ev.RepairDecided: "repair-refused",
    ev.ListingReviewed: "review",
}


def rights(dossier: Dossier, entry: Entry) -> Section:
    """What the subject may do against it. It is a decision of its own: its remedies run from its own service."""
    version = dossier.version(entry.effective_from)
    lines = [
        Text(
            "列入期间可以随时向作出决定的机关提出异议；异议处理期间，登记册的每次答复均予标明。",
            "An objection may be lodged with the deciding authority at any time while the listing lasts; while one is "
            "open, every answer of the register says so.",
        ),
        *_ways(version, isinstance(entry.event, ev.ContestDecided)),
        Text(
            "你单位可以查阅本案全部材料（登记册条款第十三条）。寻求救济不会使后果加重（登记册条款第五条）。",
            "You may see the whole case file (the register's Article 13). Seeking redress makes nothing worse "
            "(the register's Article 5).",
        ),
    ]
    if not version.remedies:
        lines = lines[1:]
    return Section(id="rights", title=Text("你单位的权利", "Your rights"), blocks=[Items(items=lines)])


def _ways(version: ListVersion, contested: bool) -> list[Text]:
    """Reconsideration and suit against this very decision; against another body's document, as that one says."""
    if contested:
        return [
            Text(
                "对上述文书不服的，依其载明的途径和期限提起诉讼或者上诉。",
                "Whoever disagrees with that document sues or appeals as it states, within the time it states.",
            )
        ]
    return [
        Text(
            f"对本决定不服的，{name.zh}：{each.title.zh}（{time.zh}）。",
            f"Against this decision, {name.en}: {each.title.en} ({time.en}).",
        )
        for each in version.remedies
        if each.id != "objection"
        for name, time in [(law.called(version, each.id), law.runs(each))]
    ]


ACTS: dict[str, Act] = {
    "drop": Act(ev.ListingDropped, Text("终止程序的决定", "decision to drop it"), reliefs.dropped),
    "suspension": Act(ev.EffectSuspended, Text("暂停执行", "suspension"), reliefs.suspended),
    "resumption": Act(ev.EffectResumed, Text("恢复执行的决定", "decision to resume"), burdens.resumed),
    "exemption": Act(ev.Exempted, Text("豁免", "exemption"), reliefs.exempted),
    "correction": Act(ev.ListingCorrected, Text("更正", "correction"), reliefs.corrected),
    "contest": Act(
        ev.ContestDecided, Text("复议或者诉讼的结果", "outcome of a reconsideration or suit"), reliefs.contested
    ),
    "extension": Act(ev.ListingExtended, Text("延长", "extension"), burdens.extended),
    "restoration": Act(ev.ListingRestored, Text("恢复列入", "restoration"), burdens.restored),
    "repair-answer": Act(ev.RepairDecided, Text("不予修复的决定", "refusal of a repair"), burdens.repair_refused),
    "review": Act(ev.ListingReviewed, Text("续期", "renewal"), burdens.reviewed),
    "breach": Act(ev.PledgeEnded, Text("违反承诺的认定", "finding of a breach"), burdens.breached),
    "take-over": Act(ev.LegacyTaken, Text("承接", "taking over"), burdens.taken_over),
}
