/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import org.jspecify.annotations.Nullable;

/**
 * A statement as a span shows it. Immutable.
 *
 * @param resource the SQL with {@code ?} for every literal and without comments
 * @param operation its first keyword as written; null when it has none
 */
record SqlText(String resource, @Nullable String operation) {}
