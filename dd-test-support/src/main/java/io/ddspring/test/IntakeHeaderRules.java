/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.util.ArrayList;
import java.util.List;

/** What the Agent's trace intake expects of the headers of a request. */
final class IntakeHeaderRules {
    private static final List<String> REQUIRED = List.of(
            "Host",
            "Content-Length",
            "Datadog-Meta-Lang",
            "Datadog-Meta-Lang-Version",
            "Datadog-Meta-Lang-Interpreter",
            "Datadog-Meta-Lang-Interpreter-Vendor",
            "Datadog-Meta-Tracer-Version",
            "X-Datadog-Trace-Count",
            "Datadog-Client-Computed-Top-Level",
            "Datadog-Client-Dropped-P0-Traces",
            "Datadog-Client-Dropped-P0-Spans");

    private IntakeHeaderRules() {}

    static List<String> check(ReceivedRequest request, int chunkCount) {
        List<String> problems = new ArrayList<>();
        for (String name : REQUIRED) {
            String value = request.header(name);
            if (value == null || value.isEmpty()) {
                problems.add("header " + name + " is missing");
            }
        }
        for (String name : request.headerNames()) {
            if (request.headers(name).size() > 1) {
                problems.add("header " + name + " occurs twice");
            }
        }
        if (!"application/msgpack".equals(request.header("Content-Type"))) {
            problems.add("header Content-Type must be application/msgpack but is " + request.header("Content-Type"));
        }
        for (String forbidden : List.of("Transfer-Encoding", "Content-Encoding", "DD-API-KEY")) {
            if (request.header(forbidden) != null) {
                problems.add("header " + forbidden + " must not be sent to an Agent");
            }
        }
        String announced = request.header("X-Datadog-Trace-Count");
        if (announced != null && !announced.equals(String.valueOf(chunkCount))) {
            problems.add(
                    "header X-Datadog-Trace-Count is " + announced + " but the body has " + chunkCount + " chunks");
        }
        return problems;
    }
}
