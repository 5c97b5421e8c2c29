"""`python -m services.policy_hosting`."""

from services.policy_hosting.app import service
from shared.process import main

main(service)
