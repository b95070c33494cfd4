/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import io.ddspring.context.Context;
import io.ddspring.context.ContextKey;
import io.ddspring.metrics.Faults;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanKind;
import io.ddspring.trace.SpanType;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Tracer;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes spans of the statements that run on connections of one data source. Thread-safe. */
public final class ConnectionTracer {
    /**
     * The execution that the calling thread is inside of. A data source that delegates to another traced one would
     * otherwise make two spans of one execution; the outer one stays.
     */
    private static final ContextKey<Span> EXECUTION = ContextKey.named("sql.execution");

    private final Supplier<Tracer> tracer;
    private final SqlTextCache texts;
    private final DatabaseFinder databases;

    ConnectionTracer(Supplier<Tracer> tracer, SqlTextCache texts, DatabaseFinder databases) {
        this.tracer = tracer;
        this.texts = texts;
        this.databases = databases;
    }

    /**
     * A connection that traces its statements; {@code connection} itself when it already does. Costs nothing but one
     * object: the connection is not asked anything.
     *
     * @param user who it was opened for, or null for the data source's own user
     */
    public Connection trace(Connection connection, @Nullable String user) {
        return connection instanceof TracedConnection ? connection : new TracedConnection(connection, this, user);
    }

    /** A builder of connections that trace their statements. */
    public ConnectionBuilder trace(ConnectionBuilder builder) {
        return new TracedConnectionBuilder(builder, this);
    }

    Database databaseOf(Connection connection, @Nullable String user) {
        return databases.find(connection, user);
    }

    /** What to send for a statement that is going to run later. Never throws. */
    String preparing(TracedConnection connection, String sql) {
        try {
            if (!databases.mayBeMonitored() || tracer.get() == Tracer.noop()) {
                return sql;
            }
            DatabaseMonitoring monitoring = connection.database().monitoring();
            return monitoring == null ? sql : monitoring.preparing(sql);
        } catch (Throwable fault) {
            Faults.shared().record("jdbc.prepare", fault);
            return sql;
        }
    }

    /** Starts a span for SQL that is about to run; null when there is to be none. Never throws. */
    @Nullable
    StatementSpan startSpan(TracedConnection connection, StatementKind kind, List<String> statements, String sql) {
        Span span = Span.noop();
        try {
            Tracer present = tracer.get();
            Context context = Context.current();
            Span outer = context.get(EXECUTION);
            if (present == Tracer.noop() || (outer != null && outer.isRecording())) {
                return null;
            }
            Database database = connection.database();
            SqlText text = texts.of(statements, database.dialect());
            span = present.buildSpan(database.operationName()).start();
            if (span == Span.noop()) {
                return null;
            }
            describe(span, kind, text, database);
            Context inside = context.with(Span.CONTEXT_KEY, span).with(EXECUTION, span);
            StatementSpan running = new StatementSpan(span, inside.activate(), database.dialect(), statements, sql);
            if (database.monitoring() != null) {
                running.monitor(database.monitoring(), kind, context, connection.target());
            }
            return running;
        } catch (Throwable fault) {
            span.abandon();
            Faults.shared().record("jdbc.statement", fault);
            return null;
        }
    }

    private static void describe(Span span, StatementKind kind, SqlText text, Database database) {
        if (database.serviceName() != null) {
            span.setServiceName(database.serviceName(), database.serviceSource());
        }
        span.setResourceName(text.resource(), ResourcePriority.FRAMEWORK_ROUTE)
                .setSpanType(SpanType.SQL)
                .setMeasured(true)
                .setTag(Tags.SPAN_KIND, SpanKind.CLIENT)
                .setTag(Tags.COMPONENT, kind.component())
                .setTag(Tags.DB_TYPE, database.type());
        tag(span, Tags.DB_INSTANCE, database.instance());
        tag(span, Tags.DB_USER, database.user());
        tag(span, Tags.DB_OPERATION, text.operation());
        tag(span, Tags.DB_POOL_NAME, database.poolName());
        tag(span, Tags.DB_SCHEMA, database.schema());
        tag(span, Tags.PEER_HOSTNAME, database.host());
    }

    private static void tag(Span span, String name, @Nullable String value) {
        if (value != null) {
            span.setTag(name, value);
        }
    }
}
