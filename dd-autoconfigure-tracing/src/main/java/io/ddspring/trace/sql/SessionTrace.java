/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanContext;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * How a session of a database is told which span its next statement belongs to, where a comment in the SQL would defeat
 * the database's cache of statements. What is told stays until it is told something else.
 */
enum SessionTrace {
    /** The name that sessions have in {@code pg_stat_activity}; costs a round trip. */
    POSTGRESQL_APPLICATION_NAME {
        @Override
        void tell(Connection connection, SpanContext span) throws SQLException {
            connection.setClientInfo("ApplicationName", PREFIX + traceparent(span));
        }
    },

    /** The action that sessions have in {@code V$SESSION}; travels with the statement. */
    ORACLE_ACTION {
        @Override
        void tell(Connection connection, SpanContext span) throws SQLException {
            connection.setClientInfo("OCSID.ACTION", PREFIX + traceparent(span));
        }
    },

    /** The context of sessions in {@code sys.dm_exec_sessions}; costs a round trip. */
    SQL_SERVER_CONTEXT_INFO {
        @Override
        void tell(Connection connection, SpanContext span) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement("set context_info ?")) {
                statement.setBytes(1, contextInfo(span));
                statement.execute();
            }
        }
    };

    private static final String PREFIX = "_DD_";
    private static final int CONTEXT_INFO_BYTES = 1 + 3 * Long.BYTES;

    /** Tells the session behind {@code connection}. */
    abstract void tell(Connection connection, SpanContext span) throws SQLException;

    /** The span as in the W3C header of that name. Takes the sampling decision if there is none yet. */
    static String traceparent(SpanContext span) {
        String flags = isSampled(span) ? "01" : "00";
        return "00-" + span.traceIdHex() + '-' + span.spanIdHex() + '-' + flags;
    }

    /**
     * A byte with the version, 0, in its upper and the sampling decision in its lower half, then span id and trace id,
     * big-endian. Takes the sampling decision if there is none yet.
     */
    static byte[] contextInfo(SpanContext span) {
        return ByteBuffer.allocate(CONTEXT_INFO_BYTES)
                .put((byte) (isSampled(span) ? 1 : 0))
                .putLong(span.spanId())
                .putLong(span.traceIdHigh())
                .putLong(span.traceIdLow())
                .array();
    }

    private static boolean isSampled(SpanContext span) {
        return SamplingPriority.isKept(span.decideSamplingPriority());
    }
}
