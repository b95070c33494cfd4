/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StartupLogTest {
    @Test
    void one_line_tells_the_configuration() throws Exception {
        List<ILoggingEvent> events = events(
                Map.of(
                        "DD_SERVICE",
                        "shop",
                        "DD_ENV",
                        "prod",
                        "DD_TRACE_SAMPLE_RATE",
                        "0.5",
                        "DD_TRACE_SAMPLING_RULES",
                        "[{\"name\":\"a\"}]",
                        "DD_TRACE_PROPAGATION_STYLE_EXTRACT",
                        "b3multi,datadog",
                        "DD_TRACE_RATE_LIMIT",
                        "x"),
                "http://me:hunter2@agent:8126");

        assertThat(events).singleElement().extracting(ILoggingEvent::getLevel).isEqualTo(Level.INFO);
        JsonNode facts = facts(events.get(0));
        assertThat(facts.get("service").asText()).isEqualTo("shop");
        assertThat(facts.get("env").asText()).isEqualTo("prod");
        assertThat(facts.get("enabled").asBoolean()).isTrue();
        assertThat(facts.get("sample_rate").asDouble()).isEqualTo(0.5);
        assertThat(facts.get("sampling_rules").asText()).isEqualTo("[{\"name\":\"a\"}]");
        assertThat(facts.get("trace_propagation_style_extract").asText()).isEqualTo("b3multi,datadog");
        assertThat(facts.get("trace_propagation_style_inject").asText()).isEqualTo("datadog,tracecontext,baggage");
        assertThat(facts.get("agent_url").asText()).isEqualTo("http://******@agent:8126");
        assertThat(facts.has("agent_unix_domain_socket")).isFalse();
        assertThat(facts.get("runtime_id").asText()).isEqualTo("r-1");
        assertThat(facts.get("appsec_enabled").asBoolean(true)).isFalse();
        assertThat(facts.get("lang").asText()).isEqualTo("jvm");
        assertThat(facts.get("lang_version").asText()).isEqualTo(System.getProperty("java.version"));
    }

    @Test
    void what_is_not_set_is_left_out() throws Exception {
        JsonNode facts =
                facts(events(Map.of(), "unix:///var/run/datadog/apm.socket").get(0));

        assertThat(facts.has("env")).isFalse();
        assertThat(facts.has("sample_rate")).isFalse();
        assertThat(facts.has("sampling_rules")).isFalse();
        assertThat(facts.has("configuration_problems")).isFalse();
        assertThat(facts.get("agent_unix_domain_socket").asText()).isEqualTo("/var/run/datadog/apm.socket");
    }

    @Test
    void problems_are_counted() throws Exception {
        JsonNode facts = facts(events(Map.of("DD_TRACE_PARTIAL_FLUSH_MIN_SPANS", "0"), "http://a:1")
                .get(0));

        assertThat(facts.get("configuration_problems").asInt()).isEqualTo(1);
    }

    @Test
    void the_line_can_be_switched_off() {
        assertThat(events(Map.of("DD_TRACE_STARTUP_LOGS", "0"), "http://a:1")).isEmpty();
    }

    private static JsonNode facts(ILoggingEvent event) throws Exception {
        String message = event.getFormattedMessage();
        assertThat(message).startsWith("DATADOG TRACER CONFIGURATION {");
        return new ObjectMapper().readTree(message.substring(message.indexOf('{')));
    }

    private static List<ILoggingEvent> events(Map<String, String> variables, String agentUrl) {
        Logger logger = (Logger) LoggerFactory.getLogger(StartupLog.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        try {
            Configuration configuration = new Configuration(ConfigSources.environment(variables), problem -> {});
            StartupLog.write(configuration, agentUrl, "r-1", Map.of("appsec_enabled", false));
            return appender.list;
        } finally {
            logger.detachAppender(appender);
        }
    }
}
