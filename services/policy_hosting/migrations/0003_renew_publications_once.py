"""The day of a tenant's next monthly rendering: asked for often, timed once."""

from tortoise.migrations import Migration as Step
from tortoise.migrations.operations import RunSQL


class Migration(Step):
    """Works with the code before it, which never names the column."""

    operations = [
        RunSQL(
            "ALTER TABLE publication ADD COLUMN renews_on date",
            reverse_sql="ALTER TABLE publication DROP COLUMN renews_on",
        ),
    ]
