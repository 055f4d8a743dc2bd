"""The faces under another rulebook: a Brazilian register of suspended companies, no line of code apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from xinyong.check import check
from xinyong.journal.officers import load_credential
from xinyong.law.loading import load
from xinyong.office import found
from xinyong.publication.organisation import organisation_view
from xinyong.register.mirror_listing import MirrorListing
from xinyong.subjects.cnpj import CNPJ


def test_a_mirrored_listing(client: Any, tmp_path: Path, settings_home: Any) -> None:
    rulebook = load("br")
    version = rulebook.lists["ceis"].versions[-1]
    code = CNPJ.synthetic(3)
    with found(tmp_path / "home", "synthetic", rulebook) as office:
        office.decide(
            MirrorListing(list="ceis", code=code, name="EMPRESA EXEMPLO LTDA", source="Prefeitura de Exemplo",
                          sanction=version.sanctions[0].wordings[0], identifier="cnpj", since=date(2020, 1, 5)),
            load_credential(office.home.credentials / "cgu-1.pem"),
        )
        office.seal_if_needed()
        (listing,) = organisation_view(office, code, office.today()).listings
        assert listing.until is None and listing.review_by is not None
        for row in listing.follows:
            assert row.reach
            assert {check(office, code, action, "test").verdict for action, _ in row.actions} == {row.effect}
    with settings_home(tmp_path / "home"):
        for language, words in (("zh", "来源未载明终止日期"), ("en", "No end stated by the source")):
            page = client.get(f"/{language}/organisations/{code}").content.decode()
            assert words in page and 'lang="pt-BR"' in page and CNPJ.format(code) in page
            assert "Prefeitura de Exemplo" in page
            for path in ("", "law/lists", "law/lists/ceis", "law/instruments", "law/measures", "law/changes"):
                assert client.get(f"/{language}/{path}").status_code == 200
