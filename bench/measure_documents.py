"""Documents: how fast a decision comes out of the journal as page and as paper."""

from __future__ import annotations

import msgspec

from bench.frame import Figure, Run, measure, seconds
from xinyong.casework.documents.html import render_html
from xinyong.casework.documents.model import Document
from xinyong.casework.documents.pdf import fonts, render_images, render_pdf
from xinyong.lab import sample
from xinyong.office import Office
from xinyong.office.dossiers import basis_of, document_of


@measure("documents")
def documents_speed(run: Run) -> list[Figure]:
    """Decisions with their repair notices, made from the journal and set as PDF in Chinese, each with a number of its
    own so that nothing set before can be used again. Loading the fonts is measured apart; there is no floor."""
    loading = seconds(fonts)
    sample.make(run.folder / "home", count=run.size(2_000, 300))
    with Office.open(run.folder / "home") as office:
        with office.store.reading() as reading:
            case = reading.rows("casefile", stage="listed", limit=1)[0]["id"]
        basis = basis_of(office, case, "decision")
        made = document_of(office, basis)
        rounds = run.size(60, 6)
        making = seconds(lambda: document_of(office, basis), times=rounds)
    pages = len(render_images(made, "zh", 20))
    fresh = [_numbered(made, number) for number in range(rounds)]
    setting = seconds(lambda: [render_pdf(each, "zh") for each in fresh])
    marking = seconds(lambda: [render_html(each, "both") for each in fresh])
    return [
        Figure("fonts loaded, once for a process", loading, "s", "less"),
        Figure("a document made from the journal, median", making * 1000, "ms", "less"),
        Figure("PDF pages set", pages * rounds / setting, "pages/s", "more"),
        Figure("PDF decisions with repair notice", rounds / setting, "documents/s", "more"),
        Figure("HTML documents in both languages", rounds / marking, "documents/s", "more"),
    ]


def _numbered(document: Document, number: int) -> Document:
    return msgspec.structs.replace(document, number=f"{document.number}-{number}")
