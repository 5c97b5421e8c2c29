"""The tenant itself for programs, to read."""

from uuid import UUID

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.tenant_auth.tenants.tenant import Profile
from shared.events.tenant_auth import TenantProfile
from shared.web.json import answered


class ApiTenant(BaseModel):
    """What the world may know of the tenant, and the number of its present state."""

    id: UUID
    revision: int
    profile: TenantProfile


async def show(_request: Request) -> Response:
    """The caller's tenant."""
    profile = await Profile.get_or_missing()
    return answered(ApiTenant(id=profile.tenant_id, revision=profile.revision, profile=await profile.public()))
