"""Taking the plan away as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from sendplan.plan import queries
from sendplan.plan.exports import KINDS, MEDIA_TYPES
from sendplan.web.staff.gate import Asked, found, staff_page

__all__ = ["export", "exports"]

WORDS = {
    "docx": "Word document (DOCX)",
    "xlsx": "Excel workbook (XLSX)",
    "html": "web page (HTML)",
    "json": "data file (JSON)",
}


@staff_page("plan.read")
def exports(asked: Asked) -> HttpResponse:
    page = queries.in_force(asked.viewer, asked.today)
    if page is None:
        return asked.show("no_plan.html", "register", title="Take the plan away as a file")
    return asked.show("export.html", "register", page=page, kinds=[(kind, WORDS[kind]) for kind in KINDS])


@staff_page("plan.read")
def export(asked: Asked, kind: str) -> HttpResponse:
    chosen = next((each for each in KINDS if each == kind), None)
    if chosen is None:
        raise Http404
    with_updates = asked.request.GET.get("updates") == "1"
    file = found(queries.exported(asked.viewer, chosen, asked.today, with_updates=with_updates))
    response = HttpResponse(file.data, content_type=MEDIA_TYPES[chosen])
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
