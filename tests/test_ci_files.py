"""What teams copy into their CI: valid to the real validators, and proof against what a stranger may put into it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from commands.running import INSTALLED, make_workspace, run_here
from conftest import ROOT

HOSTILE = ["$(touch ran)", "; touch ran", "`touch ran`", "a' \" b", "* \\", "--output=ran", "x && touch ran", "é\tü"]
needs_bash = pytest.mark.skipif(os.name == "nt", reason="the bash on the path of Windows may be that of another system")


def parsed(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


ACTION = parsed(ROOT / "action.yml")
HOOKS = {hook["id"]: hook for hook in parsed(ROOT / ".pre-commit-hooks.yaml")}


@pytest.fixture
def pipeline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], Path]:
    """Has `pap init` write the pipeline of a CI system for a folder whose name has a space and a quote in it."""
    (tmp_path / ".git").mkdir()
    make_workspace(tmp_path / "Children's services")
    monkeypatch.chdir(tmp_path)

    def write(ci: str) -> Path:
        ran = run_here(monkeypatch, capsys, "init", "--ci", ci, "Children's services")
        assert ran.code == 0, ran.err
        return tmp_path / ran.out.splitlines()[0].removeprefix("wrote ")

    return write


def validated(*words: object) -> None:
    ran = subprocess.run([sys.executable, "-m", *map(str, words)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_action_is_valid() -> None:
    validated("check_jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml")


def audited(*paths: Path) -> None:
    found = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    assert found, "zizmor is not in the environment of the tests: install requirements-dev.lock"
    ran = subprocess.run([found, "--offline", "--no-progress", *paths], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_our_own_workflows_are_clean_under_zizmor() -> None:
    audited(ROOT / "action.yml", *sorted((ROOT / ".github" / "workflows").glob("*.yml")))


def test_the_workflow_that_init_writes_is_clean_under_zizmor(pipeline: Callable[[str], Path]) -> None:
    audited(pipeline("github"))


def test_every_action_is_pinned_to_a_commit_and_the_same_one_everywhere(pipeline: Callable[[str], Path]) -> None:
    paths = [ROOT / "action.yml", pipeline("github"), *(ROOT / ".github" / "workflows").glob("*.yml")]
    paths.append(ROOT / "docs" / "how-to" / "ci-on-github.md")
    used = [
        line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if "uses: actions/" in line
    ]
    found = [re.search(r"uses: (actions/[\w-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$", line) for line in used]
    assert all(found), used
    pins = {pin.groups() for pin in found if pin}
    assert len(pins) == len({name for name, _, _ in pins}) == 3


def test_the_matrix_is_that_of_the_classifiers() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    prefix = "Programming Language :: Python :: "
    versions = [one.removeprefix(prefix) for one in project["classifiers"] if one.startswith(prefix)]
    jobs = parsed(ROOT / ".github" / "workflows" / "ci.yml")["jobs"]
    assert jobs["test"]["strategy"]["matrix"]["python"] == versions
    assert jobs["newest"]["steps"][-1]["run"].startswith("make newest")


def test_the_hooks_are_valid() -> None:
    validated("pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")


@pytest.mark.parametrize(
    ("ci", "schema"),
    [
        ("github", ("vendor.github-workflows",)),
        ("gitlab", ("vendor.gitlab-ci",)),
        ("azure", ("vendor.azure-pipelines", "--regex-variant", "nonunicode")),  # it has escapes that Unicode has not
    ],
)
def test_the_pipelines_are_valid(pipeline: Callable[[str], Path], ci: str, schema: tuple[str, ...]) -> None:
    validated("check_jsonschema", "--builtin-schema", *schema, pipeline(ci))


def scripts(node: Any) -> Iterator[str]:
    """Every script in a pipeline or an action, wherever it stands."""
    if isinstance(node, list):
        for entry in node:
            yield from scripts(entry)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in ("run", "bash", "script", "before_script", "after_script"):
                yield from [value] if isinstance(value, str) else value
            else:
                yield from scripts(value)


@pytest.mark.parametrize("name", ["action", "github", "gitlab", "azure"])
def test_no_script_has_text_put_into_it(pipeline: Callable[[str], Path], name: str) -> None:
    found = list(scripts(ACTION if name == "action" else parsed(pipeline(name))))
    assert any("pap" in script for script in found)
    for script in found:
        assert "${{" not in script
        assert "$(" not in script  # Azure puts the text of a variable there
        assert "$[" not in script
        assert "eval" not in script


@needs_bash
@pytest.mark.parametrize("name", ["action", "github", "gitlab", "azure"])
def test_every_script_is_good_bash(pipeline: Callable[[str], Path], name: str) -> None:
    for script in scripts(ACTION if name == "action" else parsed(pipeline(name))):
        ran = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, "")


def test_the_workflow_can_read_and_no_more(pipeline: Callable[[str], Path]) -> None:
    path = pipeline("github")
    workflow = parsed(path)
    assert workflow["permissions"] == {"contents": "read"}
    assert set(workflow[True]) == {"pull_request", "schedule", "workflow_dispatch"}
    assert "secrets" not in path.read_text(encoding="utf-8").replace("no secret", "")
    for job in workflow["jobs"].values():
        assert "permissions" not in job
        for step in job["steps"]:
            assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step.get("uses", f"actions/none@{'0' * 40}"))
        checkout = job["steps"][0]
        assert checkout["uses"].startswith("actions/checkout@")
        assert checkout["with"]["persist-credentials"] is False


def test_the_pipeline_of_azure_keeps_no_credentials(pipeline: Callable[[str], Path]) -> None:
    for job in parsed(pipeline("azure"))["jobs"]:
        assert job["steps"][0]["checkout"] == "self"
        assert job["steps"][0]["persistCredentials"] == "false"


@pytest.mark.parametrize("ci", ["github", "gitlab", "azure"])
def test_a_pipeline_pins_the_version_that_wrote_it(pipeline: Callable[[str], Path], ci: str) -> None:
    from pap_cli import __version__

    text = pipeline(ci).read_text(encoding="utf-8")
    assert f"pap-cli=={__version__}" in text
    assert not re.search("PLAN-FOLDER|PAP-VERSION", text)


CHECKS = {id: hook for id, hook in HOOKS.items() if id.startswith("pap-check")}


@pytest.mark.parametrize("hook", CHECKS.values(), ids=CHECKS)
def test_a_hook_runs_at_every_commit(
    hook: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hook["always_run"] is True
    assert not {"files", "types", "exclude"} & hook.keys(), "they would skip a commit that only deletes files"
    monkeypatch.chdir(make_workspace(tmp_path))
    pap, *words = shlex.split(hook["entry"])
    assert pap == "pap"
    late = run_here(monkeypatch, capsys, *words, "--as-of", "2016-10-14")
    assert late.code == (0 if hook["id"] == "pap-check-form" else 1), late.err
    (tmp_path / "plans" / "two.yaml").write_text("plan: [", encoding="utf-8")
    assert run_here(monkeypatch, capsys, *words).code == 1


def test_the_hooks_run_when_a_commit_only_deletes_files(tmp_path: Path) -> None:
    hooks = [{**hook, "language": "system", "entry": f'"{sys.executable}" --version'} for hook in CHECKS.values()]
    config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]})
    (tmp_path / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "kpis").mkdir()
    (tmp_path / "kpis" / "k.yaml").write_text("kpis: []\n", encoding="utf-8")
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "x"], ["rm", "-q", "kpis/k.yaml"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True)
    ran = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--color=never"],
        cwd=tmp_path,
        env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout.count("Passed"), "Skipped" in ran.stdout) == (0, 2, False), ran.stdout


def test_the_hook_for_the_layout_formats_and_installs_what_that_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = HOOKS["pap-fmt"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert hook["additional_dependencies"] == project["optional-dependencies"]["edit"]
    assert hook["pass_filenames"] is False
    root = make_workspace(tmp_path)
    monkeypatch.chdir(root)
    plan = root / "plans" / "one.yaml"
    before = plan.read_text(encoding="utf-8")
    plan.write_text(
        before.replace("{id: A1.2, title: Understood, ", "{title: Understood, id: A1.2, "), encoding="utf-8"
    )
    assert run_here(monkeypatch, capsys, *shlex.split(hook["entry"])[1:]).code == 0
    assert plan.read_text(encoding="utf-8") == before


# --- The scripts, run as the runners run them, with stand-ins for Python and pap that note what they are given

STAND_IN = """\
#!/bin/bash
printf '%s\\0' "$@" >> "$NOTES"
if [ "$3" = venv ]; then
  mkdir -p "$4/bin"
  cp "$0" "$4/bin/python"
