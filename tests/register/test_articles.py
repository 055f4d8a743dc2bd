"""Each Article's predicates, attacked one by one; and the same attacks once more with the predicate taken out.

The second run (``test_only_its_predicate_stands_in_the_way``) shows that an attack meets that very
predicate and nothing else: without it, it goes through.
"""

from __future__ import annotations

import pytest

from tests.register import (
    test_articles_credentials,
    test_articles_favour,
    test_articles_hearing,
    test_articles_later,
    test_articles_legality,
    test_articles_persons,
    test_articles_procedure,
    test_emergency,
)
from tests.register.desk import MakeDesk
from tests.register.strikes import ANSWERS, ATTACKS, PREDICATES, Strike
from xinyong.register import articles

MODULES = (
    test_articles_credentials, test_articles_favour, test_articles_hearing, test_articles_later,
    test_articles_legality, test_articles_persons, test_articles_procedure, test_emergency,
)


def test_every_predicate_is_attacked() -> None:
    assert set(ATTACKS) == PREDICATES
    assert {test.__module__ for test in ATTACKS.values()} == {module.__name__ for module in MODULES}


@pytest.mark.parametrize("predicate", sorted(PREDICATES))
def test_only_its_predicate_stands_in_the_way(
    predicate: str, make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taking out the predicate lets its attack through: the attack meets it and nothing else."""
    blow = Strike(make_desk, monkeypatch, without=predicate)
    ATTACKS[predicate](blow)
    assert blow.struck == 1


@pytest.mark.parametrize("predicate", sorted(PREDICATES))
def test_the_attack_notices_that_its_predicate_is_gone(
    predicate: str, make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a predicate taken out, the test that attacks it fails, as a mutation of the code would make it."""
    monkeypatch.setattr(articles, predicate, ANSWERS.get(predicate, lambda *given: None))
    with pytest.raises(BaseException, match="DID NOT RAISE"):
        ATTACKS[predicate](Strike(make_desk, monkeypatch))
