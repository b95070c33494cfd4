/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import io.ddspring.context.Context;
import io.ddspring.metrics.Faults;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells one database which service, and in full mode which span, runs a statement, so that Database Monitoring can join
 * what the database observes with traces. Immutable and thread-safe. No method throws because of what goes wrong here.
 */
final class DatabaseMonitoring {
    private static final String FAULT_SITE = "jdbc.dbm";
    private static final String TRACE_INJECTED = "_dd.dbm_trace_injected";
    private static final String PEER_SERVICE = "peer.service";

    /** Where the comment of a statement that is not prepared may name the span. */
    private static final Set<String> TRACE_IN_COMMENT = Set.of("mysql", "mariadb", "postgresql");

    private final SqlComment comment;
    private final boolean traceInComment;
    private final @Nullable SessionTrace ofStatements;
    private final @Nullable SessionTrace ofPreparedStatements;

    private DatabaseMonitoring(
            SqlComment comment,
            boolean traceInComment,
            @Nullable SessionTrace ofStatements,
            @Nullable SessionTrace ofPreparedStatements) {
        this.comment = comment;
        this.traceInComment = traceInComment;
        this.ofStatements = ofStatements;
        this.ofPreparedStatements = ofPreparedStatements;
    }

    /** Tells a database of the given type; null when it is to be told nothing. */
    static @Nullable DatabaseMonitoring of(DbmSettings settings, DatabaseAddress address, @Nullable String service) {
        if (!settings.enabled()) {
            return null;
        }
        String type = address.type();
        String own = service == null ? settings.service() : service;
        SqlComment comment = new SqlComment(
                settings, type, settings.serviceMapping().getOrDefault(own, own), address.host(), address.instance());
        if (!settings.traces()) {
            return new DatabaseMonitoring(comment, false, null, null);
        }
        SessionTrace session =
                switch (type) {
                    case "oracle" -> SessionTrace.ORACLE_ACTION;
                    case "sqlserver" -> SessionTrace.SQL_SERVER_CONTEXT_INFO;
                    default -> null;
                };
        boolean byName = type.equals("postgresql") && settings.tracePreparedStatements();
        return new DatabaseMonitoring(
                comment,
                TRACE_IN_COMMENT.contains(type),
                session,
                byName ? SessionTrace.POSTGRESQL_APPLICATION_NAME : session);
    }

    /** What to send for a statement that is going to run later, perhaps many times. */
    String preparing(String sql) {
        try {
            return comment.addTo(sql, peerService(Context.current()), null);
        } catch (Throwable fault) {
            Faults.shared().record(FAULT_SITE, fault);
            return sql;
        }
    }

    /** What to send for a statement that {@code span} runs on {@code connection} now, on behalf of {@code caller}. */
    String executing(Span span, Context caller, Connection connection, String sql) {
        try {
            if (ofStatements != null) {
                tell(ofStatements, span, connection);
            }
            String traceparent = traceInComment ? SessionTrace.traceparent(span.context()) : null;
            String commented = comment.addTo(sql, peerService(caller), traceparent);
            if (traceparent != null && !commented.equals(sql)) {
                span.setTag(TRACE_INJECTED, true);
            }
            return commented;
        } catch (Throwable fault) {
            Faults.shared().record(FAULT_SITE, fault);
            return sql;
        }
    }

    /** {@code span} is about to run a prepared statement on {@code connection}. */
    void executingPrepared(Span span, Connection connection) {
        try {
            if (ofPreparedStatements != null) {
                tell(ofPreparedStatements, span, connection);
            }
        } catch (Throwable fault) {
            Faults.shared().record(FAULT_SITE, fault);
        }
    }

    private static void tell(SessionTrace session, Span span, Connection connection) {
        try {
            session.tell(connection, span.context());
            span.setTag(TRACE_INJECTED, true);
        } catch (SQLException refused) {
            // For example inside of a transaction that has failed. The statement itself will tell the application.
            Faults.shared().record(FAULT_SITE, refused);
        }
    }

    /** The name that the application gave to what it calls now, on the span that calls. */
    private static @Nullable String peerService(Context caller) {
        Span active = Span.from(caller);
        SpanData data = active == null ? null : active.data();
        return data == null ? null : data.tag(PEER_SERVICE);
    }
}
