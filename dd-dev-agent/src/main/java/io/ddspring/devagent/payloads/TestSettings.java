/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import io.ddspring.devagent.http.JsonBody;
import io.ddspring.devagent.http.JsonBytes;
import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Reply;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.node.MissingNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers to what test libraries ask the backend before they run tests: nothing is switched on, nothing is known. */
final class TestSettings {
    private static final String COMMITS = "api/v2/git/repository/search_commits";

    private static final Map<String, String> ANSWERS = Map.of(
            "api/v2/libraries/tests/services/setting",
            """
            {"data":{"id":"none","type":"ci_app_tracers_test_service_settings","attributes":{
            "itr_enabled":false,"tests_skipping":false,"code_coverage":false,"require_git":false,
            "flaky_test_retries_enabled":false,"known_tests_enabled":false,"impacted_tests_enabled":false,
            "coverage_report_upload_enabled":false,"di_enabled":false,
            "early_flake_detection":{"enabled":false},"test_management":{"enabled":false}}}}""",
            "api/v2/ci/tests/skippable",
            "{\"data\":[],\"meta\":{\"correlation_id\":\"none\"}}",
            "api/v2/ci/libraries/tests/flaky",
            "{\"data\":[]}",
            "api/v2/ci/libraries/tests",
            """
            {"data":{"id":"none","type":"ci_app_libraries_tests","attributes":{"tests":{},
            "page_info":{"cursor":"","size":0,"has_next":false}}}}""",
            "api/v2/test/libraries/test-management/tests",
            "{\"data\":{\"id\":\"none\",\"type\":\"ci_app_libraries_tests\",\"attributes\":{\"modules\":{}}}}");

    private TestSettings() {}

    /** Whether settings are asked for at a path of the intake. */
    static boolean isAskedAt(String path) {
        return ANSWERS.containsKey(path);
    }

    /** The answer to a question that is asked at a path of the intake; null when it is no question. */
    static @Nullable Reply answer(String path, byte[] body) {
        if (path.equals(COMMITS)) {
            return Reply.json(allCommits(body));
        }
        String answer = ANSWERS.get(path);
        return answer == null ? null : Reply.json(answer);
    }

    /** All that are asked about are known, so that no repository is packed and sent. */
    private static byte[] allCommits(byte[] question) {
        return JsonBytes.of(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("data");
            for (JsonNode commit : read(question).path("data")) {
                out.writeStartObject();
                out.writeStringField("id", commit.path("id").asText());
                out.writeStringField("type", "commit");
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static JsonNode read(byte[] body) {
        try {
            return JsonBody.parse(body);
        } catch (MalformedPayloadException broken) {
            return MissingNode.getInstance();
        }
    }
}
