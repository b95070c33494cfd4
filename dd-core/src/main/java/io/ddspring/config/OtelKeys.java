/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

/** OpenTelemetry's settings that are understood where the library's own are not set. */
final class OtelKeys {
    private static final ConfigType<String> NO_EXPORTER = ConfigType.oneOf("none");
    private static final ConfigType<String> SAMPLER = ConfigType.oneOf(
            "always_on",
            "always_off",
            "traceidratio",
            "parentbased_always_on",
            "parentbased_always_off",
            "parentbased_traceidratio");

    static final ConfigKey<String> SERVICE_NAME = of("otel.service.name", "Used when dd.service is not set.");
    static final ConfigKey<String> RESOURCE_ATTRIBUTES = of(
            "otel.resource.attributes",
            "Used for service, env, version and, when dd.tags is not set, up to ten tags, as name=value pairs.");
    static final ConfigKey<String> TRACES_EXPORTER = of(
            "otel.traces.exporter",
            NO_EXPORTER,
            "Switches tracing off when it is none and dd.trace.enabled is not set.");
    static final ConfigKey<String> TRACES_SAMPLER =
            of("otel.traces.sampler", SAMPLER, "Used when dd.trace.sample-rate is not set.");
    static final ConfigKey<String> TRACES_SAMPLER_ARG =
            of("otel.traces.sampler.arg", "Ratio of the sampler traceidratio.");
    static final ConfigKey<String> LOG_LEVEL =
            of("otel.log.level", "Switches dd.trace.debug on when it is debug and that is not set.");
    static final ConfigKey<String> PROPAGATORS =
            of("otel.propagators", "Used when dd.trace.propagation-style is not set.");
    static final ConfigKey<String> SDK_DISABLED =
            of("otel.sdk.disabled", "Switches dd.trace.otel.enabled off when it is true and that is not set.");
    static final ConfigKey<String> METRICS_EXPORTER = of(
            "otel.metrics.exporter",
            NO_EXPORTER,
            "Switches dd.runtime-metrics.enabled off when it is none and that is not set.");

    private OtelKeys() {}

    private static ConfigKey<String> of(String name, String description) {
        return of(name, ConfigType.TEXT, description);
    }

    private static ConfigKey<String> of(String name, ConfigType<String> type, String description) {
        return ConfigKey.of(name, type, "", description);
    }
}
