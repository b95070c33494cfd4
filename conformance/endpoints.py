# SPDX-License-Identifier: Apache-2.0
"""Starts the shop against the public test agent, calls every endpoint once and checks what arrived.

Run it with the Python of a virtual environment that holds requirements.txt:
    python conformance/endpoints.py sample-apps/shop/target/shop.jar
"""

import json
import pathlib
import sys

from agent import TestAgent
from processes import Shop, main, request, wait_until
from trees import Expectations, differences, local_root, render, size

EXPECTED = pathlib.Path(__file__).with_name("expected-trees.json")


def call_all(shop, expectations, report):
    for call in expectations.calls:
        status = shop.call(call)
        wanted = call["status"]
        report.check(f"{call['request']} answers {wanted}", [] if status == wanted else [f"status {status}"])


def wait_for_traces(agent, expectations):
    """Traces once as many spans as expected have arrived; after a while whatever there is, for the report."""
    wanted = sum(size(call["span"]) for call in expectations.calls) + len(expectations.start_up)
    try:
        wait_until(lambda: sum(map(len, agent.traces())) >= wanted, 30, f"{wanted} spans")
    except RuntimeError as late:
        print(f"     {late}")
    return agent.traces()


def traces_of(call, traces):
    """The traces whose root belongs to this call, told apart by method and address."""
    tags = call["span"]["tags"]
    return [
        trace
        for trace in traces
        if (root := local_root(trace))
        and root["meta"].get("http.method") == tags["http.method"]
        and root["meta"].get("http.url") == tags["http.url"]
    ]


def check_trees(expectations, traces, report):
    for call in expectations.calls:
        found = traces_of(call, traces)
        if len(found) != 1:
            report.check(f"{call['request']} is one trace", [f"{len(found)} traces have it as their root"])
        else:
            problems = differences(call["span"], local_root(found[0]), found[0])
            report.check(f"{call['request']} has the expected spans", problems + (problems and render(found[0])))


def check_start_up(expectations, traces, report):
    for expected in expectations.start_up:
        found = [trace for trace in traces if trace[0]["resource"] == expected["resource"]]
        problems = [f"{len(found)} traces"] if len(found) != 1 else differences(expected, found[0][0], found[0])
        report.check(f"start-up statement is one trace: {expected['resource'][:50]}", problems)


def check_number(expectations, traces, report):
    wanted = len(expectations.calls) + len(expectations.start_up)
    problems = [f"{len(traces)} traces instead of {wanted}"] + [line for trace in traces for line in render(trace)]
    report.check("every call is one trace and nothing else is", problems if len(traces) != wanted else [])


def run(jar, directory, programs, report):
    agent = TestAgent(directory)
    programs.append(agent.program)
    agent.wait()
    shop = Shop(jar, directory, DD_TRACE_AGENT_URL=agent.url)
    programs.append(shop.program)
    shop.wait()
    expectations = Expectations.read(EXPECTED, shop.port)
    call_all(shop, expectations, report)
    traces = wait_for_traces(agent, expectations)
    check_trees(expectations, traces, report)
    check_start_up(expectations, traces, report)
    status = shop.program.stop()
    # 143: ended by the signal it was sent, after an orderly shutdown.
    report.check("the shop stops when it is asked to", [] if status == 143 else [f"exit status {status}"])
    # Only now, as stopping flushes what was left.
    check_number(expectations, agent.traces(), report)
    agent.check(report)


if __name__ == "__main__":
    sys.exit(main(sys.argv, __doc__, run))
