"""Every command, as a person runs it: what it prints, its JSON, its exit code."""

import json

import pytest

from klantreis.cli.fitting import Heading, fitted


def test_what_is_not_there_yet_is_one_line_that_says_what_to_do(run):
    assert run("maps").out.splitlines() == [
        "Maps: none yet. Draft one with klantreis draft, or make one with --new NAME."
    ]
    assert "klantreis import FILE" in run("sources").out
    for asked in (("segments", "list"), ("explorations", "list"), ("personas",), ("maps", "--bin")):
        assert "none" in run(*asked).out


def test_a_title_is_not_cut_to_the_width_of_its_table(filled):
    told = filled("timing", "zoekopdracht", "boeking").out
    assert told.splitlines()[0] == "From zoekopdracht to boeking"


def test_a_command_and_a_path_are_never_broken(run, monkeypatch, tmp_path):
    monkeypatch.setenv("COLUMNS", "40")
    folder = tmp_path / ("a_long_name_" * 6)
    told = run("demo", "--make-only", "--customers", "100", "--workspace", str(folder)).out
    assert f"Workspace: {folder}" in told.splitlines()


def test_the_workspace_is_called_as_one_wishes(run):
    told = run("workspace", "--name", "Ververeis", "--currency", "USD", "--json").json()
    assert (told["name"], told["currency"], told["timezone"]) == ("Ververeis", "USD", "Europe/Amsterdam")
    assert "Ververeis" in run("workspace").out
    assert run("workspace", "--timezone", "Mars/Olympus").code == 2


