/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

/** Settings of the tracer as a whole; those of one integration stand next to it. */
public final class TracerKeys {
    /** Whether anything is traced at all. */
    public static final ConfigKey<Boolean> ENABLED =
            ConfigKey.of("dd.trace.enabled", ConfigType.FLAG, true, "Whether the application is traced.");

    /** Whether libraries are traced; read by name in conditions. */
    public static final ConfigKey<Boolean> INTEGRATIONS_ENABLED = ConfigKey.of(
                    "dd.integrations.enabled",
                    ConfigType.FLAG,
                    true,
                    "Whether libraries are traced; false leaves only spans that the application makes itself.")
            .alias("DD_TRACE_INTEGRATIONS_ENABLED");

    /** Whether traces are kept for performance monitoring; false leaves only what other products ask for. */
    public static final ConfigKey<Boolean> APM_ENABLED = ConfigKey.of(
            "dd.apm.tracing.enabled",
            ConfigType.FLAG,
            true,
            "Whether traces are kept for performance monitoring; other products still use them when not.");

    /** Share of the traces that is kept, from 0 to 1; without it the Agent decides. */
    public static final ConfigKey<Double> SAMPLE_RATE = ConfigKey.of(
            "dd.trace.sample-rate",
            ConfigType.decimal(0, 1),
            1.0,
            "Share of the traces to keep, from 0 to 1; the Agent decides when not set.");

    /** Most traces per second that {@link #SAMPLE_RATE} and rules keep. */
    public static final ConfigKey<Integer> RATE_LIMIT = ConfigKey.of(
            "dd.trace.rate-limit",
            ConfigType.integer(-1, Integer.MAX_VALUE),
            100,
            "Traces per second that a sample rate or a sampling rule keeps at most; 0 counts as 1, -1 means no limit.");

    /** Whether finished spans of a long trace are sent before the trace ends. */
    public static final ConfigKey<Boolean> PARTIAL_FLUSH_ENABLED = ConfigKey.of(
            "dd.trace.partial-flush.enabled",
            ConfigType.FLAG,
            true,
            "Whether finished spans of a large trace are sent before it ends.");

    /** Number of finished spans of one unfinished trace that makes them being sent. */
    public static final ConfigKey<Integer> PARTIAL_FLUSH_MIN_SPANS = ConfigKey.of(
            "dd.trace.partial-flush.min-spans",
            ConfigType.integer(1, Integer.MAX_VALUE),
            1000,
            "Number of finished spans of an unfinished trace from which on they are sent.");

    /** Whether new trace ids have 128 bits. */
    public static final ConfigKey<Boolean> TRACE_ID_128_BIT_GENERATION = ConfigKey.of(
            "dd.trace.128-bit-traceid-generation.enabled",
            ConfigType.FLAG,
            true,
            "Whether new trace ids have 128 bits instead of 64.");

    /** Whether trace ids are logged as 32 hexadecimal digits. */
    public static final ConfigKey<Boolean> TRACE_ID_128_BIT_LOGGING = ConfigKey.of(
            "dd.trace.128-bit-traceid-logging.enabled",
            ConfigType.FLAG,
            true,
            "Whether 128-bit trace ids are logged as 32 hexadecimal digits instead of the decimal of their lower half.");

    /** Whether the current ids, service, environment and version are in the logging context. */
    public static final ConfigKey<Boolean> LOGS_INJECTION = ConfigKey.of(
                    "dd.logs.injection",
                    ConfigType.FLAG,
                    true,
                    "Whether log lines carry the ids of the current span, the service, the environment and the version.")
            .alias("DD_LOGS_INJECTION_ENABLED");

    /** Whether the ids are also logged under Micrometer's names. */
    public static final ConfigKey<Boolean> LOGS_MICROMETER_KEYS = ConfigKey.of(
            "dd.logs.micrometer-keys",
            ConfigType.FLAG,
            false,
            "Whether the ids are also put into the logging context as traceId and spanId; so they are anyway where this library traces Micrometer's observations.");

    /** Most characters of a stack trace in a tag. */
    public static final ConfigKey<Integer> STACK_TRACE_LIMIT = ConfigKey.of(
            "dd.stack.trace.length.limit",
            ConfigType.integer(0, 25_000),
            20_000,
            "Characters of the stack trace of an exception that are sent at most; of a longer one the middle is left out.");

    /** Duration from which on traces are kept. */
    public static final ConfigKey<Integer> KEEP_LATENCY_THRESHOLD_MILLIS = ConfigKey.of(
            "dd.trace.keep.latency.threshold.ms",
            ConfigType.integer(0, Integer.MAX_VALUE),
            0,
            "Milliseconds beyond which a trace is kept whatever the sampler says; 0 means that slowness does not matter.");

    /** Whether spans name the host. */
    public static final ConfigKey<Boolean> REPORT_HOSTNAME = ConfigKey.of(
            "dd.trace.report-hostname", ConfigType.FLAG, false, "Whether the first span of each trace names the host.");

    /** Most scopes open at once on one thread. */
    public static final ConfigKey<Integer> SCOPE_DEPTH_LIMIT = ConfigKey.of(
            "dd.trace.scope-depth-limit",
            ConfigType.integer(0, Integer.MAX_VALUE),
            100,
            "Scopes that may be open on one thread at once; 0 means no limit.");

    /** Whether the configuration is logged at start. */
    public static final ConfigKey<Boolean> STARTUP_LOGS = ConfigKey.of(
            "dd.trace.startup-logs",
            ConfigType.FLAG,
            true,
            "Whether one line with the configuration is logged when the application starts.");

    /** How many names of other services are told to the backend when it is asked for configurations. */
    public static final ConfigKey<Integer> MAX_EXTRA_SERVICES = ConfigKey.of(
            "dd.remote-config.max-extra-services",
            ConfigType.integer(0, 10_000),
            64,
            "Most names of other services, under which the application has spans, that remote configuration is told.");

    /** Whether the library logs at DEBUG. */
    public static final ConfigKey<Boolean> DEBUG = ConfigKey.of(
            "dd.trace.debug", ConfigType.FLAG, false, "Whether the library logs what it does at level DEBUG.");

    /** Whether an invalid value stops the start. */
    public static final ConfigKey<Boolean> CONFIG_STRICT = ConfigKey.of(
            "dd.config.strict",
            ConfigType.FLAG,
            false,
            "Whether the application fails to start when a value is not valid, instead of using the default.");

    private TracerKeys() {}
}
