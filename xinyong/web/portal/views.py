"""The portal's pages about organisations and about the register itself."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from xinyong.errors import Refused
from xinyong.journal.port import Reading, Row
from xinyong.law.articles import ARTICLES, digest
from xinyong.law.force import version_on
from xinyong.law.model import Rulebook
from xinyong.law.refusals import PRACTICES
from xinyong.office.lineage import caution
from xinyong.publication.checkpoint import newest_checkpoint
from xinyong.publication.law_view import lists_on
from xinyong.publication.organisation import organisation_view
from xinyong.publication.search import LONGEST_QUERY, read_code, search
from xinyong.subjects.protection import protected
from xinyong.web import door, languages
from xinyong.web.portal.codes import plain_code
from xinyong.web.portal.pages import render_page
from xinyong.web.words import word

HITS = 30
EXAMPLES, LOOKED_AT = 6, 200


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """``/``: on to the reader's language."""
    language = languages.preferred(request.headers.get("Accept-Language", ""))
    response = HttpResponseRedirect(reverse("home", args=[language]))
    response.headers["Vary"] = "Accept-Language"
    return response


@require_safe
def home(request: HttpRequest, language: str) -> HttpResponse:
    """What the register is, what it refuses, and one search field."""
    office = door.office()
    today, rulebook = office.today(), office.rulebook
    with office.store.reading() as reading:
        figures = {
            "entries": reading.size(),
            "organisations": reading.count("organisation"),
            "lists": sum(line.state == "in-force" for line in lists_on(rulebook, today)),
            "instruments": len(rulebook.instruments),
        }
        # Only a register of made-up organisations shows some of them unasked.
        examples = _examples(reading, rulebook, office.today()) if office.mode == "synthetic" else []
    return render_page(request, "home.html", language, {"figures": figures, "examples": examples}, section="search")


def _examples(reading: Reading, rulebook: Rulebook, today: date) -> list[Row]:
    """Organisations that stand on a list, which their page shows: of each kind in turn, never two of one list."""
    kinds: dict[str, dict[str, str]] = {}
    for row in reading.rows("standing", order="seq", limit=LOOKED_AT):
        version = version_on(rulebook.lists[row["list"]].versions, today)
        if version is None or not version.published or row["unpublished"]:
            continue
        if row["ended_on"] is None and not row["suspended"]:
            kinds.setdefault(rulebook.lists[row["list"]].kind, {}).setdefault(row["list"], row["subject"])
    turns = zip_longest(*([*lists.values()] for _, lists in sorted(kinds.items())))
    subjects = list(dict.fromkeys(subject for turn in turns for subject in turn if subject))
    found = {row["subject"]: row for row in reading.rows_in("organisation", "subject", subjects)}
    shown = (found[each] for each in subjects if each in found)
    return [row for row in shown if not protected(row["subject_kind"], row["flags"] or "")][:EXAMPLES]


@require_http_methods(["GET", "HEAD", "POST"])
def search_page(request: HttpRequest, language: str) -> HttpResponse:
    """Search. The form posts, so that what turns out to be a person's number never stands in an address.

    A code leads to its page, a name to an address that can be kept; a number of a person is
    answered here and goes nowhere.
    """
    office = door.office()
    identifier = office.rulebook.manifest.organisation_identifier
    source = request.POST if request.method == "POST" else request.GET
    query = source.get("q", "").strip()[:LONGEST_QUERY]
    if not query:
        return _search(request, language, status=422, refused=word("search.empty", language))
    try:
        code = read_code(query, identifier)
    except Refused:
        return _search(request, language, status=422, refused=word("search.person", language))
    if request.method == "POST":
        if code is not None:
            return _see_other(reverse("organisation", args=[language, code]))
        return _see_other(f"{reverse('search', args=[language])}?{urlencode({'q': query})}")
    hits = search(office.store, query, HITS, identifier)
    return _search(request, language, query=query, hits=hits, full=len(hits) == HITS)


def _search(request: HttpRequest, language: str, *, status: int = 200, **context: object) -> HttpResponse:
    return render_page(
        request, "search.html", language, context, status=status, section="search", other_url=status == 200
    )


def _see_other(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


@require_safe
def organisation(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """One organisation as the public may see it today."""
    office = door.office()
    plain = plain_code(code, office.rulebook.manifest.organisation_identifier)
    if plain != code:
        return HttpResponseRedirect(reverse("organisation", args=[language, plain]))
    view = organisation_view(office, plain, office.today())
    response = render_page(
        request, "organisation.html", language,
        {"view": view, "not_inherited": caution(view.turns)}, section="search",
    )
    if view.protected:
        response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response


@require_safe
def articles(request: HttpRequest, language: str) -> HttpResponse:
    """The fifteen Articles."""
    context = {"articles": ARTICLES.values(), "digest": digest()}
    return render_page(request, "articles.html", language, context, section="articles")


@require_safe
def refused(request: HttpRequest, language: str) -> HttpResponse:
    """What the register refuses, each with its Articles."""
    practices = [(practice, [ARTICLES[number] for number in practice.articles]) for practice in PRACTICES]
    return render_page(request, "refused.html", language, {"practices": practices}, section="refused")


@require_safe
def checkpoint(request: HttpRequest, language: str) -> HttpResponse:
    """The newest signed checkpoint."""
    office = door.office()
    point = newest_checkpoint(office.store)
    with office.store.reading() as reading:
        waiting = reading.size() - reading.sealed_size()
    context = {"point": point, "waiting": waiting, "articles_digest": digest()}
    return render_page(request, "checkpoint.html", language, context)


@require_safe
def asset(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """One of our own files; its address changes when it does."""
    found = door.assets().get(name)
    if found is None or found[2] != f"/assets/{digest}/{name}":
        raise Http404
    body, media_type, _ = found
    return HttpResponse(body, content_type=media_type, headers={"Cache-Control": "public, max-age=31536000, immutable"})

