# SPDX-License-Identifier: Apache-2.0
"""Asks the shop for tracer flares by way of the public test agent's remote configuration and checks what it uploads.

Run it with the Python of a virtual environment that holds requirements.txt:
    python conformance/flare.py sample-apps/shop/target/shop.jar
"""

import base64
import hashlib
import io
import json
import pathlib
import re
import sys
import zipfile

from agent import TestAgent
from processes import Shop, main, request, wait_until

API_KEY = "0123456789abcdef0123456789abcdef"
# What the shop is told in several ways and nobody may find in a flare.
SECRETS = [API_KEY, "hunter-of-tags", "with blanks", "hunter-of-arguments", "hunter-of/urls"]
NO_LOG = b"No tracer log file specified and no prepare flare event received"
FILES = {
    "auto-configuration-report.txt",
    "beans.txt",
    "classpath.txt",
    "dynamic_config.txt",
    "flare_info.txt",
    "initial_config.txt",
    "instrumenter_metrics.txt",
    "instrumenter_state.txt",
    "jvm_args.txt",
    "library_path.txt",
    "pending_traces.txt",
    "span_metrics.txt",
    "threads.txt",
    "tracer.log",
    "tracer_health.txt",
    "tracer_version.txt",
}
DEBUG = "datadog/2/AGENT_CONFIG/flare-log-level.debug/config"
ORDER = "datadog/2/AGENT_CONFIG/configuration_order/config"
TASK = "datadog/2/AGENT_TASK/task-{}/config"


def task(number, task_type="tracer_flare", **arguments):
    made = {"case_id": "12345-with-debug", "hostname": "host", "user_handle": "me@example.com", **arguments}
    return {"task_type": task_type, "uuid": f"uuid-{number}", "args": made}


def encoded(text):
    return base64.b64encode(text.encode()).decode()


def offer(agent, version, configurations):
    """Has the test agent answer polls with these configurations by path and no others."""
    contents = {path: json.dumps(content) for path, content in configurations.items()}
    targets = {
        path: {
            "custom": {"v": version},
            "hashes": {"sha256": hashlib.sha256(content.encode()).hexdigest()},
            "length": len(content),
        }
        for path, content in contents.items()
    }
    signed = {
        "_type": "targets",
        "custom": {"opaque_backend_state": encoded(str(version))},
        "expires": "2040-01-01T00:00:00Z",
        "spec_version": "1.0.0",
        "targets": targets,
        "version": version,
    }
    answer = {
        "targets": encoded(json.dumps({"signatures": [], "signed": signed})),
        "target_files": [{"path": path, "raw": encoded(content)} for path, content in contents.items()],
        "client_configs": list(contents),
    }
    status, body = request(
        "POST",
        f"{agent.url}/test/session/responses/config",
        json.dumps(answer).encode(),
        {"Content-Type": "application/json"},
    )
    if status >= 300:
        raise RuntimeError(f"the test agent does not take configurations: {status} {body[:500]}")


def states_at(agent, version):
    """What the shop says of its configurations once it has taken this version; waits for that."""

    def taken():
        for _, body in agent.requests("/v0.7/config"):
            state = json.loads(body)["client"]["state"]
            if state["targets_version"] == version:
                return {made["id"]: made for made in state.get("config_states") or []} or {"": {}}
        return None

    return wait_until(taken, 30, f"the shop to take version {version}")


def products(agent):
    """All products that any poll so far asked for."""
    return {name for _, body in agent.requests("/v0.7/config") for name in json.loads(body)["client"]["products"]}


def files_of(flare):
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(flare["flare_file"]))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def runtime_id(agent):
    _, body = agent.requests("/v0.7/config")[0]
    return json.loads(body)["client"]["client_tracer"]["runtime_id"]


def check_names(report, agent):
    """The names of the files that were uploaded; the test agent keeps them only in the forms."""
    forms = [body.decode("latin-1") for _, body in agent.requests("/tracer_flare/v1")]
    names = [name for form in forms for name in re.findall(r'filename="([^"]*)"', form)]
    expected = rf"dd-java-flare-{re.escape(runtime_id(agent))}-\d{{13}}\.zip"
    report.check(
        "files are named after the process and the time",
        [f"{name} is not like {expected}" for name in names if not re.fullmatch(expected, name)]
        + ([] if names and len(names) == len(forms) else [f"{len(names)} names in {len(forms)} uploads"]),
    )


def check_local_flares(report, shop, directory):
    """Those that a user asks for, of which the last three are kept."""
    url = f"{shop.url}/actuator/datadog/flare"
    written = []
    for _ in range(4):
        status, body = request("POST", url)
        if status != 200:
            report.check("a user gets a flare", [f"status {status}: {body[:500]}"])
            return
        written.append(json.loads(body))
    newest = pathlib.Path(written[-1]["path"])
    with zipfile.ZipFile(newest) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    report.check("a user gets a flare", [f"failed: {made['failed']}" for made in written if made["failed"]])
    check_files(report, "the user's flare", files)
    report.check(
        "only its owner can read it",
        [] if newest.stat().st_mode & 0o077 == 0 else [oct(newest.stat().st_mode)],
    )
    present = sorted(path.name for path in pathlib.Path(directory).glob("dd-java-flare-*.zip"))
    kept = sorted(pathlib.Path(made["path"]).name for made in written[1:])
    report.check("the last three are kept", [] if present == kept else [f"{present} instead of {kept}"])


