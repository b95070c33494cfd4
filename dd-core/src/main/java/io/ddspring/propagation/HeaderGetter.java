/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads headers of a message.
 *
 * @param <C> type of the message
 */
@FunctionalInterface
public interface HeaderGetter<C> {
    /** The first value of the header whatever its letter case, or null. */
    @Nullable
    String get(C carrier, String name);

    /** All values of the header in order of arrival; to be overridden where a header may be repeated. */
    default List<String> getAll(C carrier, String name) {
        String value = get(carrier, name);
        return value == null ? List.of() : List.of(value);
    }

    /** Names of all headers; to be overridden where they are known, as some headers are found by their prefix only. */
    default Iterable<String> names(C carrier) {
        return List.of();
    }
}