def test_a_first_hour(run, tmp_path):
    checked = run("import", "klanten.csv", "--check", "--json").json()
    assert {column["name"]: column["guess"] for column in checked["columns"]}["tijdstip"] == "time"
    assert run("events", "count", "--json").json()["events"] == 0, "a check imports nothing"
    report = run("import", "klanten.csv", "--json").json()
    assert (report["rows"], report["added"], report["rejected"]) == (7, 7, 0)
    assert run("import", "klanten.csv", "--json").json()["duplicates"] == 7
    drafted = run("draft", "--name", "Rondreis", "--json").json()
    assert drafted["question"] == "draft"
    assert run("maps", "--json").json()["maps"][0]["id"] == drafted["map"]
    shown = run("show", "Rondreis")
    assert shown.code == 0
    assert "Zoekopdracht" in shown.out
    validated = run("validate", "Rondreis", "--json").json()
    assert validated["n"] == 3
    hurts = run("pains", "Rondreis", "--all", "--minimum", "5", "--json").json()
    assert (hurts["question"], hurts["pains"], hurts["not_read"]["rage_click"]) == ("pains", [], "no_click")
    assert "Not looked for: who click in rage" in run("pains", "Rondreis", "--all").out
    assert run("moments", "Rondreis", "--json").json()["moments"] == []
    assert run("series", "Rondreis", "--by", "day", "--json").json()["by"] == "day"
    assert "reach per month" in run("series", "Rondreis").out
    assert "emotion per week" in run("series", "Rondreis", "--by", "week", "--measure", "emotion").out
    assert run("series", "Rondreis", "--measure", "stars").code == 2
    ends = run("explain", "converted", "Rondreis", "--minimum", "1", "--json").json()
    assert (ends["outcome"], ends["compared"] + ends["open"] + ends["not_reached"]) == ("converted", 3)
    assert "known at the first event" in run("explain", "dropped", "Rondreis").out
    assert "Name the map" in run("explain", "dropped").err
    assert "n = 3 journeys" in run("moments", "Rondreis").out
    assert run("moments", "Rondreis", "--final", "stars").code == 2
    assert run("maps", "--duplicate", "Rondreis", "--name", "Straks", "--future", "--json").json()["name"] == "Straks"
    beside = run("compare-maps", "Rondreis", "Straks", "--measured", "--json").json()
    assert (beside["counts"]["changed"], beside["measured"]) == (1, [])
    assert "1 changed" in run("compare-maps", "Rondreis", "Straks", "--measured").out
    assert run("library", "zoekopdracht", "--json").json()["entries"][0]["maps"] == 2
    assert "Zoekopdracht" in run("library", "--kind", "touchpoint").out
    assert "now version 2" in run("library", "zoekopdracht", "--kind", "touchpoint", "--rename", "Zoeken").out
    assert run("library", "zoeken", "--rename", "Zoekopdracht").code == 2
    assert run("library", "zoeken", "--kind", "touchpoint", "--rename", "Zoekopdracht").code == 0
    assert run("versions", "Rondreis", "--name", "Voor het bestuur", "--version", "1").code == 0
    assert run("versions", "Rondreis", "--restore", "1", "--json").json()["version"] == 4
    listed = run("versions", "Rondreis", "--json").json()["versions"]
    assert [(each["version"], each["name"]) for each in listed] == [
        (4, None), (3, None), (1, "Voor het bestuur"),
    ]  # fmt: skip
    assert "restored version 1" in run("versions", "Rondreis").out
    assert run("versions", "Rondreis", "--restore", "1", "--name", "x").code == 2
    assert "supported" in run("maps").out
    assert len(run("maps", "--reviewed", "Straks", "--json").json()["reviewed_at"]) == len("2026-01-01")
    assert run("export", "Rondreis", "-o", "rondreis.journey.json").code == 0
    assert run("import-map", "rondreis.journey.json", "--json").json()["name"] == "Rondreis"
    twice = run("show", "Rondreis")
    assert twice.code == 2
    assert "2 maps are called" in twice.err


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["transitions"], "transitions"),
        (["paths"], "paths"),
        (["paths", "--collapse", "--limit", "1"], "paths"),
        (["reach"], "touchpoints"),
        (["steps", "--first", "3"], "flows"),
        (["steps", "--at", "offerte", "--before", "1"], "lined_up"),
        (["timing", "zoekopdracht", "offerte", "--target", "2d"], "median_s"),
        (["timing", "--inside", "zoekopdracht|offerte", "--target", "1m"], "single"),
        (["funnel", "zoekopdracht", "offerte|gebeld", "boeking", "--within", "7d"], "steps"),
        (["funnel", "zoekopdracht", "offerte", "--strict"], "steps"),
        (["funnel", "offerte", "zoekopdracht", "--any-order"], "steps"),
        (["attribution", "--conversion", "boeking"], "models"),
        (["attribution", "--conversion", "boeking|gebeld", "--by", "activity", "--within", "1h"], "removal"),
        (["drift", "--at", "2026-01-02", "--permutations", "9"], "moved"),
        (["representatives", "-k", "2"], "representatives"),
        (["explain", "boeking", "--after", "zoekopdracht", "--missing", "--minimum", "1"], "drivers"),
        (["explain", "zoekopdracht -> boeking longer than 1h", "--minimum", "1"], "tree"),
        (["explain", "boeking", "--from-start", "--within", "7d"], "after_chosen"),
        (["simulate", "--conversion", "boeking", "--drop-off", "offerte=-50%", "--order", "2"], "calibration"),
        (["simulate", "--conversion", "boeking", "--transition", "zoekopdracht > offerte=1,2"], "changed"),
    ],
)
def test_questions_in_json_and_for_people(filled, words, key):
    answer = filled(*words, "--json")
    assert answer.code == 0, answer.err
    body = answer.json()
    assert list(body)[:6] == ["question", "schema", "n", "from", "to", "filters"]
    assert key in body
    readable = filled(*words)
    assert readable.code == 0, readable.err
    assert "n = 3 journeys" in readable.out


@pytest.mark.parametrize(
    ("filters", "n"),
    [
        (["--where", 'kanaal = "telefoon"'], 1),
        (["--channel", "app"], 1),
        (["--from", "2026-01-02"], 2),
        (["--from", "2026-01-02", "--to", "2026-01-03"], 1),
        (["--segment", "bellers"], 1),
        (["--unit", "gap", "--gap", "12h"], 4),
    ],
)
@pytest.mark.parametrize("question", [["transitions"], ["paths"], ["reach"], ["funnel", "zoekopdracht", "offerte"]])
def test_filters_are_the_same_on_every_question(filled, question, filters, n):
    assert filled("segments", "set", "bellers", 'kanaal = "telefoon"').code == 0
    assert filled(*question, *filters, "--json").json()["n"] == n


def test_segments_are_listed_and_removed(filled):
    filled("segments", "set", "bellers", 'kanaal = "telefoon"')
    assert filled("segments", "list", "--json").json()["segments"][0]["where"] == 'kanaal = "telefoon"'
    assert filled("segments", "remove", "bellers").code == 0
    assert filled("reach", "--segment", "bellers").code == 2


