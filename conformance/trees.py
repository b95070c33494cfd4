# SPDX-License-Identifier: Apache-2.0
"""Compares received spans with the trees of expected-trees.json."""

import json

ANY = "*"
ANY_OR_NONE = "?"


class Expectations:
    """The file, with what a span inherits from its kind filled in and the shop's port put in."""

    def __init__(self, document, port):
        self._kinds = document["kinds"]
        self._port = str(port)
        self.calls = [dict(call, span=self._complete(call["span"])) for call in document["calls"]]
        self.start_up = [self._complete(span) for span in document["start-up"]]

    @classmethod
    def read(cls, path, port):
        with open(path, encoding="utf-8") as file:
            return cls(json.load(file), port)

    def _complete(self, span):
        kind = self._complete(self._kinds[span["is"]]) if "is" in span else {"tags": {}}
        tags = {**kind["tags"], **span.get("tags", {})}
        return {
            **kind,
            **span,
            "tags": {key: self._with_port(value) for key, value in tags.items()},
            "children": [self._complete(child) for child in span.get("children", [])],
        }

    def _with_port(self, value):
        return value.replace("{port}", self._port) if isinstance(value, str) else value


def children_of(span, trace):
    found = [other for other in trace if other["parent_id"] == span["span_id"]]
    return sorted(found, key=lambda other: other["start"])


def local_root(trace):
    """The span that the trace began with."""
    roots = [span for span in trace if not span["parent_id"]]
    return roots[0] if len(roots) == 1 else None


def differences(expected, span, trace, where=""):
    """Sentences that say how the tree below `span` is not the expected one; none when it is."""
    where = f"{where} > {span['name']} {span['resource']}".lstrip(" >")
    found = []
    for field in ("name", "resource", "service", "type", "error"):
        actual = span.get(field) or (0 if field == "error" else "")
        if actual != expected[field]:
            found.append(f"{where}: {field} is {actual!r} instead of {expected[field]!r}")
    for tag, value in expected["tags"].items():
        problem = tag_difference(tag, value, span)
        if problem:
            found.append(f"{where}: {problem}")
    children = children_of(span, trace)
    if len(children) != len(expected["children"]):
        names = [f"{child['name']} {child['resource']}" for child in children]
        wanted = [f"{child['name']} {child['resource']}" for child in expected["children"]]
        found.append(f"{where}: children are {names} instead of {wanted}")
    else:
        for wanted, child in zip(expected["children"], children):
            found += differences(wanted, child, trace, where)
    return found


def tag_difference(tag, value, span):
    meta = span.get("meta") or {}
    metrics = span.get("metrics") or {}
    if value == ANY_OR_NONE:
        return None
    if value is None:
        return f"tag {tag} is there" if tag in meta or tag in metrics else None
    if value == ANY:
        return None if tag in meta or tag in metrics else f"tag {tag} is missing"
    actual = (meta if isinstance(value, str) else metrics).get(tag)
    return None if actual == value else f"tag {tag} is {actual!r} instead of {value!r}"


def size(expected):
    return 1 + sum(size(child) for child in expected["children"])


def render(trace):
    """The trace as indented lines, for people."""
    lines = []

    def write(span, depth):
        error = " (error)" if span.get("error") else ""
        lines.append("  " * depth + f"{span['service']}: {span['name']} {span['resource']}{error}")
        for child in children_of(span, trace):
            write(child, depth + 1)

    known = {span["span_id"] for span in trace}
    for span in trace:
        if span["parent_id"] not in known:
            write(span, 0)
    return lines
