/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements that nobody thought of. The seed of a failing one is its number. */
class NoLiteralLeavesTest {
    private static final int STATEMENTS = 20_000;

    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void a_resource_shows_no_literal_and_no_comment(SqlDialect dialect) {
        for (long seed = 0; seed < STATEMENTS; seed++) {
            String sql = new RandomSql(seed, dialect).text.toString();

            String resource = SqlScanner.describe(sql, dialect).resource();

            assertThat(resource)
                    .as("statement %d of %s: %s", seed, dialect, sql)
                    .doesNotContain(RandomSql.SECRET, RandomSql.SECRET_DIGITS);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void a_resource_shows_everything_else(SqlDialect dialect) {
        for (long seed = 0; seed < STATEMENTS; seed++) {
            RandomSql random = new RandomSql(seed, dialect);
            String sql = random.text.toString();

            String resource = SqlScanner.describe(sql, dialect).resource();

            for (String word : random.words) {
                assertThat(resource)
                        .as("statement %d of %s: %s", seed, dialect, sql)
                        .contains(word);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void the_front_of_a_statement_shows_no_literal_either(SqlDialect dialect) {
        for (long seed = 0; seed < STATEMENTS; seed++) {
            String sql = new RandomSql(seed, dialect).text.toString();
            String front = sql.substring(0, (int) (seed % (sql.length() + 1)));

            String resource = SqlScanner.describe(front, dialect).resource();

            assertThat(resource)
                    .as("%d characters of statement %d of %s: %s", front.length(), seed, dialect, front)
                    .doesNotContain(RandomSql.SECRET, RandomSql.SECRET_DIGITS);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void an_error_text_that_repeats_the_statement_shows_no_literal(SqlDialect dialect) {
        for (long seed = 0; seed < STATEMENTS / 4; seed++) {
            String sql = new RandomSql(seed, dialect).text.toString();
            String text = "java.sql.SQLException: syntax error in \"" + sql + "\"\n\tat org.Driver.run(Driver.java:1)";

            assertThat(ErrorRedaction.redact(text, dialect, List.of(sql)))
                    .as("statement %d of %s: %s", seed, dialect, sql)
                    .doesNotContain(RandomSql.SECRET, RandomSql.SECRET_DIGITS)
                    .endsWith("\tat org.Driver.run(Driver.java:1)");
        }
    }
}
