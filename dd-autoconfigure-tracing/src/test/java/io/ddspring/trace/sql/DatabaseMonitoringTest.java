/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.NamingSchema;
import io.ddspring.trace.Scope;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseMonitoringTest {
    private static final DbmSettings SERVICE =
            new DbmSettings(true, false, true, false, "shop", "prod", "1.2", Map.of());
    private static final DbmSettings FULL = new DbmSettings(true, true, true, false, "shop", "prod", "1.2", Map.of());
    private static final DbmSettings FULL_WITHOUT_PREPARED =
            new DbmSettings(true, true, false, false, "shop", "prod", "1.2", Map.of());

    private final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    private final CoreTracer tracer =
            CoreTracer.builder().writer(writer).service("shop").build();

    @AfterEach
    void close() {
        tracer.close();
    }

    private Connection traced(Connection connection, DbmSettings dbm) {
        JdbcSettings settings = new JdbcSettings(NamingSchema.V0, false, false, false, dbm);
        return new JdbcTracing(() -> tracer, () -> settings)
                .connectionsOf(DataSourceFacts.NONE)
                .trace(connection, null);
    }

    private SpanData onlySpan() {
        assertThat(writer.spans()).hasSize(1);
        return writer.spans().get(0);
    }

    private static String identity(String type) {
        return "ddps='shop',dde='prod',ddpv='1.2',dddbs='" + type + "',ddh='db1',dddb='orders'";
    }

    private static String traceparent(SpanData span) {
        return String.format("00-%016x%016x-%016x-01", span.traceIdHigh(), span.traceIdLow(), span.spanId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "mariadb"})
    void full_mode_names_the_span_of_a_direct_statement(String type) throws SQLException {
        SentStatements driver = new SentStatements("jdbc:" + type + "://db1/orders");

        traced(driver.connection(), FULL).createStatement().execute("select 1");

        assertThat(driver.sent)
                .containsExactly("/*" + identity(type) + ",traceparent='" + traceparent(onlySpan()) + "'*/ select 1");
        assertThat(onlySpan().tag("_dd.dbm_trace_injected")).isEqualTo("true");
        assertThat(onlySpan().resourceName()).isEqualTo("select ?");
    }

    @Test
    void service_mode_names_no_span() throws SQLException {
        SentStatements driver = new SentStatements("jdbc:postgresql://db1/orders");
        Connection connection = traced(driver.connection(), SERVICE);

        connection.createStatement().execute("select 1");
        connection.prepareStatement("select 2").execute();

        assertThat(driver.sent)
                .containsExactly(
                        "/*" + identity("postgresql") + "*/ select 1",
                        "/*" + identity("postgresql") + "*/ select 2",
                        "run");
        assertThat(writer.spans())
                .extracting(span -> span.tag("_dd.dbm_trace_injected"))
                .containsOnlyNulls();
    }

    @Test
    void full_mode_of_a_database_that_cannot_have_it_is_service_mode() throws SQLException {
        SentStatements driver = new SentStatements("jdbc:db2://db1/orders");

        traced(driver.connection(), FULL).createStatement().execute("select 1");

        assertThat(driver.sent).containsExactly("/*" + identity("db2") + "*/ select 1");
        assertThat(onlySpan().tag("_dd.dbm_trace_injected")).isNull();
    }

    @Test
    void a_prepared_statement_is_the_same_text_in_every_trace() throws SQLException {
        SentStatements driver = new SentStatements("jdbc:mysql://db1/orders");
        Connection connection = traced(driver.connection(), FULL);

        connection.prepareStatement("select ?").execute();
        connection.prepareCall("{call p(?)}").execute();

        assertThat(driver.sent)
                .containsExactly(
                        "/*" + identity("mysql") + "*/ select ?",
                        "run",
                        "{call p(?)} /*" + identity("mysql") + "*/",
                        "run");
        assertThat(writer.spans())
                .extracting(span -> span.tag("_dd.dbm_trace_injected"))
                .containsOnlyNulls();
    }

    @Test
    void postgresql_learns_the_span_of_a_prepared_statement_from_the_application_name() throws SQLException {
        SentStatements driver = new SentStatements("jdbc:postgresql://db1/orders");

        traced(driver.connection(), FULL).prepareStatement("select ?").execute();

        assertThat(driver.sent)
                .containsExactly(
                        "/*" + identity("postgresql") + "*/ select ?",
                        "ApplicationName=_DD_" + traceparent(onlySpan()),
                        "run");
        assertThat(onlySpan().tag("_dd.dbm_trace_injected")).isEqualTo("true");
    }

    @Test
    void postgresql_keeps_its_application_name_unless_asked() throws SQLException {
        SentStatements driver = new SentStatements("jdbc:postgresql://db1/orders");

        traced(driver.connection(), FULL_WITHOUT_PREPARED)
                .prepareStatement("select ?")
                .execute();

        assertThat(driver.sent).containsExactly("/*" + identity("postgresql") + "*/ select ?", "run");
    }

    @Test
    void oracle_learns_the_span_from_the_action_of_its_session() throws SQLException {
        SentStatements driver = new SentStatements("jdbc:oracle:thin:@//db1:1521/orders");

        traced(driver.connection(), FULL).createStatement().execute("select 1 from dual");

        assertThat(driver.sent)
                .containsExactly(
                        "OCSID.ACTION=_DD_" + traceparent(onlySpan()),
                        "/*" + identity("oracle") + "*/ select 1 from dual");
        assertThat(onlySpan().tag("_dd.dbm_trace_injected")).isEqualTo("true");
    }

    @Test
    void sql_server_learns_the_span_from_the_context_of_its_session() throws SQLException {
        SentStatements driver = new SentStatements("jdbc:sqlserver://db1;databaseName=orders");

        traced(driver.connection(), FULL_WITHOUT_PREPARED)
                .prepareStatement("select ?")
                .execute();

        SpanData span = onlySpan();
        assertThat(driver.sent)
                .containsExactly(
                        "select ? /*" + identity("sqlserver") + "*/",
                        "set context_info ?",
                        String.format("01%016x%016x%016x", span.spanId(), span.traceIdHigh(), span.traceIdLow()),
                        "run",
                        "run");
        assertThat(span.tag("_dd.dbm_trace_injected")).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db1/orders",
                "jdbc:oracle:thin:@//db1:1521/orders",
                "jdbc:sqlserver://db1;databaseName=orders"
            })
    void a_session_that_cannot_be_told_runs_the_statement_all_the_same(String url) throws SQLException {
        SentStatements driver = new SentStatements(url);
        driver.refuseSessionState();

        traced(driver.connection(), FULL).prepareStatement("select ?").execute();

        assertThat(driver.sent).hasSize(2).last().isEqualTo("run");
        assertThat(onlySpan().tag("_dd.dbm_trace_injected")).isNull();
    }

    @Test
    void the_sampling_decision_is_taken_first() throws SQLException {
        SentStatements driver = new SentStatements("jdbc:postgresql://db1/orders");
        Connection connection = traced(driver.connection(), FULL);
        Span dropped = tracer.startSpan("dropped");

        try (Scope scope = tracer.activate(dropped)) {
            dropped.setTag("manual.drop", true);
            connection.createStatement().execute("select 1");
            dropped.setTag("manual.keep", true);
            connection.createStatement().execute("select 2");
        }
        dropped.finish();

        assertThat(driver.sent.get(0)).contains("-00'*/");
        assertThat(driver.sent).hasSize(2);
    }

    @Test
    void the_peer_service_of_the_calling_span_is_told() throws SQLException {
        SentStatements driver = new SentStatements("jdbc:postgresql://db1/orders");
        Connection connection = traced(driver.connection(), SERVICE);
        Span calling = tracer.startSpan("calling").setTag("peer.service", "ledger");

        try (Scope scope = tracer.activate(calling)) {
            connection.createStatement().execute("select 1");
            connection.prepareStatement("select 2");
        }
        calling.finish();

        assertThat(driver.sent)
                .containsExactly(
                        "/*" + identity("postgresql") + ",ddprs='ledger'*/ select 1",
                        "/*" + identity("postgresql") + ",ddprs='ledger'*/ select 2");
    }

    @Test
    void the_service_of_the_database_is_the_mapped_one() throws SQLException {
        SentStatements driver = new SentStatements("jdbc:mysql://db1/orders");
        DbmSettings mapped = new DbmSettings(true, false, false, false, "shop", "", "", Map.of("mysql", "ledger-db"));

        traced(driver.connection(), mapped).prepareStatement("select 1");

        assertThat(driver.sent).containsExactly("/*ddps='shop',dddbs='ledger-db',ddh='db1',dddb='orders'*/ select 1");
    }

    @Test
    void a_database_that_keeps_the_service_of_the_application_says_so() throws SQLException {
        SentStatements driver = new SentStatements("jdbc:mysql://db1/orders");
        JdbcSettings ownService = new JdbcSettings(NamingSchema.V1, false, false, false, SERVICE);

        new JdbcTracing(() -> tracer, () -> ownService)
                .connectionsOf(DataSourceFacts.NONE)
                .trace(driver.connection(), null)
                .prepareStatement("select 1");

        assertThat(driver.sent).singleElement().asString().contains("dddbs='shop'");
    }

    @Test
    void a_connection_that_is_traced_twice_gets_one_comment_and_one_session_state() throws SQLException {
        SentStatements driver = new SentStatements("jdbc:sqlserver://db1;databaseName=orders");
        JdbcSettings settings = new JdbcSettings(NamingSchema.V0, false, false, false, FULL);
        JdbcTracing tracing = new JdbcTracing(() -> tracer, () -> settings);
        Connection inner = tracing.connectionsOf(DataSourceFacts.NONE).trace(driver.connection(), null);
        Connection between = (Connection) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) -> method.invoke(inner, arguments));

        tracing.connectionsOf(DataSourceFacts.NONE)
                .trace(between, null)
                .prepareStatement("select 1")
                .execute();

        assertThat(writer.spans()).hasSize(1);
        assertThat(driver.sent)
                .filteredOn(sql -> sql.startsWith("set context_info ?"))
                .hasSize(1);
        assertThat(driver.sent.get(0)).isEqualTo("select 1 /*" + identity("sqlserver") + "*/");
    }

    @Test
    void statements_outside_of_any_trace_stay_as_they_are_while_nothing_is_traced() throws SQLException {
        SentStatements driver = new SentStatements("jdbc:postgresql://db1/orders");
        JdbcSettings settings = new JdbcSettings(NamingSchema.V0, false, false, false, FULL);
        Connection connection = new JdbcTracing(io.ddspring.trace.Tracer::noop, () -> settings)
                .connectionsOf(DataSourceFacts.NONE)
                .trace(driver.connection(), null);

        connection.createStatement().execute("select 1");
        connection.prepareStatement("select 2");

        assertThat(driver.sent).containsExactly("select 1", "select 2");
    }

    @Test
    void every_way_to_run_a_statement_still_works_on_a_real_database() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl("jdbc:h2:mem:dbm");
        h2.setUser("sa");
        String insert = "insert into t(name) values ('a')";
        try (Connection connection = traced(h2.getConnection(), FULL);
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
            statement.execute("create table t(id bigint auto_increment primary key, name varchar(9));");
            assertThat(statement.executeUpdate(insert, Statement.RETURN_GENERATED_KEYS))
                    .isEqualTo(1);
            assertThat(statement.getGeneratedKeys().next()).isTrue();
            assertThat(statement.executeLargeUpdate(insert, new String[] {"ID"}))
                    .isEqualTo(1);
            statement.addBatch(insert);
            statement.addBatch("delete from t where id = 1");
            assertThat(statement.executeBatch()).containsExactly(1, 1);
            try (ResultSet rows = statement.executeQuery("select id, name from t order by id")) {
                assertThat(rows.last()).isTrue();
                rows.updateString("name", "b");
                rows.updateRow();
                assertThat(rows.first()).isTrue();
            }
            assertThat(single(connection, "select name from t where id = 3")).isEqualTo("b");
            try (PreparedStatement prepared =
                    connection.prepareStatement("insert into t(name) values (?)", new int[] {1})) {
                prepared.setString(1, "c");
                prepared.addBatch();
                prepared.setString(1, "d");
                prepared.addBatch();
                assertThat(prepared.executeLargeBatch()).containsExactly(1, 1);
            }
            assertThat(single(connection, "{call lower('ABC')}")).isEqualTo("abc");
        }
        assertThat(writer.spans()).extracting(SpanData::isError).containsOnly(false);
        assertThat(writer.spans())
                .extracting(SpanData::resourceName)
                .contains("insert into t(name) values (?)", "select id, name from t order by id");
    }

    @Test
    void a_database_shows_the_comment() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl("jdbc:h2:mem:dbm");
        h2.setUser("sa");
        String statements = "select executing_statement from information_schema.sessions";
        try (Connection connection = traced(h2.getConnection(), SERVICE)) {
            assertThat(single(connection, statements))
                    .startsWith("/*ddps='shop',dde='prod',ddpv='1.2',dddbs='h2',dddb='dbm'*/");
        }
    }

    private static List<String> columns(ResultSet rows) throws SQLException {
        return rows.next() ? List.of(rows.getString(1)) : List.of();
    }

    private static String single(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareCall(sql);
                ResultSet rows = query.executeQuery()) {
            return columns(rows).get(0);
        }
    }
}