def test_personas_are_counted_and_filter_a_map(filled, tmp_path):
    map_id = filled("draft", "--name", "Rondreis", "--json").json()["map"]
    filled("export", "Rondreis", "-o", "rondreis.journey.json")
    drawn = json.loads((tmp_path / "rondreis.journey.json").read_text())
    for id, name, segment in (
        ("persona_0000000001", "Noor", 'kanaal = "telefoon"'),
        ("persona_0000000002", "Henk", None),
    ):
        drawn["records"][id] = {"id": id, "kind": "persona", "name": name, "segment": segment}
    drawn["records"]["map"]["name"] = "Met persona"
    (tmp_path / "met.journey.json").write_text(json.dumps(drawn))
    filled("import-map", "met.journey.json")
    found = filled("personas", "--json").json()["personas"]
    assert [(each["map_name"], each["persona"]["name"]) for each in found] == [
        ("Met persona", "Noor"), ("Met persona", "Henk")
    ]  # fmt: skip
    assert (found[0]["size"]["n"], found[0]["size"]["of"], found[1]["size"]) == (1, 3, None)
    assert "Noor" in filled("personas").out
    assert filled("validate", "Met persona", "--persona", "noor", "--json").json()["n"] == 1
    assert filled("validate", "Met persona", "--persona", "Henk").code == 2
    assert filled("validate", map_id, "--persona", "Noor").code == 2


def test_events_sources_and_bad_rows(run, tmp_path):
    (tmp_path / "fout.csv").write_text("klant,activiteit,tijdstip\nk1,a,2026-01-01\n,b,2026-01-01\n")
    run("import", "fout.csv")
    assert run("events", "head", "--limit", "1", "--json").json()["events"][0]["customer"] == "k1"
    assert run("events", "activities", "--json").json()["activities"][0]["name"] == "a"
    assert "fout.csv" in run("sources").out
    bad = run("rejected", "1")
    assert bad.out.startswith("file,row,")
    assert len(bad.out.strip().splitlines()) == 2
    assert run("rejected", "1", "-o", "aside.csv", "--json").json()["rows"] == 1
    assert run("rejected", "9").code == 2
    assert run("sources", "--remove", "1", "--json").json()["events"] == 1
    assert run("events", "count", "--json").json()["events"] == 0


def test_a_customer_is_shown_and_erased(filled):
    assert [event["activity"] for event in filled("customer", "k3", "--json").json()["events"]] == [
        "zoekopdracht",
        "gebeld",
    ]
    assert filled("erase", "customer", "k3", "--yes", "--json").json() == {
        "events": 2,
        "rejected": 0,
        "explorations": [],
        "segments": [],
        "personas": [],
        "descriptions": [],
        "questions": [],
        "maps": [],
        "audit": 0,
    }
    assert filled("customer", "k3").code == 2
    assert "stands nowhere else" in filled("erase", "traces", "k3").out
    made = filled("maps", "--new", "Reis van k3", "--template", "empty", "--json").json()["id"]
    assert filled("erase", "traces", "k3", "--json").json()["audit"] == 1
    assert "The audit holds their id in 1 entries" in filled("erase", "traces", "k3").out
    taken = filled("erase", "traces", "k3", "--past", "--json").json()
    assert taken["taken"] == {"versions": 0, "removed": 0, "audit": 1}
    assert [each["map"] for each in taken["maps"]] == [made], "a map that says it now is for people to clean"
    assert filled("reach", "--json").json()["n"] == 2


def test_maps_are_made_and_deleted(run):
    made = run("maps", "--new", "Leeg", "--template", "empty", "--language", "en", "--json").json()
    assert made["name"] == "Leeg"
    assert run("show", "Leeg").code == 0, "a map can be shown before there are events"
    assert run("maps", "--delete", "Leeg").code == 0
    assert run("maps", "--json").json() == {"maps": []}
    (binned,) = run("maps", "--bin", "--json").json()["maps"]
    assert (binned["id"], binned["name"], binned["version"]) == (made["id"], "Leeg", 1)
    assert run("maps", "--revive", "Leeg", "--json").json() == {"revived": made["id"], "name": "Leeg"}
    assert run("maps", "--revive", "Leeg").code == 2, "it is not in the bin any more"
    assert run("show", "Leeg").code == 0
    assert run("maps", "--delete", "Leeg").code == 0
    assert run("maps", "--purge", "Leeg", "--json").json() == {"purged": made["id"]}
    assert run("maps", "--purge", "Leeg").code == 2
    assert run("maps", "--bin", "--json").json() == {"maps": []}


