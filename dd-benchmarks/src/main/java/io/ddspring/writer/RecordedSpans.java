/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanType;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.internal.CoreTracer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The same finished server spans as each tracer hands them to its encoder: ten tags with the same names and values, each
 * span the root of a trace of its own. What a tracer adds by itself stays: ours has about fourteen entries more (thread,
 * language, process, host, sampling, upper half of the trace id), OpenTelemetry's a kind, a status and flags, Brave's a
 * kind and an endpoint.
 */
public final class RecordedSpans {
    private static final String OPERATION = "http.request";
    private static final String SERVICE = "shop";

    private RecordedSpans() {}

    /** What the tags say. */
    public enum Values {
        /** The same in every span, as of one endpoint that is called by one client. */
        REPEATED,
        /** Different in every span, in all ten tags. */
        UNIQUE;

        /** Names, each followed by its value; values are texts of their own, as if they came with the request. */
        private String[] tags(int span) {
            String mark = this == REPEATED ? "" : "-" + (1_000 + span);
            return new String[] {
                "component", "tomcat-server" + mark,
                "http.method", "GET" + mark,
                "http.status_code", "200" + mark,
                "http.route", "/users/{id}/orders" + mark,
                "http.url", "http://shop.example:8080/users/4711/orders" + mark,
                "http.hostname", "shop.example" + mark,
                "http.useragent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" + mark,
                "network.client.ip", "192.168.17.42" + mark,
                "servlet.context", "/shop" + mark,
                "usr.id", "customer-271828" + mark
            };
        }
    }

    /** Ours, one chunk each. */
    public static List<List<SpanData>> ddspring(int count, Values values) {
        InMemoryTraceWriter written = new InMemoryTraceWriter();
        try (Tracer tracer = CoreTracer.builder()
                .service(SERVICE)
                .env("prod")
                .version("1.0")
                .writer(written)
                .build()) {
            for (int i = 0; i < count; i++) {
                Span span = tracer.buildSpan(OPERATION).ignoreActiveSpan().start();
                span.setSpanType(SpanType.WEB);
                span.setTag(Tags.SPAN_KIND, io.ddspring.trace.SpanKind.SERVER);
                String[] tags = values.tags(i);
                for (int tag = 0; tag < tags.length; tag += 2) {
                    span.setTag(tags[tag], copy(tags[tag + 1]));
                }
                span.finish();
            }
        }
        return written.traces();
    }

    static List<io.opentelemetry.sdk.trace.data.SpanData> opentelemetry(int count, Values values) {
        List<io.opentelemetry.sdk.trace.data.SpanData> spans = new ArrayList<>();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new Collecting(spans)))
                .build()) {
            for (int i = 0; i < count; i++) {
                io.opentelemetry.api.trace.Span span = provider.get("benchmarks")
                        .spanBuilder(OPERATION)
                        .setSpanKind(SpanKind.SERVER)
                        .setNoParent()
                        .startSpan();
                String[] tags = values.tags(i);
                for (int tag = 0; tag < tags.length; tag += 2) {
                    span.setAttribute(tags[tag], copy(tags[tag + 1]));
                }
                span.end();
            }
        }
        return spans;
    }

    static List<MutableSpan> brave(int count, Values values) {
        List<MutableSpan> spans = new ArrayList<>();
        SpanHandler keeping = new SpanHandler() {
            @Override
            public boolean end(TraceContext context, MutableSpan span, Cause cause) {
                return spans.add(new MutableSpan(span));
            }
        };
        try (Tracing tracing = Tracing.newBuilder()
                .localServiceName(SERVICE)
                .traceId128Bit(true)
                .addSpanHandler(keeping)
                .build()) {
            for (int i = 0; i < count; i++) {
                brave.Span span = tracing.tracer()
                        .newTrace()
                        .name(OPERATION)
                        .kind(brave.Span.Kind.SERVER)
                        .start();
                String[] tags = values.tags(i);
                for (int tag = 0; tag < tags.length; tag += 2) {
                    span.tag(tags[tag], copy(tags[tag + 1]));
                }
                span.finish();
            }
        }
        return spans;
    }

    /** A text that is not the object of a constant, as what comes with a request is not. */
    private static String copy(String text) {
        return new String(text.toCharArray());
    }

    private record Collecting(List<io.opentelemetry.sdk.trace.data.SpanData> spans) implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<io.opentelemetry.sdk.trace.data.SpanData> finished) {
            spans.addAll(finished);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
