# SPDX-License-Identifier: Apache-2.0
"""Sends requests through several services and checks that each made one trace with one sampling decision."""

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from processes import request, wait_until
from trees import render

TRACE_ID_HIGH = "640cfd8d00000000"
PARENT_ID = 987654321
ORIGIN = "interop"
USER = "YWRh"
BAGGAGE = {"user.id": "ada"}
STYLES = ("datadog", "tracecontext", "b3", "b3multi")
# These tell every priority apart and carry origin and tags; the B3 styles only carry kept or not.
RICH = ("datadog", "tracecontext")
# Lets the shop decide about requests with ?wish=drop or ?wish=keep.
SAMPLING_RULES = json.dumps(
    [
        {"tags": {"http.url": "*wish=drop*"}, "sample_rate": 0},
        {"tags": {"http.url": "*wish=keep*"}, "sample_rate": 1},
    ]
)


@dataclass(frozen=True)
class Journey:
    """One request.

    path: the spans from the first service's down to the last one's, as 'service operation'.
    priority: what every service is expected to decide.
    upstream: whether the request continues a trace with that priority.
    """

    name: str
    number: int
    style: str
    url: str
    query: dict
    path: tuple
    priority: int
    upstream: bool = False

    @property
    def marked_url(self):
        return f"{self.url}?{urlencode({**self.query, 'journey': self.number})}"

    @property
    def trace_id(self):
        return 5_000_000_000 + self.number

    def send(self):
        headers = {"baggage": ",".join(f"{key}={value}" for key, value in BAGGAGE.items())}
        if self.upstream:
            headers |= context_headers(self.style, self.trace_id, self.priority)
        return request("GET", self.marked_url, headers=headers)[0]

    def is_in(self, trace):
        """Whether this is the trace of the journey."""
        mark = f"journey={self.number}"
        return any((span["meta"].get("http.url") or "").endswith(mark) for span in trace)


def context_headers(style, trace_id, priority):
    """What a caller with this context sends; in the rich styles with origin and tags."""
    hex_id = f"{TRACE_ID_HIGH}{trace_id:016x}"
    parent = f"{PARENT_ID:016x}"
    kept = priority > 0
    if style == "datadog":
        decision_maker = "_dd.p.dm=-4," if kept else ""
        return {
            "x-datadog-trace-id": str(trace_id),
            "x-datadog-parent-id": str(PARENT_ID),
            "x-datadog-sampling-priority": str(priority),
            "x-datadog-origin": ORIGIN,
            "x-datadog-tags": f"{decision_maker}_dd.p.tid={TRACE_ID_HIGH},_dd.p.usr.id={USER}",
        }
    if style == "tracecontext":
        decision_maker = "t.dm:-4;" if kept else ""
        return {
            "traceparent": f"00-{hex_id}-{parent}-{kept:02x}",
            "tracestate": f"dd=s:{priority};o:{ORIGIN};p:{parent};{decision_maker}t.usr.id:{USER},other=1",
        }
    if style == "b3":
        state = "d" if priority > 1 else f"{kept:d}"
        return {"b3": f"{hex_id}-{parent}-{state}"}
    sampled = {"x-b3-flags": "1"} if priority > 1 else {"x-b3-sampled": f"{kept:d}"}
    return {"x-b3-traceid": hex_id, "x-b3-spanid": parent, **sampled}


def named(span):
    return f"{span['service']} {span['name']}"


def path_to(last, trace):
    """The spans from a root to the deepest one with this name."""
    by_id = {span["span_id"]: span for span in trace}
    paths = []
    for span in trace:
        if named(span) == last:
            path = [span]
            while (parent := by_id.get(path[0]["parent_id"])) is not None:
                path.insert(0, parent)
            paths.append(path)
    return max(paths, key=len, default=[])


def has_arrived(journey, traces):
    return any(journey.is_in(trace) and path_to(journey.path[-1], trace) for trace in traces)


