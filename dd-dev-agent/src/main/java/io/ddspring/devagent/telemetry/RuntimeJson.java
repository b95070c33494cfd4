/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.telemetry;

import io.ddspring.devagent.http.JsonBytes;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** JSON of {@code /api/telemetry}. */
final class RuntimeJson {
    /** Writes one value. */
    @FunctionalInterface
    private interface Writer<T> {
        void write(JsonGenerator out, T value) throws IOException;
    }

    private RuntimeJson() {}

    static byte[] write(List<RuntimeFacts> runtimes) {
        return JsonBytes.of(out -> {
            out.writeStartObject();
            writeList(out, "runtimes", runtimes, RuntimeJson::writeRuntime);
            out.writeEndObject();
        });
    }

    static byte[] writeConfiguration(RuntimeFacts runtime) {
        Map<String, Facts.Setting> effective = runtime.effectiveSettings();
        return JsonBytes.of(out -> {
            out.writeStartObject();
            writeList(out, "settings", runtime.settings(), (json, setting) -> {
                json.writeStringField("name", setting.name());
                json.writeStringField("value", setting.value());
                json.writeStringField("origin", setting.origin());
                json.writeNumberField("sequence", setting.sequence());
                json.writeBooleanField("effective", setting.equals(effective.get(setting.name())));
            });
            out.writeEndObject();
        });
    }

    private static void writeRuntime(JsonGenerator out, RuntimeFacts runtime) throws IOException {
        out.writeStringField("runtimeId", runtime.id);
        out.writeStringField("service", runtime.service);
        out.writeStringField("env", runtime.env);
        out.writeStringField("version", runtime.version);
        out.writeStringField("language", runtime.language);
        out.writeStringField("tracerVersion", runtime.tracerVersion);
        out.writeNumberField("startedMillis", runtime.startedMillis);
        out.writeNumberField("lastMillis", runtime.lastMillis);
        out.writeBooleanField("closed", runtime.closed);
        out.writeObjectFieldStart("products");
        for (Facts.Feature product : runtime.products.oldestFirst()) {
            out.writeObjectFieldStart(product.name());
            out.writeBooleanField("enabled", product.enabled());
            out.writeStringField("version", product.version());
            out.writeStringField("error", product.error());
            out.writeEndObject();
        }
        out.writeEndObject();
        writeList(out, "integrations", runtime.integrations.oldestFirst(), (json, integration) -> {
            json.writeStringField("name", integration.name());
            json.writeBooleanField("enabled", integration.enabled());
            json.writeStringField("version", integration.version());
            json.writeStringField("error", integration.error());
        });
        writeList(out, "dependencies", runtime.dependencies.oldestFirst(), (json, dependency) -> {
            json.writeStringField("name", dependency.name());
            json.writeStringField("version", dependency.version());
        });
        writeList(out, "endpoints", runtime.endpoints.oldestFirst(), (json, endpoint) -> {
            json.writeStringField("method", endpoint.method());
            json.writeStringField("path", endpoint.path());
            json.writeStringField("handler", endpoint.handler());
        });
        writeList(out, "logs", runtime.logs.newestFirst(), RuntimeJson::writeLog);
        writeList(out, "metrics", runtime.series.oldestFirst(), RuntimeJson::writeSeries);
    }

    private static void writeLog(JsonGenerator out, Facts.Log log) throws IOException {
        out.writeNumberField("timeMillis", log.timeMillis());
        out.writeStringField("level", log.level());
        out.writeStringField("message", log.message());
        out.writeStringField("tags", log.tags());
        out.writeNumberField("count", log.count());
        out.writeStringField("stackTrace", log.stackTrace());
    }

    private static void writeSeries(JsonGenerator out, Facts.Series series) throws IOException {
        out.writeStringField("namespace", series.namespace());
        out.writeStringField("name", series.name());
        out.writeArrayFieldStart("tags");
        for (String tag : series.tags()) {
            out.writeString(tag);
        }
        out.writeEndArray();
        out.writeStringField("type", series.type());
        out.writeArrayFieldStart("points");
        for (Facts.Point point : series.points()) {
            out.writeStartArray();
            out.writeNumber(point.seconds());
            out.writeNumber(point.value());
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private static <T> void writeList(JsonGenerator out, String name, List<T> values, Writer<T> fields)
            throws IOException {
        out.writeArrayFieldStart(name);
        for (T value : values) {
            out.writeStartObject();
            fields.write(out, value);
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
