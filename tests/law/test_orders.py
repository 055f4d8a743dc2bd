"""Orders and lists are kinds apart: what an order gives no list gives, and an order gives nothing of a list's."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from xinyong.errors import RulebookError
from xinyong.law.compile import all_rules
from xinyong.law.loading import load
from xinyong.law.model import Rulebook

HERE = Path(__file__).parent
ORDERS = {"spc-consumption-restriction", "spc-exit-order", "sat-exit-order"}


@pytest.fixture(scope="module")
def cn() -> Rulebook:
    return load("cn")


def test_the_orders_of_the_law_of_china(cn: Rulebook) -> None:
    assert {each.id for each in cn.lists.values() if each.kind == "order"} == ORDERS


@pytest.mark.article(12)
def test_no_list_yields_an_exit_ban_and_an_exit_order_yields_nothing_else(cn: Rulebook) -> None:
    rules = list(all_rules(cn))
    assert {rule.list for rule in rules if rule.action == "travel.exit"} == {"spc-exit-order", "sat-exit-order"}
    assert {rule.action for rule in rules if rule.list in ("spc-exit-order", "sat-exit-order")} == {"travel.exit"}


@pytest.mark.article(7)
@pytest.mark.article(11)
def test_every_order_is_reviewed_lifted_on_security_and_published_nowhere(cn: Rulebook) -> None:
    for id in ORDERS:
        for version in cn.lists[id].versions:
            assert version.term.review_months is not None, id
            assert {"performed", "settled", "corrected"} <= {each.id for each in version.endings}, id
            assert not version.published and not version.public_person_query, id


@pytest.mark.article(10)
def test_an_exit_order_is_on_persons_alone_and_on_responsible_ones_by_law_alone(cn: Rulebook) -> None:
    for id in ("spc-exit-order", "sat-exit-order"):
        (version,) = cn.lists[id].versions
        assert version.subjects == ["person"] and version.responsible_persons
        assert not version.verified, "recalled, not read"


@pytest.mark.article(10)
def test_the_school_item_of_2015_is_the_payers_spending_and_no_childs_schooling(cn: Rulebook) -> None:
    newest = cn.lists["spc-consumption-restriction"].versions[-1]
    (measure,) = newest.measures
    schools = [action for action in measure.actions if "school" in action or "study" in action]
    assert schools == ["consumption.private-school-fees"]
    assert "Pay the fees" in cn.actions[schools[0]].title.en
    assert {rule.list for rule in all_rules(cn) if rule.action == "military-service.study"} <= {
        "national-defence-refusal"
    }


@pytest.mark.article(2)
def test_an_order_gives_its_own_measure_and_no_other(tmp_path: Path) -> None:
    shutil.copytree(HERE / "base", tmp_path / "book")
    path = tmp_path / "book" / "lists" / "people.yaml"
    rest = "cite: 'act#11', effect: prohibited, actions: [travel.rail], verified: true, source: T"
    own = f"      - {{measure: detain, {rest}}}\n"
    text = path.read_text(encoding="utf-8").replace("kind: decided", "kind: order", 1)
    path.write_text(text.replace("    measures:\n", "    measures:\n" + own, 1), encoding="utf-8")
    with pytest.raises(RulebookError, match="its own measure and no other") as caught:
        load(tmp_path / "book")
    assert caught.value.article == 2
    text = path.read_text(encoding="utf-8")
    ban = next(line for line in text.splitlines(keepends=True) if "measure: ban" in line)
    path.write_text(text.replace(ban, ""), encoding="utf-8")
    assert load(tmp_path / "book").lists["people"].kind == "order"


def test_editions_adopted_before_orders_keep_their_digest(cn: Rulebook) -> None:
    measure = cn.measures["market-entry"]
    assert b"by_order" not in msgspec.json.encode(measure)
    assert b"employer_told" not in msgspec.json.encode(cn.lists["sat-serious-tax"].versions[0])
