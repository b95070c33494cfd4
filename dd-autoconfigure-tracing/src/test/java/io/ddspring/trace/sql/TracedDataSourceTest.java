/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ddspring.config.NamingSchema;
import io.ddspring.trace.Scope;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracedDataSourceTest {
    private final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    private final CoreTracer tracer =
            CoreTracer.builder().writer(writer).service("shop").build();
    private final JdbcDataSource target = new JdbcDataSource();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        target.setUrl("jdbc:h2:mem:t");
        target.setUser("sa");
        connection = traced(target, JdbcSettings.DEFAULT).getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table users(id bigint auto_increment primary key, name varchar(255))");
        }
        writer.clear();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
        tracer.close();
    }

    private DataSource traced(DataSource dataSource, JdbcSettings settings) {
        return new TracedDataSource(
                dataSource, new JdbcTracing(() -> tracer, () -> settings).connectionsOf(DataSourceFacts.NONE));
    }

    private List<String> resources() {
        return writer.spans().stream().map(SpanData::resourceName).toList();
    }

    @Test
    void a_prepared_query_is_a_span_like_the_recorded_one() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select id, name from users where id = ?")) {
            query.setLong(1, 7);
            query.executeQuery().close();
        }

        assertThat(writer.spans()).singleElement().satisfies(span -> {
            assertThat(span.operationName()).isEqualTo("h2.query");
            assertThat(span.serviceName()).isEqualTo("h2");
            assertThat(span.resourceName()).isEqualTo("select id, name from users where id = ?");
            assertThat(span.spanType()).isEqualTo("sql");
            assertThat(span.isError()).isFalse();
            assertThat(span.parentId()).isZero();
            assertThat(span.tag("db.type")).isEqualTo("h2");
            assertThat(span.tag("db.instance")).isEqualTo("t");
            assertThat(span.tag("db.user")).isEqualTo("SA");
            assertThat(span.tag("db.operation")).isEqualTo("select");
            assertThat(span.tag("span.kind")).isEqualTo("client");
            assertThat(span.tag("component")).isEqualTo("java-jdbc-prepared_statement");
            assertThat(span.tag("_dd.integration")).isEqualTo("java-jdbc-prepared_statement");
            assertThat(span.tag("_dd.svc_src")).isEqualTo("java-jdbc");
            assertThat(span.tag("_dd.base_service")).isEqualTo("shop");
            assertThat(span.metric("_dd.measured", 0)).isEqualTo(1);
            assertThat(span.metric("_dd.top_level", 0)).isEqualTo(1);
            assertThat(span.tag("peer.hostname")).isNull();
            assertThat(span.tag("db.pool.name")).isNull();
            assertThat(span.tag("db.schema")).isNull();
        });
    }

    @Test
    void a_statement_shows_its_sql_without_literals() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement
                    .executeQuery("SELECT * from users where name = 'secret' and id < 5")
                    .close();
        }

        assertThat(writer.spans()).singleElement().satisfies(span -> {
            assertThat(span.resourceName()).isEqualTo("SELECT * from users where name = ? and id < ?");
            assertThat(span.tag("component")).isEqualTo("java-jdbc-statement");
            assertThat(span.tag("db.operation")).isEqualTo("SELECT");
        });
    }

    @Test
    void every_way_to_run_a_statement_is_one_span() throws SQLException {
        String insert = "insert into users(name) values ('a')";
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute(insert)).isFalse();
            statement.execute(insert, Statement.RETURN_GENERATED_KEYS);
            statement.execute(insert, new int[] {1});
            statement.execute(insert, new String[] {"ID"});
            assertThat(statement.executeUpdate(insert)).isEqualTo(1);
            statement.executeUpdate(insert, Statement.RETURN_GENERATED_KEYS);
            statement.executeUpdate(insert, new int[] {1});
            statement.executeUpdate(insert, new String[] {"ID"});
            assertThat(statement.executeLargeUpdate(insert)).isEqualTo(1);
            statement.executeLargeUpdate(insert, Statement.RETURN_GENERATED_KEYS);
            statement.executeLargeUpdate(insert, new int[] {1});
            statement.executeLargeUpdate(insert, new String[] {"ID"});
            try (ResultSet keys = statement.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.getLong(1)).isEqualTo(12);
            }
        }

        assertThat(resources()).hasSize(12).containsOnly("insert into users(name) values (?)");
    }

    @Test
    void every_way_to_run_a_prepared_statement_is_one_span() throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into users(name) values (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, "a");
            insert.execute();
            insert.executeUpdate();
            assertThat(insert.executeLargeUpdate()).isEqualTo(1);
            insert.addBatch();
            insert.addBatch();
            assertThat(insert.executeBatch()).containsExactly(1, 1);
            insert.addBatch();
            assertThat(insert.executeLargeBatch()).containsExactly(1);
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.getLong(1)).isEqualTo(6);
            }
        }

        assertThat(resources()).hasSize(5).containsOnly("insert into users(name) values (?)");
    }

    @Test
    void a_callable_statement_is_a_prepared_one() throws SQLException {
        try (CallableStatement call = connection.prepareCall("{? = call abs(?)}")) {
            call.registerOutParameter(1, java.sql.Types.INTEGER);
            call.setInt(2, -3);
            call.execute();
            assertThat(call.getInt(1)).isEqualTo(3);
        }

        assertThat(writer.spans()).singleElement().satisfies(span -> {
            assertThat(span.resourceName()).isEqualTo("{? = call abs(?)}");
            assertThat(span.tag("db.operation")).isEqualTo("call");
            assertThat(span.tag("component")).isEqualTo("java-jdbc-prepared_statement");
        });
    }

    @Test
    void a_batch_of_statements_is_one_span_that_shows_each_kind_once() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("insert into users(name) values ('forgotten')");
            statement.clearBatch();
            statement.addBatch("insert into users(name) values ('a')");
            statement.addBatch("insert into users(name) values ('b')");
            statement.addBatch("delete from users where id = 2");
            assertThat(statement.executeBatch()).containsExactly(1, 1, 1);
            statement.addBatch("update users set name = 'c'");
            assertThat(statement.executeLargeBatch()).containsExactly(1);
            statement.executeBatch();
        }

        assertThat(resources())
                .containsExactly(
                        "insert into users(name) values (?); delete from users where id = ?",
                        "update users set name = ?");
    }

    @Test
    void failures_reach_the_application_and_the_span_without_literals() throws SQLException {
        String sql = "select * form users where name = 'top secret' and id = 4711";
        Throwable failure = catchThrowable(() -> connection.createStatement().executeQuery(sql));

        assertThat(failure).isInstanceOf(SQLException.class).hasMessageContaining("top secret");
        assertThat(writer.spans()).singleElement().satisfies(span -> {
            assertThat(span.isError()).isTrue();
            assertThat(span.tag("error.type")).isEqualTo(failure.getClass().getName());
            assertThat(span.tag("error.message")).contains("Syntax error");
            assertThat(span.tag("error.stack")).contains("Syntax error").contains("\tat ");
            span.forEachTag((name, value) ->
                    assertThat(value).doesNotContain("top secret").doesNotContain("4711"));
            assertThat(span.resourceName()).doesNotContain("top secret");
        });
    }

    @Test
    void spans_are_children_of_the_active_span_and_active_themselves_while_the_database_works() throws SQLException {
        Span parent = tracer.startSpan("order");
        try (Scope scope = tracer.activate(parent);
                Statement statement = connection.createStatement()) {
            statement.execute("create alias current_operation for '" + Probe.class.getName() + ".currentOperation'");
            try (ResultSet result = statement.executeQuery("call current_operation()")) {
                result.next();
                assertThat(result.getString(1)).isEqualTo("h2.query");
            }
            assertThat(tracer.activeSpan()).isSameAs(parent);
        }
        parent.finish();

        assertThat(writer.spans())
                .filteredOn(span -> span.operationName().equals("h2.query"))
                .hasSize(2)
                .allSatisfy(span ->
                        assertThat(span.parentId()).isEqualTo(parent.context().spanId()));
    }

    /** Called by the database. */
    public static final class Probe {
        public static String currentOperation() {
            Span active = Tracer.noop().activeSpan();
            return active.data() == null ? "none" : active.data().operationName();
        }
    }

    @Test
    void one_execution_is_one_span_however_many_traced_data_sources_it_passes() throws SQLException {
        DataSource hidden = new org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy(
                traced(target, JdbcSettings.DEFAULT));
        try (Connection twice = traced(hidden, JdbcSettings.DEFAULT).getConnection();
                PreparedStatement query = twice.prepareStatement("select 1")) {
            query.executeQuery().close();
            query.executeQuery().close();
        }

        assertThat(resources()).containsExactly("select ?", "select ?");
    }

    @Test
    void connections_and_transactions_are_no_spans() throws SQLException {
        connection.setAutoCommit(false);
        connection.isValid(1);
        connection.getMetaData().getDatabaseProductName();
        connection.commit();
        connection.rollback();
        traced(target, JdbcSettings.DEFAULT).getConnection("sa", "").close();

        assertThat(writer.spans()).isEmpty();
    }

    @Test
    void a_statement_knows_its_traced_connection() throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("select 1")) {
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThat(prepared.getConnection()).isSameAs(connection);
        }
    }

    @Test
    void the_driver_answers_for_sql_that_is_null() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(catchThrowable(() -> statement.execute(null))).isInstanceOf(SQLException.class);
        }
        assertThat(catchThrowable(() -> connection.prepareStatement(null))).isInstanceOf(SQLException.class);

        assertThat(writer.spans()).isEmpty();
    }

    @Test
    void without_a_recording_tracer_statements_only_run() throws SQLException {
        tracer.close();
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("insert into users(name) values ('a')"))
                    .isEqualTo(1);
        }

        assertThat(writer.spans()).isEmpty();
    }

    @Test
    void a_failing_tracer_never_fails_a_statement() throws SQLException {
        JdbcTracing failing = new JdbcTracing(
                () -> {
                    throw new IllegalStateException("tracer");
                },
                () -> JdbcSettings.DEFAULT);
        try (Connection untraced = failing.connectionsOf(DataSourceFacts.NONE).trace(target.getConnection(), null);
                Statement statement = untraced.createStatement()) {
            assertThat(statement.executeUpdate("insert into users(name) values ('a')"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_driver_that_tells_nothing_about_itself_leads_to_a_span_of_an_unknown_database() throws SQLException {
        Connection silent = (Connection) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getMetaData")) {
                        throw new UnsupportedOperationException();
                    }
                    return method.invoke(connection.unwrap(org.h2.jdbc.JdbcConnection.class), arguments);
                });
        try (Statement statement = new JdbcTracing(() -> tracer, () -> JdbcSettings.DEFAULT)
                .connectionsOf(DataSourceFacts.NONE)
                .trace(silent, null)
                .createStatement()) {
            statement.execute("select 'secret' from \"USERS\"");
        }

        assertThat(writer.spans()).singleElement().satisfies(span -> {
            assertThat(span.operationName()).isEqualTo("database.query");
            assertThat(span.resourceName()).isEqualTo("select ? from ?");
        });
    }

    @Test
    void the_service_is_named_as_configured() throws SQLException {
        assertThat(serviceOf(new JdbcSettings(NamingSchema.V1, false, false, false, DbmSettings.DISABLED)))
                .isEqualTo("shop null");
        assertThat(serviceOf(new JdbcSettings(NamingSchema.V0, true, false, false, DbmSettings.DISABLED)))
                .isEqualTo("t opt.db_client_split_by_instance");
        assertThat(serviceOf(new JdbcSettings(NamingSchema.V0, true, true, false, DbmSettings.DISABLED)))
                .isEqualTo("t-h2 opt.db_client_split_by_instance");
        assertThat(serviceOf(new JdbcSettings(NamingSchema.V0, false, false, true, DbmSettings.DISABLED)))
                .isEqualTo("h2 java-jdbc");
    }

    private String serviceOf(JdbcSettings settings) throws SQLException {
        writer.clear();
        try (Connection other = traced(target, settings).getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("select 1");
        }
        SpanData span = writer.spans().get(0);
        return span.serviceName() + " " + span.tag("_dd.svc_src");
    }

    @Test
    void the_host_names_the_service_when_that_is_configured() {
        Database database = Database.of(
                DatabaseAddress.of("jdbc:postgresql://db1/shop?currentSchema=s"),
                "app",
                "pool",
                new JdbcSettings(NamingSchema.V0, true, true, true, DbmSettings.DISABLED));

        assertThat(database.serviceName()).isEqualTo("db1");
        assertThat(database.serviceSource()).isEqualTo("opt.db_client_split_by_host");
        assertThat(database.operationName()).isEqualTo("postgresql.query");
        assertThat(database.host()).isEqualTo("db1");
        assertThat(database.schema()).isEqualTo("s");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db1/shop, postgresql, postgresql.query",
        "jdbc:mysql://db1/shop, mysql, mysql.query",
        "jdbc:sqlserver://db1;databaseName=shop, mssql, mssql.query"
    })
    void the_newer_names_know_no_service_but_that_of_the_application(String url, String type, String operation) {
        JdbcSettings settings = new JdbcSettings(NamingSchema.V1, false, false, false, DbmSettings.DISABLED);

        Database database = Database.of(DatabaseAddress.of(url), null, null, settings);

        assertThat(database.serviceName()).isNull();
        assertThat(database.type()).isEqualTo(type);
        assertThat(database.operationName()).isEqualTo(operation);
        assertThat(database.dialect()).isNotEqualTo(SqlDialect.UNKNOWN);
    }
}
