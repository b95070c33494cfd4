/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import org.jspecify.annotations.Nullable;

/**
 * What is known about a data source without asking the database. Asked when the first statement of a connection runs,
 * so an answer may change until then. Thread-safe.
 */
public interface DataSourceFacts {
    /** Nothing is known; the connection is asked. */
    DataSourceFacts NONE = new DataSourceFacts() {};

    /** URL that connections are opened with, or null to ask the connection. */
    default @Nullable String jdbcUrl() {
        return null;
    }

    /** Who connections are opened for when the caller names nobody, or null when unknown. */
    default @Nullable String user() {
        return null;
    }

    /** Name of the connection pool, or null. */
    default @Nullable String poolName() {
        return null;
    }
}
