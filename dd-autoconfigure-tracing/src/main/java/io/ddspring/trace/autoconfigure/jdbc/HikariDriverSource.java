/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.DriverDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
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

    private record Settings(
            String url,
            @Nullable String driverClassName,
            Properties properties,
            @Nullable String user,
            @Nullable String password) {
        static Settings of(HikariConfig config) {
            Properties copy = new Properties();
            copy.putAll(config.getDataSourceProperties());
            return new Settings(
                    config.getJdbcUrl(), config.getDriverClassName(), copy, config.getUsername(), config.getPassword());
        }
    }

    private record Opener(Settings settings, DriverDataSource source) {
        static Opener of(Settings settings) {
            return new Opener(
                    settings,
                    new DriverDataSource(
                            settings.url,
                            settings.driverClassName,
                            settings.properties,
                            settings.user,
                            settings.password));
        }
    }

    /**
     * Looks for the driver at once.
     *
     * @throws RuntimeException when there is none, as the pool would when it starts
     */
    HikariDriverSource(HikariConfig config) {
        this.config = config;
        this.opener = Opener.of(Settings.of(config));
    }

    private DriverDataSource source() {
        Settings settings = Settings.of(config);
        Opener present = opener;
        if (!present.settings.equals(settings)) {
            present = Opener.of(settings);
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
