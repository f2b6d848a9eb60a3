"""One router per feature word."""

from klantreis.server.routes import contract, jobs, session, workspace

ROUTERS = (workspace.router, session.router, jobs.router, contract.router)
