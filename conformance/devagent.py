# SPDX-License-Identifier: Apache-2.0
"""Sends the same payloads to the development agent and to the public test agent: both take them and see the same in them.

Run it with the Python of a virtual environment that holds requirements.txt:
    python conformance/devagent.py sample-apps/shop/target/shop.jar
"""

import base64
import json
import pathlib
import sys
from collections import Counter

import msgpack
from ddsketch import LogCollapsingLowestDenseDDSketch
from ddsketch.pb.proto import DDSketchProto

from agent import TestAgent
from processes import Program, Shop, clean_environment, java, main, request, wait_until
from trees import Expectations

HERE = pathlib.Path(__file__).parent
EXPECTED = HERE / "expected-trees.json"
AGENT_JARS = HERE.parent / "dd-dev-agent" / "target"
# Of a recording only what the test agent takes as well.
PATHS = ("/v0.4/traces", "/v0.5/traces", "/v0.6/stats", "/telemetry/proxy/api/v2/apmtelemetry")
# What urllib and the receiver see to themselves; a recorded body is without its encoding.
OWN_HEADERS = ("host", "connection", "content-length", "content-encoding", "transfer-encoding", "accept-encoding")
START = 1_700_000_000_000_000_000
RESOURCE = "GET /made"


class DevAgent:
    """The development agent as a program of its own, on a free port."""

    def __init__(self, directory):
        (jar,) = AGENT_JARS.glob("*-exec.jar")
        self.program = Program("dev-agent", [*java(), jar.resolve(), "--port=0"], clean_environment(), directory)

    def wait(self):
        self.url = self.program.wait_for_line(r"(http://localhost:\d+)").group(1)


def answer(url, path):
    status, body = request("GET", f"{url}{path}")
    if status != 200:
        raise RuntimeError(f"{path}: {status} {body[:300]}")
    return json.loads(body)


def recorded(jar, directory, programs):
    """What a shop sends to its embedded agent for the expected calls, as (path, headers, body)."""
    shop = Shop(jar, directory, "--dd.dev-agent.enabled=true", "--dd.dev-agent.port=0")
    programs.append(shop.program)
    shop.wait()
    url = shop.program.wait_for_line(r"development agent.*(http://localhost:\d+)").group(1)
    expectations = Expectations.read(EXPECTED, shop.port)
    for call in expectations.calls:
        shop.call(call)
    wanted = len(expectations.calls) + len(expectations.start_up)
    wait_until(lambda: answer(url, "/api/traces?limit=1")["kept"] >= wanted, 30, f"{wanted} traces")
    wait_until(lambda: answer(url, "/api/telemetry")["runtimes"], 60, "telemetry")
    payloads = answer(url, "/api/recording")["payloads"]
    shop.program.stop()
    return [
        (made["path"], made["headers"], base64.b64decode(made["body"])) for made in payloads if made["path"] in PATHS
    ]


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


def send(urls, payloads):
    """Sentences about payloads that an agent did not take."""
    problems = []
    for path, headers, body in payloads:
        kept = {name: value for name, value in headers.items() if name.lower() not in OWN_HEADERS}
        for url in urls:
            status, text = request("POST", f"{url}{path}", body, kept)
            if status >= 300:
                problems.append(f"{url}{path}: {status} {text[:300]}")
    return problems


def spans_of_test_agent(agent):
    """What tells the spans of each trace apart, by trace id."""
    return {
        trace[0]["trace_id"]: Counter((made["span_id"], made["service"], made["name"]) for made in trace)
        for trace in agent.traces()
    }


def spans_of_dev_agent(url):
    spans = {}
    for summary in answer(url, "/api/traces?limit=1000")["traces"]:
        trace = answer(url, f"/api/traces/{summary['traceId']}")
        found = Counter((int(made["spanId"], 16), made["service"], made["name"]) for made in trace["spans"])
        if summary["spanCount"] != found.total():
            raise RuntimeError(f"{summary['spanCount']} spans are announced, there are {found}")
        spans[int(summary["traceId"][-16:], 16)] = found
    return spans


def check_spans(agent, url, least, report):
    wanted = spans_of_test_agent(agent)
    shown = spans_of_dev_agent(url)
    report.check(f"there are at least {least} traces", [] if len(wanted) >= least else [f"{len(wanted)} traces"])
    report.check(
        "both have the same traces",
        [f"missing: {trace_id}" for trace_id in wanted.keys() - shown.keys()]
        + [f"not wanted: {trace_id}" for trace_id in shown.keys() - wanted.keys()],
    )
    report.check(
        "both have the same spans in each",
        [
            f"{trace_id}: {shown[trace_id]} instead of {spans}"
            for trace_id, spans in wanted.items()
            if trace_id in shown and shown[trace_id] != spans
        ],
    )


def check_stats(agent, url, report):
    wanted = [
        (group["Hits"], group["Errors"], group["TopLevelHits"], group["Duration"])
        for _, body in agent.requests("/v0.6/stats")
        for bucket in msgpack.unpackb(body)["Stats"]
        for group in bucket["Stats"]
        if group["Resource"] == RESOURCE
    ]
    shown = [
        (row["hits"], row["errors"], row["topLevelHits"], row["durationNanos"])
        for row in answer(url, "/api/stats")["resources"]
        if row["resource"] == RESOURCE
    ]
    report.check("both have the same statistics", [] if wanted and shown == wanted else [f"{shown} instead of {wanted}"])


def run(jar, directory, programs, report):
    payloads = recorded(jar, directory, programs)
    agent = TestAgent(directory)
    dev_agent = DevAgent(directory)
    programs += [agent.program, dev_agent.program]
    agent.wait()
    dev_agent.wait()
    urls = [agent.url, dev_agent.url]
    made = made_traces()
    report.check("both take what the shop sends", send(urls, payloads))
    report.check("both take traces of both versions", send(urls, made))
    report.check("both take statistics", send(urls, [made_stats()]))
    check_spans(agent, dev_agent.url, len(Expectations.read(EXPECTED, 0).calls) + len(made), report)
    check_stats(agent, dev_agent.url, report)
    agent.check(report)
    problems = answer(dev_agent.url, "/api/problems")["problems"]
    report.check("the development agent found no fault", [f"{found['request']}: {found['reason']}" for found in problems])


if __name__ == "__main__":
    sys.exit(main(sys.argv, __doc__, run))
