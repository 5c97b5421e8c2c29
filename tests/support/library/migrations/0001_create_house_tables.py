"""The tables every service has."""

from tortoise.migrations import Migration as Step

from shared.tenancy.house_tables import house_tables


class Migration(Step):
    """As in every service."""

    operations = [*house_tables("library")]
