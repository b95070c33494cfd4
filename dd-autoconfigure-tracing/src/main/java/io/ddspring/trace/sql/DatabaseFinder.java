/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which database a connection leads to, from what the data source knows and otherwise from the connection, and
 * never with a question to the database. Remembers the last answer, which is the only one unless connections differ.
 * Thread-safe.
 */
final class DatabaseFinder {
    /** Drivers of these answer who is logged in from memory; others run a query for it. */
    private static final Set<String> USER_IS_KNOWN_LOCALLY =
            Set.of("h2", "hsqldb", "derby", "postgresql", "oracle", "db2", "sqlite");

    private final DataSourceFacts facts;
    private final Supplier<JdbcSettings> settings;
    private volatile @Nullable Found last;

    private record Found(
            @Nullable String url,
            @Nullable String user,
            @Nullable String poolName,
            Database database) {
        boolean answers(@Nullable String askedUrl, @Nullable String askedUser, @Nullable String askedPoolName) {
            return Objects.equals(url, askedUrl)
                    && Objects.equals(user, askedUser)
                    && Objects.equals(poolName, askedPoolName);
        }
    }

    DatabaseFinder(DataSourceFacts facts, Supplier<JdbcSettings> settings) {
        this.facts = facts;
        this.settings = settings;
    }

    /** Whether databases may want to be told about statements; asks nobody. */
    boolean mayBeMonitored() {
        return settings.get().dbm().enabled();
    }

    /**
     * The database behind {@code connection}.
     *
     * @param user who it was opened for, or null for the data source's own user
     */
    Database find(Connection connection, @Nullable String user) {
        String known = facts.jdbcUrl();
        String url = known == null ? urlOf(connection) : known;
        String openedFor = user == null ? facts.user() : user;
        String poolName = facts.poolName();
        Found found = last;
        if (found == null || !found.answers(url, openedFor, poolName)) {
            DatabaseAddress address = DatabaseAddress.of(url);
            found = new Found(
                    url,
                    openedFor,
                    poolName,
                    Database.of(address, userOf(connection, openedFor, address), poolName, settings.get()));
            last = found;
        }
        return found.database();
    }

    private static @Nullable String urlOf(Connection connection) {
        try {
            return connection.getMetaData().getURL();
        } catch (SQLException | RuntimeException unavailable) {
            return null;
        }
    }

    private static @Nullable String userOf(Connection connection, @Nullable String openedFor, DatabaseAddress address) {
        if (openedFor != null || address.user() != null || !USER_IS_KNOWN_LOCALLY.contains(address.type())) {
            return openedFor == null ? address.user() : openedFor;
        }
        try {
            return connection.getMetaData().getUserName();
        } catch (SQLException | RuntimeException unavailable) {
            return null;
        }
    }
}