fi
exit "${CODE:-0}"
"""


@pytest.fixture
def stand_in(tmp_path: Path) -> Path:
    path = tmp_path / "stand in"
    path.write_text(STAND_IN, encoding="utf-8")
    path.chmod(0o755)
    return path


def step_of_action(id: str) -> dict[str, Any]:
    (step,) = (step for step in ACTION["runs"]["steps"] if step.get("id") == id)
    return step


def run_script(folder: Path, script: str, **environ: str) -> tuple[int, list[str]]:
    """Run a script in an empty folder, and see it left empty: its exit code, and what the stand-ins were given."""
    work, notes, file = folder / "work", folder / "notes", folder / "script"
    work.mkdir()
    notes.touch()
    file.write_text(script, encoding="utf-8")
    ran = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(file)],
        cwd=work,
        env={"PATH": os.environ["PATH"], "NOTES": str(notes), **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert list(work.iterdir()) == [], "a script wrote something, or ran what it was given"
    assert ran.stderr == ""
    return ran.returncode, notes.read_bytes().decode("utf-8").split("\0")[:-1]


def run_step(folder: Path, id: str, **given: str) -> tuple[int, list[str], str]:
    """Run a step of the action in a folder: its exit code, what the stand-ins were given, and its outputs."""
    step = step_of_action(id)
    assert set(given) - {"CODE"} <= set(step["env"])
    code, notes = run_script(
        folder,
        step["run"],
        RUNNER_TEMP=str(folder / "temp folder"),
        GITHUB_ACTION_PATH="/the action",
        GITHUB_OUTPUT=str(folder / "output"),
        **{**dict.fromkeys(step["env"], ""), **given},
    )
    return code, notes, (folder / "output").read_text(encoding="utf-8")


def test_each_script_of_the_action_has_a_shell_and_each_input_reaches_one() -> None:
    steps = ACTION["runs"]["steps"]
    assert all(step["shell"] == "bash" for step in steps if "run" in step)
    passed = [value for step in steps for key in ("env", "with") for value in step.get(key, {}).values()]
    assert {name for name in ACTION["inputs"] if f"${{{{ inputs.{name} }}}}" in passed} == set(ACTION["inputs"])


@needs_bash
def test_the_action_says_nothing_that_it_was_not_told(tmp_path: Path, stand_in: Path) -> None:
    code, words, output = run_step(tmp_path, "check", PAP=str(stand_in), WORKSPACE=".")
    assert (code, words, output) == (0, ["check", "--workspace=."], "exit-code=0\n")


@needs_bash
def test_the_action_hands_over_every_input(tmp_path: Path, stand_in: Path) -> None:
    _, words, _ = run_step(
        tmp_path,
        "check",
        PAP=str(stand_in),
        WORKSPACE="Children's services",
        AS_OF="2016-10-14",
        FAIL_ON="warning,overdue>3",
        CHANGED_SINCE="origin/main",
        BASELINE="pap-baseline.json",
        FORMAT="concise",
        REPORTS="sarif=a b.sarif\n\n  junit=$HOME.xml  \n",
    )
    assert words == [
        "check",
        "--workspace=Children's services",
        "--as-of=2016-10-14",
        "--fail-on=warning,overdue>3",
        "--changed-since=origin/main",
        "--baseline=pap-baseline.json",
        "--format=concise",
        "--report=sarif=a b.sarif",
        "--report=junit=$HOME.xml",
    ]


@needs_bash
@pytest.mark.parametrize("value", HOSTILE)
def test_the_action_runs_nothing_that_an_input_says(tmp_path: Path, stand_in: Path, value: str) -> None:
    inputs = [name for name in step_of_action("check")["env"] if name != "PAP"]
    _, words, _ = run_step(tmp_path, "check", PAP=str(stand_in), **dict.fromkeys(inputs, value))
    assert len(words) == 1 + len(inputs)
    assert {word.partition("=")[2] for word in words[1:]} == {value}


@needs_bash
@pytest.mark.parametrize(("code", "told"), [(0, 0), (1, 1), (2, 2), (127, 2), (130, 2)])
def test_the_action_ends_as_pap_ended(tmp_path: Path, stand_in: Path, code: int, told: int) -> None:
    assert run_step(tmp_path, "check", PAP=str(stand_in), CODE=str(code))[::2] == (told, f"exit-code={told}\n")


def test_the_exit_code_is_2_if_an_earlier_step_failed() -> None:
    assert ACTION["outputs"]["exit-code"]["value"] == "${{ steps.check.outputs.exit-code || '2' }}"


@needs_bash
@pytest.mark.parametrize(
    ("version", "wanted"), [("", "/the action"), ("0.1.0", "pap-cli==0.1.0"), ("$(touch ran)", "pap-cli==$(touch ran)")]
)
def test_the_action_installs_itself_or_the_version_that_was_asked_for(
    tmp_path: Path, stand_in: Path, version: str, wanted: str
) -> None:
    code, words, output = run_step(tmp_path, "install", PYTHON=str(stand_in), VERSION=version)
    venv = str(tmp_path / "temp folder" / "pap-cli")
    assert code == 0
    assert words[:4] == ["-I", "-m", "venv", venv]
    assert words[4:8] == ["-I", "-m", "pip", "install"]
    assert words[-1] == wanted
    assert output == f"pap={venv}/bin/pap\n"


@needs_bash
@pytest.mark.parametrize(
    ("ci", "environ"),
    [
        ("github", {"GITHUB_BASE_REF": "$(touch${IFS}ran);`touch${IFS}ran`"}),
        ("azure", {"SYSTEM_PULLREQUEST_TARGETBRANCH": "$(touch${IFS}ran);`touch${IFS}ran`"}),
        ("azure", {"SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/$(touch${IFS}ran);`touch${IFS}ran`"}),
    ],
)
def test_a_branch_with_a_command_for_its_name_is_a_name(
    pipeline: Callable[[str], Path], stand_in: Path, ci: str, environ: dict[str, str]
) -> None:
    folder = stand_in.parent
    (folder / "bin").mkdir()
    stand_in.rename(folder / "bin" / "pap")
    (script,) = (script for script in scripts(parsed(pipeline(ci))) if "--changed-since" in script)
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    code, words = run_script(folder, script, **environ, PATH=path, AGENT_TEMPDIRECTORY="/t")
    assert code == 0
    assert words[words.index("--changed-since") + 1] == "origin/$(touch${IFS}ran);`touch${IFS}ran`"


@needs_bash
@pytest.mark.skipif(not INSTALLED.is_file(), reason="pap is not installed as a command")
@pytest.mark.parametrize(
    ("ci", "environ", "written"),
    [
        ("github", {"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main"}, ["plan/findings.csv", "plan/status.md"]),
        ("gitlab", {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "origin/main"}, []),
        (
            "gitlab",
            {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA": "origin/main", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "no-such-commit"},
            [],
        ),
        (
            "azure",
            {"SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main"},
            ["findings.csv", "plan-junit.xml", "status.md"],
        ),
    ],
)
def test_every_script_runs_with_pap_itself(
    pipeline: Callable[[str], Path], tmp_path: Path, ci: str, environ: dict[str, str], written: list[str]
) -> None:
    """In a clone whose branch made a milestone late, the gate says no and the reports are there."""
    found = parsed(pipeline(ci))
    plan = tmp_path / "Children's services" / "plans" / "one.yaml"
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], [*who, "commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True)
    subprocess.run(["git", "update-ref", "refs/remotes/origin/main", "main"], cwd=tmp_path, check=True)
    plan.write_text(plan.read_text(encoding="utf-8").replace("2016-11-30", "2016-10-10"), encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    codes = {}
    for script in scripts(found):
        if script.startswith("pip install"):
            continue
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=tmp_path,
            env={
                "PATH": f"{INSTALLED.parent}{os.pathsep}{os.environ['PATH']}",
                "PAP_AS_OF": "2016-10-14",
                "PAP_WORKSPACE": "Children's services",
                "GITHUB_STEP_SUMMARY": str(out / "summary"),
                **dict.fromkeys(("RUNNER_TEMP", "AGENT_TEMPDIRECTORY", "BUILD_ARTIFACTSTAGINGDIRECTORY"), str(out)),
                **environ,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.stderr == ""
        codes[script] = ran.returncode
        if "--changed-since" in script:
            assert "A1.2" in ran.stdout
            assert "A1.1" not in ran.stdout
    assert [script for script, code in codes.items() if code] == [
        script for script in codes if "--changed-since" in script
    ]
    assert set(written) <= {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    if ci == "github":
        assert "approved due date" in (out / "summary").read_text(encoding="utf-8")
