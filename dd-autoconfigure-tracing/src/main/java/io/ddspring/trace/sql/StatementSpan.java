/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import io.ddspring.metrics.Faults;
import io.ddspring.trace.Span;
import java.sql.Connection;
import java.util.List;

/** The span of one execution, active while the driver works. No method throws, other than for a fatal error. */
final class StatementSpan {
    private static final String FAULT_SITE = "jdbc.statement";

    private final Span span;
    private final ContextScope scope;
    private final SqlDialect dialect;
    private final List<String> statements;
    private String sql;

    /**
     * Takes over a span that has been started.
     *
     * @param statements the SQL as the application wrote it
     * @param sql what of it is sent now
     */
    StatementSpan(Span span, ContextScope scope, SqlDialect dialect, List<String> statements, String sql) {
        this.span = span;
        this.scope = scope;
        this.dialect = dialect;
        this.statements = statements;
        this.sql = sql;
    }

    /** Tells the database about the span. */
    void monitor(DatabaseMonitoring monitoring, StatementKind kind, Context caller, Connection connection) {
        if (kind == StatementKind.PREPARED) {
            monitoring.executingPrepared(span, connection);
        } else {
            sql = monitoring.executing(span, caller, connection, sql);
        }
    }

    /** What to send. */
    String sql() {
        return sql;
    }

    /** Records what the driver threw, without literals of the SQL that it repeats. */
    void recordError(Throwable failure) {
        try {
            span.recordError(failure);
            ErrorRedaction.apply(span, dialect, statements);
        } catch (Throwable fault) {
            Faults.shared().record(FAULT_SITE, fault);
        }
    }

    void finish() {
        try {
            scope.close();
            span.finish();
        } catch (Throwable fault) {
            Faults.shared().record(FAULT_SITE, fault);
        }
    }
}
