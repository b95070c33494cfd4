/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ddspring.vendor.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** After one configuration is in force, an answer comes; what the next request tells and what the product was told. */
class RemoteConfigVectorsIT {
    private static final String CFG_A = "datadog/2/APM_TRACING/cfg-a/config";
    private static final String CFG_B = "datadog/2/APM_TRACING/cfg-b/testname";
    private static final String HALF =
            "{\"id\":\"a\",\"service_target\":{\"service\":\"orders\",\"env\":\"*\"},\"lib_config\":{\"tracing_sampling_rate\":0.5}}";
    private static final String NINE = HALF.replace("0.5", "0.9");
    private static final String HALF_HASH = "34cfc20ad984b0abb811245bc90a56d8c38fe1fe60d6159b26f0e749c0afa438";
    private static final String NINE_HASH = "2c3f49d9f33f181386ec37f0df6edbe180dedb8f8c2d06e49570d4e49387ec3a";

    private static final String A_IN_FORCE = "cfg-a v3 2 " + HALF_HASH;
    private static final String B_IN_FORCE = "cfg-a v4 2 " + NINE_HASH;

    static Stream<Arguments> answers() {
        return Stream.of(
                row("nothing", "{}", 7, A_IN_FORCE, false, ""),
                row("the same, without content", kept(7), 7, A_IN_FORCE, false, ""),
                row("a new version of the list only", kept(9), 9, A_IN_FORCE, false, ""),
                row(
                        "other content",
                        SignedOffer.version(8).with(CFG_A, 4, NINE),
                        8,
                        B_IN_FORCE,
                        false,
                        "apply cfg-a " + NINE + ", commit"),
                row(
                        "other content that is missing",
                        SignedOffer.version(8).listed(CFG_A, 4, NINE).wanted(CFG_A),
                        7,
                        A_IN_FORCE,
                        true,
                        ""),
                row(
                        "content that is not the one listed",
                        SignedOffer.version(8)
                                .listed(CFG_A, 4, NINE)
                                .content(CFG_A, HALF)
                                .wanted(CFG_A),
                        7,
                        A_IN_FORCE,
                        true,
                        ""),
                row(
                        "content of another length",
                        SignedOffer.version(8)
                                .listed(CFG_A, 4, NINE_HASH, 100)
                                .content(CFG_A, NINE)
                                .wanted(CFG_A),
                        7,
                        A_IN_FORCE,
                        true,
                        ""),
                row(
                        "a path that is not listed",
                        kept(9).wanted("datadog/2/APM_TRACING/ghost/config"),
                        7,
                        A_IN_FORCE,
                        true,
                        ""),
                row(
                        "a product that nobody asked for",
                        kept(9).with("datadog/2/NOT_A_PRODUCT/x/config", 1, "{}"),
                        7,
                        A_IN_FORCE,
                        true,
                        ""),
                row("a path that is none", kept(9).wanted("garbage"), 7, A_IN_FORCE, true, ""),
                row(
                        "content that is not listed",
                        SignedOffer.version(9).with(CFG_A, 4, NINE).content("datadog/2/APM_TRACING/stray/config", "{}"),
                        7,
                        A_IN_FORCE,
                        true,
                        ""),
                row("no configuration", SignedOffer.version(9), 9, "", false, "remove cfg-a, commit"),
                row(
                        "one more, in a file of another name",
                        kept(9).with(CFG_B, 1, "{}"),
                        9,
                        A_IN_FORCE + ", cfg-b v1 2 " + SignedOffer.sha256("{}"),
                        false,
                        "apply cfg-b {}, commit"),
                row("listed but not wanted", kept(9).listed(CFG_B, 1, "{}"), 9, A_IN_FORCE, false, ""),
                row(
                        "the same content with another version",
                        SignedOffer.version(9).listed(CFG_A, 5, HALF).wanted(CFG_A),
                        9,
                        "cfg-a v5 2 " + HALF_HASH,
                        false,
                        ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void without_checking_signatures(
            String what, String answer, long version, String states, boolean error, String calls) {
        check(null, answer, version, states, error, calls);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void checking_signatures(String what, String answer, long version, String states, boolean error, String calls) {
        check(testKey(), answer, version, states, error, calls);
    }

    @Test
    void a_wrong_signature_changes_nothing() {
        check(testKey(), SignedOffer.version(8).with(CFG_A, 4, NINE).tampered().json(), 7, A_IN_FORCE, true, "");
    }

    @Test
    void what_a_product_refuses_counts_as_known() {
        try (PollUnderTest poll = new PollUnderTest(null)) {
            RecordingProduct product = new RecordingProduct("APM_TRACING");
            poll.product(product).poll(kept(7).content(CFG_A, HALF).json());
            product.refuses("bad json").calls();

            poll.poll(SignedOffer.version(8).with(CFG_A, 4, NINE).json());
            JsonNode request = poll.nextRequest();
            poll.poll(
                    SignedOffer.version(8).listed(CFG_A, 4, NINE).wanted(CFG_A).json());

            assertThat(states(request)).isEqualTo("cfg-a v4 3 " + NINE_HASH);
            assertThat(state(request).path("targets_version").asLong()).isEqualTo(8);
            assertThat(state(request).path("has_error").asBoolean()).isFalse();
            assertThat(state(request)
                            .path("config_states")
                            .get(0)
                            .path("apply_error")
                            .asText())
                    .isEqualTo("bad json");
            assertThat(product.calls()).containsExactly("apply cfg-a " + NINE, "commit");
        }
    }

    @Test
    void an_empty_list_is_taken_by_a_new_client() {
        try (PollUnderTest poll = new PollUnderTest(testKey())) {
            RecordingProduct product = new RecordingProduct("APM_TRACING");
            poll.product(product).poll(SignedOffer.version(1).json());

            JsonNode request = poll.nextRequest();
            assertThat(state(request).path("targets_version").asLong()).isEqualTo(1);
            assertThat(state(request).path("config_states")).isEmpty();
            assertThat(product.calls()).isEmpty();
        }
    }

    @Test
    void several_errors_are_told_together() {
        try (PollUnderTest poll = new PollUnderTest(null)) {
            poll.product(new RecordingProduct("APM_TRACING"))
                    .poll(SignedOffer.version(1).wanted("garbage").wanted(CFG_A).json());

            assertThat(state(poll.nextRequest()).path("error").asText())
                    .startsWith("Failed to apply configuration due to 2 errors:")
                    .contains("(1) Not a valid config key: garbage", "(2) Told to apply " + CFG_A);
        }
    }

    @Test
    void rules_are_removed_before_others_are_applied() {
        try (PollUnderTest poll = new PollUnderTest(null)) {
            RecordingProduct rules = new RecordingProduct("ASM_DD").removesFirst(true);
            RecordingProduct tracing = new RecordingProduct("APM_TRACING");
            poll.product(rules)
                    .product(tracing)
                    .poll(SignedOffer.version(1)
                            .with("datadog/2/ASM_DD/old/config", 1, "1")
                            .with("datadog/2/APM_TRACING/old/config", 1, "1")
                            .json());
            rules.calls();
            tracing.calls();

            poll.poll(SignedOffer.version(2)
                    .with("datadog/2/ASM_DD/new/config", 1, "2")
                    .with("datadog/2/APM_TRACING/new/config", 1, "2")
                    .json());

            assertThat(rules.calls()).containsExactly("remove old", "apply new 2", "commit");
            assertThat(tracing.calls()).containsExactly("apply new 2", "remove old", "commit");
        }
    }

    private static void check(
            @Nullable TargetsKey key, String answer, long version, String states, boolean error, String calls) {
        try (PollUnderTest poll = new PollUnderTest(key)) {
            RecordingProduct product = new RecordingProduct("APM_TRACING");
            poll.product(product)
                    .poll(SignedOffer.version(7).with(CFG_A, 3, HALF).json());
            product.calls();

            poll.poll(answer);

            assertThat(String.join(", ", product.calls())).isEqualTo(calls);
            JsonNode request = poll.nextRequest();
            assertThat(state(request).path("targets_version").asLong()).isEqualTo(version);
            assertThat(state(request).path("has_error").asBoolean()).isEqualTo(error);
            assertThat(state(request).path("error").asText().isEmpty()).isNotEqualTo(error);
            assertThat(states(request)).isEqualTo(states);
        }
    }

    private static JsonNode state(JsonNode request) {
        return request.path("client").path("state");
    }

    /** Name, version, apply state and hash of each configuration. */
    private static String states(JsonNode request) {
        List<String> states = new ArrayList<>();
        JsonNode configs = state(request).path("config_states");
        for (int i = 0; i < configs.size(); i++) {
            JsonNode config = configs.get(i);
            JsonNode file = request.path("cached_target_files").path(i);
            states.add(config.path("id").asText() + " v" + config.path("version") + " " + config.path("apply_state")
                    + " " + file.path("hashes").path(0).path("hash").asText());
        }
        return String.join(", ", states);
    }

    private static Arguments row(
            String what, SignedOffer answer, long version, String states, boolean error, String calls) {
        return row(what, answer.json(), version, states, error, calls);
    }

    private static Arguments row(String what, String answer, long version, String states, boolean error, String calls) {
        return arguments(what, answer, version, states, error, calls);
    }

    private static SignedOffer kept(long version) {
        return SignedOffer.version(version).listed(CFG_A, 3, HALF).wanted(CFG_A);
    }

    private static TargetsKey testKey() {
        return new TargetsKey(SignedOffer.KEY_ID, SignedOffer.PUBLIC_KEY);
    }
}
