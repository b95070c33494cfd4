/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.propagation.HeaderGetter;
import io.ddspring.propagation.HeaderSetter;
import io.ddspring.propagation.Propagator;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Another propagator, and baggage items in headers of their own name. Thread-safe. */
public final class BaggageHeaders implements Propagator {
    private final Propagator next;
    private final List<String> names;

    /** @param names of the items, which are those of the headers */
    public BaggageHeaders(Propagator next, List<String> names) {
        this.next = next;
        this.names = List.copyOf(names);
    }

    @Override
    public List<String> fields() {
        return Stream.concat(next.fields().stream(), names.stream()).toList();
    }

    @Override
    public <C> void inject(SpanContext context, C carrier, HeaderSetter<C> setter) {
        next.inject(context, carrier, setter);
        Map<String, String> baggage = context.baggage();
        for (String name : names) {
            String value = baggage.get(name);
            if (value != null) {
                setter.set(carrier, name, value);
            }
        }
    }

    @Override
    public <C> @Nullable RemoteSpanContext extract(C carrier, HeaderGetter<C> getter) {
        RemoteSpanContext remote = next.extract(carrier, getter);
        Map<String, String> found = new HashMap<>();
        for (String name : names) {
            String value = getter.get(carrier, name);
            if (value != null) {
                found.put(name, value);
            }
        }
        return found.isEmpty() ? remote : withBaggage(remote == null ? nothing() : remote, found);
    }

    private static RemoteSpanContext nothing() {
        return RemoteSpanContext.of(0, 0, 0, SamplingPriority.UNSET);
    }

    private static RemoteSpanContext withBaggage(RemoteSpanContext remote, Map<String, String> found) {
        Map<String, String> baggage = new HashMap<>(remote.baggage());
        baggage.putAll(found);
        return remote.toBuilder().baggage(baggage).build();
    }
}
