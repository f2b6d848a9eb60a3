"""Documents, versions and audit on SQLAlchemy."""
