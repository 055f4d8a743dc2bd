"""Files about a person outside the journal: opened by that person's key and label, and by nobody once it is gone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.register.desk import Desk, MakeDesk
from xinyong.errors import RegisterFault
from xinyong.office.envelopes import opened_for, sealed_for


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    return make_desk()


@pytest.mark.article(14)
def test_only_the_key_and_the_label_open_it(desk: Desk) -> None:
    keys = desk.office.keys

    @given(content=st.binary(max_size=200), flip=st.integers(0))
    def any_content(content: bytes, flip: int) -> None:
        envelope = sealed_for(keys, "SOMEBODY", "D1", content)
        assert opened_for(keys, "SOMEBODY", "D1", envelope) == content
        assert len(content) < 16 or content not in envelope
        place = flip % (8 * len(envelope))
        changed = bytearray(envelope)
        changed[place // 8] ^= 1 << place % 8
        for subject, label, sealed in (
            ("ANOTHER", "D1", envelope), ("SOMEBODY", "D2", envelope), ("SOMEBODY", "D1", bytes(changed)),
        ):  # fmt: skip
            with pytest.raises(RegisterFault):
                opened_for(keys, subject, label, sealed)

    any_content()
    envelope = sealed_for(keys, "SOMEBODY", "D1", b"a letter")
    keys.put_data_keys([(1, "SOMEBODY", b"a wrapped key")])
    keys.destroy([1])
    with pytest.raises(RegisterFault) as caught:
        opened_for(keys, "SOMEBODY", "D1", envelope)
    assert caught.value.article == 14
