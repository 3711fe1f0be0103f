"""The ten rules of the house. Each failure says what to do."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from community import events
from community.core.policy import Permission
from community.features import FEATURES

ROOT = Path(__file__).parents[2]
CODE = sorted((ROOT / "community").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MODULE_LINES = 300
FUNCTION_LINES = 45
TEMPLATE_LINES = 160
FEATURE_FILES = {
    "__init__",
    "models",
    "permissions",
    "queries",
    "actions",
    "forms",
    "views",
    "subscribers",
    "jobs",
    "mail",
    "commands",
}
# Modules beside the common ones: pure algorithms, contributions to other pages, and what the feature alone has.
FEATURE_EXTRAS = {
    "accounts": {"security", "passkeys", "gates", "second_factor", "identity"},
}
COMPOSITIONS = {"home", "coordination"}
PEERS = {feature.name for feature in FEATURES} - COMPOSITIONS - {"accounts"}


def source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def where(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports_of(path: Path) -> set[str]:
    """Modules imported by a file, those inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(source(path))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return found


def feature_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "community" else None


def test_features_never_import_each_other():
    for path in CODE:
        own = path.relative_to(ROOT / "community").parts[0]
        if own not in PEERS:
            continue
        for module in imports_of(path):
            other = feature_of(module)
            assert other not in (PEERS | COMPOSITIONS) - {own}, (
                f"{where(path)} imports {module}. Features meet in accounts, events, the registries of core, or a "
                "composition above them: publish an event, or register a function in the manifest."
            )


def test_core_knows_no_feature():
    for path in (ROOT / "community/core").rglob("*.py"):
        for module in imports_of(path):
            assert feature_of(module) in {None, "core", "events"}, (
                f"{where(path)} imports {module}. Core is below the features: let the feature register itself."
            )


def test_rules_and_data_know_nothing_of_the_web():
    names = {"actions", "queries", "permissions", "models"}
    for path in CODE:
        parts = set(path.with_suffix("").parts)
        if not names & parts or "core" in parts:
            continue
        bad = {module.split(".")[0] for module in imports_of(path)} & {"flask", "flask_login", "wtforms", "flask_wtf"}
        assert not bad, f"{where(path)} imports {bad}. The actor is an argument; HTTP belongs into views.py."


def test_only_one_place_commits():
    for path in CODE:
        if "core" in path.parts:
            continue
        assert not re.search(r"session\.(commit|rollback)\(", source(path)), (
            f"{where(path)} commits. The request, the worker and commands do that in core.database.transaction()."
        )


def test_views_hold_no_sql():
    for path in CODE:
        if "views" in path.with_suffix("").parts and "core" not in path.parts:
            bad = {module for module in imports_of(path) if module.split(".")[0] == "sqlalchemy"}
            assert not bad and "db.session" not in source(path), (
                f"{where(path)} talks to the database. Reads belong into queries.py, writes into actions.py."
            )


def test_modules_and_functions_stay_small():
    for path in CODE:
        lines = source(path).count("\n")
        assert lines <= MODULE_LINES, f"{where(path)} has {lines} lines: split it by resource into a folder."
        for node in ast.walk(ast.parse(source(path))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                assert length <= FUNCTION_LINES, (
                    f"{where(path)}:{node.lineno} {node.name} has {length} lines: split it."
                )


def test_templates_stay_small():
    for path in TEMPLATES:
        lines = source(path).count("\n")
        assert lines <= TEMPLATE_LINES, f"{where(path)} has {lines} lines: move a part into partials or a component."


def test_every_module_says_what_belongs_here():
    for path in CODE:
        assert ast.get_docstring(ast.parse(source(path))), (
            f"{where(path)}: begin with a docstring saying what belongs here."
        )


def test_no_vague_names():
    vague = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "misc"}
    for path in CODE:
        assert not vague & set(path.with_suffix("").parts), f"{where(path)}: name it by what it holds."


def test_inputs_stand_in_one_place():
    for path in TEMPLATES:
        if path.name in {"field.html"} or "components" in path.parts:
            continue
        drawn = re.sub(r"\{#.*?#\}", "", source(path), flags=re.S)
        assert "<input" not in drawn, f"{where(path)} has an <input>: use the field macro of components/field.html."


