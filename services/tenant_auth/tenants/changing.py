"""What staff change of their own company: said for the audit log by the names of the fields."""

from collections.abc import Mapping
from typing import Any

from services.tenant_auth.acts import acted
from services.tenant_auth.permissions import Permission
from services.tenant_auth.tenants.tenant import Profile, Tenant
from shared.access.session import Caller
from shared.tenancy import current


async def change_profile(fields: Mapping[str, Any], *, by: Caller) -> bool:
    """Change the public profile; answers whether anything is different now."""
    before = (await Profile.locked()).given
    tenant = await Tenant.get(id=current.tenant())
    await tenant.change_here(fields)
    after = (await Profile.locked()).given
    changed = sorted(name for name in after if after[name] != before.get(name))
    if changed:
        await acted(by, Permission.CHANGE_PROFILE, "profile", tenant.id, *changed)
    return bool(changed)


async def change_theme(theme: Mapping[str, Any], logos: Mapping[str, bytes], *, by: Caller) -> None:
    """Dress the center anew."""
    before = (await Profile.locked()).theme
    tenant = await Tenant.get(id=current.tenant())
    await tenant.change_here({}, theme, logos=logos)
    after = (await Profile.locked()).theme
    changed = sorted(name for name in after if after[name] != before.get(name))
    if changed:
        await acted(by, Permission.CHANGE_THEME, "theme", tenant.id, *changed)