def entries(path):
    """The first span of each service on the path: those that were called from outside."""
    return [
        span
        for before, span in zip([None, *path], path)
        if span["meta"].get("span.kind") == "server" and (before is None or before["meta"].get("span.kind") == "client")
    ]


def differing(what, wanted, spans, value_of):
    """One sentence for each called span whose value is not the wanted one."""
    return [
        f"{named(span)}: {what} is {value_of(span)!r} instead of {wanted!r}"
        for span in spans
        if value_of(span) != wanted
    ]


def differing_tag(key, wanted, spans):
    return differing(key, wanted, spans, lambda span: span["meta"].get(key))


def decision_problems(journey, called):
    def priority(span):
        sent = span["metrics"].get("_sampling_priority_v1")
        return sent if journey.style in RICH or sent is None else sent > 0

    wanted = journey.priority if journey.style in RICH else journey.priority > 0
    return differing("_sampling_priority_v1 (B3: kept)", wanted, called, priority)


def context_problems(journey, called):
    first = called[0]
    problems = []
    if journey.upstream:
        wanted = journey.trace_id, PARENT_ID
        problems += differing("ids", wanted, [first], lambda span: (span["trace_id"], span["parent_id"]))
        problems += differing_tag("_dd.p.tid", TRACE_ID_HIGH, called)
    else:
        problems += differing_tag("_dd.p.tid", first["meta"].get("_dd.p.tid", "an id of 128 bits"), called)
    if journey.style in RICH and journey.priority > 0:
        maker = "-4" if journey.upstream else first["meta"].get("_dd.p.dm", "a decision maker")
        problems += differing_tag("_dd.p.dm", maker, called)
    if journey.style in RICH and journey.upstream:
        problems += differing_tag("_dd.origin", ORIGIN, called)
        problems += differing_tag("_dd.p.usr.id", USER, called)
    return problems


def baggage_problems(journey, called):
    # npm's dd-trace shows baggage only where it continues a trace, but passes it on.
    shown = called if journey.upstream else called[1:]
    return [problem for key, value in BAGGAGE.items() for problem in differing_tag(f"baggage.{key}", value, shown)]


def check(journey, traces, report):
    found = [trace for trace in traces if journey.is_in(trace)]
    where = f"{journey.style}: {journey.name}"
    if len(found) != 1:
        shown = [line for trace in found for line in render(trace)]
        report.check(f"{where} is one trace", [f"{len(found)} traces", *shown])
        return
    path = path_to(journey.path[-1], found[0])
    names = tuple(map(named, path))
    problems = [] if names == journey.path else [f"the path is {names} instead of {journey.path}", *render(found[0])]
    report.check(f"{where} is one trace with the right parents", problems)
    if not problems:
        called = entries(path)
        report.check(f"{where} has one sampling decision", decision_problems(journey, called))
        report.check(f"{where} keeps ids, origin and tags", context_problems(journey, called))
        report.check(f"{where} passes baggage on", baggage_problems(journey, called))


def make_all(journeys, agent, report):
    """Sends every journey and checks its trace and that no other request made one."""
    agent.clear()
    for journey in journeys:
        status = journey.send()
        if status != 200:
            report.check(f"{journey.style}: {journey.name} is answered", [f"status {status}"])
    try:
        wait_until(lambda: all(has_arrived(journey, agent.traces()) for journey in journeys), 20, "the traces")
    except RuntimeError as late:
        print(f"     {late}")
    traces = [trace for trace in agent.traces() if any(span["meta"].get("span.kind") == "server" for span in trace)]
    for journey in journeys:
        check(journey, traces, report)
    problems = [] if len(traces) == len(journeys) else [f"{len(traces)} traces instead of {len(journeys)}"]
    if problems:
        problems += [line for trace in traces for line in render(trace)]
    report.check(f"{journeys[0].style}: there are no other traces", problems)
