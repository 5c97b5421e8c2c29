"""Letters to people: invitations, confirmations, warnings."""

from tortoise import migrations

from shared.letters.table import letters_table


class Migration(migrations.Migration):
    operations = [letters_table("tenant_auth")]
