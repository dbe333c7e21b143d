"""Addresses under /staff/<area>/. ``nothing_here`` in ``gate`` answers what is left under /staff/."""

from django.urls import path

from sendplan.web.staff.views import action, audit, families, findings, people, plan, source, target, uploads

urlpatterns = [
    path("", plan.at_a_glance, name="staff-plan"),
    path("sections/<str:letter>/", plan.section, name="staff-section"),
    path("actions/<str:action_id>/", action.action, name="staff-action"),
    path("targets/<str:target_id>/", target.target, name="staff-target"),
    path("findings/", findings.findings, name="staff-findings"),
    path("families/", families.families, name="staff-families"),
    path("families/<str:statement_id>/", families.statement, name="staff-statement"),
    path("source/", source.source, name="staff-source"),
    path("import/", uploads.uploads, name="staff-import"),
    path("import/<str:upload_id>/", uploads.upload, name="staff-upload"),
    path("people/", people.people, name="staff-people"),
    path("audit/", audit.audit, name="staff-audit"),
]
