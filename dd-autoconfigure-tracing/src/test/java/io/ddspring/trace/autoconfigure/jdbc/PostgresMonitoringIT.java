/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.trace.SpanData;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlOutParameter;
import org.springframework.jdbc.core.SqlParameter;
import org.springframework.jdbc.core.simple.SimpleJdbcCall;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What PostgreSQL itself sees of the comments. */
class PostgresMonitoringIT {
    private static final String APPLICATION_NAME =
            "select application_name from pg_stat_activity where pid = pg_backend_pid()";

    private static EmbeddedPostgres database;

    private final JdbcContext jdbc = new JdbcContext();

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedPostgres.builder().start();
        try (Connection connection = database.getPostgresDatabase().getConnection()) {
            connection
                    .createStatement()
                    .execute("create table users(id bigserial primary key, name text unique);"
                            + "create procedure add(who text) language sql as"
                            + " $$ insert into users(name) values (who) $$;"
                            + "create function greet(who text) returns text language sql as"
                            + " $$ select 'hello ' || who $$");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    private void run(String mode, Consumer<JdbcTemplate> test, String... properties) {
        jdbc.runner()
                .withConfiguration(BootClasses.dataSource())
                .withPropertyValues(
                        "spring.datasource.url=jdbc:postgresql://localhost:" + database.getPort() + "/postgres",
                        "spring.datasource.username=postgres",
                        "spring.datasource.hikari.maximum-pool-size=1",
                        "dd.service=my shop",
                        "dd.env=prod",
                        "dd.version=1.2",
                        "dd.dbm.propagation-mode=" + mode)
                .withPropertyValues(properties)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    test.accept(context.getBean(JdbcTemplate.class));
                });
    }

    private static String identity() {
        return "ddps='my+shop',dde='prod',ddpv='1.2',dddbs='postgresql',ddh='localhost',dddb='postgres'";
    }

    private SpanData lastSpan() {
        List<SpanData> spans = jdbc.writer.spans();
        return spans.get(spans.size() - 1);
    }

    private static String traceparent(SpanData span) {
        return String.format("00-%016x%016x-%016x-01", span.traceIdHigh(), span.traceIdLow(), span.spanId());
    }

    @Test
    void nothing_is_told_unless_configured() {
        run("disabled", template -> {
            assertThat(template.queryForObject("select current_query()", String.class))
                    .isEqualTo("select current_query()");
            assertThat(template.queryForObject("select current_query() where 1 = ?", String.class, 1))
                    .isEqualTo("select current_query() where 1 = $1");
        });
    }

    @Test
    void service_mode_shows_who_sent_a_statement() {
        run("service", template -> {
            assertThat(template.queryForObject("select current_query()", String.class))
                    .isEqualTo("/*" + identity() + "*/ select current_query()");
            assertThat(template.queryForObject("select current_query() where 1 = ?", String.class, 1))
                    .isEqualTo("/*" + identity() + "*/ select current_query() where 1 = $1");
            assertThat(lastSpan().resourceName()).isEqualTo("select current_query() where ? = ?");
        });
    }

    @Test
    void full_mode_shows_the_span_that_sent_a_direct_statement() {
        run("full", template -> {
            assertThat(template.queryForObject("select current_query();", String.class))
                    .isEqualTo("/*" + identity() + ",traceparent='" + traceparent(lastSpan())
                            + "'*/ select current_query()");
            assertThat(lastSpan().tag("_dd.dbm_trace_injected")).isEqualTo("true");
            assertThat(template.queryForObject("select current_query() where 1 = ?", String.class, 1))
                    .isEqualTo("/*" + identity() + "*/ select current_query() where 1 = $1");
        });
    }

    @Test
    void the_span_of_a_prepared_statement_is_the_name_of_the_session() {
        run(
                "full",
                template -> {
                    String name = template.queryForObject(APPLICATION_NAME + " and 1 = ?", String.class, 1);

                    assertThat(name).isEqualTo("_DD_" + traceparent(lastSpan()));
                    assertThat(lastSpan().tag("_dd.dbm_trace_injected")).isEqualTo("true");
                },
                "dd.dbm.trace-prepared-statements=true");
    }

    @Test
    void a_prepared_statement_is_prepared_once_on_the_server() {
        run("full", template -> {
            for (int i = 0; i < 10; i++) {
                template.queryForObject("select count(*) from users where id = ?", Long.class, (long) i);
            }
            assertThat(template.queryForObject(
                            "select count(*) from pg_prepared_statements where statement like '%from users where id%'",
                            Long.class))
                    .isEqualTo(1);
        });
    }

    @Test
    void a_transaction_that_has_failed_fails_as_ever() {
        run(
                "full",
                template -> {
                    PlatformTransactionManager manager =
                            new org.springframework.jdbc.support.JdbcTransactionManager(template.getDataSource());
                    assertThatThrownBy(() -> new TransactionTemplate(manager).executeWithoutResult(status -> {
                                try {
                                    template.queryForList("select nonsense where 1 = ?", 1);
                                } catch (DataAccessException expected) {
                                    template.queryForObject("select 1 where 1 = ?", Integer.class, 1);
                                }
                            }))
                            .hasMessageContaining("current transaction is aborted");
                    assertThat(template.queryForObject("select 1 where 1 = ?", Integer.class, 1))
                            .isEqualTo(1);
                },
                "dd.dbm.trace-prepared-statements=true");
    }

    @Test
    void calls_batches_and_generated_keys_work_with_comments() {
        for (String append : List.of("true", "false")) {
            run(
                    "full",
                    template -> {
                        template.update("truncate users");
                        template.update("call add('called')");
                        template.update("call add(?);", "called with value");
                        assertThat(new SimpleJdbcCall(template)
                                        .withFunctionName("greet")
                                        .withoutProcedureColumnMetaDataAccess()
                                        .declareParameters(
                                                new SqlOutParameter("return", Types.VARCHAR),
                                                new SqlParameter("who", Types.VARCHAR))
                                        .executeFunction(String.class, Map.of("who", "you")))
                                .isEqualTo("hello you");
                        assertThat(template.batchUpdate(
                                        "insert into users(name) values ('a');",
                                        "insert into users(name) values ('b') -- last"))
                                .containsExactly(1, 1);
                        assertThat(template.batchUpdate(
                                        "insert into users(name) values (?)",
                                        List.of(new Object[] {"c"}, new Object[] {"d"})))
                                .containsExactly(1, 1);
                        assertThat(new SimpleJdbcInsert(template)
                                        .withTableName("users")
                                        .usingColumns("name")
                                        .usingGeneratedKeyColumns("id")
                                        .executeAndReturnKey(Map.of("name", "keyed")))
                                .isNotNull();
                        assertThat(template.queryForObject("select count(*) from users", Integer.class))
                                .isEqualTo(7);
                    },
                    "dd.dbm.always-append-sql-comment=" + append);
        }
    }

    @Test
    void an_unknown_mode_changes_no_statement() {
        run("everything", template -> assertThat(template.queryForObject("select current_query()", String.class))
                .isEqualTo("select current_query()"));
    }
}
