"""Themes that somebody looks at before they are worn: the hash of the preview's secret, the theme, its end."""

from tortoise import migrations

from shared.tenancy.tables import tenant_table


class Migration(migrations.Migration):
    operations = [
        tenant_table(
            "tenant_auth",
            "theme_previews",
            ["digest text NOT NULL", "theme jsonb NOT NULL", "expires_at timestamptz NOT NULL"],
            unique=[("digest",)],
            indexes=[("expires_at",)],
        )
    ]
