/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

/**
 * Tags that finished spans get beside those they began with. Immutable.
 *
 * @param added the tags
 * @param all these, and those with which all spans begin
 */
record AddedTags(SharedTags added, SharedTags all) {
    /** Collects the tags; empty texts are none. */
    static final class Builder {
        private final TagSlots<String> texts = new TagSlots<>(8);
        private final TagSlots<Double> numbers = new TagSlots<>(4);

        Builder add(String name, String text) {
            if (!text.isEmpty()) {
                texts.set(name, text);
            }
            return this;
        }

        Builder add(String name, double number) {
            numbers.set(name, Numbers.of(number));
            return this;
        }

        AddedTags besides(SharedTags common) {
            SharedTags added = new SharedTags(texts, numbers);
            return new AddedTags(added, common.with(added));
        }
    }
}
