-- A database and three roles per service and for the edge, run once by psql on an empty server (docker-compose does).
-- shared/tenancy/provision.py says the same for one machine; a test compares the two.
-- Passwords come from the environment: AVOW_<SERVICE>_<ROLE>_PASSWORD.
\set ON_ERROR_STOP on

\set service tenant_auth
\getenv owner_password AVOW_TENANT_AUTH_OWNER_PASSWORD
\getenv app_password AVOW_TENANT_AUTH_APP_PASSWORD
\getenv relay_password AVOW_TENANT_AUTH_RELAY_PASSWORD
\ir roles/service.sql

\set service policy_hosting
\getenv owner_password AVOW_POLICY_HOSTING_OWNER_PASSWORD
\getenv app_password AVOW_POLICY_HOSTING_APP_PASSWORD
\getenv relay_password AVOW_POLICY_HOSTING_RELAY_PASSWORD
\ir roles/service.sql

\set service edge
\getenv owner_password AVOW_EDGE_OWNER_PASSWORD
\getenv app_password AVOW_EDGE_APP_PASSWORD
\getenv relay_password AVOW_EDGE_RELAY_PASSWORD
\ir roles/service.sql
