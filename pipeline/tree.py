"""The tree of numbered paragraphs, built from their markers alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.layout import Block
from pipeline.markers import Marker

_BULLETS = ("dash", "plus", "bullet")
_UPPER_RANKS = ("part", "chapter", "item", "article", "roman", "capital")
_MAX_DEPTH = 64
_FAR_RIGHT = 45  # columns: what stands there is a signature, not content


@dataclass(slots=True, eq=False)
class Node:
    """A numbered paragraph in the tree; `end` is where its own content and that of its children ends."""

    block: Block
    marker: Marker
    rank: str
    level: int
    parent: Node | None
    path: str
    end: int
    children: list[Node] = field(default_factory=list)
    paragraphs: int = 0


def build_tree(blocks: Iterable[Block], clean: str) -> list[Node]:
    """The nodes of the numbered blocks in reading order; unnumbered blocks lengthen the node they stand under."""
    nodes: list[Node] = []
    stack: list[Node] = []
    for block in blocks:
        if block.marker is None:
            _add_paragraph(stack, block, clean)
            continue
        rank = _rank(block.marker)
        depth = _depth(stack, rank, block.marker)
        del stack[depth:]
        parent = stack[-1] if stack else None
        path = f"{parent.path}/{block.marker.label}" if parent else block.marker.label
        node = Node(block, block.marker, rank, len(stack) + 1, parent, path, block.end)
        if parent:
            parent.children.append(node)
        for open_node in stack:
            open_node.end = block.end
        stack.append(node)
        nodes.append(node)
    return nodes


def _add_paragraph(stack: list[Node], block: Block, clean: str) -> None:
    """An unnumbered paragraph ends the bullets above it; a bracketed note on the whole list ends its last point too."""
    while stack and stack[-1].rank in _BULLETS:
        stack.pop()
    if clean[block.start] == "(" and len(stack) > 1 and not stack[-1].children and len(stack[-2].children) > 1:
        stack.pop()
    if block.lines[0].indent > _FAR_RIGHT:
        return
    for node in stack:
        node.end = block.end
    if stack:
        stack[-1].paragraphs += 1


def _rank(marker: Marker) -> str:
    if marker.kind == "decimal":
        return f"decimal{marker.label.count('.') + 1}"
    if marker.kind == "letter" and marker.label.isupper():
        return "capital"
    return marker.kind


def _depth(stack: list[Node], rank: str, marker: Marker) -> int:
    """How many open nodes stay open above a new one."""
    if rank in _BULLETS:
        return _bullet_depth(stack, rank)
    same = [i for i, node in enumerate(stack) if node.rank == rank]
    if same:
        return _sibling_depth(stack, same, marker)
    depth = len(stack)
    while depth and stack[depth - 1].rank in _BULLETS:
        depth -= 1
    if rank in _UPPER_RANKS:
        while depth and stack[depth - 1].rank not in _UPPER_RANKS:
            depth -= 1
    elif rank.startswith("decimal"):
        depth = _decimal_depth(stack, depth, rank)
    elif rank == "arabic":
        depth = _arabic_depth(stack, depth, marker)
    return min(depth, _MAX_DEPTH - 1)


def _bullet_depth(stack: list[Node], rank: str) -> int:
    for i, node in enumerate(stack):
        if node.rank == rank:
            return i
    return min(len(stack), _MAX_DEPTH - 1)


def _sibling_depth(stack: list[Node], same: list[int], marker: Marker) -> int:
    """The open node that the new number follows; a list that starts anew under a deeper point hangs below it."""
    for i in reversed(same):
        if marker.value == (stack[i].marker.value or 0) + 1:
            return i
    innermost = same[-1]
    deeper = [node for node in stack[innermost + 1 :] if node.rank not in _BULLETS]
    if marker.value == 1 and deeper and len(stack) < _MAX_DEPTH and not marker.label[0].isupper():
        return stack.index(deeper[-1]) + 1
    return innermost


def _arabic_depth(stack: list[Node], depth: int, marker: Marker) -> int:
    """`2.` behind `1.1`, `1.2` that no `1.` stands above is beside them."""
    for i, node in enumerate(stack):
        if node.rank.startswith("decimal") and int(node.marker.label.partition(".")[0]) + 1 == marker.value:
            return i
    return depth


def _decimal_depth(stack: list[Node], depth: int, rank: str) -> int:
    """`2.1` hangs under the nearest arabic number, `2.1.1` under the nearest `2.1`, whatever their figures."""
    wanted = ["arabic"] if rank == "decimal2" else [f"decimal{n}" for n in range(int(rank[7:]) - 1, 1, -1)] + ["arabic"]
    for name in wanted:
        for i in range(depth - 1, -1, -1):
            if stack[i].rank == name:
                return i + 1
    while depth and stack[depth - 1].rank in ("letter", "paren", "decimal2", "decimal3", "decimal4"):
        depth -= 1
    return depth
