/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentAddressSettings;
import io.ddspring.agent.AgentClient;
import io.ddspring.agent.ProcessTags;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.config.GitMetadata;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.test.AgentInfo;
import io.ddspring.test.FakeAgent;
import io.ddspring.test.ReceivedSpan;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveredTagsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeAgent agent = FakeAgent.start();
    private final ProcessTags process =
            ProcessTags.of(new Configuration(ConfigSources.environment(Map.of("DD_SERVICE", "shop"))));
    private final AtomicInteger reads = new AtomicInteger();

    @AfterEach
    void stop() {
        agent.close();
    }

    @BeforeEach
    void takeEveryFormat() {
        agent.info(AgentInfo.defaults().withEndpoints("/v0.4/traces", "/v0.5/traces"));
    }

    @Test
    void the_first_span_of_each_payload_describes_the_process() {
        try (AgentTraceWriter writer = writer(agent.url(), TraceProtocol.V04)) {
            writer.write(List.of(new SampleSpan(), new SampleSpan()));
            writer.write(List.of(new SampleSpan()));
            writer.flush(PATIENCE);
            process.putServer("tomcat");
            writer.write(List.of(new SampleSpan()));
            writer.flush(PATIENCE);
        }

        List<ReceivedSpan> spans = agent.spans();
        assertThat(spans)
                .extracting(span -> span.tag("_dd.sdk.otlp_export"))
                .containsExactly("false", null, null, "false");
        assertThat(spans.get(0).tag("_dd.tags.process"))
                .endsWith(",svc.user:true")
                .doesNotContain("tomcat");
        assertThat(spans.get(1).tag("_dd.tags.process")).isNull();
        assertThat(spans.get(2).tag("_dd.tags.process")).isNull();
        assertThat(spans.get(3).tag("_dd.tags.process"))
                .contains("server.name:tomcat,server.type:tomcat,svc.user:true");
    }

    @ParameterizedTest
    @EnumSource(TraceProtocol.class)
    void the_first_span_of_each_chunk_names_the_commit_and_the_part_of_the_traces_that_is_kept(TraceProtocol protocol) {
        try (AgentTraceWriter writer = writer(agent.url(), protocol)) {
            writer.write(List.of(new SampleSpan().tag("own", "1").number("n", 2), new SampleSpan()));
            writer.write(List.of(new SampleSpan()));
            writer.flush(PATIENCE);
        }

        List<ReceivedSpan> spans = agent.spans();
        assertThat(spans).hasSize(3);
        for (ReceivedSpan first : List.of(spans.get(0), spans.get(2))) {
            assertThat(first.meta())
                    .containsEntry("_dd.git.commit.sha", "abc")
                    .containsEntry("_dd.git.repository_url", "https://host/shop");
            assertThat(first.metrics()).containsEntry("_dd.tracer_kr", 1L);
        }
        assertThat(spans.get(0).tag("own")).isEqualTo("1");
        assertThat(spans.get(0).metrics()).containsEntry("n", 2L);
        assertThat(spans.get(1).meta()).isEmpty();
        assertThat(spans.get(1).metrics()).isEmpty();
        assertThat(reads).hasValue(1);
    }

    @Test
    void what_the_span_says_itself_is_not_said_twice() {
        try (AgentTraceWriter writer = writer(agent.url(), TraceProtocol.V04)) {
            writer.write(
                    List.of(new SampleSpan().tag("_dd.git.commit.sha", "own").number("_dd.tracer_kr", 0.5)));
            writer.flush(PATIENCE);
        }

        ReceivedSpan span = agent.spans().get(0);
        assertThat(span.tag("_dd.git.commit.sha")).isEqualTo("own");
        assertThat(span.tag("_dd.git.repository_url")).isEqualTo("https://host/shop");
        assertThat(span.metrics()).containsEntry("_dd.tracer_kr", 0.5);
    }

    private AgentTraceWriter writer(URI url, TraceProtocol protocol) {
        AgentClient client = new AgentClient(
                AgentAddressSettings.of(AgentAddress.parse(url.toString())), Duration.ofSeconds(5), Map.of(), null);
        WriterSettings settings = new WriterSettings(protocol, Duration.ofHours(1), 1 << 20, 64, 1024);
        AgentTraceWriter writer = new AgentTraceWriter(
                settings, client, new TracerHealth(), rates -> {}, new DeliveryTags(process, () -> {
                    reads.incrementAndGet();
                    return new GitMetadata("abc", "https://host/shop");
                }));
        writer.start();
        return writer;
    }
}
