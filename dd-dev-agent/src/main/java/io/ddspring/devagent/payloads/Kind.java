/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import io.ddspring.devagent.http.Payload;
import java.util.Map;

/** Tells what kind of data a payload has, by where it was sent to. */
final class Kind {
    static final String OTHER = "other";

    private static final Map<String, String> BY_PATH = Map.of(
            Paths.DEBUGGER_V1, "debugger",
            Paths.DEBUGGER_V2, "debugger",
            Paths.DIAGNOSTICS, "diagnostics",
            Paths.SYMBOLS, "symbols",
            Paths.PROFILES, "profile",
            Paths.PIPELINE_STATS, "data-streams");

    /** By the name of the intake behind the event platform proxy. */
    private static final Map<String, String> BY_SUBDOMAIN = Map.of(
            "llmobs-intake", "llm",
            "citestcycle-intake", "test-cycle",
            "citestcov-intake", "coverage",
            "ci-intake", "coverage-report",
            "http-intake.logs", "logs");

    private Kind() {}

    static String of(Payload payload) {
        String intake = BY_PATH.get(payload.path());
        return intake != null ? intake : ofProxied(Paths.proxied(payload.path()), payload);
    }

    private static String ofProxied(String path, Payload payload) {
        String subdomain = payload.header(Paths.SUBDOMAIN_HEADER);
        String intake = subdomain == null ? null : BY_SUBDOMAIN.get(subdomain);
        if (intake != null) {
            return intake;
        }
        if (path.startsWith("api/intake/llm-obs/") && path.endsWith("/eval-metric")) {
            return "evaluation";
        }
        if (path.startsWith("api/v2/git/repository/")) {
            return "git";
        }
        return TestSettings.isAskedAt(path) ? "test-settings" : OTHER;
    }
}
