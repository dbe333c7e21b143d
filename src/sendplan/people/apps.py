"""The Django app of children and of the records that are theirs."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Children, their records in each load, and the questions that only a person may answer."""

    name = "sendplan.people"
    label = "people"
    verbose_name = "People"
    default_auto_field = "django.db.models.BigAutoField"
