"""Kinds of administrative penalty, coded after article 9 of the Administrative Penalty Law (2021).

行政处罚法第九条: (1) warning, criticism; (2) fine, confiscation of unlawful gains or goods; (3) licence
suspended, grade lowered, licence revoked; (4) activity restricted, stoppage, closure, occupational
limits; (5) detention; (6) others by law or administrative regulation.
"""

from __future__ import annotations

import re

from xinyong.errors import BadInput, Text
from xinyong.intake.values import halfwidth
from xinyong.law.terms import PENALTY_KIND

KINDS = PENALTY_KIND

_LABELS: dict[str, tuple[str, ...]] = {
    "warning": ("警告",),
    "criticism": ("通报批评",),
    "fine": ("罚款", "罚金"),
    "confiscation-gains": ("没收违法所得", "没收所得"),
    "confiscation-goods": ("没收非法财物", "没收财物", "没收物品", "没收违法财物", "没收非法物品"),
    "suspension-licence": ("暂扣许可证件", "暂扣许可证", "暂扣执照", "暂扣证照", "暂扣营业执照"),
    "downgrade": ("降低资质等级", "降低资质"),
    "revocation": ("吊销许可证件", "吊销许可证", "吊销执照", "吊销证照", "吊销营业执照", "吊销资质证书"),
    "restriction": ("限制开展生产经营活动", "限制生产经营活动", "限制生产经营"),
    "stoppage": ("责令停产停业", "停产停业", "责令停业整顿", "责令停产", "责令停业"),
    "closure": ("责令关闭", "关闭"),
    "occupational-limit": ("限制从业", "限制从业资格", "禁止从业", "从业限制"),
    "detention": ("行政拘留", "拘留"),
    "other": ("其他", "其它", "法律、行政法规规定的其他行政处罚"),
}
_BY_LABEL = {label: kind for kind, labels in _LABELS.items() for label in labels}

# Labels of the 双公示 form that name two kinds at once: the wording of the penalty says which it was.
_GAINS, _GOODS = ("没收违法所得", "没收所得", "违法所得"), re.compile(r"没收(?!违法所得|所得)|非法财物")
_TWO = {
    "没收违法所得、没收非法财物": "confiscation",
    "没收违法所得没收非法财物": "confiscation",
    "暂扣或者吊销许可证、暂扣或者吊销执照": "licence",
    "暂扣或者吊销许可证、执照": "licence",
    "暂扣或者吊销许可证": "licence",
    "暂扣或者吊销执照": "licence",
    "暂扣或吊销许可证": "licence",
    "暂扣或吊销证照": "licence",
}


def read_kinds(cell: str, wording: str, field: str) -> list[str]:
    """Coded kinds in the order written, each once. ``wording``: the penalty's own text (处罚内容).

    Raises BadInput for a kind that article 9 does not know, or a label of two kinds whose wording
    names neither.
    """
    kinds: list[str] = []
    for part in re.split(r"[;；|]+", cell):
        label = re.sub(r"\s+", "", part)
        if not label:
            continue
        if label in _TWO:
            kinds.extend(_which(_TWO[label], wording, field))
        elif (kind := _one(label)) is not None:
            kinds.append(kind)
        else:
            for piece in re.split(r"[、,，/]+", label):
                kind = _one(piece)
                if kind is None:
                    raise _unknown(field)
                kinds.append(kind)
    if not kinds:
        raise _unknown(field)
    return list(dict.fromkeys(kinds))


def _one(label: str) -> str | None:
    if label in _BY_LABEL:
        return _BY_LABEL[label]
    if label in KINDS:  # our own codes, as an errors file or another register writes them
        return label
    plain = re.sub(r"^(?:并处|处以|处|给予)|[(（].*[)）]$", "", halfwidth(label))
    if plain.startswith(("其他-", "其它-", "其他:", "其它:")):
        return "other"
    return _BY_LABEL.get(plain)


def _which(pair: str, wording: str, field: str) -> list[str]:
    found: list[str] = []
    if pair == "confiscation":
        if any(word in wording for word in _GAINS):
            found.append("confiscation-gains")
        if _GOODS.search(wording):
            found.append("confiscation-goods")
    else:
        if "暂扣" in wording:
            found.append("suspension-licence")
        if "吊销" in wording:
            found.append("revocation")
    if not found:
        raise BadInput(
            Text("该处罚类别含两种处罚，处罚内容未写明是哪一种。",
                 "This label names two kinds of penalty and the penalty's wording does not say which."),
            code="ambiguous-kind", field=field, instrument="行政处罚法第九条",
            todo=Text("请只写实际作出的处罚种类。", "Write the kind that was imposed, and only that."),
        )
    return found


def _unknown(field: str) -> BadInput:
    known = "、".join(text.zh for text in KINDS.values())
    return BadInput(
        Text("处罚类别不属于行政处罚法第九条所列种类。", "The kind of penalty is none of those that the law knows."),
        code="unknown-kind", field=field, instrument="行政处罚法第九条",
        todo=Text(f"请使用：{known}；多项以“;”连接。",
                  "Use the kinds of article 9 of the Administrative Penalty Law, several joined by “;”: "
                  + ", ".join(text.zh for text in KINDS.values()) + "."),
    )
