"""Loads of records: what was loaded, loading more, what is wrong in them and in which row, and undoing a load."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from sendplan.returns import actions, queries, rules
from sendplan.returns.rules import NotAllowed, NotFound, Refused
from sendplan.web import errors
from sendplan.web.design.paging import page_asked, paged
from sendplan.web.receiving import FORM_BYTES, drain, length
from sendplan.web.staff.gate import Asked, found, staff_page
from sendplan.web.staff.records_forms import LoadForm

__all__ = ["begin", "download", "history", "load", "row", "rule", "undo"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_page("records.see_loads")
def history(asked: Asked) -> HttpResponse:
    page = queries.history(asked.viewer)
    loads = paged(page.loads, asked.request.GET.dict(), one="load", many="loads", on_a_page=queries.ON_A_PAGE)
    return asked.show("records.html", "records", page=page, loads=loads)


# Django would read the whole body to find the form's token before the view could say that it is too large; so the
# token is checked inside, by the same middleware.
@csrf_exempt
@staff_page("records.load", methods=("GET", "HEAD", "POST"))
def begin(asked: Asked) -> HttpResponse:
    if asked.request.method == "POST":
        if length(asked.request) > rules.LARGEST + FORM_BYTES:
            drain(asked.request)
            return errors.too_large(asked.request, back=(asked.address("staff-records-load"), "Load records"))
        # To temporary files, whatever the size, so that memory stays as it is.
        asked.request.upload_handlers = [TemporaryFileUploadHandler(asked.request)]

    @csrf_protect
    @wraps(_begin)
    def checked(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  the decorator wants a view
        return _begin(asked)

    return checked(asked.request)


def _begin(asked: Asked) -> HttpResponse:
    page = queries.history(asked.viewer)
    form = LoadForm()
    if asked.request.method == "POST":
        form = LoadForm(asked.request.POST, asked.request.FILES)
        if form.is_valid():
            try:
                load_id = actions.receive(asked.viewer, today=asked.today, **form.given())
            except NotAllowed:
                raise
            except Refused as refused:
                form.add_error(None, refused.reason)
            else:
                return redirect("staff-load", asked.viewer.area_slug, load_id)
    return asked.show("records_load.html", "records", status=422 if form.errors else 200, form=form, page=page)


@staff_page("records.see_loads")
def load(asked: Asked, load_id: str) -> HttpResponse:
    page = found(queries.load(asked.viewer, load_id))
    return asked.show("records_one.html", "records", page=page)


@staff_page("records.load", methods=("GET", "HEAD", "POST"))
def undo(asked: Asked, load_id: str) -> HttpResponse:
    page = found(queries.load(asked.viewer, load_id))
    if asked.request.method == "POST":
        try:
            actions.undo(asked.viewer, load_id=load_id, today=asked.today)
        except (NotAllowed, NotFound):
            raise
        except Refused as refused:
            messages.error(asked.request, refused.reason)
        else:
            messages.success(asked.request, "The load was undone. The records are as they were before it.")
        return redirect("staff-load", asked.viewer.area_slug, load_id)
    return asked.show("records_undo.html", "records", page=page)


@staff_page("records.read_any")
def rule(asked: Asked, load_id: str, rule_id: str) -> HttpResponse:
    given = asked.request.GET.dict()
    page = found(queries.issues_of(asked.viewer, load_id, rule_id, page_asked(given)))
    pages = paged(range(page.total), given, one="row", many="rows", on_a_page=queries.ON_A_PAGE)
    return asked.show("records_rule.html", "records", page=page, pages=pages)


@staff_page("records.read_any")
def row(asked: Asked, load_id: str, table: str, row_no: int) -> HttpResponse:
    # A number that no row can have is as much nothing as one that none has.
    page = found(queries.row(asked.viewer, load_id, table, row_no) if row_no < 2**63 else None)
    return asked.show("records_row.html", "records", page=page)


@staff_page("records.read_any")
def download(asked: Asked, load_id: str) -> HttpResponse:
    name, content = found(queries.workbook(asked.viewer, load_id, asked.request.GET.get("rule") or None))
    answer = HttpResponse(content, content_type=XLSX)
    answer.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
