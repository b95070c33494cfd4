/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.Faults;
import io.ddspring.test.Answer;
import io.ddspring.test.ReceivedRequest;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a request tells, and what becomes of answers that are none. */
class RemoteConfigPollIT {
    private static final String CFG_A = "datadog/2/APM_TRACING/cfg-a/config";
    private static final String CONTENT_A =
            "{\"id\":\"a\",\"service_target\":{\"service\":\"orders\",\"env\":\"*\"},\"lib_config\":{\"tracing_sampling_rate\":0.5}}";

    private static final String PUBLISHED_TARGETS =
            "eyJzaWduYXR1cmVzIjpbeyJrZXlpZCI6IjEzOWUzOTQwZTY0YjU0OTE3MjIwODhkOWEwZDc0MTYyOGZjODI2ZTA5ND"
                    + "c1ZDM0MWE3ODBhY2RlM2M0YjgwNzAiLCJzaWciOiIwODMzZDkxZDVkNWMyMTAyMTIxNzcyYjlhYzVmMjczOTRiZDQ0"
                    + "ZTU3ZThhZDQwNGVjNTIwOThjMjIyNDU1NTM4NTMzMzA5YjI4NDk1MTExZmJhNDUyOWYxNDMzNDVkNGY4MWJlYWE3YW"
                    + "ViZDJmZmFkZWVmOTg2MDUwNTMxYWUwNiJ9XSwic2lnbmVkIjp7Il90eXBlIjoidGFyZ2V0cyIsImN1c3RvbSI6eyJv"
                    + "cGFxdWVfYmFja2VuZF9zdGF0ZSI6ImV5SjJJam94ZlE9PSJ9LCJleHBpcmVzIjoiMjA0MC0wMS0wMVQwMDowMDowMF"
                    + "oiLCJzcGVjX3ZlcnNpb24iOiIxLjAuMCIsInRhcmdldHMiOnsiZGF0YWRvZy8yL0FQTV9UUkFDSU5HL2NmZy1hL2Nv"
                    + "bmZpZyI6eyJjdXN0b20iOnsidiI6M30sImhhc2hlcyI6eyJzaGEyNTYiOiIzNGNmYzIwYWQ5ODRiMGFiYjgxMTI0NW"
                    + "JjOTBhNTZkOGMzOGZlMWZlNjBkNjE1OWIyNmYwZTc0OWMwYWZhNDM4In0sImxlbmd0aCI6MTAxfX0sInZlcnNpb24i"
                    + "Ojd9fQ==";
    private static final String PUBLISHED_CONTENT =
            "eyJpZCI6ImEiLCJzZXJ2aWNlX3RhcmdldCI6eyJzZXJ2aWNlIjoib3JkZXJzIiwiZW52IjoiKiJ9LCJs"
                    + "aWJfY29uZmlnIjp7InRyYWNpbmdfc2FtcGxpbmdfcmF0ZSI6MC41fX0=";

    private final PollUnderTest poll = new PollUnderTest(null);
    private final RecordingProduct product = new RecordingProduct("APM_TRACING");

    @AfterEach
    void close() {
        poll.close();
    }

    @Test
    void a_first_request_tells_who_asks_and_for_what() {
        JsonNode request = poll.product(product).nextRequest();

        assertThat(request.path("client").path("id").asText()).isEqualTo("11111111-1111-4111-8111-111111111111");
        assertThat(request.path("client").path("is_tracer").asBoolean()).isTrue();
        assertThat(request.path("client").path("products").toString()).isEqualTo("[\"APM_TRACING\"]");
        assertThat(request.path("client").path("capabilities").asText()).isEqualTo("EAA=");
        assertThat(request.path("client").path("client_tracer").toString())
                .isEqualTo("{\"runtime_id\":\"22222222-2222-4222-8222-222222222222\",\"language\":\"java\","
                        + "\"tracer_version\":\"0.1.0\",\"service\":\"orders\",\"extra_services\":[\"orders-db\"],"
                        + "\"env\":\"prod\",\"app_version\":\"1.2.0\",\"tags\":[\"team:core\",\"env:prod\"],"
                        + "\"process_tags\":[\"entrypoint.name:orders\"]}");
        assertThat(request.path("client").path("state").toString())
                .isEqualTo("{\"root_version\":1,\"targets_version\":0,\"has_error\":false,\"config_states\":[]}");
        assertThat(request.has("cached_target_files")).isFalse();
    }

    @Test
    void headers_tell_json_and_the_account_and_nothing_of_the_language() {
        poll.product(product).poll("{}");

        ReceivedRequest request = poll.agent().requests(PollUnderTest.PATH).get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(request.header("DD-API-KEY")).isEqualTo("secret");
        assertThat(request.headerNames()).noneMatch(name -> name.startsWith("Datadog-Meta"));
    }

