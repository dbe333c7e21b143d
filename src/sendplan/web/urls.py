"""Every address sendplan answers at."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from sendplan.web.staff.gate import nothing_here

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("sendplan.web.public.urls")),
    path("", include("sendplan.web.sign_in.urls")),
    path("staff/<slug:area>/", include("sendplan.web.staff.urls")),
    # Last: nobody who has not signed in learns which addresses under /staff/ lead somewhere.
    re_path(r"^staff/(?:.*/)?$", nothing_here),
]

handler400 = "sendplan.web.errors.bad_request"
handler403 = "sendplan.web.errors.permission_denied"
handler404 = "sendplan.web.errors.page_not_found"
handler429 = "sendplan.web.errors.too_many_requests"
handler500 = "sendplan.web.errors.server_error"
