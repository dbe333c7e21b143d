"""What families said, what takes it up, and what was said back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from sendplan.plan import actions, queries
from sendplan.plan.queries.pages import StatementPage
from sendplan.plan.rules import NotAllowed, NotFound, Refused
from sendplan.web.design.paging import page_asked, paged
from sendplan.web.staff.forms import LinkForm, ReplyForm
from sendplan.web.staff.gate import Asked, found, staff_page

__all__ = ["families", "statement"]


@staff_page("plan.read")
def families(asked: Asked) -> HttpResponse:
    given = asked.request.GET.dict()
    unanswered = given.get("show") == "unanswered"
    page = queries.families(asked.viewer, asked.today, unanswered=unanswered, page=page_asked(given))
    if page is None:
        return asked.show("no_plan.html", "families", title="What families said")
    at = {**given, "page": str(page.page)}
    pages = paged(range(page.total), at, one="thing families said", many="things families said")
    return asked.show("families.html", "families", page=page, unanswered=unanswered, pages=pages)


@staff_page("plan.read", methods=("GET", "HEAD", "POST"))
def statement(asked: Asked, statement_id: str) -> HttpResponse:
    page = found(queries.statement(asked.viewer, statement_id, asked.today))
    posted = asked.request.POST if asked.request.method == "POST" else None
    linking = posted is not None and "link" in posted
    reply = ReplyForm(None if linking else posted, prefix="reply")
    link = LinkForm(posted if linking else None, prefix="link", actions=page.action_choices, needs=page.need_choices)
    if posted is not None:
        if page.may_reply is not None:
            raise NotAllowed(page.may_reply)
        done = _link(asked, page, link) if linking else _reply(asked, page, reply)
        if done:
            messages.success(asked.request, done)
            return redirect("staff-statement", asked.viewer.area_slug, statement_id)
    refused = link if linking else reply
    return asked.show(
        "statement.html", "families", status=422 if refused.errors else 200, page=page, reply=reply, link=link
    )


def _reply(asked: Asked, page: StatementPage, form: ReplyForm) -> str | None:
    """What to say when it was done; None when it was refused, with the reason at the form."""
    if not form.is_valid():
        return None
    text = form.cleaned_data["text"]
    if any(
        (said.on, said.by, said.text) == (asked.today, asked.viewer.name, text.strip())
        for said in page.statement.replies
    ):
        return "Your answer has been added."  # sent twice by a double click or a reload
    try:
        actions.reply(asked.viewer, statement_id=page.statement.row.id, text=text, today=asked.today)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        form.add_error("text", refused.reason)
        return None
    return "Your answer has been added."


def _link(asked: Asked, page: StatementPage, form: LinkForm) -> str | None:
    """As ``_reply``."""
    if not form.is_valid():
        return None
    kind, chosen_id = form.chosen()
    try:
        actions.link_statement(
            asked.viewer,
            statement_id=page.statement.row.id,
            need_id=chosen_id if kind == "need" else None,
            action_id=chosen_id if kind == "action" else None,
            today=asked.today,
        )
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        form.add_error("to", refused.reason)
        return None
    return f"The link to the {kind} has been added."
