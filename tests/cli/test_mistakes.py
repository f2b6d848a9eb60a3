"""A user's mistake is one line that says what, where and how to mend it, and exit code 2; never a traceback."""

import json
import os
import socket
import stat

import pytest

import klantreis
from klantreis.cli import app as shell
from klantreis.cli import reference, say
from tests.house.tree import ROOT


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "weg.csv"], "There is no such file"),
        (["show", "Geen kaart"], "no such map"),
        (["customer", "niemand"], "There is no customer"),
        (["timing", "zoekopdrach", "boeking"], "Did you mean 'zoekopdracht'"),
        (["transitions", "--where", "kanaal = "], "character"),
        (["transitions", "--where", "kanaaal = web"], "Did you mean"),
        (["transitions", "--from", "gisteren"], "no date or time"),
        (["transitions", "--segment", "nix"], "no segment"),
        (["transitions", "--gap", "30m"], "not split by a gap"),
        (["paths", "--unit", "week"], "not a unit"),
        (["funnel", "zoekopdracht", "boeking", "--within", "soon"], "not a length of time"),
        (["import", "klanten.csv", "--customer", "nummer"], "no column called"),
        (["import", "klanten.csv", "--tz", "Mars/Olympus"], "Mars/Olympus"),
        (["import", "klanten.csv", "--format", "docx"], "docx"),
        (["export", "x", "-o", "kaart.pdf"], "not a format"),
        (["import-map", "klanten.csv"], "not JSON"),
        (["maps", "--new", "X", "--template", "tien"], "no template"),
        (["serve", "--host", "0.0.0.0", "--port", "0"], "nobody has a password"),
        (["serve", "--host", "no.such.host.invalid", "--port", "0"], "password"),
        (["serve", "--port", "99999"], "not a port"),
        (["password", "eva"], "no terminal"),
        (["nonsense"], "No such command"),
        (["funnel"], "Missing argument"),
        (["transitions", "--nonsense"], "No such option"),
    ],
)
def test_one_line_and_exit_code_2(filled, words, said, monkeypatch):
    monkeypatch.delenv("KLANTREIS_PASSWORD", raising=False)
    ran = filled(*words)
    assert ran.code == 2
    assert ran.out == ""
    assert said in ran.err
    assert "Traceback" not in ran.err
    # of what the command line itself does not take, the usage is shown too
    usage = ran.err.startswith("Usage: ")
    assert usage == (said in ("No such command", "Missing argument", "No such option"))
    assert usage or (ran.err.startswith("klantreis: ") and len(ran.err.strip().splitlines()) == 1)


def test_with_json_the_error_is_json_too(filled):
    ran = filled("show", "Geen kaart", "--json")
    assert json.loads(ran.err)["code"] == "maps.not_found"


def test_a_taken_port(filled):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        for words in (["serve", "--port", str(port)], ["demo", "--port", str(port)]):
            ran = filled(*words)
            assert ran.code == 2
            assert f"Port {port} is taken" in ran.err
            assert f"--port {port + 1}" in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="the super-user may write everywhere")
def test_a_folder_that_cannot_be_written(run, tmp_path):
    locked = tmp_path / "dicht"
    locked.mkdir()
    locked.chmod(stat.S_IRUSR | stat.S_IXUSR)
    ran = run("maps", "--workspace", str(locked / "ws"))
    assert (ran.code, "cannot be written" in ran.err) == (2, True)


def test_a_file_where_a_folder_should_be(run, tmp_path):
    ran = run("maps", "--workspace", str(tmp_path / "klanten.csv"))
    assert (ran.code, "a workspace is a folder" in ran.err) == (2, True)


def test_a_full_disk(run, tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda path: os.statvfs_result and type("U", (), {"free": 1024})())
    ran = run("maps")
    assert (ran.code, "no space left" in ran.err) == (2, True)


def test_settings_of_a_newer_version_or_spoiled_by_hand(run, tmp_path):
    (tmp_path / "ws").mkdir()
    settings = tmp_path / "ws" / "workspace.toml"
    settings.write_text("format = 99\n")
    assert "newer version" in run("maps").err
    settings.write_text("format = [")
    assert run("maps").code == 1
    settings.write_text('timezone = "Mars/Olympus"\n')
    assert "timezone" in run("maps").err


def test_our_own_mistake_is_one_line_too_and_exit_code_1(run, monkeypatch):
    monkeypatch.delenv("KLANTREIS_DEBUG", raising=False)
    monkeypatch.setattr("klantreis.workspace.maps.WorkspaceMaps.list", lambda self: 1 / 0)
    ran = run("maps")
    assert ran.code == 1
    assert "Traceback" not in ran.err
    log = ran.err.strip().rstrip(".").rsplit(" ", 1)[-1]
    with open(log) as told:
        assert "ZeroDivisionError" in told.read()
    os.unlink(log)


def test_stopping_is_no_mistake_of_ours(run, monkeypatch):
    def stop(self: object) -> list:
        raise KeyboardInterrupt

    monkeypatch.setattr("klantreis.workspace.maps.WorkspaceMaps.list", stop)
    ran = run("maps")
    assert (ran.code, ran.err) == (130, "klantreis: Stopped.\n")


def test_version_and_help(run):
    assert run("--version").out == f"klantreis {klantreis.__version__}\n"
    helped = run("--help").out
    for name in shell.COMMANDS:
        assert name.strip("_").replace("_", "-") in helped


def test_the_reference_is_made_from_the_commands():
    page = ROOT / "docs" / "reference" / "cli.md"
    assert page.read_text() == reference.markdown(), "stale: python -m klantreis.cli.reference > docs/reference/cli.md"


def test_names_out_of_a_file_do_not_steer_the_terminal(capsys):
    name = "a\x1b]0;weg\x07\x1b[31mrood\x9b2J\u202ekoor"
    say.table("Van [naam] " + name, ("name", "n#"), [(name, 1)])
    say.line(name)
    shell._say(name, 2)
    told = "".join(capsys.readouterr())
    assert not set("\x1b\x07\x9b\u202e") & set(told)
    assert "Van [naam]" in told
    assert told.count("\ufffd[31mrood") == 4
