"""What all stations have said, in SQL; the only home of SQLAlchemy and Alembic in the plant."""
