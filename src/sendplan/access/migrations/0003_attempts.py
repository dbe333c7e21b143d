"""Where attempts to sign in are counted, so that the limits hold across processes: Django's database cache table."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0002_append_audit")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE access_attempts (
                cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
            );
            CREATE INDEX access_attempts_expires ON access_attempts (expires);
            """,
            "DROP TABLE access_attempts;",
        ),
    ]