def test_templates_have_no_inline_style_or_script():
    for path in TEMPLATES:
        if "mail" in path.parts:
            continue  # mail clients know no stylesheets
        text = source(path)
        assert not re.search(r"<[a-z][^>]*\s(?:style|on[a-z]+)=\"", text), (
            f"{where(path)}: our policy forbids it; use a class or data attribute."
        )


@pytest.mark.parametrize(
    "event",
    [
        cls
        for cls in vars(events).values()
        if isinstance(cls, type) and issubclass(cls, events.Event) and cls is not events.Event
    ],
    ids=lambda cls: cls.__name__,
)
def test_every_event_has_a_subscriber_or_is_silent_on_purpose(event):
    heard = {name for feature in FEATURES for name, _ in feature.subscribers}
    silent = event in events.SILENT
    assert (event.__name__ in heard) != silent, (
        f"{event.__name__} is {'heard and listed' if silent else 'neither heard nor listed'} in events.SILENT: "
        "subscribe to it in a manifest, or list it there."
    )


def test_import_directions_hold():
    result = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_time_comes_from_the_clock():
    for path in CODE:
        if path.name == "clock.py":
            continue
        assert not re.search(r"datetime\.(now|utcnow|today)\(|date\.today\(", source(path)), (
            f"{where(path)} reads the time itself: use community.core.clock."
        )


def test_no_path_of_a_machine_and_no_registry_is_in_the_tree():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    forbidden = re.compile(rb"/(?:work|farm|root)/|/home/[a-z]+/|files\.pythonhosted|registry\.npmjs")
    for name in filter(None, listed):
        path = ROOT / name.decode()
        if (
            path.is_file()
            and path.suffix in {".py", ".md", ".txt", ".html", ".toml", ".js", ".css", ".ini", ""}
            and path != Path(__file__)
        ):
            assert not forbidden.search(path.read_bytes()), (
                f"{name.decode()} carries a path of a machine or a registry's address."
            )


def manifest_of(name: str):
    return next(feature for feature in FEATURES if feature.name == name)


ROOMS = [feature.name for feature in FEATURES]


def modules_of(name: str, part: str) -> list[Path]:
    """permissions.py of a feature, or the modules of its permissions/."""
    room = ROOT / "community" / name
    return [path for path in (room / f"{part}.py", *sorted((room / part).glob("*.py"))) if path.exists()]


@pytest.mark.parametrize("name", ROOMS)
def test_every_permission_stands_in_its_manifest(name):
    text = "".join(source(path) for path in modules_of(name, "permissions"))
    if not text:
        return
    module = import_module(f"community.{name}.permissions")
    own = {
        f"community.{name}.permissions:{attribute}"
        for attribute in re.findall(r"^([A-Z_]+) = Permission\(", text, re.MULTILINE)
    }
    assert all(isinstance(getattr(module, one.partition(":")[2]), Permission) for one in own)
    missing = own - set(manifest_of(name).permissions)
    assert not missing, f"name {sorted(missing)} in permissions=(…) of community/{name}/__init__.py"


@pytest.mark.parametrize("name", ROOMS)
def test_every_table_stands_in_its_manifest(name):
    if modules_of(name, "models"):
        assert f"community.{name}.models" in manifest_of(name).models, (
            f'name "community.{name}.models" in models=(…) of community/{name}/__init__.py: migrations find tables there.'
        )


@pytest.mark.parametrize("name", ROOMS)
def test_every_feature_stands_in_the_import_contracts(name):
    contracts = tomllib.loads(source(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = " | ".join(contracts[0]["layers"])
    assert f"community.{name}" in layers, f"add community.{name} to the layers of the first contract in pyproject.toml"
    assert f"community.{name}" in contracts[1]["containers"], (
        f"add community.{name} to the containers of the second contract in pyproject.toml"
    )


@pytest.mark.parametrize("name", ROOMS)
def test_every_visible_to_is_proved_against_its_predicate(name):
    twins = source(ROOT / "tests/access/test_scopes.py")
    for path in modules_of(name, "permissions"):
        if "\ndef visible_to(" in source(path):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            assert f"from {module} import visible_to" in twins, (
                f"add (SEE_…, Model, visible_to) of {path.relative_to(ROOT)} to TWINS in tests/access/test_scopes.py"
            )
