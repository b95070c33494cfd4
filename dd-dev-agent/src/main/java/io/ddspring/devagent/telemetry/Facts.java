/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.telemetry;

import io.ddspring.vendor.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Things that runtimes tell. Absent texts are empty; texts are cut to a length that can be kept. */
final class Facts {
    private static final int MAX_TEXT_CHARS = 10_000;
    private static final int MAX_TAGS = 100;
    /** What an object and its place in a map take besides its texts. */
    private static final int OVERHEAD_BYTES = 200;

    private Facts() {}

    /** What one origin says about a setting; {@code value} is null when it says that nothing is set. */
    record Setting(String name, @Nullable String value, String origin, long sequence) {
        static Setting of(JsonNode json) {
            JsonNode value = json.path("value");
            return new Setting(
                    text(json, "name"),
                    value.isNull() || value.isMissingNode()
                            ? null
                            : cut(value.isTextual() ? value.asText() : value.toString()),
                    text(json, "origin"),
                    json.path("seq_id").asLong());
        }

        String key() {
            return name + '\n' + origin;
        }

        /** Some tracers number all remote values with 0 although they win. */
        boolean isUnnumberedRemote() {
            return sequence == 0 && origin.equals("remote_config");
        }

        long bytes() {
            return Facts.bytes(name, value, origin);
        }
    }

    /** A product or an integration. */
    record Feature(String name, boolean enabled, String version, String error) {
        static Feature of(String name, JsonNode json) {
            JsonNode error = json.path("error");
            return new Feature(
                    cut(name),
                    json.path("enabled").asBoolean(),
                    text(json, "version"),
                    error.isObject() ? text(error, "message") : text(json, "error"));
        }

        long bytes() {
            return Facts.bytes(name, version, error);
        }
    }

    record Dependency(String name, String version) {
        static Dependency of(JsonNode json) {
            return new Dependency(text(json, "name"), text(json, "version"));
        }

        long bytes() {
            return Facts.bytes(name, version);
        }
    }

    record Endpoint(String method, String path, String handler) {
        static Endpoint of(JsonNode json) {
            return new Endpoint(
                    text(json, "method"),
                    json.has("path") ? text(json, "path") : text(json, "resource_name"),
                    text(json.path("metadata"), "handler"));
        }

        long bytes() {
            return Facts.bytes(method, path, handler);
        }
    }

    record Log(long timeMillis, String level, String message, String tags, long count, String stackTrace) {
        static Log of(JsonNode json, long messageMillis) {
            return new Log(
                    json.path("tracer_time").isIntegralNumber()
                            ? json.path("tracer_time").asLong() * 1000
                            : messageMillis,
                    text(json, "level"),
                    text(json, "message"),
                    text(json, "tags"),
                    json.path("count").asLong(1),
                    text(json, "stack_trace"));
        }

        long bytes() {
            return Facts.bytes(level, message, tags, stackTrace);
        }
    }

    /** A metric's value at a time. */
    record Point(long seconds, double value) {}

    /** A metric with the last points of it, oldest first. */
    record Series(String namespace, String name, List<String> tags, String type, List<Point> points) {
        private static final int MAX_POINTS = 200;

        /** @param type overrides that of the series, which distributions and sketches do not have */
        static Series of(JsonNode json, JsonNode payload, @Nullable String type, long seconds) {
            List<String> tags = new ArrayList<>();
            for (JsonNode tag : json.path("tags")) {
                if (tags.size() < MAX_TAGS) {
                    tags.add(cut(tag.asText()));
                }
            }
            List<Point> points = new ArrayList<>();
            for (JsonNode point : json.path("points")) {
                points.add(
                        point.isArray()
                                ? new Point(
                                        point.path(0).asLong(), point.path(1).asDouble())
                                : new Point(seconds, point.asDouble()));
            }
            return new Series(
                    text(json.has("namespace") ? json : payload, "namespace"),
                    text(json, "metric"),
                    tags,
                    type == null ? text(json, "type") : type,
                    last(points));
        }

        String key() {
            return String.join("\n", namespace, name, type, String.join(",", tags));
        }

        Series after(@Nullable Series earlier) {
            if (earlier == null) {
                return this;
            }
            List<Point> all = new ArrayList<>(earlier.points);
            all.addAll(points);
            return new Series(namespace, name, tags, type, last(all));
        }

        private static List<Point> last(List<Point> points) {
            return List.copyOf(points.subList(Math.max(0, points.size() - MAX_POINTS), points.size()));
        }

        long bytes() {
            return Facts.bytes(namespace, name, String.join("", tags), type) + points.size() * 32L + tags.size() * 50L;
        }
    }

    static String text(JsonNode json, String field) {
        return cut(json.path(field).asText(""));
    }

    private static String cut(String text) {
        return text.length() > MAX_TEXT_CHARS ? text.substring(0, MAX_TEXT_CHARS) + "…" : text;
    }

    private static long bytes(@Nullable String... texts) {
        long bytes = OVERHEAD_BYTES;
        for (String text : texts) {
            bytes += text == null ? 0 : 2L * text.length();
        }
        return bytes;
    }
}
