/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import com.zaxxer.hikari.HikariConfig;
import io.ddspring.trace.sql.DataSourceFacts;
import org.jspecify.annotations.Nullable;

/** What a Hikari pool knows. Its name is given when it starts, unless it is configured. */
record HikariFacts(HikariConfig config) implements DataSourceFacts {
    @Override
    public @Nullable String jdbcUrl() {
        return config.getJdbcUrl();
    }

    @Override
    public @Nullable String user() {
        return config.getUsername();
    }

    @Override
    public @Nullable String poolName() {
        return config.getPoolName();
    }
}
