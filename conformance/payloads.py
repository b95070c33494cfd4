# SPDX-License-Identifier: Apache-2.0
"""Makes payloads of a tracer, as (path, headers, body): traces of two versions, and statistics."""

import msgpack
from ddsketch import LogCollapsingLowestDenseDDSketch
from ddsketch.pb.proto import DDSketchProto

START = 1_700_000_000_000_000_000
RESOURCE = "GET /made"


def span(trace_id, span_id, parent_id, **fields):
    return {
        "service": "made",
        "name": f"operation.{span_id}",
        "resource": RESOURCE,
        "trace_id": trace_id,
        "span_id": span_id,
        "parent_id": parent_id,
        "start": START + span_id,
        "duration": 1_000_000,
        "error": 0,
        "meta": {"_dd.p.tid": "6b02996c00000000", "span.kind": "server"},
        "metrics": {"_dd.top_level": 1.0},
        "type": "web",
        **fields,
    }


def trace_headers(chunks):
    return {
        "content-type": "application/msgpack",
        "x-datadog-trace-count": str(len(chunks)),
        "datadog-meta-tracer-version": "1.0.0",
        "datadog-client-computed-stats": "yes",
    }


def with_string_table(chunks):
    """The form of version 0.5: a table of texts, and spans as arrays that name texts by their place."""
    places = {"": 0}

    def place(text):
        return places.setdefault(text, len(places))

    def row(made):
        texts = [place(made[name]) for name in ("service", "name", "resource")]
        numbers = [made[name] for name in ("trace_id", "span_id", "parent_id", "start", "duration", "error")]
        meta = {place(key): place(value) for key, value in made["meta"].items()}
        metrics = {place(key): value for key, value in made["metrics"].items()}
        return [*texts, *numbers, meta, metrics, place(made["type"])]

    rows = [[row(made) for made in chunk] for chunk in chunks]
    return [list(places), rows]


def made_traces():
    """A trace in two chunks, one with a large id, and in the other version two traces in one payload."""
    first = [[span(11, 1, 0), span(11, 2, 1, error=1)], [span((1 << 63) + 12, 3, 0)]]
    late = [[span(11, 4, 2)]]
    rows = [[span(13, 5, 0), span(13, 6, 5), span(13, 7, 6)], [span(14, 8, 0)]]
    return [
        ("/v0.4/traces", trace_headers(first), msgpack.packb(first)),
        ("/v0.4/traces", trace_headers(late), msgpack.packb(late)),
        ("/v0.5/traces", trace_headers(rows), msgpack.packb(with_string_table(rows))),
    ]


def sketch(durations):
    made = LogCollapsingLowestDenseDDSketch(0.01, 2048)
    for duration in durations:
        made.add(duration)
    return DDSketchProto.to_proto(made).SerializeToString()


def made_stats():
    good, bad = [1_000_000, 2_000_000, 3_000_000], [9_000_000]
    group = {
        "Service": "made",
        "Name": "operation",
        "Resource": RESOURCE,
        "HTTPStatusCode": 200,
        "Type": "web",
        "DBType": "",
        "SpanKind": "server",
        "Synthetics": False,
        "IsTraceRoot": 1,
        "PeerTags": [],
        "Hits": len(good) + len(bad),
        "TopLevelHits": len(good) + len(bad),
        "Errors": len(bad),
        "Duration": sum(good) + sum(bad),
        "OkSummary": sketch(good),
        "ErrorSummary": sketch(bad),
    }
    bucket = {"Start": START - START % 10_000_000_000, "Duration": 10_000_000_000, "Stats": [group]}
    payload = {
        "Hostname": "here",
        "Env": "demo",
        "Version": "1",
        "Lang": "python",
        "TracerVersion": "1.0.0",
        "RuntimeID": "made",
        "Sequence": 1,
        "Stats": [bucket],
    }
    return "/v0.6/stats", {"content-type": "application/msgpack"}, msgpack.packb(payload)
