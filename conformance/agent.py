# SPDX-License-Identifier: Apache-2.0
"""The public test agent: starts it and reads what it received."""

import base64
import json
import os
import pathlib
import sys
from collections import defaultdict
from urllib.parse import urlsplit

from processes import Program, free_ports, request, wait_until

# Checks are off unless named; this one is left out: trace_stall delays answers on request.
CHECKS = (
    "meta_tracer_version_header",
    "trace_count_header",
    "trace_content_length",
    "trace_peer_service",
    "trace_dd_service",
    "meta_events_is_valid_json",
)


class TestAgent:
    """The public test agent on free loopback ports, unless told which.

    It calls itself version `test`, for which tracers compute no statistics, unless given a version.
    """

    def __init__(self, directory, version="test", name="test-agent", port=None):
        free, otlp_http, otlp_grpc = free_ports(3)
        port = port or free
        self.url = f"http://127.0.0.1:{port}"
        command = pathlib.Path(sys.executable).with_name("ddapm-test-agent")
        self.program = Program(
            name,
            [command, f"--port={port}", f"--otlp-http-port={otlp_http}", f"--otlp-grpc-port={otlp_grpc}"],
            {
                **os.environ,
                "ENABLED_CHECKS": ",".join(CHECKS),
                "DD_POOL_TRACE_CHECK_FAILURES": "true",
                "TEST_AGENT_VERSION": version,
            },
            directory,
        )

    def wait(self):
        def answers():
            self.program.check_alive()
            try:
                return request("GET", f"{self.url}/info")[0] == 200
            except OSError:
                return False

        wait_until(answers, 60, "the test agent")

    def _session(self, what):
        status, body = request("GET", f"{self.url}/test/session/{what}")
        if status != 200:
            raise RuntimeError(f"the test agent does not give its {what}: {status} {body[:500]}")
        return json.loads(body)

    def clear(self):
        """Forgets what it received."""
        request("GET", f"{self.url}/test/session/clear")

    def traces(self):
        """All spans so far by trace."""
        traces = defaultdict(list)
        for chunk in self._session("traces"):
            for span in chunk:
                traces[span["trace_id"]].append(span)
        return list(traces.values())

    def requests(self, path):
        """Headers and body of every request to this path so far, in the order of arrival."""
        return [
            (made["headers"], base64.b64decode(made["body"]))
            for made in self._session("requests")
            if urlsplit(made["url"]).path == path
        ]

    def flares(self):
        """The fields of every flare that it took, in the order of arrival; the file is in Base64."""
        # It gives the latest first.
        return self._session("tracerflares")[::-1]

    def peer_tags(self):
        """The tags that it asks tracers to tell statistics apart by."""
        return json.loads(request("GET", f"{self.url}/info")[1])["peer_tags"]

    def check(self, report):
        """Reports what it found wrong with the traces, and whether it looked."""
        status, body = request("GET", f"{self.url}/test/trace_check/failures?return_all=true")
        report.check("the test agent found no fault", [] if status == 200 else body.decode().splitlines())
        status, body = request("GET", f"{self.url}/test/trace_check/summary?return_all=true")
        made = json.loads(body)
        report.check("the test agent made its checks", [f"{name} was not made" for name in CHECKS if name not in made])
