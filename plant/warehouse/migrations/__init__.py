"""How the warehouse came to its present form, step by step (Alembic)."""
