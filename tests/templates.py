"""Every message template that stands in the package, found in its syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "model" / "tidlig"
# Where a call has its templates: places of its arguments by the name it is called by.
CALLS = {
    "say": (1, 2),
    "add": (3, 4),
    "problem": (3, 4),
    "first_problem": (2, 3),
    "missing": (1,),
    "FigureError": (0, 1),
    "_Refused": (1, 2),
    "PlanError": (0,),
    "Message": (0,),
}
ONLY_HINT = ("missing", "_need")  # what these take is a hint alone
PARAMETERS = ("what", "hint")  # what a helper calls a template that it passes on


@dataclass(frozen=True)
class Found:
    """One template, whether it is a hint, and the values given with it; None where another call gives them."""

    place: str
    template: str
    given: frozenset[str] | None
    hint: bool


def templates() -> tuple[list[Found], list[str]]:
    """Return every template of the package, and the places where one is put together instead."""
    found: list[Found] = []
    wrong: list[str] = []
    modules = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
    inherited = {name: places for tree in modules.values() for name, places in _methods(tree)}
    for path, tree in modules.items():
        module = _Module(path, tree, inherited if any(map(_inherits, ast.walk(tree))) else {})
        found += module.found
        wrong += module.wrong
    return found, wrong


@dataclass(frozen=True)
class _Use:
    """One call: its line, the values it gives, and whether the template is its hint."""

    line: int
    given: frozenset[str] | None
    hint: bool


class _Module:
    def __init__(self, path: Path, tree: ast.Module, inherited: dict[str, tuple[int, ...]]) -> None:
        self.path, self.found, self.wrong = path, list[Found](), list[str]()
        self.top = dict(_assigned(tree.body))
        self.helpers = inherited | {
            node.name: _places(node)
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and _places(node) and node.name != "__init__"
        }
        self._walk(tree, self.top)

    def _walk(self, node: ast.AST, names: dict[str, list[ast.expr]]) -> None:
        for child in ast.iter_child_nodes(node):
            inner = names
            if isinstance(child, ast.FunctionDef):
                inner = {**self.top, **dict(_assigned(ast.walk(child)))}
            if isinstance(child, ast.Call):
                self._call(child, names)
            self._walk(child, inner)

    def _call(self, call: ast.Call, names: dict[str, list[ast.expr]]) -> None:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        places = self.helpers.get(name) or CALLS.get(name, ())
        passed = any(keyword.arg is None for keyword in call.keywords)
        given = None if passed else frozenset(keyword.arg or "" for keyword in call.keywords)
        if name in self.helpers:
            given = None
        for place in places:
            if place < len(call.args):
                use = _Use(call.lineno, given, hint=place == places[-1] and (len(places) > 1 or name in ONLY_HINT))
                self._resolve(call.args[place], names, use)

    def _resolve(self, node: ast.expr, names: dict[str, list[ast.expr]], use: _Use) -> None:
        place = f"{self.path.relative_to(PACKAGE)}:{node.lineno}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value:
                self.found.append(Found(place, node.value, use.given, use.hint))
        elif isinstance(node, ast.JoinedStr | ast.BinOp):
            self.wrong.append(f"{place}: {ast.unparse(node)}")
        else:
            parts = self._parts(node, names)
            nearest = max((part.lineno for part in parts if part.lineno <= use.line), default=0)
            for inner in parts:
                certain = not isinstance(node, ast.Name) or inner.lineno == nearest
                there = replace(use, given=use.given if certain else None)
                self._resolve(inner, {**names, **{name: [] for name in _read(node)}}, there)

    def _parts(self, node: ast.expr, names: dict[str, list[ast.expr]]) -> list[ast.expr]:
        """Return the expressions that a value may come from; none for what another call has made."""
        if isinstance(node, ast.IfExp):
            return [node.body, node.orelse]
        if isinstance(node, ast.BoolOp):
            return node.values
        if isinstance(node, ast.NamedExpr | ast.Starred):
            return [node.value]
        if isinstance(node, ast.Name):
            return names.get(node.id, [])
        if isinstance(node, ast.Tuple):
            return node.elts
        if isinstance(node, ast.Dict):
            return node.values
        if isinstance(node, ast.Subscript):
            return [node.value] if isinstance(node.value, ast.Name) else []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            return [node.func.value, *node.args[1:]]
        return []


def _inherits(node: ast.AST) -> bool:
    """Tell whether a node is a class that has the helpers of another module's ``Named``."""
    return isinstance(node, ast.ClassDef) and any(
        isinstance(base, ast.Name) and base.id == "Named" for base in node.bases
    )


def _methods(tree: ast.Module) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the methods of ``Named`` that take templates."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == "Named":
            for each in node.body:
                if isinstance(each, ast.FunctionDef) and _places(each) and each.name != "__init__":
                    yield each.name, _places(each)


def _read(node: ast.expr) -> set[str]:
    return {node.id} if isinstance(node, ast.Name) else set()


def _places(function: ast.FunctionDef) -> tuple[int, ...]:
    """Return where a helper takes templates."""
    arguments = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    if arguments[:1] == ["self"]:
        arguments = arguments[1:]
    return tuple(place for place, name in enumerate(arguments) if name in PARAMETERS)


def _assigned(nodes: object) -> Iterator[tuple[str, list[ast.expr]]]:
    """Yield the names assigned in some statements with all the expressions that they are given."""
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:  # type: ignore[attr-defined]
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            pairs: list[tuple[ast.expr, ast.expr]] = [(target, node.value)]
            if isinstance(target, ast.Tuple):
                values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value] * len(target.elts)
                pairs = list(zip(target.elts, values, strict=False))
            for name, value in pairs:
                if isinstance(name, ast.Name):
                    found.setdefault(name.id, []).append(value)
    yield from found.items()
