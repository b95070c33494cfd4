/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.ShardingKey;
import org.jspecify.annotations.Nullable;

/** Describes a connection to the driver's builder and wraps what that opens. */
final class TracedConnectionBuilder implements ConnectionBuilder {
    private final ConnectionBuilder delegate;
    private final ConnectionTracer tracer;
    private @Nullable String user;

    TracedConnectionBuilder(ConnectionBuilder delegate, ConnectionTracer tracer) {
        this.delegate = delegate;
        this.tracer = tracer;
    }

    @Override
    public ConnectionBuilder user(String username) {
        delegate.user(username);
        user = username;
        return this;
    }

    @Override
    public ConnectionBuilder password(String password) {
        delegate.password(password);
        return this;
    }

    @Override
    public ConnectionBuilder shardingKey(ShardingKey shardingKey) {
        delegate.shardingKey(shardingKey);
        return this;
    }

    @Override
    public ConnectionBuilder superShardingKey(ShardingKey superShardingKey) {
        delegate.superShardingKey(superShardingKey);
        return this;
    }

    @Override
    public Connection build() throws SQLException {
        return tracer.trace(delegate.build(), user);
    }
}
