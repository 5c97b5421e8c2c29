"""Sessions that are long over are found without reading all of them."""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL


class Migration(migrations.Migration):
    operations = [
        RunSQL(
            ["CREATE INDEX sessions_ends_at ON sessions (ends_at)"],
            reverse_sql="DROP INDEX sessions_ends_at",
        ),
    ]
