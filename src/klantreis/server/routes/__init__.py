"""One router per feature word."""

from klantreis.server.routes import (
    compare,
    contract,
    customers,
    events,
    files,
    imports,
    jobs,
    maps,
    measures,
    pains,
    questions,
    room,
    segments,
    session,
    templates,
    uploads,
    versions,
    workspace,
)

ROUTERS = (
    workspace.router,
    session.router,
    uploads.router,
    imports.router,
    jobs.router,
    events.router,
    customers.router,
    questions.router,
    compare.router,
    segments.router,
    templates.router,
    maps.router,
    versions.router,
    files.router,
    room.router,
    measures.router,
    pains.router,
    contract.router,
)
"""Every router, in the order of the reference."""
