# SPDX-License-Identifier: Apache-2.0
"""Checks the shop's statistics: against the expected spans when no trace is kept, against the traces when all are.

Run it with the Python of a virtual environment that holds requirements.txt:
    python conformance/stats.py sample-apps/shop/target/shop.jar
"""

import math
import pathlib
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

import msgpack

from agent import TestAgent
from processes import Shop, main, wait_until
from sketch import Sketch
from trees import Expectations

EXPECTED = pathlib.Path(__file__).with_name("expected-trees.json")
# The first version for which tracers compute statistics.
VERSION = "7.65.0"
BUCKET_NANOS = 10_000_000_000
COUNTED_KINDS = ("server", "client", "producer", "consumer")
PEER_KINDS = ("client", "producer", "consumer")
CALLS_EACH = 20


class Key(NamedTuple):
    """What the Agent tells groups of spans apart by, as far as the shop's spans differ in it."""

    service: str
    name: str
    resource: str
    type: str
    kind: str
    status: int
    root: bool
    peer_tags: tuple


@dataclass
class Group:
    """What is known of the spans of one key."""

    hits: int = 0
    errors: int = 0
    top_level: int = 0
    duration: int = 0
    good: list = field(default_factory=list)
    bad: list = field(default_factory=list)


def is_counted(span):
    """Whether this span of a trace has a part in the statistics."""
    metrics = span["metrics"]
    return (
        metrics.get("_dd.top_level") == 1
        or metrics.get("_dd.measured") == 1
        or span["meta"].get("span.kind") in COUNTED_KINDS
    )


def key_of_span(span, peer_tags):
    meta = span["meta"]
    kind = meta.get("span.kind", "")
    return Key(
        span["service"],
        span["name"],
        span["resource"],
        span.get("type") or "",
        kind,
        int(meta.get("http.status_code", 0)),
        not span["parent_id"],
        tuple(f"{tag}:{meta[tag]}" for tag in sorted(peer_tags) if kind in PEER_KINDS and tag in meta),
    )


def as_received(span, is_root=True):
    """An expected span and those below it in the form of received ones."""
    texts = {tag: value for tag, value in span["tags"].items() if isinstance(value, str)}
    numbers = {tag: value for tag, value in span["tags"].items() if isinstance(value, int)}
    yield {**span, "meta": texts, "metrics": numbers, "parent_id": 0 if is_root else 1, "duration": 0}
    for child in span["children"]:
        yield from as_received(child, is_root=False)


def groups_of(spans, key_of):
    groups = defaultdict(Group)
    for span in spans:
        if is_counted(span):
            group = groups[key_of(span)]
            group.hits += 1
            group.errors += 1 if span.get("error") else 0
            group.top_level += 1 if span["metrics"].get("_dd.top_level") == 1 else 0
            group.duration += span["duration"]
            (group.bad if span.get("error") else group.good).append(span["duration"])
    return groups


def sent_groups(payloads, key_of):
    """The groups in the statistics; their durations are encoded sketches."""
    groups = defaultdict(Group)
    for payload in payloads:
        for bucket in payload["Stats"]:
            for sent in bucket["Stats"]:
                group = groups[key_of(bucket, sent)]
                group.hits += sent["Hits"]
                group.errors += sent["Errors"]
                group.top_level += sent["TopLevelHits"]
                group.duration += sent["Duration"]
                group.good.append(sent["OkSummary"])
                group.bad.append(sent["ErrorSummary"])
    return groups


def key_of_sent(_, sent):
    return Key(
        sent["Service"],
        sent["Name"],
        sent["Resource"],
        sent["Type"],
        sent["SpanKind"],
        sent["HTTPStatusCode"],
        sent["IsTraceRoot"] == 1,
        tuple(sorted(sent["PeerTags"])),
    )


def payloads_of(agent):
    return [msgpack.unpackb(body) for _, body in agent.requests("/v0.6/stats")]


def hits(payloads):
    return sum(group.hits for group in sent_groups(payloads, key_of_sent).values())


def differences(wanted, sent, values):
    """How the groups differ in the named values."""
    problems = [f"missing: {key}" for key in sorted(wanted.keys() - sent.keys())]
    problems += [f"not wanted: {key}" for key in sorted(sent.keys() - wanted.keys())]
    for key in sorted(wanted.keys() & sent.keys()):
        for value in values:
            if getattr(sent[key], value) != getattr(wanted[key], value):
                problems.append(
                    f"{key}: {value} is {getattr(sent[key], value)} instead of {getattr(wanted[key], value)}"
                )
    return problems


def quantile_differences(what, durations, encoded):
    """How the quantiles of the sketches differ from those of the durations by more than their accuracy."""
    sketch = Sketch(encoded)
    if sketch.count != len(durations):
        return [f"{what}: the sketches count {sketch.count} instead of {len(durations)}"]
    problems = []
    for share in (0.5, 0.99) if durations else ():
        exact = sorted(durations)[math.floor(share * (len(durations) - 1))]
        found = sketch.quantile(share)
        # A little more, for the rounding of the logarithm at the edge of a bin.
        if abs(found - exact) > exact * (sketch.accuracy + 1e-9):
            problems.append(f"{what}: p{share * 100:g} is {found:.0f} ns instead of {exact} ns")
    return problems


def has_error(span):
    return bool(span["error"]) or any(map(has_error, span["children"]))


