# SPDX-License-Identifier: Apache-2.0
"""Starts the programs of a run, waits for them and stops them again; reports what was checked."""

import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request

def wait_until(condition, seconds, what):
    """The first true value of `condition`, asked ten times a second; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise RuntimeError(f"waited {seconds} s for {what}")
        time.sleep(0.1)


def request(method, url, body=None, headers=None):
    """Status and body of the answer, whatever the status."""
    made = urllib.request.Request(url, method=method, data=body, headers=headers or {})
    try:
        with urllib.request.urlopen(made, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read()


class Report:
    """Prints each check as it is made and remembers whether all passed."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, name, problems):
        problems = list(problems)
        if problems:
            self.failed += 1
            print(f"FAIL {name}")
            for problem in problems:
                print(f"     {problem}")
        else:
            self.passed += 1
            print(f"PASS {name}")


def main(arguments, usage, run):
    """Runs `run(jar, directory, programs, report)`, stops the programs it started, and gives the exit status.

    A run that takes further arguments gets them after these four.
    """
    if len(arguments) < 2:
        print(usage, file=sys.stderr)
        return 2
    jar = pathlib.Path(arguments[1]).resolve()
    if not jar.is_file():
        print(f"{arguments[1]} is missing: build it first.", file=sys.stderr)
        return 2
    report = Report()
    programs = []
    with tempfile.TemporaryDirectory() as directory:
        try:
            run(jar, directory, programs, report, *arguments[2:])
        except Exception:
            report.check("the run", traceback.format_exc().splitlines())
            for program in programs:
                print(f"---- end of the output of {program.name}\n{program.text()[-3000:]}")
        finally:
            for program in reversed(programs):
                program.stop()
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed or not report.passed else 0


class Program:
    """A child process with its output in a file."""

    def __init__(self, name, command, environment, directory):
        self.name = name
        self.log = pathlib.Path(directory, f"{name}.log")
        with self.log.open("wb") as output:
            self._process = subprocess.Popen(
                command, env=environment, cwd=directory, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )

    def text(self):
        return self.log.read_text("utf-8", "replace")

    def check_alive(self):
        if self._process.poll() is not None:
            raise RuntimeError(f"{self.name} ended with status {self._process.returncode}:\n{self.text()[-4000:]}")

    def wait_for_line(self, pattern):
        """The first match in what it printed; fails when it ends first or takes too long."""

        def found():
            match = re.search(pattern, self.text())
            if not match:
                self.check_alive()
            return match

        return wait_until(found, 120, f"'{pattern}' in the output of {self.name}")

    def stop(self, seconds=30):
        """Asks it to end, then ends it. Gives the exit status, or None when it had to be killed."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                return self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
                return None
        return self._process.returncode


def clean_environment(**variables):
    """This process's environment without what would configure a tracer, and with these variables."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DD_", "OTEL_"))}
    return {**kept, **variables}


def java():
    """The command that starts a jar, without the jar."""
    home = os.environ.get("JAVA_HOME")
    return [os.path.join(home, "bin", "java") if home else "java", "-XX:TieredStopAtLevel=1", "-jar"]


class Shop:
    """The shop's executable jar, on a port of its own choice unless told which."""

    def __init__(self, jar, directory, *arguments, name="shop", port=0, **environment):
        self.program = Program(
            name,
            [*java(), jar, f"--server.port={port}", *arguments],
            clean_environment(**environment),
            directory,
        )
        self.port = port

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def wait(self):
        self.program.wait_for_line("Started ShopApplication")
        self.port = int(self.program.wait_for_line(r"Tomcat started on port (\d+)").group(1))

    def call(self, call):
        """Makes a call of expected-trees.json and gives the status."""
        method, target = call["request"].split(" ", 1)
        body = json.dumps(call["body"]).encode() if "body" in call else None
        headers = {"Content-Type": "application/json"} if body else {}
        return request(method, f"{self.url}{target}", body, headers)[0]


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    try:
        for opened in sockets:
            opened.bind(("127.0.0.1", 0))
        return [opened.getsockname()[1] for opened in sockets]
    finally:
        for opened in sockets:
            opened.close()
