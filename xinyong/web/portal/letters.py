"""Two pages for whoever holds a letter: whether it is genuine, and the inbox where it is read once by its code.

Both take what is typed in a posted form, so that no code stands in an address, and answer anything that does not fit
with the same words, whatever it is: no such letter, another number, a code used up or lapsed.
"""

from __future__ import annotations

import base64
import re
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from xinyong.casework.delivery.issued import Confirmation, read_code
from xinyong.errors import BadInput, NotFound
from xinyong.office.dossiers import desk_of, rendered
from xinyong.web import door
from xinyong.web.limits import Tries
from xinyong.web.middleware import POLICY
from xinyong.web.portal.pages import render_page

LONGEST = 120
tries = Tries()
_STYLE = re.compile(rb"<style>(.*?)</style>", re.S)


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, language: str) -> HttpResponse:
    """Number and code printed on a document: whether it was issued, and nothing more. Each use asks once."""
    if request.method != "POST":
        return _page(request, "verify.html", language)
    tries.check(_sender(request))
    said = _confirmed(_given(request, "code"), _given(request, "number"))
    if not said.genuine:
        tries.failed(_sender(request))
    return _page(request, "verify.html", language, said=said)


@require_http_methods(["GET", "HEAD", "POST"])
def inbox(request: HttpRequest, language: str) -> HttpResponse:
    """A letter's pick-up number and one-time code: the letter itself, once."""
    if request.method != "POST":
        return _page(request, "inbox.html", language)
    tries.check(_sender(request))
    letter = _collected(_given(request, "number"), _given(request, "code"), language)
    if letter is not None:
        return letter
    tries.failed(_sender(request))
    return _page(request, "inbox.html", language, refused=True)


def _confirmed(code: str, number: str) -> Confirmation:
    try:
        readable = read_code(code)
    except BadInput:
        return Confirmation(genuine=False)
    with desk_of(door.office()) as desk:
        return desk.confirm(readable, number)


def _collected(key: str, code: str, language: str) -> HttpResponse | None:
    office = door.office()
    try:
        readable = read_code(code)
        with desk_of(office) as desk:
            held = desk.collect(key, readable, office.clock())
            body = rendered(office, desk.issued(held.issued), language, "html") if held is not None else None
    except (BadInput, NotFound):  # not a code; or its case was erased since
        return None
    return _letter(body) if body is not None else None


def _letter(body: bytes) -> HttpResponse:
    """The letter as it is: its own sheet is allowed by its digest, and nothing else."""
    response = HttpResponse(body, content_type="text/html; charset=utf-8")
    styles = " ".join(
        f"'sha256-{base64.b64encode(sha256(style).digest()).decode()}'" for style in _STYLE.findall(body)
    )
    policy = POLICY.replace("style-src 'self'", f"style-src {styles}").replace("img-src 'self'", "img-src data:")
    response.headers["Content-Security-Policy"] = policy  # the synthetic register's mark is drawn within the sheet
    return _private(response)


def _page(request: HttpRequest, template: str, language: str, **context: object) -> HttpResponse:
    posted = request.method == "POST"
    return _private(render_page(request, template, language, context, section="letters", other_url=not posted))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response


def _given(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, ""))[:LONGEST].strip()


def _sender(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
