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

from agent import TestAgent
from payloads import RESOURCE, made_stats, made_traces
from processes import Program, Shop, clean_environment, java, main, request, wait_until
from trees import Expectations

HERE = pathlib.Path(__file__).parent
EXPECTED = HERE / "expected-trees.json"
AGENT_JARS = HERE.parent / "dd-dev-agent" / "target"
# Of a recording only what the test agent takes as well.
PATHS = ("/v0.4/traces", "/v0.5/traces", "/v0.6/stats", "/telemetry/proxy/api/v2/apmtelemetry")
# What urllib and the receiver see to themselves; a recorded body is without its encoding.
OWN_HEADERS = ("host", "connection", "content-length", "content-encoding", "transfer-encoding", "accept-encoding")


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
