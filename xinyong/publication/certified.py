"""The certified file of an organisation: what the register publishes on it, with entry numbers and the checkpoint.

It says what is published on a day and proves where it stands. It is no certificate of being clear, and none is
made for a sole trader or a one-person firm: that would be one for a person (SAFEGUARDS, Reports and receipts).
"""

from __future__ import annotations

from xinyong.casework.documents import written as w
from xinyong.casework.documents.model import AnyBlock, Document, Items, Pairs, Paragraph, Part, Section, Table, Verbatim
from xinyong.casework.documents.parts import addressee
from xinyong.errors import Refused, Text
from xinyong.law import articles
from xinyong.law.model import Rulebook
from xinyong.law.remedies import ALWAYS
from xinyong.law.terms import CONTESTED
from xinyong.office.lineage import caution
from xinyong.publication.checkpoint import CheckpointView
from xinyong.publication.organisation_parts import ListingView, OrganisationView, RecordView

NOTHING = Text(
    "本登记册没有处于公示期内的记录，也没有公示的施行中名单。这不证明其信用，也不涵盖本登记册未载的名单。",
    "The register publishes no record and no listing in force. This proves no credit, and covers no list that the "
    "register does not carry.",
)


def certified_file(
    rulebook: Rulebook, view: OrganisationView, checkpoint: CheckpointView, register: str, mode: str
) -> Document:
    """The file as of ``view.today``. Refused for a person's firm."""
    if view.protected:
        raise Refused(
            Text(
                "个体工商户和一人企业享有自然人的保护，不出具可以流转的查询文件。",
                "A sole trader or one-person firm is protected as a person is: "
                "no file of it is made to be passed around.",
            ),
            code="no-portable-certificate",
            article=11,
            field="code",
            todo=Text("主体本人可在“我的页面”查看全部信息。", "The subject itself sees everything on its own pages."),
        )
    sections = [_identity(view), _listings(rulebook, view), _records(view), _proof(checkpoint)]
    part = Part(
        title=Text("公共信用信息查询文件", "Certified file of public credit information"),
        lead=Text(
            f"登记册截至{w.day(view.today).zh}依法公示的下列组织的全部信息如下。",
            f"All that the register lawfully publishes on this organisation as of {w.day(view.today).en}.",
        ),
        sections=sections,
    )
    entries = sorted({view.seq, *(one.seq for one in (*view.listings, *view.statuses)),
                      *(one.seq for one in view.records), *(one.seq for one in view.turns)})
    provenance = [
        (Text("登记册", "Register"), w.plain(register)),
        (Text("检查点大小", "Checkpoint size"), w.plain(checkpoint.size)),
        (Text("规则集版本", "Rulebook edition"), w.plain(f"{rulebook.manifest.edition} · {rulebook.digest[:16]}")),
        (Text("十五条的摘要", "Digest of the Articles"), w.plain(articles.digest()[:16])),
    ]
    return Document(
        kind="certified",
        authority=Text("公共信用登记册", "The public credit register"),
        number="",
        dated=view.today,
        addressee=addressee(rulebook.manifest.organisation_identifier, view.code, view.name),
        parts=[part],
        signed=[],
        provenance=provenance,
        synthetic=mode == "synthetic",
        first_language="en" if rulebook.manifest.languages[:1] == ["en"] else "zh",
        entries=entries,
    )


def _identity(view: OrganisationView) -> Section:
    rows = [(Text("名称", "Name"), w.plain(view.name)), (Text("代码", "Code"), w.plain(view.code))]
    if view.registered_on:
        rows.append((Text("成立日期", "Registered on"), w.day(view.registered_on)))
    if view.status:
        rows.append((Text("登记状态", "Status"), view.status_title))
    rows.append((Text("条目", "Entry"), w.plain(view.seq)))
    blocks: list[AnyBlock] = [Pairs(rows=rows)]
    if view.turns:
        entry = [Text(f"{turn.told.zh}（条目{turn.seq}）", f"{turn.told.en} (Entry {turn.seq})") for turn in view.turns]
        blocks += [
            Paragraph(text=Text("承继与终止", "Succession and dissolution"), strong=True), Items(items=entry),
        ]
        told = caution(view.turns)
        blocks += [Paragraph(text=told)] if told else []
    return Section(id="identity", title=Text("身份", "Identity"), blocks=blocks)


def _listings(rulebook: Rulebook, view: OrganisationView) -> Section:
    blocks: list[AnyBlock] = [block for listing in view.listings for block in _listing(rulebook, listing)]
    if not blocks:
        blocks = [
            Paragraph(text=NOTHING if not view.records else Text("没有公示的施行中名单。", "No published listing is in force."))
        ]
    if view.statuses:
        rows = [
            [one.title.text, one.authority, w.plain(one.document),
             w.last_day(one.until) if one.until else Text("—", "—")]
            for one in view.statuses
        ]
        blocks.append(
            Table(
                caption=Text("资质与状态（中性，没有效力）", "Qualifications and statuses (neutral, without effect)"),
                head=[Text("状态", "Status"), Text("机关", "Authority"), Text("文书", "Document"), Text("最后一日", "Last day")],
                rows=rows,
                widths=[6, 4, 4, 3],
            )
        )
    return Section(id="listings", title=Text("施行中的名单", "Listings in force"), blocks=blocks)


