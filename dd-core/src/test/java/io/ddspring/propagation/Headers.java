/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Headers of a message, found in any letter case. */
final class Headers {
    static final HeaderSetter<Headers> SETTER = Headers::set;
    static final HeaderGetter<Headers> GETTER = new HeaderGetter<>() {
        @Override
        public String get(Headers carrier, String name) {
            return carrier.first(name);
        }

        @Override
        public List<String> getAll(Headers carrier, String name) {
            return carrier.values.getOrDefault(name, List.of());
        }

        @Override
        public Iterable<String> names(Headers carrier) {
            return carrier.values.keySet();
        }
    };

    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Headers add(String name, String value) {
        values.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
        return this;
    }

    Headers without(String name) {
        values.remove(name);
        return this;
    }

    void set(String name, String value) {
        values.put(name, new ArrayList<>(List.of(value)));
    }

    String first(String name) {
        List<String> all = values.get(name);
        return all == null ? null : all.get(0);
    }

    /** Characters of all names and values. */
    int size() {
        return values.entrySet().stream()
                .mapToInt(header -> header.getKey().length()
                        + header.getValue().stream().mapToInt(String::length).sum())
                .sum();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
