"""To whoever was told of a listing: that it ended, was suspended, corrected or annulled (Article 8).

It says which listing was told of, by the decision's number, and what to do now. It gives no reason, no facts and
nothing of the subject's later history (Article 14).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from xinyong.casework.documents import parts as p
from xinyong.casework.documents import written as w
from xinyong.casework.documents.dossier import Dossier
from xinyong.casework.documents.model import Document, Items, Part, Section
from xinyong.errors import Text
from xinyong.register import events as ev
from xinyong.register.entries import Entry

RECALLING = (
    ev.ListingEnded,
    ev.EffectSuspended,
    ev.EffectResumed,
    ev.ListingCorrected,
    ev.ContestDecided,
    ev.ListingExtended,
    ev.ListingRestored,
)
"""What a third party that was told of a listing must be told as well; a withdrawal is entered with the end."""


def changes(dossier: Dossier) -> list[Entry]:
    """The entries of the case that change what was told, in order."""
    return [
        each
        for each in dossier.entries
        if isinstance(each.event, RECALLING)
        and not (isinstance(each.event, ev.ContestDecided) and each.event.until is None)
    ]


def recall(dossier: Dossier) -> Document:
    """The newest change, told to those who were told of the listing. NotFound where nothing changed."""
    begun = dossier.state.begun
    if begun is None or isinstance(begun, ev.ListingMirrored):
        raise dossier.not_yet(Text("列入", "listing"))
    found = changes(dossier)
    if not found:
        raise dossier.not_yet(Text("变更", "change"))
    entry = found[-1]
    now, do = _words(dossier, entry.event)
    dated = entry.effective_from or dossier.today
    rows = [
        (Text("原决定书文号", "Decision told of"), w.plain(begun.document)),
        (Text("名单", "List"), dossier.list.title.text),
        (Text("现状", "As it stands"), now),
        (Text("自", "From"), w.day(dated)),
    ]
    part = Part(
        title=Text("列入信息变更告知书", "Notice of a change to what you were told"),
        lead=Text(
            "登记册此前向你方告知了下列列入。该信息已发生变更，现告知如下。",
            "The register told you of the listing below. It has changed, as follows.",
        ),
        sections=[
            p.pairs_section("change", Text("变更", "The change"), rows),
            Section(id="duties", title=Text("请即办理", "What to do"), blocks=[Items(items=do)]),
        ],
    )
    return p.document(dossier, "recall", f"{dossier.state.case[:9]}-{entry.seq}", dated, [part], [], [entry.seq])


def _words(dossier: Dossier, event: Any) -> tuple[Text, list[Text]]:
    stop = Text(
        "立即停止依据该列入采取的任何措施，并告知你方此前转告的各方。",
        "Stop at once whatever you do on account of the listing, and tell those to whom you passed it on.",
    )
    forget = Text(
        "删除或者更正你方保存的该信息；不得继续提供。",
        "Delete or put right what you keep of it, and pass it on no more.",
    )
    match event:
        case ev.EffectSuspended():
            return Text("暂停执行，目前没有任何效果", "suspended: it has no effect for now"), [stop]
        case ev.EffectResumed():
            return Text("恢复执行", "it has effect again"), [_own_term(dossier)]
        case ev.ListingRestored():
            return Text("原移出已撤销，恢复列入", "its end was revoked; it is in force again"), [_own_term(dossier)]
        case ev.ListingExtended() | ev.ContestDecided():
            last = w.last_day(event.until) if event.until else Text("", "")
            return Text(f"最后一日改为{last.zh}", f"its last day is now {last.en}"), [_put_right()]
        case ev.ListingCorrected():
            parts = [f"正确文号{event.decision}" if event.decision else ""]
            english = [f"the decision's right number is {event.decision}" if event.decision else ""]
            if event.until is not None:
                last = w.last_day(event.until)
                parts.append(f"最后一日为{last.zh}")
                english.append(f"its last day is {last.en}")
            return Text("，".join(filter(None, parts)), ", ".join(filter(None, english))), [_put_right()]
    return Text("已终止，不再有任何效果", "over: it has no effect any more"), [stop, forget]


def _put_right() -> Text:
    return Text("按上列内容更正你方保存的信息。", "Put right what you keep of it.")


def _own_term(dossier: Dossier) -> Text:
    until: date | None = dossier.state.until
    if until is None:
        return _put_right()
    last = w.last_day(until)
    return Text(f"其终止日期不变，最后一日为{last.zh}。", f"Its end is as it was: the last day is {last.en}.")