def test_columns_are_named_by_hand(run, tmp_path):
    (tmp_path / "raar.csv").write_text("x;y;z;w\nan;los;1-2-2026 10:00;12,50\n")
    report = run("import", "raar.csv", "--customer", "x", "--activity", "y", "--time", "z", "--value", "w", "--json")
    assert report.code == 0, report.err
    assert report.json()["columns"] == {"x": "customer", "y": "activity", "z": "time", "w": "value"}
    assert run("events", "head", "--json").json()["events"][0]["value"] == 12.5


def test_doctor_says_what_is_there(filled):
    found = filled("doctor", "--json").json()
    assert {check["check"]: check["state"] for check in found["checks"]} == dict.fromkeys(
        ("python", "workspace", "disk", "events", "index", "maps"), "good"
    )
    assert filled("doctor").code == 0


def test_doctor_mends_a_damaged_index(filled, tmp_path):
    before = filled("reach", "--json").json()
    (file,) = (tmp_path / "ws" / "index").glob("*/g*/codes")
    file.write_bytes(b"\xff" * file.stat().st_size)
    found = {check["check"]: check for check in filled("doctor", "--json").json()["checks"]}
    assert "made anew" in found["index"]["told"]
    assert filled("reach", "--json").json() == before


def test_a_password_from_the_environment(run, monkeypatch):
    monkeypatch.setenv("KLANTREIS_PASSWORD", "een heel lang wachtwoord")
    assert run("password", "anna", "--json").json()["role"] == "owner"
    assert run("password", "bob", "--json").json()["role"] == "editor"
    assert run("password", "--list", "--json").json()["users"][0]["has_password"] is True
    assert run("password", "bob", "--role", "viewer", "--json").json()["role"] == "viewer"
    monkeypatch.delenv("KLANTREIS_PASSWORD")
    assert "bob is owner now" in run("password", "bob", "--role", "owner").out
    assert run("password", "anna", "--role", "viewer", "--json").json()["role"] == "viewer"
    assert "Make somebody else owner first" in run("password", "bob", "--role", "viewer").err
    assert run("password", "bob", "--role", "king").code == 2
    assert run("password", "bob", "--shut-out").code == 0
    monkeypatch.setenv("KLANTREIS_PASSWORD", "kort")
    assert run("password", "eva").code == 2


def test_explorations_are_saved_shown_renamed_and_removed(filled):
    assert filled("explorations", "set", "afhakers", "trechter?step=zoekopdracht&step=boeking").code == 0
    assert "/data/trechter?step=zoekopdracht" in filled("explorations", "show", "afhakers").out
    filled("explorations", "set", "haken af", "bereik", "--was", "afhakers")
    assert [each["name"] for each in filled("explorations", "list", "--json").json()["explorations"]] == ["haken af"]
    assert filled("explorations", "remove", "haken af").code == 0
    assert filled("explorations", "show", "haken af").code != 0


def test_a_filter_that_leaves_nobody_is_answered_by_every_question(filled):
    for words in (
        ["attribution", "--conversion", "boeking"],
        ["reach"],
        ["paths"],
        ["funnel", "zoekopdracht", "boeking"],
    ):
        ran = filled(*words, "--to", "2001-01-01")
        assert (ran.code, ran.err) == (0, "")
        assert "n = 0 journeys" in ran.out
        assert "– to –" not in ran.out


@pytest.mark.parametrize("width", [40, 80])
def test_a_narrow_terminal_cuts_no_name_and_no_number(filled, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    ran = filled("funnel", "zoekopdracht", "offerte", "boeking", "--within", "7d")
    assert ran.code == 0
    assert "…" not in ran.out
    for step in ("zoekopdracht", "boeking"):
        assert step in ran.out
    for told in ("journeys", "median", "p90", "100.0 %"):
        assert told in ran.out
    assert max(len(line) for line in ran.out.splitlines()) <= width


def test_columns_that_fit_no_single_table_stand_in_another_with_the_names():
    names = Heading("step", numeric=False, widest=30)
    bars, number = Heading("", numeric=False, widest=20, drawn=True), Heading("of first", numeric=True, widest=12)
    assert fitted([names, bars, number], 80) == [[(0, 30), (1, 20), (2, 12)]]
    assert fitted([names, number, Heading("", numeric=False, widest=3)], 40) == [[(0, 15), (1, 12), (2, 3)]]
    assert fitted([names, bars, number], 60) == [[(0, 30), (2, 12)]]
    assert fitted([names, number, number, number], 49) == [[(0, 30), (1, 12)], [(0, 30), (2, 12)], [(0, 30), (3, 12)]]
    assert fitted([names, number, number], 40) == [[(0, 21), (1, 12)], [(0, 21), (2, 12)]]
