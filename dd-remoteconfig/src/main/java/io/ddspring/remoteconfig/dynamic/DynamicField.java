/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig.dynamic;

import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigText;
import io.ddspring.remoteconfig.Capability;
import io.ddspring.remoteconfig.RemoteConfigException;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A field of {@code lib_config} and the setting that it changes. */
enum DynamicField {
    TRACING_ENABLED("tracing_enabled", "dd.trace.enabled", Capability.APM_TRACING_ENABLED, Form.FLAG),
    TRACING_DEBUG("tracing_debug", "dd.trace.debug", null, Form.FLAG),
    SAMPLING_RATE("tracing_sampling_rate", "dd.trace.sample-rate", Capability.APM_TRACING_SAMPLE_RATE, Form.RATE),
    SAMPLING_RULES(
            "tracing_sampling_rules", "dd.trace.sampling-rules", Capability.APM_TRACING_SAMPLE_RULES, Form.JSON_ARRAY),
    LOG_INJECTION("log_injection_enabled", "dd.logs.injection", Capability.APM_TRACING_LOGS_INJECTION, Form.FLAG),
    HEADER_TAGS("tracing_header_tags", "dd.trace.header-tags", Capability.APM_TRACING_HTTP_HEADER_TAGS, Form.HEADERS),
    TAGS("tracing_tags", "dd.tags", Capability.APM_TRACING_CUSTOM_TAGS, Form.TAGS),
    SERVICE_MAPPING("tracing_service_mapping", "dd.service-mapping", null, Form.MAPPING),
    RUNTIME_METRICS("runtime_metrics_enabled", "dd.runtime-metrics.enabled", null, Form.FLAG),
    DATA_STREAMS(
            "data_streams_enabled", "dd.data-streams.enabled", Capability.APM_TRACING_DATA_STREAMS_ENABLED, Form.FLAG),
    DYNAMIC_INSTRUMENTATION(
            "dynamic_instrumentation_enabled",
            "dd.dynamic-instrumentation.enabled",
            Capability.APM_TRACING_ENABLE_DYNAMIC_INSTRUMENTATION,
            Form.FLAG),
    EXCEPTION_REPLAY(
            "exception_replay_enabled",
            "dd.exception-replay.enabled",
            Capability.APM_TRACING_ENABLE_EXCEPTION_REPLAY,
            Form.FLAG),
    CODE_ORIGIN(
            "code_origin_enabled",
            "dd.code-origin.for.spans.enabled",
            Capability.APM_TRACING_ENABLE_CODE_ORIGIN,
            Form.FLAG);

    private static final int LONGEST_VALUE = 200;

    private final String wireName;
    private final String setting;
    private final @Nullable Capability capability;
    private final Form form;

    DynamicField(String wireName, String setting, @Nullable Capability capability, Form form) {
        this.wireName = wireName;
        this.setting = setting;
        this.capability = capability;
        this.form = form;
    }

    String wireName() {
        return wireName;
    }

    /** What a client that can change the setting tells the backend; null when it tells nothing. */
    @Nullable
    Capability capability() {
        return capability;
    }

    /** Name of the setting. */
    String setting() {
        return setting;
    }

    /**
     * What {@code value} says as the text of a setting.
     *
     * @param place where it stands, for people
     * @throws RemoteConfigException when it is not of the form that the field has
     */
    ConfigText text(JsonNode value, String place) throws RemoteConfigException {
        Map<String, String> entries = new LinkedHashMap<>();
        String whole =
                switch (form) {
                    case FLAG -> flag(value);
                    case RATE -> rate(value);
                    case JSON_ARRAY ->
                        require(value.isArray(), "an array", value).toString();
                    case HEADERS -> headers(value, entries);
                    case TAGS -> tags(value, entries);
                    case MAPPING -> mapping(value, entries);
                };
        return new ConfigText(whole, entries, ConfigOrigin.REMOTE_CONFIG, place);
    }

    private String flag(JsonNode value) throws RemoteConfigException {
        return String.valueOf(require(value.isBoolean(), "true or false", value).booleanValue());
    }

    private String rate(JsonNode value) throws RemoteConfigException {
        double rate = require(value.isNumber(), "a number from 0 to 1", value).doubleValue();
        return String.valueOf(Math.max(0, Math.min(1, rate)));
    }

    /** A header without a name for its tag is named after itself. */
    private String headers(JsonNode value, Map<String, String> entries) throws RemoteConfigException {
        for (JsonNode header : require(value.isArray(), "an array of headers", value)) {
            String name = header.path("header").asText("").trim();
            String tag = header.path("tag_name").asText("").trim();
            if (!name.isEmpty()) {
                entries.put(String.valueOf(entries.size()), tag.isEmpty() ? name : name + ':' + tag);
            }
        }
        return String.join(",", entries.values());
    }

    private String tags(JsonNode value, Map<String, String> entries) throws RemoteConfigException {
        for (JsonNode pair : require(value.isArray(), "an array of tags", value)) {
            String text = pair.asText("");
            int colon = text.indexOf(':');
            put(entries, text.substring(0, Math.max(0, colon)), text.substring(colon + 1));
        }
        return joined(entries);
    }

    private String mapping(JsonNode value, Map<String, String> entries) throws RemoteConfigException {
        for (JsonNode pair : require(value.isArray(), "an array of names", value)) {
            put(entries, pair.path("from_key").asText(""), pair.path("to_name").asText(""));
        }
        return joined(entries);
    }

    private static void put(Map<String, String> entries, String name, String value) {
        if (!name.isBlank() && !value.isBlank()) {
            entries.put(name.trim(), value.trim());
        }
    }

    private static String joined(Map<String, String> entries) {
        List<String> pairs = new ArrayList<>();
        entries.forEach((name, value) -> pairs.add(name + ':' + value));
        return String.join(",", pairs);
    }

    private JsonNode require(boolean fulfilled, String expected, JsonNode value) throws RemoteConfigException {
        if (!fulfilled) {
            String shown = value.toString();
            shown = shown.length() <= LONGEST_VALUE ? shown : shown.substring(0, LONGEST_VALUE) + "...";
            throw new RemoteConfigException(wireName + " is " + shown + ", not " + expected);
        }
        return value;
    }

    /** What values of a field look like. */
    private enum Form {
        FLAG,
        RATE,
        JSON_ARRAY,
        HEADERS,
        TAGS,
        MAPPING
    }
}
