/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.telemetry;

import io.ddspring.devagent.http.Payload;
import io.ddspring.devagent.record.Violations;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** What every telemetry request must have, whatever it tells. */
final class EnvelopeRules {
    /** The intake refuses bodies of this size and larger ones. */
    private static final int REFUSED_BYTES = 5_000_000;

    private static final List<String> APPLICATION =
            List.of("service_name", "tracer_version", "language_name", "language_version");
    /** Some tracers leave them out, or say null, when they are not set. */
    private static final List<String> OPTIONAL = List.of("env", "service_version");

    private EnvelopeRules() {}

    static void check(Message message, Violations violations) {
        checkHeaders(message, violations);
        JsonNode body = message.body();
        violations.check(
                message.payload().body().length < REFUSED_BYTES,
                "the body has " + message.payload().body().length + " bytes, the intake takes less than "
                        + REFUSED_BYTES);
        violations.check(
                body.path("api_version").asText().equals("v2"),
                "api_version is " + body.path("api_version") + ", not \"v2\"");
        violations.check(body.path("tracer_time").isIntegralNumber(), "tracer_time is missing or no number of seconds");
        violations.check(
                body.path("seq_id").isIntegralNumber() && message.sequence() > 0,
                "seq_id is missing or no positive number");
        JsonNode application = body.path("application");
        for (String field : APPLICATION) {
            violations.check(application.path(field).isTextual(), "application." + field + " is missing or no text");
        }
        for (String field : OPTIONAL) {
            JsonNode value = application.path(field);
            violations.check(
                    value.isTextual() || value.isNull() || value.isMissingNode(),
                    "application." + field + " is no text");
        }
        violations.check(!application.path("service_name").asText("?").isEmpty(), "application.service_name is empty");
        violations.check(body.path("host").path("hostname").isTextual(), "host.hostname is missing or no text");
    }

    private static void checkHeaders(Message message, Violations violations) {
        Payload payload = message.payload();
        JsonNode application = message.body().path("application");
        checkHeader(payload, "DD-Telemetry-API-Version", "v2", violations);
        checkHeader(payload, "DD-Telemetry-Request-Type", message.type(), violations);
        checkHeader(
                payload,
                "DD-Client-Library-Language",
                application.path("language_name").asText(),
                violations);
        checkHeader(
                payload,
                "DD-Client-Library-Version",
                application.path("tracer_version").asText(),
                violations);
        // Older libraries do not send it, but a wrong one is always a mistake.
        if (payload.header("DD-Session-ID") != null) {
            checkHeader(payload, "DD-Session-ID", message.runtimeId(), violations);
        }
        String contentType = String.valueOf(payload.header("Content-Type"));
        violations.check(
                contentType.toLowerCase(Locale.ROOT).startsWith("application/json"),
                "Content-Type is " + contentType + ", not application/json");
    }

    private static void checkHeader(Payload payload, String name, String expected, Violations violations) {
        String value = payload.header(name);
        if (value == null) {
            violations.add("the header " + name + " is missing");
        } else if (!value.equals(expected)) {
            violations.add("the header " + name + " is " + value + " but the body says " + expected);
        }
    }
}