def check_payloads(payloads, report):
    for member, wanted in {"Service": "shop", "Env": "demo", "Version": "1.0.0"}.items():
        found = {payload[member] for payload in payloads}
        report.check(f"every payload has {member} {wanted}", [] if found == {wanted} else [f"{found}"])
    sequence = [payload["Sequence"] for payload in payloads]
    report.check("payloads are numbered", [] if sequence == list(range(len(payloads))) else [f"{sequence}"])
    buckets = [(bucket["Start"], bucket["Duration"]) for payload in payloads for bucket in payload["Stats"]]
    odd = [bucket for bucket in buckets if bucket[0] % BUCKET_NANOS or bucket[1] != BUCKET_NANOS]
    report.check("buckets are intervals of ten seconds", [f"start and duration {bucket}" for bucket in odd])


def start(jar, directory, programs, name, rate):
    agent = TestAgent(directory, version=VERSION, name=f"agent-{name}")
    programs.append(agent.program)
    agent.wait()
    # Calls come faster than the hundred traces a second that a sample rate keeps unless told otherwise.
    shop = Shop(
        jar,
        directory,
        name=f"shop-{name}",
        DD_TRACE_AGENT_URL=agent.url,
        DD_TRACE_SAMPLE_RATE=rate,
        DD_TRACE_RATE_LIMIT="100000",
    )
    programs.append(shop.program)
    shop.wait()
    return agent, shop


def check_nothing_kept(jar, directory, programs, report):
    agent, shop = start(jar, directory, programs, "nothing-kept", "0")
    expectations = Expectations.read(EXPECTED, shop.port)
    calls = [call for call in expectations.calls if not has_error(call["span"])]
    failing = [call for call in expectations.calls if has_error(call["span"])]
    for call in calls * CALLS_EACH:
        shop.call(call)
    trees = [call["span"] for call in calls] * CALLS_EACH + expectations.start_up
    spans = [span for tree in trees for span in as_received(tree)]
    wanted = groups_of(spans, lambda span: key_of_span(span, agent.peer_tags()))
    wanted_hits = sum(group.hits for group in wanted.values())
    try:
        wait_until(lambda: hits(payloads_of(agent)) >= wanted_hits, 30, f"{wanted_hits} hits")
    except RuntimeError as late:
        print(f"     {late}: {hits(payloads_of(agent))}")
    sent = sent_groups(payloads_of(agent), key_of_sent)
    problems = differences(wanted, sent, ("hits", "errors", "top_level"))
    report.check(f"rate 0: the statistics count {CALLS_EACH} requests for each endpoint", problems)
    sent = [f"{trace[0]['name']} {trace[0]['resource']}" for trace in agent.traces()]
    report.check("rate 0: no traces are sent", sent)

    for call in failing:
        shop.call(call)
    shop.program.stop()
    entries = [span for trace in agent.traces() for span in trace if span["name"] == "servlet.request"]
    found = Counter(span["resource"] for span in entries)
    failed = Counter(call["span"]["resource"] for call in failing)
    report.check("rate 0: requests that failed are sent all the same", [] if found == failed else [f"{found}"])
    told = [
        {name.lower(): value for name, value in headers.items()} for headers, _ in agent.requests("/v0.4/traces")
    ]
    # The shop calls itself: each request that it serves is a chunk of its own. Start-up traces have one span each.
    chunks = sum(span["name"] == "servlet.request" for span in spans) + len(expectations.start_up)
    wanted = {"traces": chunks, "spans": len(spans)}
    dropped = {what: sum(int(one[f"datadog-client-dropped-p0-{what}"]) for one in told) for what in wanted}
    report.check(
        "rate 0: the Agent is told how many traces and spans were dropped",
        [] if dropped == wanted else [f"{dropped} instead of {wanted}"],
    )
    uncounted = [one for one in told if one.get("datadog-client-computed-stats") != "true"]
    report.check("rate 0: the Agent is told not to count again what is sent", map(str, uncounted))
    agent.program.stop()


def check_everything_kept(jar, directory, programs, report):
    agent, shop = start(jar, directory, programs, "everything-kept", "1")
    calls = Expectations.read(EXPECTED, shop.port).calls
    for call in calls * CALLS_EACH:
        shop.call(call)
    shop.program.stop()
    payloads = payloads_of(agent)
    peer_tags = agent.peer_tags()

    def key_and_bucket(span):
        end = span["start"] + span["duration"]
        return end - end % BUCKET_NANOS, key_of_span(span, peer_tags)

    spans = [span for trace in agent.traces() for span in trace]
    wanted = groups_of(spans, key_and_bucket)
    sent = sent_groups(payloads, lambda bucket, one: (bucket["Start"], key_of_sent(bucket, one)))
    problems = differences(wanted, sent, ("hits", "errors", "top_level", "duration"))
    report.check(f"rate 1: the statistics agree with the {len(spans)} spans that were sent", problems)
    problems = []
    for key in sorted(wanted.keys() & sent.keys()):
        problems += quantile_differences(f"{key}, good", wanted[key].good, sent[key].good)
        problems += quantile_differences(f"{key}, failed", wanted[key].bad, sent[key].bad)
    report.check(f"rate 1: p50 and p99 of {len(wanted)} groups agree with the durations that were sent", problems)
    check_payloads(payloads, report)
    agent.check(report)
    agent.program.stop()


def run(jar, directory, programs, report):
    check_nothing_kept(jar, directory, programs, report)
    check_everything_kept(jar, directory, programs, report)


if __name__ == "__main__":
    sys.exit(main(sys.argv, __doc__, run))