def _listing(rulebook: Rulebook, listing: ListingView) -> list[AnyBlock]:
    title = listing.title.text
    rows = [(Text("决定机关", "Authority"), listing.authority if not listing.source else w.plain(listing.source))]
    if listing.document:
        rows.append((Text("决定文书", "Decision"), w.plain(listing.document)))
    if listing.carries is not None:
        rows.append((Text("所执行的名单（随其终止）", "Carries out, and ends with"), listing.carries.text))
    unstated = Text("来源未载明", "not stated by the source")
    rows.append((Text("自", "From"), w.day(listing.since) if listing.since else unstated))
    if listing.until:
        rows.append((Text("最后一日", "Last day"), w.last_day(listing.until)))
    if listing.review_by:
        rows.append((Text("最迟复核", "Review no later than"), w.day(listing.review_by)))
    open_ = Text(f"{CONTESTED.zh}，结果可能变化", f"{CONTESTED.en}; the outcome may change")
    rows.append((Text("争议", "Contested"), open_ if listing.objection else Text("无", "no")))
    if listing.colour == "red":
        pass  # an honour is not repaired: it is lost, withdrawn or declined
    elif listing.repair.allowed:
        start = listing.repair.from_day
        said = Text(f"自{w.day(start).zh}起", f"from {w.day(start).en}") if start else Text("可以申请", "open")
        rows.append((Text("信用修复", "Repair"), said))
    else:
        cite = w.cited(rulebook, listing.repair.cite)
        rows.append((Text("信用修复", "Repair"), Text(f"法律规定不得修复（{cite.zh}）", f"barred by law ({cite.en})")))
    rows.append((Text("条目", "Entry"), w.plain(listing.seq)))
    blocks: list[AnyBlock] = [Paragraph(text=title, strong=True), Pairs(rows=rows)]
    if listing.follows:
        table = [
            [
                one.measure_title.text,
                w.EFFECTS[one.effect],
                w.actions(rulebook, [id for id, _ in one.actions]),
                w.cited(rulebook, one.cite, one.verified),
            ]
            for one in listing.follows
        ]
        blocks.append(
            Table(
                caption=Text("后果", "What follows"),
                head=[
                    Text("措施", "Measure"),
                    Text("效果", "Effect"),
                    Text("所及行为", "Actions"),
                    Text("依据", "Under"),
                ],
                rows=table,
                widths=[4, 3, 8, 6],
            )
        )
    if listing.remedies:
        ways = []
        for one in listing.remedies:
            until = Text(f"最迟{w.day(one.until).zh}", f"by {w.day(one.until).en}") if one.until else one.runs or ALWAYS
            ways.append(Text(f"{one.title.zh}（{until.zh}）", f"{one.title.en} ({until.en})"))
        blocks.append(Items(items=ways))
    return blocks


def _records(view: OrganisationView) -> Section:
    if not view.records:
        return Section(
            id="records",
            title=Text("公示的记录", "Published records"),
            blocks=[Paragraph(text=Text("没有处于公示期内的记录。", "No record is within its time of publication."))],
        )
    blocks: list[AnyBlock] = [
        Paragraph(
            text=Text(
                "下列为机关在别处作出并报送的决定。记录本身不使任何人列入名单。",
                "Decisions that authorities took elsewhere and filed. A record by itself lists nobody.",
            )
        )
    ]
    for record in view.records:
        blocks += _record(record)
    return Section(id="records", title=Text("公示的记录", "Published records"), blocks=blocks)


def _record(record: RecordView) -> list[AnyBlock]:
    corrected = Text("（已更正）", " (corrected)") if record.corrected else Text("", "")
    rows = [
        (Text("机关", "Authority"), record.authority),
        (Text("文书", "Document"), w.plain(record.document)),
        (Text("决定日期", "Decided on"), w.day(record.decided_on)),
    ]
    rows += [(each.title, each.value) for each in record.fields]
    if record.publish_until:
        rows.append((Text("公示至", "Published until"), w.last_day(record.publish_until)))
    rows.append((Text("条目", "Entry"), w.plain(record.seq)))
    title = Text(record.title.zh + corrected.zh, record.title.en + corrected.en)
    return [Paragraph(text=title, strong=True), Pairs(rows=rows)]


def _proof(checkpoint: CheckpointView) -> Section:
    text = Text(
        "上述条目收在下列签名检查点之下；持有检查点的人可以要求登记册证明。",
        "The entries above stand under this signed checkpoint; whoever holds it can ask the register for proof.",
    )
    blocks: list[AnyBlock] = [Paragraph(text=text)]
    if checkpoint.note:
        blocks.append(Verbatim(caption=Text("签名检查点", "Signed checkpoint"), text=checkpoint.note.rstrip("\n")))
    return Section(id="proof", title=Text("证明", "Proof"), blocks=blocks)
