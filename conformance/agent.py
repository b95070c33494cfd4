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
    """The public test agent on free loopback ports.

    It calls itself version `test`, for which tracers compute no statistics, unless given a version.
    """

    def __init__(self, directory, version="test"):
        port, otlp_http, otlp_grpc = free_ports(3)
        self.url = f"http://127.0.0.1:{port}"
        command = pathlib.Path(sys.executable).with_name("ddapm-test-agent")
        self.program = Program(
            "test-agent",
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

    def traces(self):
        """All spans so far by trace."""
        traces = defaultdict(list)
        for chunk in self._session("traces"):
            for span in chunk:
                traces[span["trace_id"]].append(span)
        return list(traces.values())

    def bodies(self, path):
        """The bodies of all requests to this path so far, as they were sent, in the order of arrival."""
        return [
            base64.b64decode(made["body"]) for made in self._session("requests") if urlsplit(made["url"]).path == path
        ]
