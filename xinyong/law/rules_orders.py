"""What the loader refuses about orders and lists apart: a list that gives what only an order may, and the reverse.

An order is made in each case by a body that a statute names; it restrains one subject, for one purpose, until it is
lifted. No list of serious dishonesty yields one, and an order carries nothing of a list with it (Articles 2, 10, 12).
"""

from __future__ import annotations

import msgspec

from xinyong.errors import Text
from xinyong.law.faults import Fault, Path
from xinyong.law.model import CreditList, ListVersion, Rulebook


def check_order(value: CreditList, version: ListVersion, book: Rulebook, path: Path) -> None:
    """An order's own measure alone, published nowhere; on a list no measure that takes an order."""
    order = value.kind == "order"
    for index, applied in enumerate(version.measures):
        here: Path = (*path, "measures", index, "measure")
        measure = book.measures.get(applied.measure)
        if measure is not None and measure.by_order is True and not order:
            raise Fault(
                here,
                Text(
                    f"措施 {applied.measure} 只能由法律规定的机关逐案以命令作出，任何名单均不得附带",
                    f"measure {applied.measure} takes an order of its own in each case; no list yields it",
                ),
                Text("删去该措施；如法律另有规定，另写 kind: order", "leave it out; where a law gives it, write an order"),
                article=12,
                instrument=applied.cite,
            )
        if order and applied.measure != version.measures[0].measure:
            raise Fault(
                here,
                Text("一项命令只附带其自身的一项措施", "an order gives its own measure and no other"),
                Text("删去其他措施", "leave the other measure out"),
                article=2,
                instrument=applied.cite,
            )
    if order and (version.published or version.public_person_query):
        raise Fault(
            (*path, "published"),
            Text("命令不予公示，也不供公众查询", "an order is published nowhere, nor open to the public's questions"),
            Text("写 published: false，删去 public_person_query", "write published: false, no public_person_query"),
            article=11,
        )
    _responsible(version, book, path)


def _responsible(version: ListVersion, book: Rulebook, path: Path) -> None:
    """Responsible persons answer for organisations on lists that there are, where the law names them at all."""
    of = version.responsible_of
    for index, listing in enumerate([] if isinstance(of, msgspec.UnsetType) else of):
        if listing not in book.lists or not version.responsible_persons:
            raise Fault(
                (*path, "responsible_of", index),
                Text(f"没有名单 {listing}，或者未写 responsible_persons", f"no such list, or no responsible_persons: {listing}"),
                Text("写已有的名单，并写明 responsible_persons 的依据", "name a list, and the article on responsible persons"),
                article=10,
            )
