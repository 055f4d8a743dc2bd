"""Refused practices of procedure and law: lists by machine, in secret, without end (see ``refusals_persons``)."""

from __future__ import annotations

from xinyong.errors import Text
from xinyong.law.refusals_persons import Practice

PROCEDURES: tuple[Practice, ...] = (
    Practice(
        "exit",
        Text("因上名单而禁止出境", "Exit bans for being on a list"),
        Text(
            "据2017年的报道，数百万欠债人因名单共享给边检而不能出境。",
            "By a report of 2017 millions of debtors could not leave the country, because the list was shared"
            " with border"
            " control.",
        ),
        Text(
            "任何名单的措施都不及于出境；那是法律所列机关的另一项决定。",
            "No list's measures reach leaving; that is another decision, of a body a statute names.",
        ),
        (10, 12),
    ),
    Practice(
        "adhoc",
        Text("临时增设惩戒、以政策文件设名单", "Ad hoc penalties and lists by policy essay"),
        Text(
            "试点曾因与信用无关的行为限制权利；惩戒不得临时增设，须出自国家层面的法律法规。",
            "Pilots cut rights for conduct that had nothing to do with credit; penalties may not be made up and"
            " need national"
            " law or regulation.",
        ),
        Text(
            "载入时拒绝草案、历史文件、清单之外的措施、低于所需位阶的依据、超出地域的名单。",
            "The loader refuses drafts, historical papers, measures outside the national list, too low a rank,"
            " and a list beyond"
            " its territory.",
        ),
        (1, 2, 12),
    ),
    Practice(
        "automatic",
        Text("由程序列入", "Listing by machine"),
        Text(
            "外界想象由算法自动裁决；规划也曾设想实时监测、即时扣分。",
            "Many imagine an algorithm that decides; plans did speak of live monitoring with points lost at once.",
        ),
        Text(
            "软件不提名；每项不利决定由两名不同的人作出；仅凭报送从不列入；未告知、未封存不生效。",
            "The software names nobody; two different people make every adverse decision; a filing lists nobody;"
            " nothing has"
            " effect before notice and seal.",
        ),
        (5, 6),
    ),
    Practice(
        "secret",
        Text("不告知就限制", "Restricting without telling"),
        Text(
            "列入前须告知决定及其法律依据；跳过这一步的限制即是滥用。",
            "Whoever is to be listed must first be told of the decision and its law; a restriction that skips"
            " this is abuse.",
        ),
        Text(
            "没有告知程序的名单不能载入；告知期未满不得决定；决定和修复告知一并送达。",
            "A list without notice does not load; nothing is decided before the time to answer is over; the"
            " decision is served"
            " together with the way back.",
        ),
        (5, 8, 13),
    ),
    Practice(
        "forever",
        Text("没有尽头的名单", "Lists without an end"),
        Text("移出名单通常要两到五年。", "It typically took two to five years to come off a list."),
        Text(
            "没有终止或复核、没有终止事由、没有救济的名单不能载入；到期由时钟终止，已终止的不再出现。",
            "A list without an end or review, without endings or remedies does not load; the clock alone ends a"
            " listing, and"
            " what ended is shown nowhere.",
        ),
        (7, 8, 14),
    ),
)
