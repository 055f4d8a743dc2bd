"""The portal's pages about the law, on any day."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xinyong.law import difference
from xinyong.law.force import version_on
from xinyong.publication import law_view
from xinyong.web import door
from xinyong.web.portal.pages import day_asked, render_page


def _law_page(request: HttpRequest, language: str, template: str, tab: str, context: dict[str, object]) -> HttpResponse:
    return render_page(request, template, language, {"tab": tab, **context}, section="law")


def _on(request: HttpRequest) -> date:
    return day_asked(request, "on", door.office().today())


@require_safe
def lists(request: HttpRequest, language: str) -> HttpResponse:
    """The index of lists on a day."""
    on = _on(request)
    lines = law_view.lists_on(door.office().rulebook, on)
    return _law_page(request, language, "law/lists.html", "lists", {"lines": lines, "on": on})


@require_safe
def credit_list(request: HttpRequest, language: str, identifier: str) -> HttpResponse:
    """One list's whole law on a day."""
    on = _on(request)
    view = law_view.list_page(door.office().rulebook, identifier, on)
    return _law_page(request, language, "law/list.html", "lists", {"view": view, "on": on})


@require_safe
def instruments(request: HttpRequest, language: str) -> HttpResponse:
    """All instruments, by rank, with their state on a day."""
    on = _on(request)
    lines = law_view.instruments_on(door.office().rulebook, on)
    return _law_page(request, language, "law/instruments.html", "instruments", {"lines": lines, "on": on})


@require_safe
def instrument(request: HttpRequest, language: str, identifier: str) -> HttpResponse:
    """One instrument and what rests on it."""
    view = law_view.instrument_page(door.office().rulebook, identifier, _on(request))
    return _law_page(request, language, "law/instrument.html", "instruments", {"view": view})


@require_safe
def measures(request: HttpRequest, language: str) -> HttpResponse:
    """The national list of measures on a day."""
    on = _on(request)
    lines = law_view.measures_on(door.office().rulebook, on)
    return _law_page(request, language, "law/measures.html", "measures", {"lines": lines, "on": on})


@require_safe
def categories(request: HttpRequest, language: str) -> HttpResponse:
    """The directory's categories on a day."""
    on = _on(request)
    editions = door.office().rulebook.categories.values()
    found = [version for edition in editions if (version := version_on(edition, on)) is not None]
    lines = sorted(found, key=lambda one: one.number)
    return _law_page(request, language, "law/categories.html", "categories", {"lines": lines, "on": on})


@require_safe
def changes(request: HttpRequest, language: str) -> HttpResponse:
    """What differs between the law of two days; by default the year up to today."""
    today = door.office().today()
    a_year_ago = date(today.year - 1, today.month, min(today.day, 28))
    earlier, later = sorted((day_asked(request, "from", a_year_ago), day_asked(request, "to", today)))
    found = difference.diff(door.office().rulebook, earlier, later)
    context: dict[str, object] = {"changes": found, "earlier": earlier, "later": later}
    return _law_page(request, language, "law/changes.html", "changes", context)
