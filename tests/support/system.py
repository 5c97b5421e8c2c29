"""The whole house for journeys; the benchmarks use the same one."""

from infra.local.trial import Answer, System, TrialError, running_system, until

__all__ = ["Answer", "System", "TrialError", "running_system", "until"]
