"""The web app as files: one page for every address, hashed assets kept for good, nothing outside the folder."""

import pytest

from klantreis.server.app import create_app
from klantreis.server.static import StaticApp
from tests.server.conftest import HERE, TestClient


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>app</title>")
    (folder / "assets" / "app-1a2b.js").write_text("console.log(1);" * 500)
    (folder / "assets" / "inter-3c4d.woff2").write_bytes(b"wOF2" + bytes(5000))
    (folder / "favicon.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("geheim")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    return folder


@pytest.fixture
def pages(workspace, site):
    with TestClient(create_app(workspace, keep=False, static=site), base_url=HERE) as asking:
        yield asking


@pytest.mark.parametrize("path", ["/", "/kaarten", "/kaarten/map_0123456789", "/data", "/maps/x/valideren"])
def test_every_address_of_the_app_is_the_app(pages, path):
    answer = pages.get(path)
    assert answer.text == "<!doctype html><title>app</title>"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_a_map_has_the_page_that_names_what_a_map_needs(pages, site):
    (site / "map.html").write_text("<!doctype html><title>map</title>")
    for path in ("/kaarten/map_0123456789", "/maps/x/valideren"):
        assert pages.get(path).text == "<!doctype html><title>map</title>"
    for path in ("/", "/kaarten", "/klanten/kaarten/x"):
        assert pages.get(path).text == "<!doctype html><title>app</title>"


def test_hashed_assets_are_kept_for_good_and_come_small(pages, site):
    answer = pages.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == (site / "assets" / "app-1a2b.js").read_text()
    assert int(answer.headers["content-length"]) < 200
    plain = pages.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    tag = {"If-None-Match": answer.headers["etag"]}
    assert pages.get("/assets/app-1a2b.js", headers=tag).status_code == 304
    assert "content-encoding" not in pages.get("/assets/inter-3c4d.woff2").headers


def test_every_file_is_compressed_before_somebody_asks(site):
    app = StaticApp(site)
    app.prepare()
    made = dict(app._pages)
    assert set(made) == {"index.html", "favicon.svg", "assets/app-1a2b.js", "assets/inter-3c4d.woff2"}
    assert made["assets/app-1a2b.js"].small is not None
    assert app._page("assets/app-1a2b.js") is made["assets/app-1a2b.js"]


def test_what_is_not_there_is_not_the_app(pages):
    for path in ("/assets/gone.js", "/gone.png", "/robots.txt"):
        assert pages.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/..%2Fsecret.txt", "/assets/..%2F..%2Fsecret.txt", "/%2e%2e/secret.txt", "/out.txt", "/%00", "//secret.txt"],
)
def test_nothing_outside_the_folder_is_served(pages, path):
    assert "geheim" not in pages.get(path).text


def test_the_api_never_answers_with_the_app(pages):
    for path in ("/api", "/api/", "/api/v1", "/api/v1/nothing", "/api/v2/maps"):
        answer = pages.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "request.no_such_route")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/api/v1/maps", "GET, POST"),
        ("POST", "/api/v1/maps/map_0123456789/audit", "GET"),
        ("PATCH", "/api/v1/customers/a/b", "DELETE, GET"),
        ("POST", "/kaarten", "GET, HEAD"),
    ],
)
def test_another_method_is_refused_with_those_there_are(pages, method, path, allowed):
    answer = pages.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (405, "request.method_not_allowed")
    assert answer.headers["allow"] == allowed


def test_a_new_build_is_seen(pages, site):
    (site / "index.html").write_text("<!doctype html><title>newer</title>")
    assert "newer" in pages.get("/").text


def test_an_installation_without_the_app_says_so(client, tmp_path, workspace):
    with TestClient(create_app(workspace, keep=False, static=tmp_path / "none"), base_url=HERE) as bare:
        answer = bare.get("/")
        assert (answer.status_code, "not built" in answer.text) == (503, True)


def test_json_comes_small_too(full):
    answer = full.get("/api/v1/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.json()["openapi"].startswith("3.1")
