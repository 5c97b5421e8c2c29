"""The composition root of tenant_auth: its name and its two maps."""

from services.tenant_auth.hosts.internal import ask
from services.tenant_auth.provider.internal import jwks
from services.tenant_auth.routes import routes
from services.tenant_auth.settings import Settings
from services.tenant_auth.worker import hears
from shared.process import Service

service = Service(name="tenant_auth", routes=routes, hears=hears, settings=Settings, internal=[ask, jwks])
