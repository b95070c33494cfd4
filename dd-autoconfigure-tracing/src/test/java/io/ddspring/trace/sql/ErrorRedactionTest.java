/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorRedactionTest {
    private static final String SQL = "select * from users where name = 'bob' and id = 4711";

    private static String redact(String text, String... statements) {
        return ErrorRedaction.redact(text, SqlDialect.STANDARD, List.of(statements));
    }

    @Test
    void the_statement_is_repeated_without_its_literals() {
        assertThat(redact("Table \"users\" not found; SQL statement:\n" + SQL + " [42102-232]", SQL))
                .isEqualTo("Table \"users\" not found; SQL statement:\n"
                        + "select * from users where name = ? and id = ? [42102-232]");
    }

    @Test
    void a_literal_is_also_found_alone_and_in_a_distorted_statement() {
        assertThat(redact("Key (name)=(bob) already exists. select * [*]form users where id = 4711, bobby", SQL))
                .isEqualTo("Key (name)=(?) already exists. select * [*]form users where id = ?, bobby");
    }

    @Test
    void quotes_are_doubled_in_the_statement_only() {
        assertThat(redact("invalid value: it's", "select 'it''s'")).isEqualTo("invalid value: ?");
    }

    @Test
    void short_texts_and_unclosed_ones_are_found_as_written() {
        assertThat(redact("not a name: 'a' near 'b", "select 'a', 'b")).isEqualTo("not a name: ? near ?");
    }

    @Test
    void numbers_of_lines_in_stack_traces_stay() {
        assertThat(redact("java.sql.SQLException: 4711\n\tat a.B.c(B.java:4711)\nCaused by: 4711\n", SQL))
                .isEqualTo("java.sql.SQLException: ?\n\tat a.B.c(B.java:4711)\nCaused by: ?\n");
    }

    @Test
    void bound_values_of_a_postgresql_batch_go_with_the_entry() {
        assertThat(redact(
                        "Batch entry 17 insert into t values (('1'::int8),('bob')) was aborted: ERROR: duplicate key",
                        "insert into t values (?, ?)"))
                .isEqualTo("Batch entry 17 was aborted: ERROR: duplicate key");
    }

    @Test
    void a_text_that_repeats_nothing_stays_as_it_is() {
        assertThat(redact("Connection is closed", SQL)).isEqualTo("Connection is closed");
        assertThat(redact("Batch entry point was aborted", SQL)).isEqualTo("Batch entry point was aborted");
    }

    @Test
    void all_statements_of_a_batch_count() {
        assertThat(redact("alice and bob", "insert into t values ('alice')", "insert into t values ('bob')"))
                .isEqualTo("? and ?");
    }
}
