"""Documents of an honour that its subject declined go with it; of an erased case: ``tests/operations/test_letters``."""

from __future__ import annotations

from typing import Any

import pytest

from tests.register.desk import Desk
from xinyong.office import letters
from xinyong.office.dossiers import basis_of, desk_of, document_of
from xinyong.register.decline_honour import DeclineHonour

pytestmark = [pytest.mark.article(9), pytest.mark.article(14)]


def _awarded(desk: Desk) -> str:
    """An honour whose letter was issued and waits in the outbox; its case."""
    case = desk.honoured(desk.organisation())
    basis = basis_of(desk.office, case, "decision")
    with desk_of(desk.office) as held:
        held.post(held.issue(document_of(desk.office, basis), basis, desk.clock()).id, "print", desk.clock())
    return case


def _held(desk: Desk) -> list[Any]:
    with desk_of(desk.office) as held:
        return [*held.bases(), *held.doomed()]


def test_they_go_with_the_wish_itself(desk: Desk) -> None:
    case = _awarded(desk)
    assert _held(desk)
    desk.do(DeclineHonour(case=case, document="试谢〔2026〕1号"))
    assert _held(desk) == []


def test_killed_in_between_the_next_opening_ends_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    case = _awarded(desk)
    with monkeypatch.context() as patch:
        patch.setattr("xinyong.office.office.forget_letters", lambda *given: None)
        desk.do(DeclineHonour(case=case, document="试谢〔2026〕1号"))
    assert _held(desk), "noted, and not forgotten yet"
    letters.settle(desk.office.home, desk.office.store)
    assert _held(desk) == []
