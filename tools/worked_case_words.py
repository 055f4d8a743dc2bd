"""What the steps of a worked case say, in both languages: one sentence for each kind of entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tools.worked_later_words import LATER, Said
from xinyong.casework.documents import written
from xinyong.errors import Text
from xinyong.law import terms
from xinyong.law.force import version_on
from xinyong.law.model import ListVersion, Rulebook
from xinyong.law.remedies import ALWAYS, called, find, runs
from xinyong.register import events as ev
from xinyong.register.events import Event

SEALED = Said(
    Text("封存", "Sealed"),
    Text(
        "登记册签署检查点。至此该列入方生效；此前的核查答复不含它。",
        "The register signs a checkpoint. Only now does the listing have effect; a check before this does"
        " not tell of it.",
    ),
)


STATUS_SEALED = Said(
    Text("封存", "Sealed"),
    Text("登记册签署检查点。状态没有效力，仅供查阅。", "The register signs a checkpoint. A status has no effect: it is shown."),
)


def asked(book: Rulebook, action: str, place: str) -> Said:
    """A check of an action, at a place where the list is regional."""
    title = book.actions[action].title.text
    at = Text(f"（办理地 {place}）", f" (done at {place})") if place else Text("", "")
    return Said(
        Text("核查", "Checked"),
        Text(f"依赖方询问：{title.zh}{at.zh}。答复如下。", f"A relying party asks: {title.en}{at.en}. The answer:"),
    )


def ran_out(begun: ev.ListingApproved) -> Said:
    """The clock ended it."""
    if begun.until is not None:
        return Said(
            Text("期满", "Its term is over"),
            Text(
                "期限届满，列入自行终止；无须任何人、任何任务办理。",
                "The term is over and with it the listing; nobody and no job had to act.",
            ),
        )
    return Said(
        Text("复核日未续", "Not renewed at its review"),
        Text(
            "到复核日未经决定续期，列入自行终止。",
            "No decision renewed it by its review day: the listing ended by itself.",
        ),
    )


# --- what each entry says ------------------------------------------------------------------------


def _registered(book: Rulebook, event: Any) -> Said:
    kind = terms.SUBJECT[event.subject_kind]
    basis = (
        Text("凭来源文件得知", "known from the source's file")
        if event.basis == "filing"
        else Text("登记机关登记", "registered by the registration authority")
    )
    return Said(
        Text("主体", "The subject"),
        Text(
            f"{event.name}（{event.code}，{kind.zh}），{basis.zh}。",
            f"{event.name} ({event.code}; kind: {kind.en}), {basis.en}.",
        ),
    )


def _proposed(book: Rulebook, event: Any) -> Said:
    version = version_on(book.lists[event.list].versions, event.proposed_on)
    ground = next(each for each in version.grounds if each.id == event.ground) if version else None
    title = ground.title.text if ground else Text(event.ground, event.ground)
    if book.lists[event.list].kind == "red":
        return Said(
            Text("提出授予", "Honour proposed"),
            Text(
                f"机关经办人依有文书的事实提出，软件不提名。条件：{title.zh}。判定所据的各款见下。不设告知：没有任何不利。",
                f"An officer of the authority proposes it on documented facts; the software names nobody. Condition:"
                f" {title.en}. The clauses that decided stand below. No notice: nothing adverse follows.",
            ),
        )
    conduct, listing = written.day(event.conduct_on), book.lists[event.list].title.text
    return Said(
        Text("立案", "Case opened"),
        Text(
            f"机关自行提出，软件不提名。名单：{listing.zh}；情形：{title.zh}；行为日：{conduct.zh}。判定所据的各款见下。尚无任何后果。",
            f"The authority proposes it; the software names nobody. List: {listing.en}. Ground: {title.en}; day of the"
            f" conduct: {conduct.en}. The clauses that decided stand below. Nothing follows yet.",
        ),
    )


def _noticed(book: Rulebook, event: Any) -> Said:
    until, how = written.day(event.answer_by), written.METHODS[event.method]
    later = (
        Text("（暂定：工作日历尚未公布）", " (provisional: the calendar is not published yet)")
        if event.provisional
        else Text("", "")
    )
    return Said(
        Text("告知", "Notice served"),
        Text(
            f"{event.document}{how.zh}，载明拟作决定、事由和依据。陈述、申辩截止{until.zh}{later.zh}，一次算定。",
            f"{event.document}, {how.en}: the decision in view, its facts and its law. Last day to answer: {until.en}"
            f"{later.en}, computed once.",
        ),
    )


def _answered(book: Rulebook, event: Any) -> Said:
    return Said(
        Text("陈述、申辩", "Answer received"),
        Text(
            f"收到当事人陈述、申辩（{event.document}）。不因申辩加重。",
            f"The subject's answer comes in ({event.document}). Defending oneself aggravates nothing.",
        ),
    )


def _decided(book: Rulebook, event: Any) -> Said:
    if not event.answer_considered:  # an honour: there was nothing to answer
        return Said(
            Text("决定", "Decided"),
            Text(
                f"{event.document}：决定授予。另一人审批之前没有效力。",
                f"{event.document}: to be granted. Without effect until another officer approves.",
            ),
        )
    weighed = written.CONSIDERED[event.answer_considered]
    return Said(
        Text("决定", "Decided"),
        Text(
            f"{event.document}：{weighed.zh}，决定列入。另一人审批之前没有效力。",
            f"{event.document}: {weighed.en}; to be listed. Without effect until another officer approves.",
        ),
    )


def _approved(book: Rulebook, event: Any) -> Said:
    since = written.day(event.since)
    if event.until is not None:
        last = written.day(event.until)
        end = Text(f"{last.zh}起不再列入", f"no longer listed from {last.en}")
    else:
        review = written.day(event.review_by)
        end = Text(
            f"至法定终止事由发生；{review.zh}复核，不续即终止",
            f"until an ending event; reviewed on {review.en}, or it ends",
        )
    if book.lists[event.list].kind == "red":
        held = end if event.until is None else Text(f"至{last.zh}（不含）期满", f"until {last.en} (exclusive)")
        return Said(
            Text("审批", "Approved"),
            Text(
                f"另一名人员审批。自{since.zh}享有；{held.zh}。均于此时一次确定。",
                f"Another officer approves. Held from {since.en}; {held.en}. All of it is fixed here, once.",
            ),
        )
    repair = (
        Text(
            f"{written.day(event.repair_from).zh}起可申请修复",
            f"repair may be applied for from {written.day(event.repair_from).en}",
        )
        if event.repair_from
        else Text("法律不允许提前修复", "law bars early repair")
    )
    return Said(
        Text("审批", "Approved"),
        Text(
            f"另一名人员审批。自{since.zh}；{end.zh}；{repair.zh}。均于此时一次确定。",
            f"Another officer approves. From {since.en}; {end.en}; {repair.en}. All of it is fixed here, once.",
        ),
    )


def _notified(book: Rulebook, event: Any) -> Said:
    version = version_on(book.lists[event.list].versions, event.served_on)
    days = [_remedy(version, remedy) for remedy in event.remedies]
    paper = (
        Text(
            f"，连同修复告知书{event.repair_notice}",
            f", with the notice of how it is repaired, {event.repair_notice}",
        )
        if event.repair_notice
        else Text("，并说明不得提前修复及其依据", ", saying that early repair is barred and by what")
    )
    return Said(
        Text("送达决定", "Decision served"),
        Text(
            f"{event.document}送达{paper.zh}。救济期限：{'；'.join(d.zh for d in days)}。",
            f"{event.document} is served{paper.en}. Time limits:"
            f" {'; '.join(d.en for d in days)}.",
        ),
    )


def _remedy(version: ListVersion | None, fixed: Any) -> Text:
    name, remedy = called(version, fixed.remedy), find(version, fixed.remedy)
    runs_until = written.day(fixed.until) if fixed.until else runs(remedy) if remedy else ALWAYS
    return Text(f"{name.zh}——{runs_until.zh}", f"{name.en} — {runs_until.en}")


def _applied(book: Rulebook, event: Any) -> Said:
    by = Text("", "")
    if event.decide_by:
        day = written.day(event.decide_by)
        by = Text(f"，最迟{day.zh}作出决定", f", to be decided by {day.en}")
    return Said(
        Text("申请修复", "Repair applied for"),
        Text(f"收到{event.document}{by.zh}。", f"{event.document} comes in{by.en}."),
    )


def _repaired(book: Rulebook, event: Any) -> Said:
    assert event.granted, "no worked case has a repair refused"
    return Said(
        Text("准予修复", "Repair granted"),
        Text(
            f"{event.document}：准予修复。解除一人即可。",
            f"{event.document}: granted. One officer suffices to relieve.",
        ),
    )


def _ended(book: Rulebook, event: Any) -> Said:
    version = book.lists[event.list].versions[-1]
    ending = next(each for each in version.endings if each.id == event.ending)
    title, kept = ending.title.text, written.day(event.retain_until)
    return Said(
        Text("移出", "Ended"),
        Text(
            f"事由：{title.zh}。当日起无效力，各处同时消失；案卷保存至{kept.zh}后销毁。",
            f"Because: {title.en}. Without effect from this day, gone everywhere at once; the file is destroyed"
            f" after {kept.en}.",
        ),
    )


def _mirrored(book: Rulebook, event: Any) -> Said:
    since = written.day(event.since) if event.since else Text("未载明", "not stated")
    until = written.day(event.until) if event.until else Text("未载明", "not stated")
    return Said(
        Text("转录", "Mirrored"),
        Text(
            f"来源 {event.source} 的一项“{event.sanction}”，自{since.zh}，至{until.zh}（不含）；归属来源，不是本登记册的决定。",
            f"An entry of {event.source}: “{event.sanction}”, from {since.en} until {until.en} (exclusive). It is"
            " the source's,"
            " not a decision of this register.",
        ),
    )


def _lost(book: Rulebook, event: Any) -> Said:
    title = book.lists[event.list].title.text
    return Said(
        Text("荣誉失去", "Honour lost"),
        Text(
            f"依“{title.zh}”自身的法律，因列入而失去；与该列入一同封存时才生效。",
            f"By its own law “{title.en}” is lost to the listing; it takes effect with the listing's own seal.",
        ),
    )


def _returned(book: Rulebook, event: Any) -> Said:
    title = book.lists[event.list].title.text
    return Said(
        Text("荣誉恢复", "Honour returned"),
        Text(
            f"该列入自始不应作出，“{title.zh}”恢复至原有期限。",
            f"The listing should never have been: “{title.en}” stands again, to the end it had.",
        ),
    )


def _declined(book: Rulebook, event: Any) -> Said:
    return Said(
        Text("谢绝", "Declined"),
        Text(
            f"凭其本人申请{event.document}：当即撤下，非经其本人申请不再提出。",
            f"On its holder's own application, {event.document}: gone at once, and proposed again upon its own"
            " application alone.",
        ),
    )


def _erased(book: Rulebook, event: Any) -> Said:
    return Said(
        Text("销毁", "Destroyed"),
        Text(
            f"就此记载的{len(event.targets)}个条目的内容和密钥同时销毁；日志仍可验证。",
            f"Content and keys of the {len(event.targets)} entries about it are destroyed at once; the journal still"
            " verifies.",
        ),
    )


def _status(book: Rulebook, event: Any) -> Said:
    title = book.lists[event.list].title.text
    until = written.last_day(event.until) if event.until else written.day(event.review_by)
    return Said(
        Text("报送状态", "Status filed"),
        Text(
            f"发证机关报送：{title.zh}，{event.document}，至{until.zh}。一人即可：没有任何效力。",
            f"The body that gave it files it: {title.en}, {event.document}, until {until.en}. One officer suffices: it"
            " has no effect on anything.",
        ),
    )


def _objected(book: Rulebook, event: Any) -> Said:
    return Said(
        Text("提出异议", "Objection"),
        Text(f"收到{event.document}；各处立即标注。", f"{event.document} comes in; flagged everywhere at once."),
    )


def _answered_objection(book: Rulebook, event: Any) -> Said:
    assert event.upheld, "no worked case has an objection rejected"
    return Said(
        Text("异议答复", "Objection decided"),
        Text(f"{event.document}：异议成立。", f"{event.document}: upheld."),
    )


def _withdrawn(book: Rulebook, event: Any) -> Said:
    return Said(
        Text("撤销", "Withdrawn"),
        Text("列入自始不应作出；曾被告知者一律告知撤销。", "It should not have been: whoever was told is told of this."),
    )


WITHOUT_A_NAME = Said(
    Text("案中所见", "What follows for the person"),
    Text(
        "案件只有决定机关和本人可见；谁可就哪一事项查询自然人，由封闭的表确定。当日由此产生的后果如下。",
        "The case is seen by the deciding authority and the person alone; who else may ask about a person, and for"
        " what, is a closed table. What follows from it on the day:",
    ),
)
REFUSED = Said(
    Text("登记册拒绝", "The register refuses"),
    Text("没有写入任何内容。答复如下。", "Nothing is written. The answer:"),
)


SAID: dict[type[Event], tuple[Callable[[Rulebook, Any], Said], tuple[int, ...]]] = {
    ev.OrganisationRegistered: (_registered, (1, 15)),
    ev.ListingProposed: (_proposed, (1, 2, 3, 6)),
    ev.NoticeServed: (_noticed, (5,)),
    ev.AnswerReceived: (_answered, (5,)),
    ev.ListingDecided: (_decided, (5, 6)),
    ev.ListingApproved: (_approved, (6, 7, 8)),
    ev.DecisionNotified: (_notified, (8, 13)),
    ev.RepairApplied: (_applied, (8,)),
    ev.RepairDecided: (_repaired, (6, 8)),
    ev.ListingEnded: (_ended, (7, 8, 14)),
    ev.ListingMirrored: (_mirrored, (1, 7, 12)),
    ev.HonourLost: (_lost, (6, 7)),
    ev.HonourReturned: (_returned, (8,)),
    ev.HonourDeclined: (_declined, (9, 14)),
    ev.Erased: (_erased, (14, 15)),
    ev.StatusFiled: (_status, (1, 6, 7)),
    ev.ObjectionOpened: (_objected, (8,)),
    ev.ObjectionDecided: (_answered_objection, (6, 8)),
    ev.ListingWithdrawn: (_withdrawn, (8, 14)),
    **LATER,
}
"""What each kind of entry of a worked case says, and the Articles that the step answers to."""


def said(book: Rulebook, event: Event) -> Said:
    """The step's words. KeyError for an entry that no worked case makes."""
    return SAID[type(event)][0](book, event)


def articles_of(event: Event) -> tuple[int, ...]:
    """The Articles that the step answers to."""
    return SAID[type(event)][1]
