"""The rooms of the code and the one direction between them; what no file of the repository may hold."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.package

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "model" / "tidlig"
ROOMS = (
    "problems", "pack", "result", "files", "layers", "cases", "engine", "appraisal", "analysis", "report", "model",
    "boundary", "cli",
)  # fmt: skip
FRONT_DOOR = "model"
ROOM = 12  # modules of a folder: more are not seen at a glance
ENGINE_MAY_NOT = {
    "pandas", "yaml", "ruamel", "streamlit", "csv", "json", "pathlib", "os", "io", "shutil", "tempfile",
    "importlib", "pickle", "sqlite3", "urllib", "socket", "subprocess",
}  # fmt: skip
NUMPY_FILES = (
    "load",
    "loadtxt",
    "genfromtxt",
    "fromfile",
    "memmap",
    "save",
    "savez",
    "savez_compressed",
    "savetxt",
)
FILE_CALLS = {"open", *(f"{numpy}.{name}" for numpy in ("np", "numpy") for name in NUMPY_FILES)}
FILE_METHODS = (".tofile", ".dump")
HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs", "org"))]
MACHINE_PATHS = re.compile(r"(?<![\w.~}-])/(?:" + "|".join(("work", "root")) + r")/")


def modules(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def dotted(path: Path) -> str:
    """Name of a module of the package: ``tidlig.engine.plan``."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def base_of(node: ast.ImportFrom, path: Path) -> str:
    """Absolute name of what ``from .x import y`` imports from."""
    if not node.level:
        return node.module or ""
    if PACKAGE not in path.parents:
        return "."  # a script's neighbour: never the package
    package = dotted(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    package = package[: len(package) - node.level + 1]
    return ".".join([*package, *([node.module] if node.module else [])])


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a module imports, wherever in it; names as ``module.name``."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = base_of(node, path)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Line of every call and what it calls, as written: ``open``, ``np.load``."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


def at(path: Path, line: int, what: str) -> str:
    return f"{path.relative_to(ROOT)}:{line}: {what}"


def package_modules() -> list[Path]:
    found = modules(PACKAGE)
    assert any(room_of(dotted(path)) == "engine" for path in found), f"no engine below {PACKAGE}"
    return found


def test_every_module_stands_in_a_known_room() -> None:
    strays = [str(p.relative_to(ROOT)) for p in package_modules() if room_of(dotted(p)) not in (*ROOMS, "")]
    assert not strays, f"new room? put it into ROOMS at its place in the order: {strays}"


def test_rooms_import_only_leftwards() -> None:
    wrong = []
    for path in package_modules():
        own = room_of(dotted(path)) or FRONT_DOOR  # the package itself names what users may import
        allowed = ROOMS[: ROOMS.index(own) + 1] if own in ROOMS else ()
        for line, name in imports(path):
            if name.split(".")[0] == "tidlig" and room_of(name) in ROOMS and room_of(name) not in allowed:
                wrong.append(at(path, line, f"{own} imports {name}"))
    assert not wrong, "\n".join(wrong)


def foreign_to_engine(name: str) -> bool:
    room = room_of(name) in ("problems", "files", "layers", "cases")
    return room or name in FILE_CALLS or name.split(".")[0] in ENGINE_MAY_NOT


def test_engine_knows_nothing_but_arrays_and_the_pack() -> None:
    wrong = []
    for path in modules(PACKAGE / "engine"):
        wrong += [at(path, n, f"engine imports {name}") for n, name in imports(path) if foreign_to_engine(name)]
        for line, name in calls(path):
            if name in FILE_CALLS or name.endswith(FILE_METHODS):
                wrong.append(at(path, line, f"engine calls {name}()"))
    assert not wrong, "\n".join(wrong)


def test_simulate_has_one_caller() -> None:
    users = {
        dotted(path)
        for path in package_modules()
        if room_of(dotted(path)) != "engine"
        and (
            any(room_of(name) == "engine" and name.endswith(".simulate") for _, name in imports(path))
            or any(name.split(".")[-1] == "simulate" for _, name in calls(path))
        )
    }
    assert users == {"tidlig.analysis.evaluate.evaluator"}


def test_only_the_command_line_prints() -> None:
    wrong = [
        at(path, line, "print()")
        for path in package_modules()
        if room_of(dotted(path)) not in ("boundary", "cli")
        for line, name in calls(path)
        if name == "print"
    ]
    assert not wrong, "\n".join(wrong)


def test_rooms_stay_small() -> None:
    crowded = {
        str(folder.relative_to(ROOT)): len(held)
        for top in (PACKAGE, ROOT / "app", ROOT / "tools")
        for folder in {path.parent for path in modules(top)}
        if len(held := [path for path in folder.glob("*.py") if not path.name.startswith("__")]) > ROOM
    }
    assert not crowded, f"at most {ROOM} modules a folder: {crowded}"


# Where each library may be imported: rooms, folders or modules.
LIBRARIES = {
    "numpy_financial": ("tidlig.appraisal",),
    "pandas": ("tidlig.report", "app", "tools"),
    "altair": ("tidlig.report",),
    "vl_convert": ("tidlig.report.write",),
    "streamlit": ("app",),
    "rich": ("tidlig.report.terminal", "tidlig.boundary", "tidlig.cli"),
    "typer": ("tidlig.boundary", "tidlig.cli"),
    "ruamel": ("tidlig.files", "app.choice.written"),  # the latter writes what was touched into a person's own file
    "pydantic": ("tidlig.pack", "tidlig.result", "tidlig.files", "tidlig.cases"),
    "pydantic_core": ("tidlig.pack", "tidlig.files"),
    "platformdirs": ("tidlig.files",),
    "scipy": ("tidlig.files", "tidlig.analysis"),
}


def place(path: Path) -> str:
    """A module as ``tidlig.report.write`` or ``app.choice.written``."""
    if PACKAGE in path.parents:
        return dotted(path)
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def test_each_library_stays_in_its_rooms() -> None:
    wrong, seen = [], set()
    for top in (PACKAGE, ROOT / "app", ROOT / "tools"):
        for path in modules(top):
            for line, name in imports(path):
                library = name.split(".")[0]
                seen.add(library)
                homes = LIBRARIES.get(library, (place(path),))
                if not any(f"{place(path)}.".startswith(f"{home}.") for home in homes):
                    wrong.append(at(path, line, f"imports {name}"))
    assert not wrong, "\n".join(wrong)
    assert seen >= LIBRARIES.keys()


def test_app_does_not_reach_into_the_engine() -> None:
    wrong = [
        at(path, line, name)
        for path in modules(ROOT / "app")
        for line, name in imports(path)
        if f"{name}.".startswith("tidlig.engine.")
    ]
    assert not wrong, "\n".join(wrong)


def repository_texts() -> Iterator[tuple[Path, str]]:
    """Every text file that is tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    for path in sorted(ROOT / name for name in listed.split("\0") if name):
        raw = path.read_bytes() if path.is_file() else b""
        if b"\0" not in raw:
            yield path, raw.decode("utf-8")


def test_no_file_names_a_registry_or_a_machine() -> None:
    texts = list(repository_texts())
    assert len(texts) > 10
    wrong = []
    for path, text in texts:
        for number, line in enumerate(text.splitlines(), start=1):
            wrong += [at(path, number, host) for host in HOSTS if host in line]
            wrong += [at(path, number, f"a path of one machine: {line.strip()[:80]}")] * bool(
                MACHINE_PATHS.search(line)
            )
    assert not wrong, "\n".join(wrong)
