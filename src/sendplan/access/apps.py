"""The Django app of people, areas, roles and the audit trail."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Areas, people, memberships and audit entries."""

    name = "sendplan.access"
    label = "access"
    verbose_name = "Access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sendplan.access import receivers

        receivers.connect()
