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
        private final TagSlots tags = new TagSlots(12);

        Builder add(String name, String text) {
            if (!text.isEmpty()) {
                tags.set(name, text);
            }
            return this;
        }

        Builder add(String name, double number) {
            tags.set(name, Numbers.of(number));
            return this;
        }

        AddedTags besides(SharedTags common) {
            SharedTags added = new SharedTags(tags);
            return new AddedTags(added, common.with(added));
        }
    }
}
