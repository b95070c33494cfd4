/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TargetsKeyTest {
    private static final TargetsKey KEY = new TargetsKey(SignedOffer.KEY_ID, SignedOffer.PUBLIC_KEY);
    private static final String EMPTY_SIGNATURE = "890e74b500a41b9aafc71fb0702b943e08014a5b1108f34fc4727b7accb63b94"
            + "fb467e9ca16cf14fb394f3fea5fbcaaceed46faac7de10cbc81b5363b2e2a307";

    @Test
    void the_published_signature_of_an_empty_list_is_right() {
        assertThat(SignedOffer.version(1).signature()).isEqualTo(EMPTY_SIGNATURE);
        assertThatCode(() -> KEY.check(targets(SignedOffer.version(1).signed(), EMPTY_SIGNATURE)))
                .doesNotThrowAnyException();
    }

    @Test
    void the_published_signatures_of_lists_with_a_file_are_right() {
        String path = "datadog/2/APM_TRACING/cfg-a/config";
        String half = "34cfc20ad984b0abb811245bc90a56d8c38fe1fe60d6159b26f0e749c0afa438";
        String nine = "2c3f49d9f33f181386ec37f0df6edbe180dedb8f8c2d06e49570d4e49387ec3a";

        assertThat(SignedOffer.version(7).listed(path, 3, half, 101).signature())
                .isEqualTo("0833d91d5d5c2102121772b9ac5f27394bd44e57e8ad404ec52098c222455538533309b28495111fba4529f1"
                        + "43345d4f81beaa7aebd2ffadeef986050531ae06");
        assertThat(SignedOffer.version(8).listed(path, 4, nine, 101).signature())
                .isEqualTo("0780531ffccd8f231f9fff2b3e336da408a86b6d4eb3f57fc5cb3e838a543275d005ebc50886393e1df7cf0e"
                        + "52e121fca9da6b856fdfebd378847bd48fa06206");
    }

    @Test
    void members_in_another_order_and_white_space_do_not_matter() {
        String shuffled = "{ \"version\": 1, \"targets\": {}, \"spec_version\": \"1.0.0\", \"_type\": \"targets\",\n"
                + "\"expires\": \"2040-01-01T00:00:00Z\", \"custom\": {\"opaque_backend_state\": \"eyJ2IjoxfQ==\"}}";

        assertThatCode(() -> KEY.check(targets(shuffled, EMPTY_SIGNATURE))).doesNotThrowAnyException();
    }

    @Test
    void anything_else_is_not_signed() {
        String other = SignedOffer.version(2).signed();

        assertThatThrownBy(() -> KEY.check(targets(other, EMPTY_SIGNATURE))).hasMessageContaining("wrong");
        assertThatThrownBy(() -> KEY.check(targets(other, "zz"))).hasMessageContaining("broken");
        assertThatThrownBy(() -> new TargetsKey("other", SignedOffer.PUBLIC_KEY).check(targets(other, EMPTY_SIGNATURE)))
                .hasMessageContaining("other");
    }

    @Test
    void a_key_must_be_one() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TargetsKey("id", "00"));
        assertThatIllegalArgumentException().isThrownBy(() -> new TargetsKey("id", "not hexadecimal"));
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                arguments("{\"b\":1,\"a\":[true,false,null]}", "{\"a\":[true,false,null],\"b\":1}"),
                arguments("{\"cfg-B\":1,\"cfg-a\":2}", "{\"cfg-B\":1,\"cfg-a\":2}"),
                arguments("{\"cfg-a\":1,\"cfg-B\":2}", "{\"cfg-B\":2,\"cfg-a\":1}"),
                arguments("{\"a\":\"\\u00e9\\n\\\"\\\\\"}", "{\"a\":\"é\n\\\"\\\\\"}"),
                arguments("[12345678901234567890, -1]", "[12345678901234567890,-1]"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void canonical_json_is_sorted_and_bare(String json, String canonical) throws Exception {
        JsonNode node = new JsonMapper().readTree(json);

        assertThat(new String(CanonicalJson.bytes(node), StandardCharsets.UTF_8))
                .isEqualTo(canonical);
    }

    private static Targets targets(String signed, String signature) throws RemoteConfigException {
        String document = "{\"signatures\":[{\"keyid\":\"" + SignedOffer.KEY_ID + "\",\"sig\":\"" + signature
                + "\"}],\"signed\":" + signed + "}";
        return Targets.parse(document.getBytes(StandardCharsets.UTF_8));
    }
}
