/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.vendor.jackson.core.JsonProcessingException;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the Agent answered. Immutable.
 *
 * @param targets what the configurations must look like
 * @param contents the configurations that the Agent thinks we lack, in Base64, by path
 * @param wanted paths of all configurations that are to be in force
 */
record PollAnswer(Targets targets, Map<String, String> contents, Set<String> wanted) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads the body of an answer.
     *
     * @return null when it says that nothing has changed
     * @throws RemoteConfigException when it cannot be understood
     */
    static @Nullable PollAnswer parse(byte[] body) throws RemoteConfigException {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (JsonProcessingException broken) {
            throw new RemoteConfigException("the answer is not JSON: " + broken.getOriginalMessage(), broken);
        } catch (IOException unreadable) {
            throw new RemoteConfigException("the answer is not readable: " + unreadable.getMessage(), unreadable);
        }
        String encoded = answer.path("targets").asText("");
        if (encoded.isEmpty()) {
            return null;
        }
        Map<String, String> contents = new LinkedHashMap<>();
        for (JsonNode file : answer.path("target_files")) {
            contents.put(file.path("path").asText(), file.path("raw").asText());
        }
        Set<String> wanted = new LinkedHashSet<>();
        answer.path("client_configs").forEach(path -> wanted.add(path.asText()));
        return new PollAnswer(Targets.parse(decoded(encoded, "targets")), contents, wanted);
    }

    /** @throws RemoteConfigException when {@code encoded} is not Base64 */
    static byte[] decoded(String encoded, String what) throws RemoteConfigException {
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException broken) {
            throw new RemoteConfigException(what + " is not Base64", broken);
        }
    }
}
