# SPDX-License-Identifier: Apache-2.0
"""A service traced by PyPI's ddtrace. Run it with ddtrace-run and the port to listen on."""

import sys

import requests
from ddtrace import tracer
from flask import Flask, request

app = Flask("peer")


@app.before_request
def decide():
    """?decision=manual.keep or manual.drop lets this service decide about the trace."""
    decision = request.args.get("decision")
    if decision:
        tracer.current_root_span().set_tag(decision)


@app.get("/ready")
def ready():
    return "ready"


@app.get("/call")
def call():
    return requests.get(request.args["url"], timeout=10).text


@app.get("/users/<int:number>")
def user(number):
    return {"id": number, "name": "Ada"}


app.run("127.0.0.1", int(sys.argv[1]))
