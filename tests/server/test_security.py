"""What a page on another site, a stranger on the network, a hostile file name or a giant body can do: nothing."""

import logging

import pytest
from fastapi.routing import APIRoute

import klantreis as kr
from klantreis.server.app import MAX_BODY, PREFIX, create_app
from klantreis.server.authorise import FOR_ANYBODY
from klantreis.server.door import Attempts, PasswordDoor
from klantreis.server.guard import HEADERS, Guard
from klantreis.server.problems import MEDIA_TYPE
from klantreis.server.routes import ROUTERS
from tests.server.conftest import TestClient
from tests.server.test_routes import actions

PASSWORD = "een heel lang wachtwoord"
ROUTES = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
CLOSED = [
    (next(iter(route.methods)), PREFIX + route.path.replace("{id:path}", "k1").replace("{name:path}", "x"))
    for route in ROUTES
    if actions(route)[0] not in FOR_ANYBODY
]


@pytest.fixture
def strangers(workspace):
    """The app as others on the network reach it; somebody called anna, somebody called bob who only looks."""
    workspace.users.add("anna", PASSWORD, "owner")
    workspace.users.add("bob", PASSWORD, "viewer")
    app = create_app(workspace, keep=False, door=PasswordDoor(workspace.users), guard=Guard(any_host=True))
    with TestClient(app, base_url="http://klantreis.example") as asking:
        yield asking


@pytest.fixture(scope="module")
def locked(tmp_path_factory):
    """The app as others on the network reach it, with nobody signed in."""
    with kr.open(tmp_path_factory.mktemp("locked")) as workspace:
        app = create_app(workspace, keep=False, door=PasswordDoor(workspace.users), guard=Guard(any_host=True))
        with TestClient(app, base_url="http://klantreis.example") as asking:
            yield asking


@pytest.mark.parametrize(("method", "path"), CLOSED, ids=[f"{method} {path}" for method, path in CLOSED])
def test_nobody_gets_anything_without_signing_in(locked, method, path):
    filled = path.replace("{upload}", "0" * 32).replace("{job}", "0" * 16).replace("{source}", "1")
    answer = locked.request(method, filled.replace("{id}", "map_0000000000").replace("{version}", "1"), json={})
    assert (answer.status_code, answer.json()["code"]) == (401, "session.none")


def test_signing_in_and_out(strangers):
    assert strangers.get("/api/v1/session").json() == {"asks_password": True, "user": None}
    wrong = strangers.post("/api/v1/session", json={"name": "anna", "password": "verkeerd"})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "session.wrong_password")
    right = strangers.post("/api/v1/session", json={"name": "anna", "password": PASSWORD})
    assert right.json()["user"]["name"] == "anna"
    assert strangers.get("/api/v1/workspace").status_code == 200
    assert strangers.delete("/api/v1/session").status_code == 204
    assert strangers.get("/api/v1/workspace").status_code == 401


def test_a_viewer_looks_and_changes_nothing(strangers):
    strangers.post("/api/v1/session", json={"name": "bob", "password": PASSWORD})
    assert strangers.get("/api/v1/maps").status_code == 200
    refused = strangers.post("/api/v1/maps", json={"template": "five"})
    assert (refused.status_code, refused.json()["code"]) == (403, "session.forbidden")
    assert strangers.delete("/api/v1/customers/k1").status_code == 403


def test_attempts_are_bounded(strangers):
    for _ in range(Attempts.PER_ADDRESS):
        strangers.post("/api/v1/session", json={"name": "anna", "password": "geraden"})
    refused = strangers.post("/api/v1/session", json={"name": "anna", "password": PASSWORD})
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0


def test_no_secret_and_no_customer_reaches_a_log(strangers, caplog):
    caplog.set_level(logging.DEBUG)
    strangers.post("/api/v1/session", json={"name": "anna", "password": PASSWORD})
    strangers.get("/api/v1/customers/geheime-klant")
    strangers.get("/api/v1/reach", params={"where": "geheim = ="})
    told = "\n".join(
        record.getMessage() for record in caplog.records if record.name.startswith(("klantreis", "uvicorn"))
    )
    for secret in (PASSWORD, strangers.cookies["klantreis_session"], "geheime-klant", "geheim = ="):
        assert secret not in told


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_another_site_may_not_write(client, method, headers):
    refused = client.request(method, "/api/v1/workspace", json={"name": "Gekaapt"}, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "request.foreign_origin")
    assert client.get("/api/v1/workspace").json()["name"] == "Ververeis"


