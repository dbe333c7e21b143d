"""Addresses anyone may open."""

from django.urls import path

from sendplan.web.public import views

urlpatterns = [
    path("", views.home, name="home"),
    path("areas/<slug:area>/", views.plan, name="public-plan"),
    path("areas/<slug:area>/sections/<str:letter>/", views.section, name="public-section"),
    path("areas/<slug:area>/families/", views.families, name="public-families"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("help/", views.help_page, name="help"),
    path("health/", views.health, name="health"),
]
