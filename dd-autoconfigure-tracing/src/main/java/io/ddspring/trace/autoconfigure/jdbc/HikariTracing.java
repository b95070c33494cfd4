/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.ddspring.trace.sql.ConnectionTracer;
import io.ddspring.trace.sql.JdbcTracing;
import io.ddspring.trace.sql.TracedDataSource;
import javax.sql.DataSource;

/**
 * Traces inside a Hikari pool: the pool is given a data source that opens the connections it would have opened, so the
 * bean stays the very object that the application made. Loaded only where Hikari is on the class path.
 */
final class HikariTracing {
    private HikariTracing() {}

    static boolean isPool(DataSource dataSource) {
        return dataSource instanceof HikariDataSource;
    }

    /** Connections of a pool that cannot be traced inside. */
    static ConnectionTracer connectionsOf(DataSource dataSource, JdbcTracing tracing) {
        return tracing.connectionsOf(new HikariFacts((HikariDataSource) dataSource));
    }

    /** Traces inside {@code dataSource}, which {@linkplain #isPool is a pool}. */
    static Outcome trace(DataSource dataSource, JdbcTracing tracing) {
        HikariDataSource pool = (HikariDataSource) dataSource;
        DataSource source = pool.getDataSource();
        if (source instanceof TracedDataSource) {
            return Outcome.traced("inside " + pool.getClass().getName());
        }
        if (pool.getHikariPoolMXBean() != null || pool.isClosed()) {
            return Outcome.untraced("the pool was started before the bean was there");
        }
        if (source == null) {
            if (pool.getDataSourceClassName() != null
                    || pool.getDataSourceJNDI() != null
                    || pool.getJdbcUrl() == null) {
                return Outcome.untraced("the pool is not configured by jdbcUrl or dataSource");
            }
            return driverOf(pool, tracing);
        }
        // Hikari recognises MySQL's own data source by its class name and treats its connections differently.
        if (source.getClass().getName().contains("Mysql")) {
            return Outcome.untraced("the pool must see MySQL's own data source");
        }
        return inside(pool, source, tracing);
    }

    private static Outcome driverOf(HikariDataSource pool, JdbcTracing tracing) {
        try {
            return inside(pool, new HikariDriverSource(pool), tracing);
        } catch (RuntimeException noDriver) {
            // The pool reports the same when it starts.
            return Outcome.untraced("no driver for the pool's jdbcUrl");
        }
    }

    private static Outcome inside(HikariDataSource pool, DataSource source, JdbcTracing tracing) {
        pool.setDataSource(new TracedDataSource(source, tracing.connectionsOf(new HikariFacts(pool))));
        return Outcome.traced("inside " + pool.getClass().getName());
    }
}
