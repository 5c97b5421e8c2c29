"""The edge's own small database: who has a console session."""
