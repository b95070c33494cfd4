/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tracer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlParameter;
import org.springframework.jdbc.core.simple.SimpleJdbcCall;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresIT {
    private static EmbeddedPostgres database;

    private final JdbcContext jdbc = new JdbcContext();

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedPostgres.builder().start();
        try (Connection connection = database.getPostgresDatabase().getConnection()) {
            connection
                    .createStatement()
                    .execute("create table users(id bigserial primary key, name text unique);"
                            + "create function rename(who bigint, inout name text) language sql as"
                            + " $$ update users set name = rename.name where id = who returning users.name $$");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    private void run(Consumer<AssertableApplicationContext> test) {
        runner().run(context -> {
            assertThat(context).hasNotFailed();
            test.accept(context);
        });
    }

    private ApplicationContextRunner runner() {
        return jdbc.runner()
                .withConfiguration(BootClasses.dataSource())
                .withPropertyValues(
                        "spring.datasource.url=jdbc:postgresql://localhost:" + database.getPort()
                                + "/postgres?currentSchema=public",
                        "spring.datasource.username=postgres");
    }

    private List<SpanData> spans() {
        List<SpanData> spans = jdbc.writer.spans();
        jdbc.writer.clear();
        return spans;
    }

    private SpanData onlySpan() {
        List<SpanData> spans = spans();
        assertThat(spans).hasSize(1);
        return spans.get(0);
    }

    @Test
    void queries_carry_what_the_url_and_the_pool_tell() {
        run(context -> {
            JdbcTemplate template = context.getBean(JdbcTemplate.class);
            template.queryForList("select * from users where name = ? and id > 0", "nobody");

            SpanData span = onlySpan();
            assertThat(span.operationName()).isEqualTo("postgresql.query");
            assertThat(span.serviceName()).isEqualTo("postgresql");
            assertThat(span.resourceName()).isEqualTo("select * from users where name = ? and id > ?");
            assertThat(span.tag("db.type")).isEqualTo("postgresql");
            assertThat(span.tag("db.instance")).isEqualTo("postgres");
            assertThat(span.tag("db.user")).isEqualTo("postgres");
            assertThat(span.tag("db.schema")).isEqualTo("public");
            assertThat(span.tag("peer.hostname")).isEqualTo("localhost");
            assertThat(span.tag("db.pool.name")).startsWith("HikariPool-");
        });
    }

    @Test
    void transactions_commit_and_roll_back_as_ever_and_make_no_spans_of_their_own() {
        run(context -> {
            JdbcTemplate template = context.getBean(JdbcTemplate.class);
            TransactionTemplate transaction =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            Tracer tracer = context.getBean(Tracer.class);

            tracer.trace("register", () -> {
                transaction.executeWithoutResult(status -> {
                    template.update("insert into users(name) values ('kept')");
                    template.update("update users set name = 'renamed' where name = 'kept'");
                });
                transaction.executeWithoutResult(status -> {
                    template.update("insert into users(name) values ('undone')");
                    status.setRollbackOnly();
                });
            });

            List<SpanData> spans = spans();
            assertThat(spans)
                    .extracting(SpanData::resourceName)
                    .containsExactlyInAnyOrder(
                            "register",
                            "insert into users(name) values (?)",
                            "update users set name = ? where name = ?",
                            "insert into users(name) values (?)");
            assertThat(spans)
                    .extracting(SpanData::traceIdLow)
                    .containsOnly(spans.get(0).traceIdLow());
            assertThat(template.queryForList(
                            "select name from users where name in ('renamed', 'undone')", String.class))
                    .containsExactly("renamed");
        });
    }

    @Test
    void a_batch_is_one_span_and_keeps_its_counts() {
        run(context -> {
            int[] counts = context.getBean(JdbcTemplate.class)
                    .batchUpdate(
                            "insert into users(name) values (?)",
                            List.of(new Object[] {"batch1"}, new Object[] {"batch2"}));

            assertThat(counts).containsExactly(1, 1);
            assertThat(onlySpan().resourceName()).isEqualTo("insert into users(name) values (?)");
        });
    }

    @Test
    void generated_keys_and_callable_statements_work_through_spring() {
        run(context -> {
            JdbcTemplate template = context.getBean(JdbcTemplate.class);
            Number id = new SimpleJdbcInsert(template)
                    .withTableName("users")
                    .usingColumns("name")
                    .usingGeneratedKeyColumns("id")
                    .executeAndReturnKey(Map.of("name", "keyed"));
            assertThat(onlySpan().resourceName()).isEqualTo("INSERT INTO users (name) VALUES(?)");

            Map<String, Object> result = new SimpleJdbcCall(template)
                    .withProcedureName("rename")
                    .withoutProcedureColumnMetaDataAccess()
                    .declareParameters(
                            new SqlParameter("who", Types.BIGINT),
                            new org.springframework.jdbc.core.SqlInOutParameter("name", Types.VARCHAR))
                    .execute(Map.of("who", id, "name", "called"));

            assertThat(result).containsEntry("name", "called");
            assertThat(onlySpan()).satisfies(span -> {
                assertThat(span.resourceName()).isEqualTo("{call rename(?, ?)}");
                assertThat(span.tag("component")).isEqualTo("java-jdbc-prepared_statement");
                assertThat(span.tag("db.operation")).isEqualTo("call");
            });
        });
    }

    @Test
    void a_violated_constraint_reaches_the_application_and_marks_the_span() {
        run(context -> {
            JdbcTemplate template = context.getBean(JdbcTemplate.class);
            template.update("insert into users(name) values ('unique name')");
            jdbc.writer.clear();

            assertThatThrownBy(() -> template.update("insert into users(name) values ('unique name')"))
                    .isInstanceOf(DuplicateKeyException.class)
                    .hasRootCauseInstanceOf(SQLException.class)
                    .hasMessageContaining("(unique name)");

            SpanData span = onlySpan();
            assertThat(span.isError()).isTrue();
            assertThat(span.tag("error.type")).isEqualTo("org.postgresql.util.PSQLException");
            assertThat(span.tag("error.message"))
                    .contains("duplicate key value")
                    .contains("Key (name)=(?) already exists");
            assertThat(span.tag("error.stack")).doesNotContain("unique name").contains("\tat org.postgresql");
        });
    }

    @Test
    void a_failed_batch_does_not_show_its_values() {
        run(context -> {
            JdbcTemplate template = context.getBean(JdbcTemplate.class);

            assertThatThrownBy(() -> template.batchUpdate(
                            "insert into users(name) values (?)",
                            List.of(new Object[] {"twice in a batch"}, new Object[] {"twice in a batch"})))
                    .isInstanceOf(DuplicateKeyException.class);

            SpanData span = onlySpan();
            assertThat(span.isError()).isTrue();
            assertThat(span.tag("error.message")).startsWith("Batch entry 1 was aborted");
        });
    }

    @Test
    void what_the_driver_has_beyond_jdbc_is_reached_by_unwrapping() {
        run(context -> {
            try (Connection connection = context.getBean(DataSource.class).getConnection();
                    var statement =
                            connection.prepareStatement("select count(*) from users where name like 'copied%'")) {
                assertThat(connection
                                .unwrap(PGConnection.class)
                                .getCopyAPI()
                                .copyIn("copy users(name) from stdin", new StringReader("copied1\ncopied2\n")))
                        .isEqualTo(2);
                statement.unwrap(PGStatement.class).setPrepareThreshold(1);
                try (ResultSet result = statement.executeQuery()) {
                    result.next();
                    assertThat(result.getInt(1)).isEqualTo(2);
                }
            } catch (SQLException | java.io.IOException failure) {
                throw new AssertionError(failure);
            }
            assertThat(onlySpan().resourceName()).isEqualTo("select count(*) from users where name like ?");
        });
    }

    @Test
    void text_in_dollars_is_a_literal_and_placeholders_are_none() {
        run(context -> {
            JdbcTemplate template = context.getBean(JdbcTemplate.class);
            template.execute("do $body$ begin perform 'secret'; end $body$");
            template.queryForObject("select $$it's$$ || E'\\'' || ?::varchar(5)", String.class, "x");

            assertThat(spans())
                    .extracting(SpanData::resourceName)
                    .containsExactly("do ?", "select ? || ? || ?::varchar(?)");
        });
    }

    @Test
    void several_pools_of_several_kinds_each_know_their_database() {
        jdbc.runner().withUserConfiguration(SeveralPools.class).run(context -> {
            assertThat(context).hasNotFailed();
            new JdbcTemplate(context.getBean("pooled", DataSource.class)).queryForList("select 1");
            assertThat(onlySpan()).satisfies(span -> {
                assertThat(span.tag("db.pool.name")).isEqualTo("pooled");
                assertThat(span.tag("db.instance")).isEqualTo("template1");
            });
            new JdbcTemplate(context.getBean("plain", DataSource.class)).queryForList("select 1");
            assertThat(onlySpan()).satisfies(span -> {
                assertThat(span.tag("db.pool.name")).isNull();
                assertThat(span.tag("db.instance")).isEqualTo("postgres");
                assertThat(span.tag("db.user")).isEqualTo("postgres");
                assertThat(span.tag("peer.hostname")).isEqualTo("localhost");
            });
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class SeveralPools {
        @Bean
        HikariDataSource pooled() {
            HikariDataSource pool = new HikariDataSource();
            pool.setDataSource(database.getTemplateDatabase());
            pool.setPoolName("pooled");
            return pool;
        }

        @Bean
        PGSimpleDataSource plain() {
            return (PGSimpleDataSource) database.getPostgresDatabase();
        }
    }
}
