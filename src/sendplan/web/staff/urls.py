"""Addresses under /staff/<area>/. ``nothing_here`` in ``gate`` answers what is left under /staff/."""

from django.urls import path

from sendplan.web.staff.views import (
    action,
    actions,
    audit,
    export,
    families,
    findings,
    leads_to,
    people,
    plan,
    register,
    risks,
    search,
    source,
    target,
    uploads,
)

urlpatterns = [
    path("", plan.at_a_glance, name="staff-plan"),
    path("sections/<str:letter>/", plan.section, name="staff-section"),
    path("actions/", actions.actions, name="staff-actions"),
    path("actions/<str:action_id>/", action.action, name="staff-action"),
    path("targets/<str:target_id>/", target.target, name="staff-target"),
    path("findings/", findings.findings, name="staff-findings"),
    path("families/", families.families, name="staff-families"),
    path("families/<str:statement_id>/", families.statement, name="staff-statement"),
    path("source/", source.source, name="staff-source"),
    path("import/", uploads.uploads, name="staff-import"),
    path("import/<str:upload_id>/", uploads.upload, name="staff-upload"),
    path("register/", register.register, name="staff-register"),
    path("register/owners/", register.owners, name="staff-owners"),
    path("register/dates/", register.dates, name="staff-dates"),
    path("register/leads-to/", leads_to.logic, name="staff-logic"),
    path("register/leads-to/<str:letter>/", leads_to.logic_section, name="staff-logic-section"),
    path("register/waits/", leads_to.dependencies, name="staff-dependencies"),
    path("register/risks/", risks.risks, name="staff-risks"),
    path("register/risks/add/", risks.add, name="staff-risk-add"),
    path("register/risks/<str:risk_id>/", risks.risk, name="staff-risk"),
    path("search/", search.search, name="staff-search"),
    path("export/", export.exports, name="staff-exports"),
    path("export/<str:kind>/", export.export, name="staff-export"),
    path("people/", people.people, name="staff-people"),
    path("audit/", audit.audit, name="staff-audit"),
]
