# SPDX-License-Identifier: Apache-2.0
"""Starts the shop with the embedded development agent and looks at its console with Chromium.

    python3 conformance/console.py sample-apps/shop/target/shop.jar

Leaves a picture of the console beside the jar.
"""

import html
import json
import os
import pathlib
import re
import subprocess
import sys

from processes import Shop, main, request, wait_until
from trees import Expectations

EXPECTED = pathlib.Path(__file__).with_name("expected-trees.json")
# Without the last four Chromium looks for hosts that have nothing to do with the page.
FLAGS = [
    "--headless",
    "--disable-gpu",
    "--hide-scrollbars",
    "--window-size=1400,900",
    "--enable-logging=stderr",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Chromium:
    def __init__(self, directory):
        self._directory = directory
        self._starts = 0

    def _run(self, *arguments):
        self._starts += 1
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        profile = f"--user-data-dir={self._directory}/profile{self._starts}"
        return subprocess.run(
            ["chromium", *FLAGS, *root, profile, "--virtual-time-budget=4000", *arguments],
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )

    def page(self, url):
        """The page once its scripts have run, and what they wrote to the browser's console."""
        made = self._run("--dump-dom", url)
        return html.unescape(made.stdout), re.findall(r"CONSOLE.*", made.stderr)

    def picture(self, url, path):
        self._run(f"--screenshot={path}", url)


def listed(console):
    return json.loads(request("GET", f"{console}/api/traces?limit=1000")[1])["traces"]


def texts_of(css_class, page):
    return re.findall(rf'class="{css_class}"[^>]*>([^<]*)<', page)


def missing(wanted, found):
    return [f"{text!r} is not among {sorted(found)}" for text in wanted if text not in found]


def run(jar, directory, programs, report):
    shop = Shop(jar, directory, "--dd.dev-agent.enabled=true", "--dd.dev-agent.port=0")
    programs.append(shop.program)
    shop.wait()
    console = shop.program.wait_for_line(r"development agent.*(http://localhost:\d+)").group(1)
    expectations = Expectations.read(EXPECTED, shop.port)
    for call in expectations.calls:
        shop.call(call)
    wanted = len(expectations.calls) + len(expectations.start_up)
    wait_until(lambda: len(listed(console)) >= wanted, 30, f"{wanted} traces in the console")

    chromium = Chromium(directory)
    page, messages = chromium.page(f"{console}/")
    resources = {call["span"]["resource"] for call in expectations.calls}
    report.check("the list shows every call", missing(resources, set(texts_of("resource", page))))

    order = next(trace for trace in listed(console) if trace["resource"] == "GET /orders/{id}")
    address = f"{console}/#/trace/{order['traceId']}"
    page, more = chromium.page(address)
    spans = ["GET /orders/{id}", "OrderService.details", "GET /users/?", "UserController.user"]
    report.check(
        "a trace shows its spans", [f"{text!r} is not on the page" for text in spans if text not in page]
    )
    report.check("the pages write no messages to the browser's console", messages + more)

    picture = jar.with_name("console.png")
    chromium.picture(address, picture)
    report.check("the console can be pictured", [] if picture.stat().st_size > 20_000 else ["the picture is empty"])
    print(f"     {os.path.relpath(picture)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv, __doc__, run))
