"""Bringing in a published plan: upload it, look at what was read beside the document, then adopt it or set it aside."""

from __future__ import annotations

from functools import wraps
from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from sendplan.access.rules import may
from sendplan.formats.limits import MAX_FILE_BYTES
from sendplan.formats.unreadable import Unreadable
from sendplan.plan import actions, queries
from sendplan.plan.queries.pages import UploadPage
from sendplan.plan.rules import NotAllowed, NotFound, Refused
from sendplan.plan_reader.guarded import read_guarded
from sendplan.web import errors
from sendplan.web.receiving import FORM_BYTES, drain, length
from sendplan.web.staff.beside import beside, opened
from sendplan.web.staff.forms import AdoptForm, UploadForm
from sendplan.web.staff.gate import Asked, found, staff_page
from sendplan.web.staff.views.findings import a_page_of

__all__ = ["upload", "uploads"]


# Django would read the whole body to find the form's token before the view could say that it is too large; so the
# token is checked inside, by the same middleware.
@csrf_exempt
@staff_page("plan.import", methods=("GET", "HEAD", "POST"))
def uploads(asked: Asked) -> HttpResponse:
    if asked.request.method == "POST":
        if length(asked.request) > MAX_FILE_BYTES + FORM_BYTES:
            drain(asked.request)
            return errors.too_large(asked.request, back=(asked.address("staff-import"), "Import a plan"))
        # To a temporary file, whatever the size: what reads it is another process, and memory stays as it is.
        asked.request.upload_handlers = [TemporaryFileUploadHandler(asked.request)]
    return _token_checked(asked)


def _token_checked(asked: Asked) -> HttpResponse:
    @csrf_protect
    @wraps(_uploads)
    def checked(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  the decorator wants a view
        return _uploads(asked)

    return checked(asked.request)


def _uploads(asked: Asked) -> HttpResponse:
    form = UploadForm()
    if asked.request.method == "POST":
        form = UploadForm(asked.request.POST, asked.request.FILES)
        upload_id = _kept(asked, form) if form.is_valid() else None
        if upload_id is not None:
            messages.success(asked.request, "The document was read. Nothing is adopted until somebody says so below.")
            return redirect("staff-upload", asked.viewer.area_slug, upload_id)
    return asked.show(
        "import.html",
        "import",
        status=422 if form.errors else 200,
        form=form,
        rows=queries.uploads(asked.viewer, asked.today),
    )


def _kept(asked: Asked, form: UploadForm) -> str | None:
    """The id of the upload; None where the document cannot be read or kept, with one sentence at the field."""
    document: TemporaryUploadedFile = form.cleaned_data["document"]
    try:
        reading = read_guarded(Path(document.temporary_file_path()), document.name or "")
        upload_id = actions.keep_upload(asked.viewer, reading=reading, size=document.size or 0, today=asked.today)
    except Unreadable as unreadable:
        form.add_error("document", str(unreadable))
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        form.add_error("document", refused.reason)
    else:
        for remark in reading.remarks:
            messages.info(asked.request, remark)
        return upload_id
    return None


@staff_page("plan.import", methods=("GET", "HEAD", "POST"))
def upload(asked: Asked, upload_id: str) -> HttpResponse:
    page = found(queries.upload(asked.viewer, upload_id, asked.today))
    posted = asked.request.POST if asked.request.method == "POST" else None
    form = AdoptForm(posted, kinds=page.kinds, initial={"title": page.title})
    if posted is not None:
        if page.row.state != "waiting":
            # Decided already: by somebody else, or by the first of two clicks. Say what was decided.
            messages.info(asked.request, page.row.sentence)
            return redirect("staff-upload", asked.viewer.area_slug, upload_id)
        if "set-aside" in posted:
            form = AdoptForm(kinds=page.kinds, initial={"title": page.title})
            problem = _set_aside(asked, page)
            if problem is None:
                messages.success(asked.request, f"“{page.row.name}” was set aside. The area’s plan is as it was.")
                return redirect("staff-import", asked.viewer.area_slug)
            messages.error(asked.request, problem)
            return redirect("staff-upload", asked.viewer.area_slug, upload_id)
        refusal = may(asked.viewer, "plan.adopt")
        if refusal is not None:
            raise NotAllowed(refusal)
        if page.may_adopt is not None:
            messages.error(asked.request, page.may_adopt)
            return redirect("staff-upload", asked.viewer.area_slug, upload_id)
        if _adopted(asked, page, form):
            messages.success(asked.request, f"“{form.cleaned_data['title']}” is adopted: it is the area’s plan now.")
            return redirect("staff-plan", asked.viewer.area_slug)
    return asked.show(
        "upload.html",
        "import",
        status=422 if form.errors else 200,
        page=page,
        beside=beside(page.sections, asked.request.GET.dict()),
        opened=opened(asked.request.GET.dict()),
        form=form,
        findings=a_page_of(page.findings, asked.request.GET.dict(), "findings-page", on_a_page=100),
        hints={kind.value: kind.hint for kind in page.kinds if kind.hint},
    )


def _adopted(asked: Asked, page: UploadPage, form: AdoptForm) -> bool:
    """Whether it is the plan now; where it was refused, the reason is at the form."""
    if not form.is_valid():
        return False
    try:
        actions.adopt(
            asked.viewer,
            upload_id=page.row.id,
            kind=form.cleaned_data["kind"],
            title=form.cleaned_data["title"],
            today=asked.today,
        )
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    return True


def _set_aside(asked: Asked, page: UploadPage) -> str | None:
    """Why not, or None when it is done."""
    try:
        actions.set_aside_upload(asked.viewer, upload_id=page.row.id, today=asked.today)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return refused.reason
    return None
