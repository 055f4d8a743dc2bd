"""The documents that relieve, or say why not: the removal notice and the answer to an objection."""

from __future__ import annotations

from datetime import date

from xinyong.casework.documents import parts as p
from xinyong.casework.documents import written as w
from xinyong.casework.documents.dossier import Dossier
from xinyong.casework.documents.model import AnyBlock, Document, Items, Paragraph, Part, Section
from xinyong.errors import NotFound, Text
from xinyong.register import events as ev
from xinyong.register.entries import Entry

AFTERWARDS = (
    Text(
        "列入的后果自移出时起全部终止；各实施单位不得再采取相应措施。",
        "All consequences of the listing end with it; no implementing body may apply its measures any more.",
    ),
    Text(
        "登记册不再对外提供这次列入：公示页面、开放数据、核查和文件均已移除（登记册条款第十四条）。",
        "The register no longer shows this listing to anyone else: pages, open data, checks and files have it no more "
        "(the register's Article 14).",
    ),
    Text(
        "曾据此得知列入的查询方，由登记册告知移出（登记册条款第八条）。",
        "Those who were told of the listing are told of its end (the register's Article 8).",
    ),
)


def removal_notice(dossier: Dossier) -> Document:
    """The listing ended: by decision on a ground of the law, or by the clock."""
    _, approval = dossier.need(ev.ListingApproved, Text("经批准的列入决定", "approved decision"))
    ended = dossier.last(ev.ListingEnded)
    version = dossier.version(approval.since)
    over = _by_clock(dossier, approval)
    rows: list[tuple[Text, Text]] = [
        (Text("列入决定", "Decision to list"), w.plain(approval.document)),
        (Text("列入日期", "Listed from"), w.day(approval.since)),
    ]
    if ended is not None:
        entry, event = ended
        ending = next((each for each in version.endings if each.id == event.ending), None)
        dated, number, officer = event.ended_on, event.document, entry.officer
        cause = ending.title.text if ending else Text("经异议核实，列入决定撤销", "annulled upon objection")
        rows.append((Text("移出事由", "Why it ended"), cause))
        if ending is not None:
            rows.append((Text("依据", "Under"), w.cited(dossier.rulebook, ending.cite, ending.verified)))
        retained = event.retain_until
        rows.append((Text("材料保存至", "The case is kept until"), w.day(retained)))
        lead_zh, lead_en = "本机关决定", "This authority decides"
    elif over is not None:
        dated, number, officer = over, approval.document, ""
        rows.append(
            (
                Text("移出事由", "Why it ended"),
                Text(
                    "期限届满，或者复核之日未经决定续期（登记册条款第七条）",
                    "its term ended, or it was not renewed at its review (the register's Article 7)",
                ),
            )
        )
        lead_zh, lead_en = "依期限自动移出", "By the clock"
    else:
        raise NotFound(
            Text("列入仍在期限之内，没有移出。", "The listing still runs; it was not removed."),
            code="not-yet",
            field="kind",
        )
    rows.append((Text("移出日期", "Removed on"), w.day(dated)))
    title, on = dossier.list.title.text, w.day(dated)
    lead = Text(
        f"{lead_zh}：自{on.zh}起，将你单位移出{title.zh}。",
        f"{lead_en}: from {on.en} your organisation is off the {title.en}.",
    )
    after = Section(id="afterwards", title=Text("移出的效果", "What follows"), blocks=[Items(items=list(AFTERWARDS))])
    part = Part(
        title=Text(f"移出{title.zh}决定书", f"Removal: {title.en}"),
        lead=lead,
        sections=[p.pairs_section("ending", Text("移出", "Removal"), rows), after],
    )
    kinds = ev.ListingApproved | ev.ListingEnded | ev.ListingReviewed
    entries = [entry.seq for entry in dossier.entries if isinstance(entry.event, kinds)]
    return p.document(
        dossier, "removal", number, dated, [part], p.officers((Text("决定人", "Decided by"), officer)), entries
    )


def _by_clock(dossier: Dossier, approval: ev.ListingApproved) -> date | None:
    """The day from which the clock alone ended the listing, if it has."""
    day = approval.until or dossier.state.review_by
    return day if day is not None and day <= dossier.today else None


def _answerers(dossier: Dossier, answered: Entry) -> list[tuple[Text, Text]]:
    """Who answered; a rejection is one officer's decision that another approved (Article 6)."""
    decided = [
        each for each in dossier.entries
        if isinstance(each.event, ev.StepDecided)
        and each.event.step == "objection-rejected"
        and each.seq < answered.seq
    ]
    if not decided or answered.event is None or answered.event.upheld:
        return p.officers((Text("核实人", "Verified by"), answered.officer))
    return p.officers((Text("核实人", "Verified by"), decided[-1].officer), (Text("审批人", "Approved by"), answered.officer))


def objection_answer(dossier: Dossier) -> Document:
    """The answer to an objection: upheld, the listing ends the same day; rejected, what remains open."""
    entry, decided = dossier.need(ev.ObjectionDecided, Text("对异议的决定", "decision on an objection"))
    opened = [each for each in dossier.entries if isinstance(each.event, ev.ObjectionOpened) and each.seq < entry.seq][
        -1
    ]
    objection = opened.event
    assert isinstance(objection, ev.ObjectionOpened)
    dated = entry.effective_from or dossier.today
    lodged = w.day(opened.effective_from) if opened.effective_from else Text("", "")
    rows: list[tuple[Text, Text]] = [
        (Text("异议文书", "Objection"), w.plain(objection.document)),
        (Text("提出日期", "Lodged on"), lodged),
    ]
    if objection.decide_by is not None:
        rows.append((Text("答复期限", "To be answered by"), w.day(objection.decide_by)))
    rows.append((Text("答复日期", "Answered on"), w.day(dated)))
    approval = dossier.last(ev.ListingApproved)
    sections = [p.pairs_section("objection", Text("异议", "Objection"), rows)]
    if decided.upheld:
        lead = Text(
            "经核实，异议成立。列入决定自本答复作出之日起撤销，后果同日全部终止。",
            "The objection is upheld. The listing is annulled from the day of this answer, and all its "
            "consequences end that day.",
        )
        sections.append(
            Section(id="afterwards", title=Text("效果", "What follows"), blocks=[Items(items=list(AFTERWARDS))])
        )
    else:
        lead = Text(
            "经核实，异议不成立，列入决定维持。核实人未参与作出或者批准该决定。",
            "The objection is rejected and the listing stands. Whoever verified it had neither decided nor "
            "approved the listing.",
        )
        if approval is not None:
            version = dossier.version(approval[1].since)
            facts: list[AnyBlock] = [
                Paragraph(
                    text=Text(
                        "异议不成立所依据的事实和理由，即下列经核实仍然成立的各项。",
                        "It rests on the facts and reasons below, which stand after verification.",
                    )
                )
            ]
            sections += [
                Section(id="verified", title=Text("核实结果", "Verification"), blocks=facts),
                p.facts(dossier),
                p.reasons(dossier),
                p.articles(dossier, version),
                p.remedies(dossier, version, approval[1]),
            ]
    part = Part(title=Text("异议答复书", "Answer to an objection"), lead=lead, sections=sections)
    kinds = ev.ListingProposed | ev.ListingApproved | ev.ObjectionOpened | ev.ObjectionDecided | ev.ListingEnded
    entries = [each.seq for each in dossier.entries if isinstance(each.event, kinds)]
    return p.document(
        dossier,
        "objection",
        decided.document,
        dated,
        [part],
        _answerers(dossier, entry),
        entries,
    )
