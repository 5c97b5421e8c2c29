"""The composition root of policy_hosting: its name, its two maps, its settings."""

from services.policy_hosting.routes import routes
from services.policy_hosting.settings import Settings
from services.policy_hosting.worker import hears
from shared.process import Service

service = Service(name="policy_hosting", routes=routes, hears=hears, settings=Settings)
