/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import io.ddspring.context.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What relates a line of a log, or any other record, to the active span: for code that writes its lines itself, as those
 * that pass a logging context have it already. Immutable and thread-safe.
 */
public final class CorrelationIds {
    /** Name of the trace id. */
    public static final String TRACE_ID = "dd.trace_id";
    /** Name of the span id. */
    public static final String SPAN_ID = "dd.span_id";
    /** Name of the service. */
    public static final String SERVICE = "dd.service";
    /** Name of the environment. */
    public static final String ENV = "dd.env";
    /** Name of the version. */
    public static final String VERSION = "dd.version";

    private final Map<String, String> identity;
    private final boolean hexTraceIds;

    /**
     * Ids with the identity of the process; of that, empty values are left out.
     *
     * @param hexTraceIds whether 128-bit trace ids are shown whole, as 32 hexadecimal digits
     */
    public CorrelationIds(String service, String env, String version, boolean hexTraceIds) {
        this.identity = identity(service, env, version);
        this.hexTraceIds = hexTraceIds;
    }

    /** The names and values for the calling thread; without ids when no span is active there. A new map. */
    public Map<String, String> current() {
        Map<String, String> values = new LinkedHashMap<>();
        Span active = Span.from(Context.current());
        if (active != null && active.context().traceIdLow() != 0) {
            values.put(TRACE_ID, traceId(active.context(), hexTraceIds));
            values.put(SPAN_ID, spanId(active.context()));
        }
        values.putAll(identity);
        return values;
    }

    /** The trace id as 32 hexadecimal digits if it has 128 bits and {@code hex} is set, else its lower half in decimal. */
    public static String traceId(SpanContext span, boolean hex) {
        return hex && span.traceIdHigh() != 0 ? span.traceIdHex() : TraceIds.toDecimal(span.traceIdLow());
    }

    /** The span id in decimal. */
    public static String spanId(SpanContext span) {
        return TraceIds.toDecimal(span.spanId());
    }

    /** The names and values that are the same for all spans; empty values are left out. A new map. */
    public static Map<String, String> identity(String service, String env, String version) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put(SERVICE, service);
        identity.put(ENV, env);
        identity.put(VERSION, version);
        identity.values().removeIf(String::isEmpty);
        return identity;
    }
}
