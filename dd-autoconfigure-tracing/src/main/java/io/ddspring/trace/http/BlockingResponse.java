/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import java.util.Map;

/**
 * What a client gets when its request is not let through. Immutable.
 *
 * @param status HTTP status
 * @param headers by name
 * @param body sent in UTF-8; may be empty
 */
public record BlockingResponse(int status, Map<String, String> headers, String body) {
    public BlockingResponse {
        headers = Map.copyOf(headers);
    }
}
