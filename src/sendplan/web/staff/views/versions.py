"""Versions of the plan: the list, one as it stood, and a revised document compared with the one in force."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from sendplan.access.rules import may
from sendplan.plan import actions, queries
from sendplan.plan.queries.pages import ChangeGroup, ChangesShown, ComparisonPage
from sendplan.plan.revision import Item
from sendplan.plan.rules import NotAllowed, NotFound, Refused, looked_at
from sendplan.web.design.paging import Paged, paged
from sendplan.web.staff.gate import Asked, found, staff_page
from sendplan.web.staff.revision_form import RevisionForm

__all__ = ["compare", "version", "versions"]

# The names of the questions that a comparison asks: plan.revision.Question.
QUESTION = re.compile(r"(?:action|target|need|statement)-\d{1,5}|outcome-\d{1,5}-\d{1,5}")


@dataclass(frozen=True, slots=True)
class ChangesPaged:
    """What changed, a page of it: ``whole`` has the totals, ``groups`` the items on the page by kind, ``easier`` the
    page's share of what got easier, so that each thing stands on one page."""

    whole: ChangesShown
    groups: tuple[ChangeGroup, ...]
    easier: Sequence[str]
    pages: Paged[tuple[int, Item]]


def changes_page(whole: ChangesShown, given: Mapping[str, str]) -> ChangesPaged:
    """The page of ``whole`` that an address asks for by ``changes-page``."""
    every = [(at, item) for at, group in enumerate(whole.groups) for item in group.items]
    pages = paged(every, given, one="change", many="changes", name="changes-page", anchor="changes")
    groups = tuple(
        replace(group, items=items)
        for at, group in enumerate(whole.groups)
        if (items := tuple(item for of, item in pages.items if of == at))
    )
    easier = len(whole.easier)
    share = whole.easier[easier * (pages.number - 1) // pages.pages : easier * pages.number // pages.pages]
    return ChangesPaged(whole, groups, share, pages)


@staff_page("plan.read")
def versions(asked: Asked) -> HttpResponse:
    page = queries.versions(asked.viewer, asked.today)
    if page is None:
        return asked.show("no_plan.html", "register", title="Versions of the plan")
    return asked.show("versions.html", "register", page=page)


@staff_page("plan.read")
def version(asked: Asked, number: int) -> HttpResponse:
    letter, at = asked.request.GET.get("section"), asked.request.GET.get("page", "1")
    if re.fullmatch(r"[1-9]\d{0,4}", at) is None:
        raise Http404
    page = found(queries.version(asked.viewer, number, asked.today, letter=letter, page=int(at)))
    address = asked.address("staff-version", str(number))
    pages = None
    if page.section is not None:
        address += f"?{urlencode({'section': page.section.letter})}"
        pages = Paginator(range(page.section.pages), 1).page(page.section.page)
    given = asked.request.GET.dict()
    changes = changes_page(page.changes, given) if page.changes is not None else None
    return asked.show("version.html", "register", page=page, pages=pages, address=address, changes=changes)


@staff_page("plan.import", methods=("GET", "HEAD", "POST"))
def compare(asked: Asked, upload_id: str) -> HttpResponse:
    """The comparison. Answers are sent to see what they change; what was not seen is not adopted."""
    posted = asked.request.POST if asked.request.method == "POST" else None
    answers = _answers(posted) if posted is not None else {}
    page = found(queries.comparison(asked.viewer, upload_id, answers, asked.today))
    if posted is None or "adopt" not in posted:
        return _shown(asked, page, _form(page, posted, answers))
    refusal = may(asked.viewer, "plan.adopt")
    if refusal is not None:
        raise NotAllowed(refusal)
    if page.row.state != "waiting":
        # Decided already: by somebody else, or by the first of two clicks. Say what was decided.
        messages.info(asked.request, page.row.sentence)
        return redirect("staff-upload", asked.viewer.area_slug, upload_id)
    if page.may_adopt is not None:
        messages.error(asked.request, page.may_adopt)
        return redirect("staff-compare", asked.viewer.area_slug, upload_id)
    sent = posted.copy()
    form = RevisionForm(sent, questions=page.questions)
    if form.is_valid() and page.problem is None:
        stale = looked_at(form.cleaned_data["against"], page.against)
        if stale is not None:
            form.add_error(None, stale)
        elif form.cleaned_data["seen"] != _as_seen(answers):
            form.add_error(None, "Look first at what your answers change, shown below. Then adopt it.")
        else:
            number = _adopted(asked, upload_id, answers, form)
            if number is not None:
                messages.success(asked.request, f"Version {number} is the area’s plan now. Its progress was kept.")
                return redirect("staff-version", asked.viewer.area_slug, number)
    elif page.problem is not None:
        form.add_error(None, page.problem)
    sent["seen"], sent["against"] = _as_seen(answers), str(page.against)  # what this page shows has then been seen
    return _shown(asked, page, form, status=422)


def _answers(posted: Mapping[str, str]) -> dict[str, str]:
    return {name: answer for name, answer in posted.items() if QUESTION.fullmatch(name) and answer}


def _as_seen(answers: Mapping[str, str]) -> str:
    return json.dumps(dict(sorted(answers.items())))


def _form(page: ComparisonPage, posted: Mapping[str, str] | None, answers: Mapping[str, str]) -> RevisionForm:
    title = (posted or {}).get("title", "").strip() or page.title
    initial = {"title": title, "against": page.against, "seen": _as_seen(answers)}
    return RevisionForm(questions=page.questions, initial=initial)


def _adopted(asked: Asked, upload_id: str, answers: Mapping[str, str], form: RevisionForm) -> int | None:
    """The version's number; where it was refused, the reason is at the form."""
    try:
        return actions.adopt_revision(
            asked.viewer,
            upload_id=upload_id,
            decisions=answers,
            title=form.cleaned_data["title"],
            today=asked.today,
            against=form.cleaned_data["against"],
        )
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        form.add_error(None, refused.reason)
        return None


def _shown(asked: Asked, page: ComparisonPage, form: RevisionForm, *, status: int = 200) -> HttpResponse:
    hints = {
        question.id: {each.value: each.hint for each in question.options if each.hint} for question in page.questions
    }
    return asked.show(
        "compare.html",
        "import",
        status=status,
        page=page,
        form=form,
        hints=hints,
        changes=changes_page(page.changes, asked.request.GET.dict()),
    )
