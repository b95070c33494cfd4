/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.remoteconfig.RemoteConfigException;
import io.ddspring.vendor.jackson.core.JsonProcessingException;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Reads what the Agent asks for. Stateless. */
final class FlareJson {
    private static final JsonMapper JSON = new JsonMapper();

    private FlareJson() {}

    /** @throws RemoteConfigException when {@code content} is not a JSON object */
    static JsonNode object(byte[] content) throws RemoteConfigException {
        JsonNode read;
        try {
            read = JSON.readTree(content);
        } catch (JsonProcessingException broken) {
            throw new RemoteConfigException("not JSON: " + broken.getOriginalMessage(), broken);
        } catch (IOException unreadable) {
            throw new RemoteConfigException("not readable: " + unreadable.getMessage(), unreadable);
        }
        if (!read.isObject()) {
            throw new RemoteConfigException("not a JSON object");
        }
        return read;
    }
}
