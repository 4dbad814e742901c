"""Errors planted in a source file: one operator, number, condition or sign at a time."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Change = Callable[[ast.AST], ast.AST | None]  # the node that takes a node's place; None: nothing to change there
_COMPARED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_COUNTED: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.MatMult: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One error: where it is, how the code read and how it reads now, and the whole file with it."""

    file: Path
    line: int
    within: str
    was: str
    now: str
    text: str

    @property
    def name(self) -> str:
        """What tells it from others: the text of its line, for the number of a line moves."""
        return f"{self.file.as_posix()}: {self.within}: {self.was} -> {self.now}"


def mutants_of(root: Path, file: Path) -> Iterator[Mutant]:
    """Every error that can be planted in a file, in the order of its text."""
    source = (root / file).read_text(encoding="utf-8")
    for place in range(len(_places(ast.parse(source)))):
        tree = ast.parse(source)
        node, change = _places(tree)[place]
        was, line = ast.unparse(node), getattr(node, "lineno", 0)
        new = change(node)
        assert new is not None
        _Put(node, ast.copy_location(new, node)).visit(tree)
        within = source.splitlines()[line - 1].strip()
        yield Mutant(file, line, within, was, ast.unparse(new), ast.unparse(ast.fix_missing_locations(tree)))


class _Put(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else super().generic_visit(node)


def _places(tree: ast.Module) -> list[tuple[ast.AST, Change]]:
    """Nodes in which something can be changed, but for those of types, which no run reads."""
    types = {id(n) for node in ast.walk(tree) for part in _annotations(node) for n in ast.walk(part)}
    return [
        (node, change)
        for node in ast.walk(tree)
        if id(node) not in types
        for change in (_compared, _counted, _joined, _signed, _number, _asked)
        if change(node) is not None
    ]


def _annotations(node: ast.AST) -> Iterator[ast.AST]:
    for name in ("annotation", "returns"):
        if part := getattr(node, name, None):
            yield part
    if isinstance(node, ast.Assign) and any(word in ast.unparse(node.value) for word in ("NDArray", " | None")):
        yield node.value


def _compared(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.Compare) or len(node.ops) > 1 or type(node.ops[0]) not in _COMPARED:
        return None
    return ast.Compare(node.left, [_COMPARED[type(node.ops[0])]()], node.comparators)


def _counted(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.BinOp) or type(node.op) not in _COUNTED:
        return None
    return ast.BinOp(node.left, _COUNTED[type(node.op)](), node.right)


def _joined(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.BoolOp):
        return None
    return ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def _signed(node: ast.AST) -> ast.AST | None:
    return node.operand if isinstance(node, ast.UnaryOp) else None


def _number(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.Constant) or isinstance(node.value, bool) or not isinstance(node.value, int | float):
        return None
    return ast.Constant(node.value + 1)


def _asked(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.IfExp):
        return None
    return ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
