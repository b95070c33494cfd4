/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** Writes the bodies of requests. Used by one thread. */
final class TelemetryRequests {
    private final ReportedApplication application;
    private final ReportedRuntime runtime = ReportedRuntime.current();
    private final ReportedHost host;
    private final boolean debug;
    private final Clock clock;
    private long requests;

    TelemetryRequests(ReportedApplication application, ReportedHost host, boolean debug, Clock clock) {
        this.application = application;
        this.host = host;
        this.debug = debug;
        this.clock = clock;
    }

    /** A request, with the name of its type. */
    static final class Body {
        private final String type;
        private final byte[] json;

        private Body(String type, byte[] json) {
            this.type = type;
            this.json = json;
        }

        String type() {
            return type;
        }

        byte[] json() {
            return json;
        }
    }

    Body single(TelemetryMessage message) {
        return write(message.type().wireName(), json -> {
            byte[] payload = message.payload();
            if (payload != null) {
                JsonParts.embed(json, "payload", payload);
            }
        });
    }

    Body batch(List<TelemetryMessage> messages) {
        return write(TelemetryType.BATCH, json -> {
            json.writeArrayFieldStart("payload");
            for (TelemetryMessage message : messages) {
                json.writeStartObject();
                json.writeStringField("request_type", message.type().wireName());
                byte[] payload = message.payload();
                if (payload != null) {
                    JsonParts.embed(json, "payload", payload);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private Body write(String type, JsonParts.Content payload) {
        return new Body(type, JsonParts.write(json -> {
            json.writeStartObject();
            json.writeStringField("api_version", "v2");
            json.writeStringField("request_type", type);
            json.writeNumberField("tracer_time", clock.instant().getEpochSecond());
            json.writeStringField("runtime_id", application.runtimeId());
            json.writeNumberField("seq_id", ++requests);
            if (debug) {
                json.writeBooleanField("debug", true);
            }
            writeApplication(json);
            writeHost(json);
            payload.write(json);
            json.writeEndObject();
        }));
    }

    private void writeApplication(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("application");
        json.writeStringField("service_name", application.service());
        json.writeStringField("env", application.env());
        json.writeStringField("service_version", application.version());
        json.writeStringField("tracer_version", application.tracerVersion());
        json.writeStringField("language_name", TelemetrySender.LANGUAGE);
        json.writeStringField("language_version", runtime.languageVersion());
        json.writeStringField("runtime_name", runtime.name());
        json.writeStringField("runtime_version", runtime.version());
        json.writeStringField("runtime_patches", runtime.patches());
        String processTags = application.processTags().get();
        if (!processTags.isEmpty()) {
            json.writeStringField("process_tags", processTags);
        }
        json.writeEndObject();
    }

    private void writeHost(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("host");
        json.writeStringField("hostname", application.hostname());
        json.writeStringField("os", host.os());
        json.writeStringField("os_version", host.osVersion());
        json.writeStringField("architecture", host.architecture());
        json.writeStringField("kernel_name", host.os());
        json.writeStringField("kernel_release", host.kernelRelease());
        json.writeStringField("kernel_version", host.kernelVersion());
        json.writeEndObject();
    }
}
