"""The tables every service has: outbox, inbox, tenant profile, rate limits."""

from tortoise.migrations import Migration as Step

from shared.tenancy.house_tables import house_tables


class Migration(Step):
    """Made by the shared kit, so that they are alike everywhere."""

    operations = [*house_tables("policy_hosting")]
