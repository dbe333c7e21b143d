"""The Django app of loads and their issues."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Loads, how far each has come, and who read which child's rows."""

    name = "sendplan.returns"
    label = "returns"
    verbose_name = "Returns"
    default_auto_field = "django.db.models.BigAutoField"
