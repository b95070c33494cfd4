/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigSource;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.ConfigText;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Configuration;
import io.ddspring.config.ServiceKeys;
import io.ddspring.config.TracerKeys;
import io.ddspring.sampling.SamplingKeys;
import io.ddspring.telemetry.ConfigurationReport.Entry;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ConfigurationReportTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final ConfigKey<String> URL = ConfigKey.of("dd.trace.agent-url", ConfigType.TEXT, "", "Address.");

    @Test
    void one_setting_is_told_once_for_each_origin_and_the_one_that_counts_has_the_highest_number() {
        ConfigurationReport report = report(
                List.of(TracerKeys.SAMPLE_RATE),
                texts("dd.trace.sample-rate", "0.1", ConfigOrigin.SYSTEM_PROPERTY),
                key -> key.name().equals("dd.trace.sample-rate")
                        ? new ConfigText("0.2", Map.of(), ConfigOrigin.FLEET_STABLE_CONFIG, "file:3", "abc")
                        : null,
                texts("DD_TRACE_SAMPLE_RATE", "0.3", ConfigOrigin.ENVIRONMENT),
                texts("dd.trace.sample-rate", "0.4", ConfigOrigin.APPLICATION_FILE),
                texts("DD_TRACE_SAMPLE_RATE", "0.5", ConfigOrigin.LOCAL_STABLE_CONFIG));
        List<Entry> first = entries(report, "DD_TRACE_SAMPLE_RATE");
        report.changed(TracerKeys.SAMPLE_RATE, "0.9", ConfigOrigin.REMOTE_CONFIG);

        assertThat(first.stream().map(ConfigurationReportTest::told))
                .containsExactly(
                        "null default",
                        "0.5 local_stable_config",
                        "0.3 env_var",
                        "0.2 fleet_stable_config abc",
                        "0.1 jvm_prop");
        assertThat(first).extracting(Entry::number).isSorted();
        assertThat(entries(report, "DD_TRACE_SAMPLE_RATE"))
                .hasSize(6)
                .last()
                .extracting(ConfigurationReportTest::told)
                .isEqualTo("0.9 remote_config");
        assertThat(report.takeAll()).extracting(Entry::number).doesNotHaveDuplicates();
    }

    @Test
    void secrets_in_changed_settings_are_masked_as_in_those_of_the_start() {
        ConfigurationReport report =
                report(List.of(URL), texts("DD_TRACE_AGENT_URL", "http://a:b@c", ConfigOrigin.ENVIRONMENT));
        report.takeAll();

        report.changed(URL, "http://" + "******" + "@d", ConfigOrigin.REMOTE_CONFIG);

        assertThat(entries(report, "DD_TRACE_AGENT_URL"))
                .last()
                .extracting(ConfigurationReportTest::told)
                .isEqualTo("http://<hidden>@d remote_config");
    }

    @Test
    void a_setting_that_cannot_be_read_keeps_no_other_from_being_told() {
        ConfigurationReport report = report(List.of(URL, ServiceKeys.ENV), key -> {
            if (key.name().equals(URL.name())) {
                throw new IllegalStateException("the server of settings is away");
            }
            return null;
        });

        assertThat(report.takeAll()).extracting(Entry::name).contains("DD_ENV").doesNotContain("DD_TRACE_AGENT_URL");
    }

    @Test
    void settings_that_nobody_asked_for_are_told_once() {
        ConfigurationReport report = report(List.of(TracerKeys.RATE_LIMIT, ServiceKeys.ENV));

        assertThat(report.takeAll()).extracting(Entry::name).contains("DD_TRACE_RATE_LIMIT", "DD_ENV");
        assertThat(report.takeNew()).isEmpty();
    }

    @Test
    void settings_outside_the_catalogue_are_told_when_somebody_asks_for_them() {
        Configuration configuration = new Configuration(texts("DD_X", "y", ConfigOrigin.ENVIRONMENT));
        ConfigurationReport report = new ConfigurationReport(configuration, List::of);
        report.takeAll();
        configuration.get(ConfigKey.of("dd.x", ConfigType.TEXT, "", "X."));

        assertThat(report.takeNew()).hasSize(1);
        assertThat(entries(report, "DD_X").stream().map(ConfigurationReportTest::told))
                .containsExactly("null default", "y env_var");
    }

    @Test
    void a_catalogue_that_cannot_be_read_costs_only_what_it_knows() {
        ConfigurationReport report = new ConfigurationReport(new Configuration(key -> null), () -> {
            throw new IllegalStateException("of this test");
        });

        assertThat(report.takeAll()).extracting(Entry::name).contains("DD_APPSEC_ENABLED");
    }

    @Test
    void names_are_those_of_the_official_tracer() {
        ConfigurationReport report = report(List.of(TracerKeys.LOGS_INJECTION, ServiceKeys.TAGS));

        assertThat(report.takeAll())
                .extracting(Entry::name)
                .contains("DD_LOGS_INJECTION_ENABLED", "DD_TRACE_TAGS")
                .doesNotContain("DD_LOGS_INJECTION", "DD_TAGS");
    }

    @Test
    void settings_of_products_that_are_not_there_are_told_as_they_were_set() {
        ConfigurationReport report = report(
                List.of(),
                texts("DD_PROFILING_ENABLED", "1", ConfigOrigin.ENVIRONMENT),
                texts("DD_API_KEY", "0123456789abcdef", ConfigOrigin.ENVIRONMENT));

        assertThat(entries(report, "DD_APPSEC_ENABLED").stream().map(ConfigurationReportTest::told))
                .containsExactly("inactive default");
        assertThat(entries(report, "DD_APPSEC_SCA_ENABLED").stream().map(ConfigurationReportTest::told))
                .containsExactly("null default");
        assertThat(entries(report, "DD_PROFILING_ENABLED").stream().map(ConfigurationReportTest::told))
                .containsExactly("false default", "true env_var");
        assertThat(entries(report, "DD_API_KEY").stream().map(ConfigurationReportTest::told))
                .containsExactly("null default", "<hidden> env_var");
    }

    @Test
    void the_setting_of_a_product_that_is_there_is_told_instead() {
        ConfigKey<String> appsec = ConfigKey.of("dd.appsec.enabled", ConfigType.TEXT, "own", "Text.");

        assertThat(entries(report(List.of(appsec)), "DD_APPSEC_ENABLED").stream()
                        .map(ConfigurationReportTest::told))
                .containsExactly("own default");
    }

    @Test
    void opentelemetrys_settings_are_told_only_when_they_are_set() {
        ConfigKey<String> name = ConfigKey.of("otel.service.name", ConfigType.TEXT, "", "Name.");
        ConfigKey<String> level = ConfigKey.of("otel.log.level", ConfigType.TEXT, "", "Level.");
        ConfigurationReport report =
                report(List.of(name, level), texts("OTEL_SERVICE_NAME", "x", ConfigOrigin.ENVIRONMENT));

        assertThat(entries(report, "OTEL_SERVICE_NAME").stream().map(ConfigurationReportTest::told))
                .containsExactly("x env_var");
        assertThat(entries(report, "OTEL_LOG_LEVEL")).isEmpty();
    }

    @Test
    void an_old_name_is_told_as_such_and_under_the_name_of_today() {
        ConfigurationReport report =
                report(List.of(ServiceKeys.SERVICE), texts("DD_SERVICE_NAME", "shop", ConfigOrigin.ENVIRONMENT));

        assertThat(entries(report, "DD_SERVICE").stream().map(ConfigurationReportTest::told))
                .containsExactly("null default", "shop env_var");
        assertThat(entries(report, "DD_SERVICE_NAME").stream().map(ConfigurationReportTest::told))
                .containsExactly("shop env_var");
    }

    @Test
    void a_default_is_null_when_nothing_is_set_and_empty_for_several_values() throws IOException {
        ConfigKey<List<String>> headers = ConfigKey.of("dd.trace.header-tags", ConfigType.LIST, List.of(), "Headers.");
        JsonNode told = json(report(
                List.of(ServiceKeys.ENV, headers, ServiceKeys.TAGS, URL, SamplingKeys.RULES, TracerKeys.RATE_LIMIT)));

        assertThat(told.at("/DD_ENV/value").isNull()).isTrue();
        assertThat(told.at("/DD_TRACE_AGENT_URL/value").isNull()).isTrue();
        assertThat(told.at("/DD_TRACE_SAMPLING_RULES/value").isNull()).isTrue();
        assertThat(told.at("/DD_TRACE_HEADER_TAGS/value").textValue()).isEmpty();
        assertThat(told.at("/DD_TRACE_TAGS/value").textValue()).isEmpty();
        assertThat(told.at("/DD_TRACE_RATE_LIMIT/value").textValue()).isEqualTo("100");
        assertThat(told.at("/DD_ENV").has("config_id")).isFalse();
    }

    @Test
    void changes_are_told_in_their_order_and_everything_stays_known() {
        ConfigurationReport report =
                report(List.of(TracerKeys.SAMPLE_RATE), texts("DD_TRACE_SAMPLE_RATE", "0.3", ConfigOrigin.ENVIRONMENT));
        report.changed(TracerKeys.SAMPLE_RATE, "0.9", ConfigOrigin.REMOTE_CONFIG);
        report.takeAll();
        report.changed(TracerKeys.SAMPLE_RATE, "0.8", ConfigOrigin.REMOTE_CONFIG);
        report.changed(TracerKeys.SAMPLE_RATE, "0.3", ConfigOrigin.ENVIRONMENT);

        assertThat(report.takeNew()).singleElement().satisfies(message -> assertThat(
                        new String(Objects.requireNonNull(message.payload()), StandardCharsets.UTF_8))
                .containsSubsequence("\"0.8\"", "\"0.3\""));
        assertThat(entries(report, "DD_TRACE_SAMPLE_RATE").stream().map(ConfigurationReportTest::told))
                .containsExactly("null default", "0.8 remote_config", "0.3 env_var");
    }

    @Test
    void a_change_back_to_the_default_is_told_as_the_default_was() {
        ConfigurationReport report = report(List.of(TracerKeys.SAMPLE_RATE));
        report.changed(TracerKeys.SAMPLE_RATE, "0.9", ConfigOrigin.REMOTE_CONFIG);
        report.changed(TracerKeys.SAMPLE_RATE, "1.0", ConfigOrigin.DEFAULT);

        assertThat(entries(report, "DD_TRACE_SAMPLE_RATE").stream().map(ConfigurationReportTest::told))
                .containsExactly("0.9 remote_config", "null default");
    }

    @Test
    void many_settings_are_told_in_messages_of_moderate_size() {
        List<ConfigKey<?>> keys = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            keys.add(ConfigKey.of("dd.x" + i, ConfigType.TEXT, "x".repeat(50), "X."));
        }
        List<TelemetryMessage> messages = report(keys).takeNew();

        assertThat(messages).hasSizeGreaterThan(1).allSatisfy(message -> assertThat(message.sizeBytes())
                .isLessThan(1_000_000));
        assertThat(messages.stream().mapToInt(TelemetryMessage::sizeBytes).sum())
                .isGreaterThan(20_000 * 50);
    }

    private static ConfigurationReport report(Collection<ConfigKey<?>> catalogue, ConfigSource... byPrecedence) {
        return new ConfigurationReport(new Configuration(ConfigSources.chain(List.of(byPrecedence))), () -> catalogue);
    }

    private static ConfigSource texts(String name, String text, ConfigOrigin origin) {
        return ConfigSources.texts(Map.of(name, text), origin, "the test");
    }

    private static List<Entry> entries(ConfigurationReport report, String name) {
        return report.takeAll().stream()
                .filter(entry -> entry.name().equals(name))
                .toList();
    }

    private static String told(Entry entry) {
        return (entry.value() + " " + entry.origin().reportedName() + " " + entry.configId()).trim();
    }

    private static JsonNode json(ConfigurationReport report) throws IOException {
        var byName = JSON.createObjectNode();
        for (TelemetryMessage message : report.takeNew()) {
            for (JsonNode entry :
                    JSON.readTree(Objects.requireNonNull(message.payload())).path("configuration")) {
                byName.set(entry.path("name").asText(), entry);
            }
        }
        return byName;
    }
}
