# SPDX-License-Identifier: Apache-2.0
"""Checks what the shop reports about itself, and that the test agent can change its settings and take them back.

Run it with the Python of a virtual environment that holds requirements.txt:
    python conformance/control.py sample-apps/shop/target/shop.jar
"""

import base64
import json
import pathlib
import sys
import time

from agent import TestAgent
from processes import Shop, free_ports, main, request, wait_until
from trees import Expectations, local_root

EXPECTED = pathlib.Path(__file__).with_name("expected-trees.json")
TELEMETRY = "/telemetry/proxy/api/v2/apmtelemetry"
REMOTE_CONFIG = "/v0.7/config"
CONFIG = "datadog/2/APM_TRACING/conformance/config"
POLL_SECONDS = 1
HEARTBEAT_SECONDS = 1


def reports(agent):
    """Every telemetry request so far with its headers, parsed."""
    return [(headers, json.loads(body)) for headers, body in agent.requests(TELEMETRY)]


def types(made):
    """The request types of a report, those in a batch one by one."""
    if made["request_type"] != "message-batch":
        return [made["request_type"]]
    return [message["request_type"] for message in made["payload"]]


def polls(agent):
    return [json.loads(body) for _, body in agent.requests(REMOTE_CONFIG)]


def push(agent, lib_config):
    body = {"path": CONFIG, "msg": {"lib_config": lib_config, "service_target": {"service": "*", "env": "*"}}}
    status, answer = request(
        "POST",
        f"{agent.url}/test/session/responses/config/path",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    if status >= 300:
        raise RuntimeError(f"the test agent does not take the configuration: {status} {answer[:300]}")


def take_back(agent):
    targets = {"signatures": [], "signed": {"_type": "targets", "custom": {}, "targets": {}, "version": 1}}
    body = {
        "targets": base64.b64encode(json.dumps(targets).encode()).decode(),
        "target_files": [],
        "client_configs": [],
    }
    status, answer = request(
        "POST",
        f"{agent.url}/test/session/responses/config",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    if status >= 300:
        raise RuntimeError(f"the test agent does not take configurations back: {status} {answer[:300]}")


def wait_for_state(agent, wanted, what):
    """Waits until a poll tells that exactly these configurations are applied; gives how many polls that took."""
    before = len(polls(agent))

    def told():
        made = polls(agent)[before:]
        for number, poll in enumerate(made, 1):
            states = poll["client"]["state"]["config_states"]
            if [(state["id"], state["apply_state"]) for state in states] == wanted:
                return number
        return 0

    return wait_until(told, 30, what)


def sampling(agent, shop, call):
    """What the local root of one call says of its sampling: the rate, the priority and who decided."""
    before = {trace[0]["trace_id"] for trace in agent.traces()}
    shop.call(call)

    def new():
        return [trace for trace in agent.traces() if trace[0]["trace_id"] not in before]

    root = local_root(wait_until(new, 30, "a trace")[0])
    return root["metrics"].get("_dd.rule_psr"), root["metrics"].get("_sampling_priority_v1"), root["meta"].get("_dd.p.dm")


def rules(provenance):
    return {"tracing_sampling_rules": [{"service": "*", "sample_rate": 1, "provenance": provenance}]}


def check_remote_config(agent, shop, call, report):
    wait_until(lambda: polls(agent), 30, "the first poll")
    first = polls(agent)[0]["client"]
    is_ours = first["is_tracer"] and first["client_tracer"]["language"] == "java"
    report.check("the first poll is from a tracer in Java", [] if is_ours else [first])
    before = sampling(agent, shop, call)
    report.check("no rule decides at first", [] if before[0] is None else [before])

    push(agent, {"tracing_sampling_rate": 0})
    taken = wait_for_state(agent, [("conformance", 2)], "the configuration to be applied")
    # The first poll after the push may have been answered before it.
    report.check("a configuration is applied within two polls", [] if taken <= 3 else [f"{taken} polls"])
    changed = sampling(agent, shop, call)
    report.check("the pushed rate decides", [] if changed[0] == 0 and changed[1] <= 0 else [changed])
    push(agent, {"tracing_sampling_rate": 0.5})
    wait_until(lambda: sampling(agent, shop, call)[0] == 0.5, 30, "the rate 0.5")
    for provenance, mechanism in (("customer", "-11"), ("dynamic", "-12")):
        push(agent, rules(provenance))
        wait_until(lambda: sampling(agent, shop, call) == (1, 2, mechanism), 30, f"a {provenance} rule")
    report.check("rates and rules follow each other", [])

    take_back(agent)
    taken = wait_for_state(agent, [], "the configuration to be taken back")
    report.check("it is taken back within two polls", [] if taken <= 3 else [f"{taken} polls"])
    after = sampling(agent, shop, call)
    report.check("the decision is what it was before", [] if after == before else [f"{after} instead of {before}"])
    states = [poll["client"]["state"] for poll in polls(agent)]
    errors = [state for state in states if state["has_error"] or any("apply_error" in c for c in state["config_states"])]
    report.check("no poll tells of an error", errors[:1])


# Settings that system tests look up in what a tracer for Java reports.
SETTINGS = (
    "DD_SERVICE",
    "DD_ENV",
    "DD_VERSION",
    "DD_TRACE_SAMPLE_RATE",
    "DD_LOGS_INJECTION_ENABLED",
    "DD_TRACE_HEADER_TAGS",
    "DD_TRACE_TAGS",
    "DD_TRACE_ENABLED",
    "DD_PROFILING_ENABLED",
    "DD_APPSEC_ENABLED",
    "DD_APPSEC_SCA_ENABLED",
    "DD_DATA_STREAMS_ENABLED",
    "DD_RUNTIME_METRICS_ENABLED",
    "DD_DYNAMIC_INSTRUMENTATION_ENABLED",
    "DD_TRACE_DEBUG",
    "DD_TRACE_PROPAGATION_STYLE",
    "DD_TRACE_RATE_LIMIT",
    "DD_TRACE_AGENT_PORT",
    "DD_TELEMETRY_HEARTBEAT_INTERVAL",
    "DD_INJECTION_ENABLED",
    "DD_INJECT_FORCE",
    "DD_INSTRUMENTATION_SOURCE",
    "DD_EXCEPTION_REPLAY_ENABLED",
    "DD_CODE_ORIGIN_FOR_SPANS_ENABLED",
)


def messages(made):
    """Every message, those in batches one by one."""
    return [
        message
        for _, body in made
        for message in (body["payload"] if body["request_type"] == "message-batch" else [body])
    ]


def check_contents(made, report):
    started = next((message for message in messages(made) if message["request_type"] == "app-started"), None)
    told = {entry["name"] for entry in started["payload"]["configuration"]} if started else set()
    report.check("app-started tells the settings", sorted(set(SETTINGS) - told))
    inventories = [message["payload"] for message in messages(made) if message["request_type"] == "app-endpoints"]
    endpoints = [endpoint for inventory in inventories for endpoint in inventory["endpoints"]]
    report.check("app-endpoints is there", [] if endpoints else sorted({m["request_type"] for m in messages(made)}))
    firsts = [inventory["is_first"] for inventory in inventories]
    report.check("the first app-endpoints says so", [] if firsts[:1] == [True] and sum(firsts) == 1 else [firsts])
    wanted = {"method", "path", "operation_name", "resource_name", "metadata"}
    report.check("endpoints are whole", [endpoint for endpoint in endpoints if not wanted <= endpoint.keys()])


def check_heartbeats(made, report):
    # What follows app-started at once and what precedes app-closing are not on the grid.
    beats = [body["tracer_time"] for _, body in made if "app-heartbeat" in types(body)][1:-1]
    if len(beats) < 4:
        report.check("heartbeats come in time", [f"only {len(beats)}"])
        return
    mean = (beats[-1] - beats[0]) / (len(beats) - 1)
    in_time = 0.75 * HEARTBEAT_SECONDS <= mean <= 1.5 * HEARTBEAT_SECONDS
    report.check("heartbeats come in time", [] if in_time else [f"every {mean:.2f} s"])


def check_telemetry(made, report):
    check_contents(made, report)
    check_heartbeats(made, report)
    check_life(made, report)
    numbers = [body["seq_id"] for _, body in made]
    report.check("requests are numbered", [] if numbers == list(range(1, len(made) + 1)) else [numbers])


def check_life(made, report):
    kinds = [kind for _, body in made for kind in types(body)]
    report.check("app-started comes first", [] if kinds[0] == "app-started" else kinds[:3])
    report.check("app-started comes once", [] if kinds.count("app-started") == 1 else [kinds.count("app-started")])
    report.check("app-closing comes last", [] if kinds[-1] == "app-closing" else kinds[-3:])
    for kind in ("app-heartbeat", "app-dependencies-loaded", "app-integrations-change", "generate-metrics"):
        report.check(f"{kind} is there", [] if kind in kinds else sorted(set(kinds)))
    problems = []
    for headers, body in made:
        told = {name.lower(): value for name, value in headers.items()}
        if told.get("dd-telemetry-request-type") != body["request_type"]:
            problems.append(f"{body['request_type']}: header {told.get('dd-telemetry-request-type')}")
        if told.get("dd-client-library-language") != "jvm" or body["application"]["language_name"] != "jvm":
            problems.append(f"{body['request_type']}: language")
        if not body["runtime_id"] or told.get("dd-session-id") != body["runtime_id"]:
            problems.append(f"{body['request_type']}: session {told.get('dd-session-id')}")
        if body["application"]["service_name"] != "shop":
            problems.append(f"{body['request_type']}: service {body['application']['service_name']}")
    report.check("headers say what bodies say", problems)


def check_changes(made, report):
    changes = [
        (entry["name"], entry["value"], entry["origin"])
        for message in messages(made)
        if message["request_type"] == "app-client-configuration-change"
        for entry in message["payload"]["configuration"]
        if entry["name"] == "DD_TRACE_SAMPLE_RATE"
    ]
    wanted = ("DD_TRACE_SAMPLE_RATE", "0.0", "remote_config")
    report.check("the changed rate is reported", [] if changes and changes[0] == wanted else [changes])
    restored = changes[-1][2] if changes else None
    report.check("so is the restored one", [] if restored not in (None, "remote_config") else [changes])


def check_late_agent(jar, directory, programs, report):
    """An Agent that comes three intervals after the application: nothing is lost, and app-started is still the first."""
    (port,) = free_ports(1)
    shop = Shop(
        jar,
        directory,
        name="early-shop",
        DD_TRACE_AGENT_URL=f"http://127.0.0.1:{port}",
        DD_TELEMETRY_HEARTBEAT_INTERVAL=str(HEARTBEAT_SECONDS),
        DD_TELEMETRY_METRICS_INTERVAL="1",
    )
    programs.append(shop.program)
    shop.wait()
    call = next(call for call in Expectations.read(EXPECTED, shop.port).calls if call["status"] == 200)
    shop.call(call)
    # Without an Agent reports begin ten seconds after the start.
    time.sleep(10 + 3 * HEARTBEAT_SECONDS)
    agent = TestAgent(directory, name="late-agent", port=port)
    programs.append(agent.program)
    agent.wait()
    wait_until(
        lambda: "app-dependencies-loaded" in [kind for _, body in reports(agent) for kind in types(body)],
        90,
        "reports to the late Agent",
    )
    shop.program.stop()
    check_contents(reports(agent), report)
    check_life(reports(agent), report)


def run(jar, directory, programs, report):
    agent = TestAgent(directory)
    programs.append(agent.program)
    agent.wait()
    shop = Shop(
        jar,
        directory,
        DD_TRACE_AGENT_URL=agent.url,
        DD_TELEMETRY_HEARTBEAT_INTERVAL=str(HEARTBEAT_SECONDS),
        DD_TELEMETRY_METRICS_INTERVAL="1",
        DD_REMOTE_CONFIG_POLL_INTERVAL_SECONDS=str(POLL_SECONDS),
    )
    programs.append(shop.program)
    shop.wait()
    call = next(call for call in Expectations.read(EXPECTED, shop.port).calls if call["status"] == 200)
    shop.call(call)
    wait_until(
        lambda: "app-heartbeat" in [kind for _, body in reports(agent) for kind in types(body)], 30, "a heartbeat"
    )
    check_remote_config(agent, shop, call, report)
    shop.program.stop()
    made = reports(agent)
    check_telemetry(made, report)
    check_changes(made, report)
    agent.check(report)
    check_late_agent(jar, directory, programs, report)


if __name__ == "__main__":
    sys.exit(main(sys.argv, __doc__, run))