    @Test
    void the_next_request_tells_what_is_in_force() {
        poll.product(product)
                .poll(SignedOffer.version(7).with(CFG_A, 3, CONTENT_A).json());

        JsonNode request = poll.nextRequest();

        assertThat(request.path("client").path("state").toString())
                .isEqualTo("{\"root_version\":1,\"targets_version\":7,\"has_error\":false,"
                        + "\"backend_client_state\":\"eyJ2IjoxfQ==\",\"config_states\":[{\"id\":\"cfg-a\",\"version\":3,"
                        + "\"product\":\"APM_TRACING\",\"apply_state\":2}]}");
        assertThat(request.path("cached_target_files").toString())
                .isEqualTo("[{\"path\":\"" + CFG_A + "\",\"length\":101,\"hashes\":[{\"algorithm\":\"sha256\",\"hash\":"
                        + "\"34cfc20ad984b0abb811245bc90a56d8c38fe1fe60d6159b26f0e749c0afa438\"}]}]");
    }

    @Test
    void a_published_answer_is_taken_byte_for_byte() {
        try (PollUnderTest signed = new PollUnderTest(new TargetsKey(SignedOffer.KEY_ID, SignedOffer.PUBLIC_KEY))) {
            signed.product(product)
                    .poll("{\"targets\":\"" + PUBLISHED_TARGETS + "\",\"target_files\":[{\"path\":\"" + CFG_A
                            + "\",\"raw\":\"" + PUBLISHED_CONTENT + "\"}],\"client_configs\":[\"" + CFG_A + "\"]}");

            JsonNode state = signed.nextRequest().path("client").path("state");
            assertThat(product.calls()).containsExactly("apply cfg-a " + CONTENT_A, "commit");
            assertThat(state.path("targets_version").asInt()).isEqualTo(7);
            assertThat(state.path("has_error").asBoolean()).isFalse();
        }
    }

    @Test
    void nobody_is_asked_while_no_product_wants_anything() {
        poll.poll("{}");

        assertThat(poll.agent().requests(PollUnderTest.PATH)).isEmpty();
    }

    @Test
    void what_a_product_had_is_forgotten_when_it_goes() {
        poll.product(product)
                .poll(SignedOffer.version(7).with(CFG_A, 3, CONTENT_A).json());
        poll.client().unregister(product);
        product.calls();

        JsonNode request = poll.product(product).nextRequest();

        assertThat(request.path("client").path("state").path("config_states")).isEmpty();
        assertThat(request.has("cached_target_files")).isFalse();
        assertThat(product.calls()).isEmpty();
    }

    @Test
    void an_answer_that_cannot_be_read_changes_nothing() {
        poll.product(product)
                .poll(SignedOffer.version(7).with(CFG_A, 3, CONTENT_A).json());
        JsonNode before = poll.nextRequest();
        product.calls();

        for (String broken : new String[] {"", "{", "no json", "{\"targets\":\"%%%\"}", "{\"targets\":\"e30=\"}"}) {
            poll.poll(broken);

            assertThat(poll.nextRequest()).isEqualTo(before);
        }
        assertThat(product.calls()).isEmpty();
    }

    @Test
    void an_answer_beyond_the_limit_is_ignored() {
        poll.product(product)
                .poll(SignedOffer.version(7).with(CFG_A, 3, CONTENT_A).json());
        JsonNode before = poll.nextRequest();

        poll.poll(SignedOffer.version(8)
                .with(CFG_A, 4, " ".repeat(5 * 1024 * 1024))
                .json());

        assertThat(poll.client().status().lastResult()).contains("longer than");
        assertThat(poll.client().status().failures()).isEqualTo(1);
        assertThat(poll.nextRequest()).isEqualTo(before);
    }

    @Test
    void failures_make_the_client_ask_less_often_and_change_nothing() {
        poll.product(product)
                .poll(SignedOffer.version(7).with(CFG_A, 3, CONTENT_A).json());
        JsonNode before = poll.nextRequest();
        poll.agent().answer(PollUnderTest.PATH, request -> Answer.text(500, "no"));

        assertThat(poll.client().poll()).isEqualTo(Duration.ofSeconds(5));
        assertThat(poll.client().poll()).isEqualTo(Duration.ofSeconds(5));
        assertThat(poll.client().poll()).isEqualTo(Duration.ofSeconds(5));
        assertThat(poll.client().poll()).isEqualTo(Duration.ofSeconds(10));
        assertThat(poll.client().poll()).isEqualTo(Duration.ofSeconds(20));
        assertThat(poll.client().poll()).isEqualTo(Duration.ofSeconds(40));
        assertThat(poll.client().poll()).isEqualTo(Duration.ofSeconds(60));
        assertThat(poll.client().poll()).isEqualTo(Duration.ofSeconds(60));
        assertThat(poll.poll("{}")).isEqualTo(Duration.ofSeconds(5));
        assertThat(poll.nextRequest()).isEqualTo(before);
    }

