"""The Django app of plans and what comes of them."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """Uploads, plans, their sections, actions and targets, progress, and what families said."""

    name = "sendplan.plan"
    label = "plan"
    verbose_name = "Plan"
    default_auto_field = "django.db.models.BigAutoField"
