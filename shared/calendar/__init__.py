"""Days, months and notice: one arithmetic for policies, subprocessors and requests; pure, without a database."""