    @Test
    void an_agent_without_the_feature_is_no_failure() {
        poll.product(product);
        poll.agent().answer(PollUnderTest.PATH, request -> Answer.text(404, "disabled"));

        assertThat(poll.client().poll()).isEqualTo(Duration.ofSeconds(5));
        assertThat(poll.client().status().failures()).isZero();
    }

    @Test
    void an_agent_that_loses_the_feature_is_asked_no_more_and_is_no_failure() {
        poll.product(product)
                .poll(SignedOffer.version(7).with(CFG_A, 3, CONTENT_A).json());
        poll.agent().answer(PollUnderTest.PATH, request -> Answer.text(500, "no"));
        poll.client().poll();
        assertThat(poll.client().status().failingSince()).isNotNull();

        poll.agentLosesFeature();
        int asked = poll.agent().requests(PollUnderTest.PATH).size();
        poll.client().poll();

        PollStatus status = poll.client().status();
        assertThat(poll.agent().requests(PollUnderTest.PATH)).hasSize(asked);
        assertThat(status.lastResult()).contains("offers no remote configuration");
        assertThat(status.failingSince()).isNull();
        assertThat(status.configs()).hasSize(1);
    }

    @Test
    void a_product_may_want_to_be_asked_for_more_often() {
        poll.product(product).product(new RecordingProduct("LIVE_DEBUGGING").every(Duration.ofSeconds(1)));
        assertThat(poll.poll("{}")).isEqualTo(Duration.ofSeconds(1));

        poll.product(new RecordingProduct("LIVE_DEBUGGING").every(Duration.ofMinutes(1)));
        assertThat(poll.poll("{}")).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void a_product_that_cannot_say_what_it_can_do_does_not_keep_others_from_being_asked_for() {
        poll.product(product).product(new RecordingProduct("ASM").without(new IllegalStateException("on purpose")));

        JsonNode request = poll.nextRequest();

        assertThat(request.path("client").path("products").toString()).isEqualTo("[\"APM_TRACING\",\"ASM\"]");
        assertThat(request.path("client").path("capabilities").asText()).isEqualTo("EAA=");
    }

    @Test
    void many_and_long_errors_are_told_in_short() {
        SignedOffer offer = SignedOffer.version(9);
        for (int i = 0; i < 10_000; i++) {
            offer.wanted("garbage" + i);
        }
        poll.product(product.refuses("x".repeat(100_000)))
                .poll(offer.with(CFG_A, 3, CONTENT_A).json());

        JsonNode state = poll.nextRequest().path("client").path("state");

        assertThat(state.path("error").asText()).contains("10000 errors").hasSizeLessThan(2_000);
        assertThat(state.path("config_states").path(0).path("apply_error").asText())
                .startsWith("xxx")
                .hasSizeLessThan(2_000);
    }

    @Test
    void a_product_that_keeps_others_waiting_is_told_of() {
        List<String> slow = new ArrayList<>();
        Faults.Listener listener = new Faults.Listener() {
            @Override
            public void failed(String site, Throwable failure) {}

            @Override
            public void slow(String site, Duration took) {
                slow.add(site + ' ' + took.toMillis());
            }
        };
        Faults.shared().tell(listener);
        try {
            poll.product(product.applying(() -> poll.time().pass(Duration.ofMillis(700))))
                    .poll(SignedOffer.version(7).with(CFG_A, 3, CONTENT_A).json());
        } finally {
            Faults.shared().forget(listener);
        }
        assertThat(slow).containsExactly("remote-config.apply.APM_TRACING 700");
    }

    @Test
    void listeners_hear_once_of_an_answer_that_changed_something() {
        List<String> heard = new ArrayList<>();
        poll.client().onUpdate(() -> heard.add(String.valueOf(product.calls())));
        poll.product(product)
                .poll(SignedOffer.version(7).with(CFG_A, 3, CONTENT_A).json());
        poll.poll("{}");

        assertThat(heard).containsExactly("[apply cfg-a " + CONTENT_A + ", commit]");
    }

    @Test
    void no_content_means_no_change() {
        poll.product(product)
                .poll(SignedOffer.version(7).with(CFG_A, 3, CONTENT_A).json());
        JsonNode before = poll.nextRequest();
        poll.agent().answer(PollUnderTest.PATH, request -> Answer.text(204, ""));

        poll.client().poll();

        assertThat(poll.nextRequest()).isEqualTo(before);
    }
}
