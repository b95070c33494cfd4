/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import java.util.List;

/**
 * Which baggage is more than an item that travels with the trace. Immutable.
 *
 * @param remote items that travel in headers of their own name
 * @param tags items that every span shows as tags
 * @param log items that are in the logging context
 */
public record BaggageFields(List<String> remote, List<String> tags, List<String> log) {
    /** Nothing special. */
    public static final BaggageFields NONE = new BaggageFields(List.of(), List.of(), List.of());

    public BaggageFields {
        remote = List.copyOf(remote);
        tags = List.copyOf(tags);
        log = List.copyOf(log);
    }
}
