"""`python -m services.tenant_auth`."""

from services.tenant_auth.app import service
from shared.process import main

main(service)
