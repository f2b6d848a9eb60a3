"""Files of a map by the wire: sent, shown safely, kept by the browser, taken away."""

import pytest

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.fixture
def where(client):
    made = client.post("/api/v1/maps", json={"name": "Rondreis", "template": "five", "language": "nl"}).json()
    return f"/api/v1/maps/{made['id']}/files"


def send(client, where, name, content):
    return client.post(where, params={"name": name}, content=content)


def test_an_image_is_shown_in_its_place_and_kept_by_the_browser(client, where):
    added = send(client, where, "C:\\fotos\\Eva's foto.png", PNG)
    assert added.status_code == 201
    file = added.json()
    assert (file["name"], file["media_type"], file["shown"], file["used"]) == (
        "Eva's foto.png",
        "image/png",
        True,
        False,
    )
    shown = client.get(added.headers["location"])
    assert (shown.status_code, shown.content) == (200, PNG)
    assert shown.headers["content-type"] == "image/png"
    assert shown.headers["content-disposition"].startswith("inline; ")
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["content-security-policy"].endswith("; sandbox")
    assert shown.headers["cache-control"].startswith("private")
    again = client.get(added.headers["location"], headers={"If-None-Match": shown.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    saved = client.get(added.headers["location"], params={"save": True})
    assert saved.headers["content-disposition"].startswith("attachment; ")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plaatje.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("plaatje.svg", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("pagina.html", b"<!doctype html><script>alert(document.domain)</script>"),
        ("iets", b"\x00\x01\x02"),
    ],
)
def test_what_could_hold_a_script_is_only_saved_whatever_it_is_called(client, where, name, content):
    added = client.post(where, params={"name": name}, content=content, headers={"Content-Type": "image/svg+xml"})
    assert added.json()["shown"] is False
    got = client.get(added.headers["location"])
    assert got.headers["content-disposition"].startswith("attachment; ")
    assert got.headers["content-type"].split(";")[0] in ("text/plain", "application/octet-stream")


def test_a_file_that_is_too_large_is_refused_while_it_comes(client, where):
    taken = []

    def body():
        for _ in range(30):
            taken.append(1)
            yield bytes(2**20)

    refused = client.post(where, params={"name": "groot.bin"}, content=body())
    assert (refused.status_code, refused.json()["code"]) == (413, "files.too_large")
    assert client.get(where).json() == {"files": []}


def test_a_map_takes_its_files_along(client, where):
    used, unused = send(client, where, "a.png", PNG).json(), send(client, where, "b.txt", b"los").json()
    eva = {"id": "persona_0000000001", "kind": "persona", "name": "Eva", "picture": used["id"]}
    change = {"op": "put", "id": eva["id"], "record": eva}
    assert client.patch(where.removesuffix("/files"), json={"changes": [change]}).status_code == 200
    text = client.get(where.replace("/files", "/export.journey.json")).content
    assert used["id"].encode() in text
    assert unused["id"].encode() not in text
    made = client.post("/api/v1/maps/import", content=text)
    assert made.status_code == 201, made.text
    kept = client.get(f"/api/v1/maps/{made.json()['id']}/files").json()["files"]
    assert [(file["id"], file["used"]) for file in kept] == [(used["id"], True)]
    assert client.get(f"/api/v1/maps/{made.json()['id']}/files/{used['id']}").content == PNG
    bare = client.get(where.replace("/files", "/export.journey.json"), params={"files": False}).json()
    assert set(bare) == {"schema", "records"}
    broken = text.replace(b'"content": "', b'"content": "*')
    refused = client.post("/api/v1/maps/import", content=broken)
    assert (refused.status_code, refused.json()["code"]) == (422, "journey.attachment")


def test_a_file_is_listed_and_taken_away(client, where):
    file = send(client, where, "a.txt", b"tekst").json()
    assert client.get(where).json()["files"] == [file]
    assert client.delete(where).json() == {"files": []}, "what was just added is spared"
    assert client.delete(f"{where}/{file['id']}").status_code == 204
    assert client.get(f"{where}/{file['id']}").status_code == 404
    assert send(client, where.replace("map_", "map_x"), "a.txt", b"x").json()["code"] == "maps.not_found"
