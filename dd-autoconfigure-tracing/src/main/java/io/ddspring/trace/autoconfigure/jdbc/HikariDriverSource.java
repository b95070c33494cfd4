/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.DriverDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Objects;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections with the driver that the URL of a Hikari pool asks for, in the way the pool does it itself. Follows
 * the pool's settings, which may change until the pool starts. Thread-safe.
 */
final class HikariDriverSource implements DataSource {
    private final HikariConfig config;
    private volatile Opener opener;

    /** A way to open connections, and the settings that it was made from. */
    private record Opener(
            @Nullable String url,
            @Nullable String driverClassName,
            Properties properties,
            @Nullable String user,
            @Nullable String password,
            DriverDataSource source) {
        static Opener of(HikariConfig config) {
            Properties copy = new Properties();
            copy.putAll(config.getDataSourceProperties());
            return new Opener(
                    config.getJdbcUrl(),
                    config.getDriverClassName(),
                    copy,
                    config.getUsername(),
                    config.getPassword(),
                    new DriverDataSource(
                            config.getJdbcUrl(),
                            config.getDriverClassName(),
                            copy,
                            config.getUsername(),
                            config.getPassword()));
        }

        boolean follows(HikariConfig config) {
            return Objects.equals(url, config.getJdbcUrl())
                    && Objects.equals(driverClassName, config.getDriverClassName())
                    && Objects.equals(user, config.getUsername())
                    && Objects.equals(password, config.getPassword())
                    && properties.equals(config.getDataSourceProperties());
        }
    }

    /**
     * Looks for the driver at once.
     *
     * @throws RuntimeException when there is none, as the pool would when it starts
     */
    HikariDriverSource(HikariConfig config) {
        this.config = config;
        this.opener = Opener.of(config);
    }

    private DriverDataSource source() {
        Opener present = opener;
        if (!present.follows(config)) {
            present = Opener.of(config);
            opener = present;
        }
        return present.source;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return source().getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return source().getConnection(username, password);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source().getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source().setLogWriter(out);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source().getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source().setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return source().getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        DriverDataSource source = source();
        return type.isInstance(source) ? type.cast(source) : source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        DriverDataSource source = source();
        return type.isInstance(source) || source.isWrapperFor(type);
    }
}
