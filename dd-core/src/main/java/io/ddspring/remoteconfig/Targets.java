/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.vendor.jackson.core.JsonProcessingException;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The signed list of configurations that an answer brings: what each must look like. That it may have expired does not
 * matter, which is the Agent's business. Immutable.
 *
 * @param version counts up with every change of the list
 * @param opaqueBackendState to be sent back as it is; null when there is none
 * @param files the configurations by path
 * @param signatures by the id of the key
 * @param signed what was signed
 */
record Targets(
        long version,
        @Nullable String opaqueBackendState,
        Map<String, TargetFile> files,
        Map<String, String> signatures,
        JsonNode signed) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * What one configuration must look like.
     *
     * @param version of this configuration
     * @param hashes hexadecimal, by algorithm
     */
    record TargetFile(long version, long length, Map<String, String> hashes) {
        static final String SHA_256 = "sha256";

        @Nullable
        String sha256() {
            return hashes.get(SHA_256);
        }
    }

    /** @throws RemoteConfigException when {@code json} is not such a list */
    static Targets parse(byte[] json) throws RemoteConfigException {
        JsonNode document;
        try {
            document = JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new RemoteConfigException("targets are not JSON: " + broken.getOriginalMessage(), broken);
        } catch (IOException unreadable) {
            throw new RemoteConfigException("targets are not readable: " + unreadable.getMessage(), unreadable);
        }
        JsonNode signed = document.path("signed");
        if (!signed.isObject()) {
            throw new RemoteConfigException("targets without anything signed");
        }
        Map<String, TargetFile> files = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> target : signed.path("targets").properties()) {
            files.put(target.getKey(), file(target.getValue()));
        }
        Map<String, String> signatures = new LinkedHashMap<>();
        for (JsonNode signature : document.path("signatures")) {
            signatures.put(
                    signature.path("keyid").asText(), signature.path("sig").asText());
        }
        JsonNode backendState = signed.path("custom").path("opaque_backend_state");
        return new Targets(
                signed.path("version").asLong(),
                backendState.isTextual() ? backendState.textValue() : null,
                files,
                signatures,
                signed);
    }

    private static TargetFile file(JsonNode target) {
        Map<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, JsonNode> hash : target.path("hashes").properties()) {
            hashes.put(hash.getKey(), hash.getValue().asText());
        }
        return new TargetFile(
                target.path("custom").path("v").asLong(), target.path("length").asLong(-1), hashes);
    }
}
