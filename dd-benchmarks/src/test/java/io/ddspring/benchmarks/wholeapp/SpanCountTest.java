/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.vendor.msgpack.core.MessageBufferPacker;
import io.ddspring.vendor.msgpack.core.MessagePack;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanCountTest {
    private final MessageBufferPacker packer = MessagePack.newDefaultBufferPacker();

    @Test
    void spans_of_all_traces_are_counted_in_v04() throws IOException {
        packTraces();

        assertThat(SpanCount.of("/v0.4/traces", packer.toByteArray())).isEqualTo(3);
    }

    @Test
    void strings_come_first_in_v05() throws IOException {
        packer.packArrayHeader(2).packArrayHeader(1).packString("");
        packTraces();

        assertThat(SpanCount.of("/v0.5/traces", packer.toByteArray())).isEqualTo(3);
    }

    @Test
    void spans_of_all_scopes_are_counted_in_otlp() throws IOException {
        List<SpanData> spans = new ArrayList<>();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new Collecting(spans)))
                .build()) {
            for (String scope : List.of("http", "http", "jdbc")) {
                provider.get(scope)
                        .spanBuilder("a span")
                        .setAttribute("http.method", "GET")
                        .setAttribute("http.status_code", 200)
                        .startSpan()
                        .addEvent("an event")
                        .end();
            }
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        TraceRequestMarshaler.create(spans).writeBinaryTo(body);

        assertThat(SpanCount.of("/v1/traces", body.toByteArray())).isEqualTo(3);
        assertThat(SpanCount.of("/v1/traces", new byte[0])).isZero();
    }

    @Test
    void an_unknown_intake_is_not_counted_as_nothing() {
        assertThatThrownBy(() -> SpanCount.of("/v9/traces", new byte[0])).isInstanceOf(IOException.class);
    }

    private void packTraces() throws IOException {
        packer.packArrayHeader(2);
        packer.packArrayHeader(2);
        packer.packMapHeader(1).packString("name").packString("a");
        packer.packMapHeader(1)
                .packString("meta")
                .packMapHeader(1)
                .packString("k")
                .packString("v");
        packer.packArrayHeader(1);
        packer.packMapHeader(0);
    }

    private record Collecting(List<SpanData> spans) implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> finished) {
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
