/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.ShardingKeyBuilder;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source whose connections trace their statements. As thread-safe as its target, which stays in the hands of
 * whoever made it: there is nothing to close here.
 */
public final class TracedDataSource extends JdbcWrapper<DataSource> implements DataSource {
    private final ConnectionTracer tracer;

    /** Wraps {@code target}. */
    public TracedDataSource(DataSource target, ConnectionTracer tracer) {
        super(target);
        this.tracer = tracer;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return tracer.trace(delegate.getConnection(), null);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return tracer.trace(delegate.getConnection(username, password), username);
    }

    @Override
    public ConnectionBuilder createConnectionBuilder() throws SQLException {
        return tracer.trace(delegate.createConnectionBuilder());
    }

    @Override
    public ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
        return delegate.createShardingKeyBuilder();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return delegate.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        delegate.setLogWriter(out);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return delegate.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        delegate.setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return delegate.getParentLogger();
    }
}
