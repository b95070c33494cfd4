/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A prepared statement whose executions are spans.
 *
 * @param <S> kind of the driver's statement
 */
class TracedPreparedStatement<S extends PreparedStatement> extends PreparedStatementForwarder<S> {
    /** As the application wrote it. */
    private final String sql;

    TracedPreparedStatement(S delegate, TracedConnection connection, String sql) {
        super(delegate, connection);
        this.sql = sql;
    }

    @Override
    final StatementKind kind() {
        return StatementKind.PREPARED;
    }

    @Override
    public final ResultSet executeQuery() throws SQLException {
        return trace(sql, sent -> delegate.executeQuery());
    }

    @Override
    public final int executeUpdate() throws SQLException {
        return trace(sql, sent -> delegate.executeUpdate());
    }

    @Override
    public final long executeLargeUpdate() throws SQLException {
        return trace(sql, sent -> delegate.executeLargeUpdate());
    }

    @Override
    public final boolean execute() throws SQLException {
        return trace(sql, sent -> delegate.execute());
    }

    @Override
    public final int[] executeBatch() throws SQLException {
        return trace(sql, sent -> delegate.executeBatch());
    }

    @Override
    public final long[] executeLargeBatch() throws SQLException {
        return trace(sql, sent -> delegate.executeLargeBatch());
    }
}
