/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.ConfigText;
import io.ddspring.config.Configuration;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.config.TracerKeys;
import io.ddspring.config.TracerSettings;
import io.ddspring.sampling.Sampler;
import io.ddspring.sampling.SamplingKeys;
import io.ddspring.sampling.SpanSampler;
import io.ddspring.sampling.TraceSampler;
import io.ddspring.testing.ManualTime;
import io.ddspring.testing.RecordedSpans;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanBuilder;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import io.ddspring.writer.InMemoryTraceWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The blocks of {@code sampling-vectors.txt}, where their form is described. */
class SamplingVectorsTest {
    /** Its hash is so large that a rate below 0.06 drops it. */
    private static final long TRACE_ID = 1;

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void traces_are_kept_and_dropped_as_every_tracer_does(Vector vector) {
        Process process = new Process(vector.variables());
        for (String line : vector.lines()) {
            process.run(line);
        }
    }

    static List<Vector> vectors() throws IOException {
        List<Vector> vectors = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SamplingVectorsTest.class.getResourceAsStream("sampling-vectors.txt")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("== ")) {
                    vectors.add(new Vector(line.substring(3), new HashMap<>(), new ArrayList<>()));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    vectors.get(vectors.size() - 1).read(line);
                }
            }
        }
        assertThat(vectors).hasSizeGreaterThan(40);
        return vectors;
    }

    private record Vector(String name, Map<String, String> variables, List<String> lines) {
        void read(String line) {
            if (line.startsWith("set ")) {
                int equals = line.indexOf('=');
                variables.put(line.substring(4, equals), line.substring(equals + 1));
            } else {
                lines.add(line);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final class Process {
        private final ManualTime time = new ManualTime();
        private final InMemoryTraceWriter writer = new InMemoryTraceWriter();
        private final Sampler sampler;
        private final CoreTracer tracer;
        private final Map<String, String> root = new LinkedHashMap<>();
        private final Map<String, String> child = new LinkedHashMap<>();
        private final LiveConfiguration settings;
        private final Map<ConfigKey<?>, ConfigText> remote = new HashMap<>();
        private SpanData sentRoot;
        private SpanData sentChild;

        Process(Map<String, String> variables) {
            Configuration configuration = new Configuration(
                    ConfigSources.withDerived(ConfigSources.environment(variables), null), problem -> {
                        throw new AssertionError(problem.message());
                    });
            sampler = TraceSampler.from(configuration, time);
            settings = new LiveConfiguration(configuration);
            if (sampler instanceof TraceSampler changeable) {
                settings.follow(TraceSampler.changeableKeys(), changeable::use);
            }
            AtomicLong ids = new AtomicLong();
            tracer = CoreTracer.builder()
                    .writer(writer)
                    .service("shop")
                    .env(TracerSettings.from(configuration).env())
                    .apmEnabled(configuration.get(TracerKeys.APM_ENABLED))
                    .sampler(sampler)
                    .spanSampler(SpanSampler.from(configuration, time))
                    .ids(ids::incrementAndGet)
                    .clock(time, time)
                    .build();
            nextIds = ids;
        }

        private final AtomicLong nextIds;

        void run(String line) {
            String rest = line.substring(line.indexOf(' ') + 1);
            String name = rest.substring(0, rest.indexOf('=') < 0 ? rest.length() : rest.indexOf('='));
            String value = rest.substring(Math.min(name.length() + 1, rest.length()));
            switch (line.split(" ", 2)[0]) {
                case "agent" -> giveRates(rest);
                case "remote" -> configureRemotely(rest);
                case "pass" -> time.pass(Duration.ofMillis(Long.parseLong(rest)));
                case "root" -> root.put(name, value);
                case "child" -> child.put(name, value);
                case "trace" -> trace();
                case "priority" ->
                    assertThat(sentRoot.metric(Tags.SAMPLING_PRIORITY, Double.NaN))
                            .isEqualTo(Double.parseDouble(rest));
                case "meta" -> assertThat(RecordedSpans.meta(sentRoot)).containsEntry(name, value);
                case "nometa" -> assertThat(RecordedSpans.meta(sentRoot)).doesNotContainKey(name);
                case "metric" -> assertMetric(sentRoot, name, value);
                case "nometric" -> assertThat(RecordedSpans.metrics(sentRoot)).doesNotContainKey(name);
                case "childmetric" -> assertMetric(sentChild, name, value);
                case "nochildmetric" ->
                    assertThat(RecordedSpans.metrics(sentChild)).doesNotContainKey(name);
                default -> throw new AssertionError("unknown line " + line);
            }
        }

        private static void assertMetric(SpanData span, String name, String value) {
            assertThat(RecordedSpans.metrics(span)).containsKey(name);
            assertThat(span.metric(name, Double.NaN)).isEqualTo(Double.parseDouble(value), within(0.0));
        }

        private void giveRates(String text) {
            Map<String, Double> rates = new HashMap<>();
            for (String rate : text.split(" ")) {
                int equals = rate.indexOf('=');
                rates.put(rate.substring(0, equals), Double.parseDouble(rate.substring(equals + 1)));
            }
            ((TraceSampler) sampler).updateAgentRates(rates);
        }

        private void configureRemotely(String text) {
            String value = text.substring(text.indexOf(' ') + 1);
            ConfigKey<?> key = text.startsWith("rules ") ? SamplingKeys.RULES : TracerKeys.SAMPLE_RATE;
            if (value.equals("null")) {
                remote.remove(key);
            } else {
                remote.put(key, new ConfigText(value, ConfigOrigin.REMOTE_CONFIG, "a remote configuration"));
            }
            settings.override(remote);
        }

        private void trace() {
            writer.clear();
            nextIds.set(TRACE_ID - 1);
            String incoming = root.remove("incoming");
            SpanBuilder builder = tracer.buildSpan(root.getOrDefault("name", "web.request"));
            Span span = (incoming == null
                            ? builder.ignoreActiveSpan()
                            : builder.asChildOf(RemoteSpanContext.of(0, TRACE_ID, 2, Integer.parseInt(incoming))))
                    .start();
            Span below = tracer.buildSpan(child.getOrDefault("name", "work"))
                    .asChildOf(span)
                    .start();
            if (root.remove("inject") != null) {
                span.context().decideSamplingPriority();
            }
            describe(span, root);
            describe(below, child);
            below.finish();
            span.finish();
            sentRoot = sent(span);
            sentChild = sent(below);
        }

        private SpanData sent(Span span) {
            return writer.spans().stream()
                    .filter(sent -> sent.spanId() == span.context().spanId())
                    .findFirst()
                    .orElseThrow();
        }

        private static void describe(Span span, Map<String, String> values) {
            values.remove("name");
            values.forEach((name, value) -> {
                if (name.equals("resource")) {
                    span.setResourceName(value);
                } else if (name.startsWith("#")) {
                    span.setMetric(name.substring(1), Double.parseDouble(value));
                } else {
                    span.setTag(name, value);
                }
            });
            values.clear();
        }
    }
}