def test_a_form_of_another_site_cannot_pose_as_json(client):
    refused = client.post("/api/v1/maps", content=b'{"template": "five"}', headers={"Content-Type": "text/plain"})
    assert refused.status_code == 422
    assert client.get("/api/v1/maps").json() == {"maps": []}


@pytest.mark.parametrize("path", ["/", "/api/v1/workspace", "/assets/app.js"])
def test_a_name_pointed_at_this_machine_gets_nothing(client, path):
    refused = client.get(path, headers={"Host": "evil.example:8765"})
    assert (refused.status_code, refused.json()["code"]) == (403, "request.foreign_host")


@pytest.mark.parametrize("path", ["/", "/api/v1/workspace", "/api/v1/nothing", "/api/v1/maps/map_0000000000"])
def test_every_answer_carries_the_safety_headers(client, path):
    answer = client.get(path)
    for name in HEADERS:
        assert name in answer.headers
    assert "access-control-allow-origin" not in answer.headers
    if path.startswith("/api/"):
        assert answer.headers["cache-control"] == "no-store"


def test_a_giant_body_is_refused(client):
    refused = client.post("/api/v1/maps", content=b"[" * (MAX_BODY + 1), headers={"Content-Type": "application/json"})
    assert (refused.status_code, refused.headers["content-type"]) == (413, MEDIA_TYPE)


def test_a_giant_upload_is_refused_and_leaves_nothing(workspace):
    app = create_app(workspace, keep=False, max_upload=1000)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        for content in (b"x" * 1001, iter([b"x" * 600, b"x" * 600])):
            refused = client.post("/api/v1/uploads?name=a.csv", content=content)
            assert (refused.status_code, refused.json()["code"]) == (413, "uploads.too_large")
    assert [path for path in (workspace.path / "uploads").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["../../../tmp/x.csv", "..\\..\\x.csv", "/etc/x.csv", "x\0.csv", "..", "\u202ex.csv"])
def test_a_hostile_file_name_leads_nowhere(client, workspace, name):
    made = client.post("/api/v1/uploads", params={"name": name}, content=b"a,b\n")
    assert made.status_code == 201
    (file,) = [path for path in (workspace.path / "uploads").rglob("*") if path.is_file()]
    assert file.parent.parent == workspace.path / "uploads"
    assert file.name == made.json()["name"]


@pytest.mark.parametrize("id_", ["..%2F..%2Fworkspace.toml", "0" * 31, "x"])
def test_an_id_is_never_a_path(client, id_):
    assert client.get(f"/api/v1/uploads/{id_}/preview").status_code in (404, 422)
    assert client.get(f"/api/v1/jobs/{id_}").status_code in (404, 422)


def test_nesting_without_end_is_refused(client):
    for path, method in (("/api/v1/maps", "POST"), ("/api/v1/workspace", "PATCH")):
        deep = b'{"document": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001
        refused = client.request(method, path, content=deep, headers={"Content-Type": "application/json"})
        assert refused.status_code in (400, 413, 422)
        assert refused.headers["content-type"] == MEDIA_TYPE


def test_what_strangers_send_is_refused_before_it_is_read(locked):
    read, sent = [], []

    async def receive():
        read.append(1)
        return {"type": "http.request", "body": b"x" * 2**20, "more_body": len(read) < 8}

    async def send(message):
        sent.append(message)

    headers = [(b"host", b"klantreis.example"), (b"content-type", b"application/json")]
    for path in ("/api/v1/maps", "/api/v1/maps/import", "/api/v1/uploads", "/api/v1/nothing"):
        scope = {"type": "http", "method": "POST", "path": path, "headers": headers, "query_string": b"name=a"}
        locked.portal.call(locked.app, {**scope, "scheme": "http", "client": ("192.0.2.1", 1)}, receive, send)
        assert sent[-2]["status"] == 401
    assert read == []
    giant = locked.post("/api/v1/session", json={"name": "anna", "password": "x" * 20_000})
    assert (giant.status_code, giant.headers["content-type"]) == (413, MEDIA_TYPE)


@pytest.mark.parametrize("moment", ["0001-01-01", "9999-12-31T23:59:59-12:00"])
@pytest.mark.parametrize("name", ["from", "to"])
def test_a_day_at_the_edge_of_the_calendar_is_refused_in_words(full, name, moment):
    refused = full.get("/api/v1/reach", params={name: moment})
    assert (refused.status_code, refused.json()["code"]) == (422, "events.filter")
