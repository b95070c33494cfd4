# SPDX-License-Identifier: Apache-2.0
"""One shop asks another for its users, with each style of headers; both send to the public test agent.

Run it with the Python of a virtual environment that holds requirements.txt:
    python conformance/chain.py sample-apps/shop/target/shop.jar
"""

import sys
from itertools import count

from agent import TestAgent
from journeys import SAMPLING_RULES, STYLES, Journey, make_all
from processes import Shop, free_ports, main

PATH = (
    "front servlet.request",
    "front spring.handler",
    "front trace.annotation",
    "front http.request",
    "back servlet.request",
)


def start(name, style, agent, jar, directory, programs, port=0, *arguments):
    shop = Shop(
        jar,
        directory,
        *arguments,
        name=f"{name}-{style}",
        port=port,
        DD_SERVICE=name,
        DD_TRACE_AGENT_URL=agent.url,
        DD_TRACE_PROPAGATION_STYLE=f"{style},baggage",
        DD_TRACE_SAMPLING_RULES=SAMPLING_RULES,
    )
    programs.append(shop.program)
    return shop


def journeys(style, front, numbers):
    url = f"{front.url}/orders/7"
    made = [
        Journey("nobody decided", next(numbers), style, url, {}, PATH, 1),
        Journey("a rule drops", next(numbers), style, url, {"wish": "drop"}, PATH, -1),
        Journey("a rule keeps", next(numbers), style, url, {"wish": "keep"}, PATH, 2),
    ]
    for priority in (-1, 0, 1, 2):
        name = f"priority {priority} upstream"
        made.append(Journey(name, next(numbers), style, url, {}, PATH, priority, upstream=True))
    return made


def run(jar, directory, programs, report):
    agent = TestAgent(directory)
    programs.append(agent.program)
    agent.wait()
    numbers = count(2000)
    for style in STYLES:
        (port,) = free_ports(1)
        back = start("back", style, agent, jar, directory, programs, port)
        front = start("front", style, agent, jar, directory, programs, 0, f"--shop.users.url={back.url}")
        back.wait()
        front.wait()
        make_all(journeys(style, front, numbers), agent, report)
        front.program.stop()
        back.program.stop()
    agent.check(report)


if __name__ == "__main__":
    sys.exit(main(sys.argv, __doc__, run))
