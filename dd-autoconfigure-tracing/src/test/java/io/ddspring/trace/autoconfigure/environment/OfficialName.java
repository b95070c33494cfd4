/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.environment;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import io.ddspring.config.ServiceKeys;
import io.ddspring.config.TracerKeys;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One way of giving a setting, and what it has to mean.
 *
 * @param property what Spring's environment has to answer for the key's canonical name; empty for a map, which is bound
 */
record OfficialName(
        Map<String, String> systemProperties,
        Map<String, String> variables,
        String yaml,
        ConfigKey<?> key,
        Object value,
        String property) {
    private static final ConfigKey<String> AGENT_URL =
            ConfigKey.of("dd.trace.agent-url", ConfigType.TEXT, "", "Address.");

    static Stream<OfficialName> all() {
        return Stream.of(
                variable("DD_TRACE_AGENT_URL", "http://a:8126", "", AGENT_URL, "http://a:8126", "http://a:8126"),
                variable("DD_ENV", "prod", "dd.env: dev", ServiceKeys.ENV, "prod", "prod"),
                variable("DD_TAGS", "k1:v1,k2:v2", "", ServiceKeys.TAGS, Map.of("k1", "v1", "k2", "v2"), ""),
                variable("DD_TAGS", "k1:v1 k2:v2", "", ServiceKeys.TAGS, Map.of("k1", "v1", "k2", "v2"), ""),
                variable("DD_TAGS", "Team_Name:v1", "", ServiceKeys.TAGS, Map.of("Team_Name", "v1"), ""),
                variable("DD_SERVICE_MAPPING", "a:b", "", ServiceKeys.SERVICE_MAPPING, Map.of("a", "b"), ""),
                variable("DD_TAGS", "a.b:1", "dd.tags.c: 2", ServiceKeys.TAGS, Map.of("a.b", "1", "c", "2"), ""),
                property("dd.trace.sample.rate", "0.5", TracerKeys.SAMPLE_RATE, 0.5, "0.5"),
                property("dd.trace.sample-rate", "0.5", TracerKeys.SAMPLE_RATE, 0.5, "0.5"),
                new OfficialName(
                        Map.of("dd.service", "a"), Map.of("DD_SERVICE", "b"), "", ServiceKeys.SERVICE, "a", "a"),
                variable("DD_SERVICE_NAME", "old", "dd.service: yml", ServiceKeys.SERVICE, "old", "old"),
                variable("OTEL_SERVICE_NAME", "otel", "dd.service: yml", ServiceKeys.SERVICE, "yml", "yml"),
                variable("OTEL_SERVICE_NAME", "otel", "", ServiceKeys.SERVICE, "otel", "otel"),
                variable("OTEL_TRACES_EXPORTER", "none", "", TracerKeys.ENABLED, false, "false"),
                variable("DD_TRACE_ENABLED", "0", "", TracerKeys.ENABLED, false, "false"),
                variable("DD_TRACE_ENABLED", "F", "dd.trace.enabled: true", TracerKeys.ENABLED, false, "false"),
                variable("DD_TRACE_ENABLED", "1", "dd.trace.enabled: false", TracerKeys.ENABLED, true, "true"),
                variable("DD_TRACE_ENABLED", "", "dd.trace.enabled: false", TracerKeys.ENABLED, false, ""),
                yaml("dd.trace.enabled: off", TracerKeys.ENABLED, false, "false"),
                yaml("dd.trace.enabled: 'no'", TracerKeys.ENABLED, false, "false"),
                yaml("dd.trace.enabled: maybe", TracerKeys.ENABLED, true, "true"),
                yaml(
                        "dd.trace.128-bit-traceid-logging.enabled: n",
                        TracerKeys.TRACE_ID_128_BIT_LOGGING,
                        false,
                        "false"),
                variable(
                        "DD_TRACE_128_BIT_TRACEID_LOGGING_ENABLED",
                        "f",
                        "",
                        TracerKeys.TRACE_ID_128_BIT_LOGGING,
                        false,
                        "false"),
                property(
                        "dd.trace.128.bit.traceid.logging.enabled",
                        "0",
                        TracerKeys.TRACE_ID_128_BIT_LOGGING,
                        false,
                        "false"),
                yaml(
                        "dd.tags: {Team: shop, cost.centre: 7}",
                        ServiceKeys.TAGS,
                        Map.of("Team", "shop", "cost.centre", "7"),
                        ""),
                yaml("dd.tags: 'a:1,b:2'", ServiceKeys.TAGS, Map.of("a", "1", "b", "2"), ""),
                yaml("{dd.env: '${stage}', stage: blue}", ServiceKeys.ENV, "blue", "blue"),
                yaml("dd.version: 1.5.0", ServiceKeys.VERSION, "1.5.0", "1.5.0"),
                yaml("dd.trace.rateLimit: 7", TracerKeys.RATE_LIMIT, 7, "7"));
    }

    private static OfficialName variable(
            String name, String text, String yaml, ConfigKey<?> key, Object value, String property) {
        return new OfficialName(Map.of(), Map.of(name, text), yaml, key, value, property);
    }

    private static OfficialName property(String name, String text, ConfigKey<?> key, Object value, String property) {
        return new OfficialName(Map.of(name, text), Map.of(), "", key, value, property);
    }

    private static OfficialName yaml(String yaml, ConfigKey<?> key, Object value, String property) {
        return new OfficialName(Map.of(), Map.of(), yaml, key, value, property);
    }

    @Override
    public String toString() {
        return systemProperties + " " + variables + " " + yaml;
    }
}
