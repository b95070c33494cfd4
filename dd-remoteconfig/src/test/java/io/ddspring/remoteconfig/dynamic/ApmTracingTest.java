/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Configuration;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.config.ServiceKeys;
import io.ddspring.config.TracerKeys;
import io.ddspring.remoteconfig.Capability;
import io.ddspring.remoteconfig.RemoteConfig;
import io.ddspring.remoteconfig.RemoteConfigException;
import io.ddspring.remoteconfig.RemoteConfigPath;
import io.ddspring.sampling.SamplingKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApmTracingTest {
    private static final ConfigKey<List<String>> HEADER_TAGS =
            ConfigKey.of("dd.trace.header-tags", ConfigType.LIST, List.of(), "Headers.");

    private final LiveConfiguration live = new LiveConfiguration(new Configuration(
            ConfigSources.environment(Map.of("DD_TRACE_SAMPLE_RATE", "0.2", "DD_TAGS", "team:core"))));
    private final ApmTracing product = new ApmTracing("orders", "prod", live);

    ApmTracingTest() {
        live.follow(
                Set.of(
                        TracerKeys.SAMPLE_RATE,
                        TracerKeys.LOGS_INJECTION,
                        TracerKeys.DEBUG,
                        TracerKeys.ENABLED,
                        HEADER_TAGS,
                        ServiceKeys.TAGS,
                        ServiceKeys.SERVICE_MAPPING,
                        SamplingKeys.RULES),
                settings -> {});
    }

    @Test
    void each_field_is_that_of_the_most_specific_configuration_that_has_it() throws RemoteConfigException {
        apply("org", 9, "", "", "\"tracing_sampling_rate\":0.1,\"log_injection_enabled\":false,\"tracing_debug\":true");
        apply("cluster", 9, "\"k8s_target_v2\":{\"cluster_targets\":[]},", "\"tracing_sampling_rate\":0.2");
        apply("env", 9, "*", "prod", "\"tracing_sampling_rate\":0.3,\"tracing_tags\":[\"from:env\"]");
        apply("service", 9, "orders", "*", "\"tracing_sampling_rate\":0.4,\"log_injection_enabled\":null");
        apply("both", 1, "orders", "prod", "\"tracing_sampling_rate\":0.5");
        product.commit();

        assertThat(live.current().get(TracerKeys.SAMPLE_RATE)).isEqualTo(0.5);
        assertThat(live.current().get(ServiceKeys.TAGS)).isEqualTo(Map.of("from", "env"));
        assertThat(live.current().get(TracerKeys.LOGS_INJECTION)).isFalse();
        assertThat(live.current().value(TracerKeys.SAMPLE_RATE).location())
                .isEqualTo("datadog/2/APM_TRACING/both/config");
        List<Double> rates = new ArrayList<>();
        for (String gone : List.of("both", "service", "env", "cluster", "org")) {
            product.remove(path(gone));
            product.commit();
            rates.add(live.current().get(TracerKeys.SAMPLE_RATE));
        }
        assertThat(rates).containsExactly(0.4, 0.3, 0.2, 0.1, 0.2);
        assertThat(live.current().get(TracerKeys.LOGS_INJECTION)).isTrue();
    }

    @Test
    void in_whatever_order_they_come_and_go_the_same_ones_hold() throws RemoteConfigException {
        List<String> ids = new ArrayList<>(List.of("a", "b", "c"));
        for (int i = 0; i < 3; i++) {
            for (String id : ids) {
                apply(id, 3, "orders", "*", "\"tracing_sampling_rate\":0." + (1 + id.charAt(0) - 'a'));
            }
            product.commit();
            assertThat(live.current().get(TracerKeys.SAMPLE_RATE)).isEqualTo(0.1);
            Collections.rotate(ids, 1);
            for (String id : ids) {
                product.remove(path(id));
            }
            product.commit();
            assertThat(live.current().get(TracerKeys.SAMPLE_RATE)).isEqualTo(0.2);
        }
    }

    @Test
    void of_several_that_are_as_specific_the_newest_holds() throws RemoteConfigException {
        apply("a", 7, "orders", "*", "\"tracing_sampling_rate\":0.7");
        apply("b", 8, "orders", "*", "\"tracing_sampling_rate\":0.8");
        product.commit();

        assertThat(live.current().get(TracerKeys.SAMPLE_RATE)).isEqualTo(0.8);
    }

    @Test
    void what_is_for_others_is_taken_and_has_no_effect() throws RemoteConfigException {
        apply("a", 1, "payments", "prod", "\"tracing_sampling_rate\":0.7");
        apply("b", 1, "ORDERS", "Staging", "\"tracing_sampling_rate\":0.8");
        product.commit();

        assertThat(live.current().get(TracerKeys.SAMPLE_RATE)).isEqualTo(0.2);
    }

    @Test
    void services_are_compared_without_regard_to_case() throws RemoteConfigException {
        apply("a", 1, "Orders", "PROD", "\"tracing_sampling_rate\":0.7");
        product.commit();

        assertThat(live.current().get(TracerKeys.SAMPLE_RATE)).isEqualTo(0.7);
    }

    @Test
    void a_rate_is_clamped_and_tags_are_split_at_the_first_colon() throws RemoteConfigException {
        apply(
                "a",
                1,
                "orders",
                "*",
                "\"tracing_sampling_rate\":3,\"tracing_tags\":[\"url:http://x,y\",\":empty\",\"none\",\"a:\"],"
                        + "\"tracing_service_mapping\":[{\"from_key\":\"h2\",\"to_name\":\"orders-db\"}]");
        product.commit();

        assertThat(live.current().get(TracerKeys.SAMPLE_RATE)).isEqualTo(1.0);
        assertThat(live.current().get(ServiceKeys.TAGS)).isEqualTo(Map.of("url", "http://x,y"));
        assertThat(live.current().get(ServiceKeys.SERVICE_MAPPING)).isEqualTo(Map.of("h2", "orders-db"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"tracing_sampling_rate\":\"much\"",
                "\"tracing_enabled\":\"yes\"",
                "\"tracing_tags\":\"a:b\"",
                "\"tracing_header_tags\":{}",
                "\"tracing_sampling_rules\":{\"service\":\"x\"}",
                "\"tracing_sampling_rules\":[1]"
            })
    void a_field_of_another_type_refuses_the_whole_configuration(String field) throws RemoteConfigException {
        apply("a", 1, "orders", "*", "\"tracing_sampling_rate\":0.7");
        product.commit();

        assertThatThrownBy(() -> apply("a", 2, "orders", "*", "\"log_injection_enabled\":false," + field))
                .isInstanceOf(RemoteConfigException.class)
                .hasMessageContaining(field.substring(1, field.indexOf('"', 1)));
        product.commit();

        assertThat(live.current().get(TracerKeys.SAMPLE_RATE)).isEqualTo(0.7);
        assertThat(live.current().get(TracerKeys.LOGS_INJECTION)).isTrue();
    }

    @Test
    void services_are_compared_as_the_backend_writes_them() throws RemoteConfigException {
        ApmTracing normalized = new ApmTracing("orders_api", "prod", live);
        String json = "{\"service_target\":{\"service\":\"Orders API\",\"env\":\"Prod\"},"
                + "\"lib_config\":{\"tracing_sampling_rate\":0.7}}";
        normalized.apply(new RemoteConfig(path("a"), 1, json.getBytes(StandardCharsets.UTF_8)));
        normalized.commit();

        assertThat(live.current().get(TracerKeys.SAMPLE_RATE)).isEqualTo(0.7);
    }

    @Test
    void a_field_that_has_no_effect_here_is_not_looked_at() throws RemoteConfigException {
        apply("a", 1, "orders", "*", "\"data_streams_enabled\":\"maybe\",\"tracing_sampling_rate\":0.7");
        product.commit();

        assertThat(live.current().get(TracerKeys.SAMPLE_RATE)).isEqualTo(0.7);
    }

    @Test
    void a_long_value_is_not_repeated_as_a_whole() {
        assertThatThrownBy(
                        () -> apply("a", 1, "orders", "*", "\"tracing_sampling_rate\":\"" + "x".repeat(10_000) + '"'))
                .message()
                .contains("tracing_sampling_rate is \"xxx", "...", "not a number from 0 to 1")
                .hasSizeLessThan(300);
    }

    @Test
    void rules_may_hold_urls() throws RemoteConfigException {
        apply(
                "a",
                1,
                "orders",
                "*",
                "\"tracing_sampling_rules\":[{\"resource\":\"GET http://u:p@shop/?a=*\",\"sample_rate\":0.5,"
                        + "\"provenance\":\"customer\"}]");
        product.commit();

        assertThat(live.current().get(SamplingKeys.RULES).rules())
                .singleElement()
                .asString()
                .contains("GET http://u:p@shop/?a=*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"lib_config\":null}", "{\"action\":\"enable\",\"unknown\":1}"})
    void a_configuration_that_says_nothing_is_taken(String json) throws RemoteConfigException {
        product.apply(new RemoteConfig(path("a"), 1, json.getBytes(StandardCharsets.UTF_8)));
        product.commit();

        assertThat(live.current().get(TracerKeys.SAMPLE_RATE)).isEqualTo(0.2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "1"})
    void what_is_no_object_is_refused(String json) {
        assertThatThrownBy(() -> product.apply(new RemoteConfig(path("a"), 1, json.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(RemoteConfigException.class);
    }

    @Test
    void only_what_somebody_follows_is_offered() {
        assertThat(product.capabilities())
                .containsExactlyInAnyOrder(
                        Capability.APM_TRACING_MULTICONFIG,
                        Capability.APM_TRACING_ENABLED,
                        Capability.APM_TRACING_HTTP_HEADER_TAGS,
                        Capability.APM_TRACING_SAMPLE_RATE,
                        Capability.APM_TRACING_SAMPLE_RULES,
                        Capability.APM_TRACING_LOGS_INJECTION,
                        Capability.APM_TRACING_CUSTOM_TAGS);
    }

    private void apply(String id, long version, String service, String env, String fields)
            throws RemoteConfigException {
        String target = "\"service_target\":{\"service\":\"" + (service.isEmpty() ? "*" : service) + "\",\"env\":\""
                + (env.isEmpty() ? "*" : env) + "\"},";
        apply(id, version, target, fields);
    }

    private void apply(String id, long version, String target, String fields) throws RemoteConfigException {
        String json = "{\"id\":\"" + id + "\"," + target + "\"lib_config\":{" + fields + "}}";
        product.apply(new RemoteConfig(path(id), version, json.getBytes(StandardCharsets.UTF_8)));
    }

    private static RemoteConfigPath path(String id) {
        try {
            return RemoteConfigPath.of("datadog/2/APM_TRACING/" + id + "/config");
        } catch (RemoteConfigException invalid) {
            throw new AssertionError(invalid);
        }
    }
}
