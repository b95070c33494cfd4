/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What few spans have: links, events and structured tags. Thread-safe. */
final class SpanAttachments {
    private final List<SpanLink> links = new ArrayList<>(0);
    private final List<SpanEvent> events = new ArrayList<>(0);
    private final Map<String, byte[]> metaStruct = new HashMap<>(0);

    synchronized void addLink(SpanLink link) {
        links.add(link);
    }

    synchronized void addEvent(SpanEvent event) {
        events.add(event);
    }

    synchronized void setMetaStruct(String name, byte[] msgpack) {
        metaStruct.put(name, msgpack.clone());
    }

    synchronized SpanAttachments copy() {
        SpanAttachments copy = new SpanAttachments();
        copy.links.addAll(links);
        copy.events.addAll(events);
        copy.metaStruct.putAll(metaStruct);
        return copy;
    }

    synchronized List<SpanLink> links() {
        return List.copyOf(links);
    }

    synchronized List<SpanEvent> events() {
        return List.copyOf(events);
    }

    synchronized Map<String, byte[]> metaStruct() {
        return Map.copyOf(metaStruct);
    }
}
