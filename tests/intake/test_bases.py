"""Legal bases: both ways of writing, coded and shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.test_values import han
from xinyong.intake.bases import Basis, coded_bases, read_bases, show_bases

TITLES = st.sampled_from(["中华人民共和国行政处罚法", "深圳经济特区食品安全监督条例", "中华人民共和国消费者权益保护法(2013修正)"])
BASES = st.builds(
    lambda title, article, inserted, paragraph, item: Basis(
        title, f"{article}-{inserted}" if inserted else str(article), paragraph, item if paragraph else 0
    ),
    TITLES, st.integers(1, 300), st.sampled_from([0, 0, 1, 2]), st.integers(0, 12), st.integers(0, 12),
)


def path_of(basis: Basis) -> str:
    number, _, inserted = basis.article.partition("-")
    parts = [basis.title, "第一章总则", f"第{han(int(number))}条" + (f"之{han(int(inserted))}" if inserted else "")]
    if basis.paragraph:
        parts.append(f"第{han(basis.paragraph)}款")
    if basis.item:
        parts.append(f"第（{han(basis.item)}）项")
    return "/".join(parts)


@given(st.lists(BASES, min_size=1, max_size=5, unique=True))
def test_paths_and_prose_read_to_the_same_bases(bases: list[Basis]) -> None:
    assert read_bases(",".join(map(path_of, bases))) == bases
    prose = "、".join(f"《{b.title}》{path_of(b).split('/', 2)[2].replace('/', '')}" for b in bases)
    assert read_bases("依据" + prose + "的规定") == bases
    shown = show_bases(coded_bases(bases))
    assert [text.zh for text in shown] == [basis.text().zh for basis in bases]


@pytest.mark.parametrize(
    ("text", "coded"),
    [
        ("中华人民共和国行政处罚法/第一章总则/第五条/第二款,深圳经济特区食品安全监督条例/第六章法律责任/第一百一十五条",
         "中华人民共和国行政处罚法|5|2|0;深圳经济特区食品安全监督条例|115|0|0"),
        ("《中华人民共和国广告法》第五十五条第一款、第五十九条", "中华人民共和国广告法|55|1|0;中华人民共和国广告法|59|0|0"),
        ("中华人民共和国价格法第四十二条", "中华人民共和国价格法|42|0|0"),
        ("《中华人民共和国刑法》第二百八十七条之二", "中华人民共和国刑法|287-2|0|0"),
        ("《企业信息公示暂行条例》", "企业信息公示暂行条例||0|0"),
    ],
)
def test_bases_as_authorities_write_them(text: str, coded: str) -> None:
    bases = read_bases(text)
    assert bases is not None and coded_bases(bases) == coded


@pytest.mark.parametrize("text", ["详见决定书", "", "有关规定/若干", "甲|乙/第一条"])
def test_what_names_no_article_is_left_as_it_is_written(text: str) -> None:
    assert read_bases(text) is None


def test_shown_in_both_languages() -> None:
    (shown,) = show_bases("中华人民共和国刑法|287-2|1|3")
    assert shown.zh == "《中华人民共和国刑法》第二百八十七条之二第一款第（三）项"
    assert shown.en == "中华人民共和国刑法, art. 287-2 para. 1 item 3"
