/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks;

import brave.propagation.B3Propagation;
import brave.propagation.Propagation;
import brave.propagation.TraceContext;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigText;
import io.ddspring.config.Configuration;
import io.ddspring.config.PropagationKeys;
import io.ddspring.metrics.PropagationCounters;
import io.ddspring.propagation.CompositePropagator;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.extension.trace.propagation.B3Propagator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The propagators of the three libraries by style, and the message that all of them write into and read from. */
final class HeaderStyles {
    /** What is on unless configured otherwise: ours. */
    static final String DEFAULT = "datadog,tracecontext,baggage";
    /** What is on unless configured otherwise: OpenTelemetry's. */
    static final String DEFAULT_OPENTELEMETRY = "tracecontext,baggage";

    static final String BAGGAGE = "baggage";
    static final Map<String, String> ITEMS = Map.of("user.id", "4711", "session.id", "f81d4fae-7dec");

    static final TextMapSetter<Map<String, String>> SETTER = (headers, name, value) -> {
        if (headers != null) {
            headers.put(name, value);
        }
    };

    private HeaderStyles() {}

    /** A message with the headers that it has without any tracing. */
    static Map<String, String> message() {
        return new HashMap<>(Map.of(
                "host", "shop.example",
                "user-agent", "Java-http-client/17.0.15",
                "accept", "application/json",
                "accept-encoding", "gzip",
                "content-type", "application/json",
                "content-length", "42"));
    }

    static CompositePropagator ddspring(String styles) {
        return CompositePropagator.from(
                new Configuration(key -> key.equals(PropagationKeys.STYLE)
                        ? new ConfigText(styles, ConfigOrigin.SYSTEM_PROPERTY, "benchmark")
                        : null),
                new PropagationCounters());
    }

    static TextMapPropagator opentelemetry(String styles) {
        return TextMapPropagator.composite(Arrays.stream(styles.split(",", -1))
                .map(HeaderStyles::opentelemetryStyle)
                .toList());
    }

    private static TextMapPropagator opentelemetryStyle(String style) {
        return switch (style) {
            case "tracecontext" -> W3CTraceContextPropagator.getInstance();
            case "b3" -> B3Propagator.injectingSingleHeader();
            case "b3multi" -> B3Propagator.injectingMultiHeaders();
            case BAGGAGE -> W3CBaggagePropagator.getInstance();
            default -> throw new IllegalArgumentException(style);
        };
    }

    static Propagation<String> brave(String style) {
        B3Propagation.Format format = style.equals("b3") ? B3Propagation.Format.SINGLE : B3Propagation.Format.MULTI;
        return B3Propagation.newFactoryBuilder().injectFormat(format).build().get();
    }

    static TraceContext.Injector<Map<String, String>> braveInjector(String style) {
        return brave(style).injector(Map::put);
    }

    static TraceContext.Extractor<Map<String, String>> braveExtractor(String style) {
        return brave(style).extractor(Map::get);
    }

    /** Reads headers for OpenTelemetry from a map of lower-case names. */
    enum MapGetter implements TextMapGetter<Map<String, String>> {
        INSTANCE;

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers == null ? null : headers.get(name);
        }

        @Override
        @SuppressWarnings("deprecation") // the only abstract method beside get
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }
    }
}
