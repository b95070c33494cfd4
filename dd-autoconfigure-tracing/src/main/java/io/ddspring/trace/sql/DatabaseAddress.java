/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import org.jspecify.annotations.Nullable;

/**
 * What a JDBC URL tells. Immutable. A password that is part of the URL is not part of it.
 *
 * @param type kind of database in lower case, for example {@code postgresql}
 * @param host first host; null when the database is not reached through the network
 * @param instance database, service name, SID or file; null when the URL names none
 * @param user null when the URL names none
 * @param schema null when the URL names none
 */
record DatabaseAddress(
        String type,
        @Nullable String host,
        @Nullable String instance,
        @Nullable String user,
        @Nullable String schema) {
    /** Nothing is known. */
    static final DatabaseAddress UNKNOWN = new DatabaseAddress("database", null, null, null, null);

    /** Reads a JDBC URL; {@link #UNKNOWN} when it is none. */
    static DatabaseAddress of(@Nullable String url) {
        return url == null ? UNKNOWN : JdbcUrlParser.parse(url);
    }
}