def check_flare(report, what, flare, files):
    fields = {"source": "tracer_java", "case_id": "12345-with-debug", "email": "me@example.com", "hostname": "host"}
    report.check(
        f"{what} has its fields",
        [f"{name} is {flare.get(name)!r}" for name, value in fields.items() if flare.get(name) != value],
    )
    check_files(report, what, files)


def check_files(report, what, files):
    report.check(
        f"{what} has the files of a tracer for Java",
        [f"{name} is missing" for name in sorted(FILES - files.keys())],
    )
    report.check(
        f"{what} has no secrets",
        [
            f"{secret} is in {name}"
            for name, content in files.items()
            for secret in SECRETS
            if secret.encode() in content
        ],
    )
    masked = {
        "initial_config.txt": ["dd.api-key=******cdef ", "dd.tags=team:core,db.password:****** "],
        "jvm_args.txt": ["-Dshop.token=******", "-Dshop.url=redis://******@h"],
    }
    report.check(
        f"{what} has masks in their place",
        [
            f"{text!r} is not in {name}: {files[name][:2000]}"
            for name, texts in masked.items()
            for text in texts
            if text.encode() not in files.get(name, b"")
        ],
    )
    conditions = files.get("auto-configuration-report.txt", b"").decode("utf-8", "replace")
    parts = ("CONDITIONS EVALUATION REPORT", "Positive matches", "Negative matches", "DdFlareAutoConfiguration")
    report.check(
        f"{what} tells of the conditions",
        [f"{part!r} is missing in {conditions[:500]!r}" for part in parts if part not in conditions],
    )
    report.check(
        f"{what} failed nowhere",
        [f"{name}: {content[-300:]}" for name, content in files.items() if b"\nfailed: " in content],
    )


def run(jar, directory, programs, report):
    agent = TestAgent(directory)
    programs.append(agent.program)
    agent.wait()
    shop = Shop(
        jar,
        directory,
        "--shop.password=" + API_KEY,
        "--management.endpoint.datadog.access=unrestricted",
        DD_TRACE_AGENT_URL=agent.url,
        DD_API_KEY=API_KEY,
        DD_TAGS="team:core,db.password:hunter-of-tags with blanks",
        JAVA_TOOL_OPTIONS=(
            f"-Djava.io.tmpdir={directory} -Dshop.token=hunter-of-arguments -Dshop.url=redis://:hunter-of/urls@h"
        ),
        DD_REMOTE_CONFIG_POLL_INTERVAL_SECONDS="0.5",
    )
    programs.append(shop.program)
    shop.wait()

    def flares(count):
        return wait_until(lambda: len(made := agent.flares()) >= count and made, 30, f"{count} flares")

    wanted = {"AGENT_CONFIG", "AGENT_TASK"}
    wait_until(lambda: wanted <= products(agent), 30, "a poll for flares")

    preparation = {DEBUG: {"name": "flare-log-level.debug", "config": {"log_level": "debug"}}, ORDER: {"order": []}}
    offer(agent, 1, preparation)
    states = states_at(agent, 1)
    report.check(
        "preparation and order are acknowledged",
        [str(states)] if [state["apply_state"] for state in states.values()] != [2, 2] else [],
    )

    offer(agent, 2, {**preparation, TASK.format(1): task(1), TASK.format(2): task(2, "flare")})
    states = states_at(agent, 2)
    report.check("tasks are acknowledged", [str(state) for state in states.values() if state["apply_state"] != 2])
    flare = flares(1)[0]
    files = files_of(flare)
    check_flare(report, "the flare", flare, files)
    report.check(
        "lines were collected at DEBUG",
        [] if b" DEBUG [" in files["tracer.log"] else [files["tracer.log"][:500].decode("utf-8", "replace")],
    )
    shown = [line for line in shop.program.text().splitlines() if " DEBUG " in line]
    report.check("the shop's own log shows none of them", shown)

    offer(agent, 3, {TASK.format(1): task(1), TASK.format(3): task(3)})
    states_at(agent, 3)
    files = files_of(flares(2)[1])
    lines = files["tracer.log"]
    report.check("without preparation there are no lines", [] if lines == NO_LOG else [str(lines[:500])])

    offer(agent, 4, {TASK.format(4): task(4, case_id="nonsense")})
    state = states_at(agent, 4)["task-4"]
    report.check(
        "a task that is not valid is refused",
        [] if state["apply_state"] == 3 and "case_id" in state["apply_error"] else [str(state)],
    )
    # Two more polls, in which a task that is done could be done again.
    polls = len(agent.requests("/v0.7/config"))
    wait_until(lambda: len(agent.requests("/v0.7/config")) >= polls + 2, 30, "two polls")
    check_names(report, agent)
    check_local_flares(report, shop, directory)
    report.check("each task is done once", [] if len(agent.flares()) == 2 else [f"{len(agent.flares())} flares"])
    status = shop.program.stop()
    report.check("the shop stops when it is asked to", [] if status == 143 else [f"exit status {status}"])


if __name__ == "__main__":
    sys.exit(main(sys.argv, __doc__, run))
