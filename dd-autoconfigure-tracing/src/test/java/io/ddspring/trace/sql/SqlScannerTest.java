/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlScannerTest {
    private static String resource(String sql, SqlDialect dialect) {
        return SqlScanner.describe(sql, dialect).resource();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            select id, name from users where id = ?                | select id, name from users where id = ?
            select * from users where name = 'bob' and id < 5      | select * from users where name = ? and id < ?
            create table users(id bigint, name varchar(255))       | create table users(id bigint, name varchar(?))
            SELECT  a,\tb FROM   t                                 | SELECT  a,\tb FROM   t
            select 'it''s', '', 'a'                                | select ?, ?, ?
            select 'C:\\', 'x'                                     | select ?, ?
            select 1, 1.5, .5, 1., 1e10, 1.5E-3, 1E+3, 10L         | select ?, ?, ?, ?, ?, ?, ?, ?
            select 0xFF, 0b101, 1_000                              | select ?, ?, ?
            select -1, +2, a-1, a - 1, (3)                         | select -?, +?, a-?, a - ?, (?)
            select t1.col_2, x3y from t1 as t1, s2.t3              | select t1.col_2, x3y from t1 as t1, s2.t3
            select a[1], a[2:3], b->4, b->>5                       | select a[?], a[?:?], b->?, b->>?
            where id = $1 and x = $12                              | where id = $1 and x = $12
            where id = :id and x = :name2                          | where id = :id and x = :name2
            where id = ?1 and x = ?2                               | where id = ?1 and x = ?2
            select x::int4, y::varchar(3)                          | select x::int4, y::varchar(?)
            select "na'me", "a""b'c", t."5"                        | select "na'me", "a""b'c", t."5"
            select `na'me`, `x1`                                   | select `na'me`, `x1`
            select E'it\\'s', e'a\\\\', N'ä', X'0F', B'01', U&'x'  | select ?, ?, ?, ?, ?, ?
            select $$it's$$, $tag$a $$ b$tag$, 1                   | select ?, ?, ?
            select a$b$c, v$session from t$1                       | select a$b$c, v$session from t$1
            select date '2026-01-01', interval'1 day'              | select date ?, interval?
            select 'secret                                         | select ?
            select "secret                                         | select ?
            select $$secret                                        | select ?
            select 1#2, a#3, @5, a @> '{"x":1}'                    | select ?#?, a#?, @?, a @> ?
            {call audit(7, 'x')}                                   | {call audit(?, ?)}
            insert into t values (1,'a'),(2,'b')                   | insert into t values (?,?),(?,?)
            select café1, 表2 from t                                | select café1, 表2 from t
            """)
    void literals_become_question_marks_and_all_else_stays(String sql, String expected) {
        assertThat(resource(sql, SqlDialect.STANDARD)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            MYSQL      | select "bob", 'it\\'s', "a\\"b", 5             | select ?, ?, ?, ?
            MYSQL      | select 1 # bob's 5                             | select ?
            MYSQL      | select @1, @name, _utf8'x'                     | select @?, @name, _utf8?
            SQL_SERVER | select [it's 5], [a]]'b], #tmp1, @v1, $1.50    | select [it's 5], [a]]'b], #tmp1, @v1, ?
            SQL_SERVER | select * from [orders] where id = 5            | select * from [orders] where id = ?
            ORACLE     | select q'[it's]', Q'{a'b}', nq'!x'y!', 1       | select ?, ?, ?, ?
            ORACLE     | where id = :1 and x = :2                       | where id = :1 and x = :2
            ORACLE     | select 'C:\\', 'x' from dual                   | select ?, ? from dual
            SQLITE     | select [a'b], "bob", `c`                       | select [a'b], ?, `c`
            BACKSLASH  | select "Name", 'it\\'s', 5                     | select "Name", ?, ?
            SPARK      | select "bob", 'it\\'s', `c5`                   | select ?, ?, `c5`
            UNKNOWN    | select "bob", 'it''s', 5 from t1               | select ?, ?, ? from t1
            UNKNOWN    | select 'C:\\', 'x' from secret                 | select ?
            UNKNOWN    | select q'[it's]', a[2:3] from t                | select ?, a[?:?] from t
            """)
    void each_dialect_knows_where_its_literals_end(SqlDialect dialect, String sql, String expected) {
        assertThat(resource(sql, dialect)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            select 1 -- bob's 5                     | select ?
            select a/* it's 5 */from t              | select a from t
            select a /* x */ from t                 | select a  from t
            /* id='5' */ select a                   | select a
            select a /* /* nested ' */ 5 */, 'x'    | select a , ?
            select a /* never closed 5              | select a
            select a - -b, c / d * e                | select a - -b, c / d * e
            """)
    void comments_vanish_because_anybody_may_write_anything_into_them(String sql, String expected) {
        assertThat(resource(sql, SqlDialect.STANDARD)).isEqualTo(expected);
    }

    @Test
    void a_comment_ends_with_its_line() {
        assertThat(resource("select a -- it's\nfrom t where b = 'x'", SqlDialect.STANDARD))
                .isEqualTo("select a \nfrom t where b = ?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', nullValues = "-", textBlock = """
            select 1                               | select
            INSERT INTO t VALUES (1)               | INSERT
            /* select */ -- x                      | -
            /*dddbs='s'*/ update t set a = 1       | update
            (select 1) union (select 2)            | select
            with x as (select 1) select * from x   | with
            {? = call f(?)}                        | call
            'x'                                    | -
            begin                                  | begin
            """)
    void the_operation_is_the_first_keyword_as_written(String sql, String expected) {
        assertThat(SqlScanner.describe(sql, SqlDialect.STANDARD).operation()).isEqualTo(expected);
    }

    @Test
    void sql_without_literals_is_the_same_object() {
        String sql = "select id from users where id = ?";

        assertThat(resource(sql, SqlDialect.STANDARD)).isSameAs(sql);
    }

    @Test
    void a_resource_is_as_long_as_the_agent_takes_it() {
        String names = "x".repeat(4_999) + "\uD83D\uDE00";

        assertThat(resource("select " + "a, ".repeat(10_000), SqlDialect.STANDARD))
                .hasSize(5_000);
        assertThat(resource("select " + "1, ".repeat(10_000), SqlDialect.STANDARD))
                .hasSize(5_000);
        assertThat(resource(names, SqlDialect.STANDARD)).isEqualTo("x".repeat(4_999));
    }

    @Test
    void hostile_statements_take_linear_time() {
        String quotes = "'".repeat(1_000_001);
        String opened = "/*".repeat(500_000);
        String dollars = "$a".repeat(500_000);
        String digits = "1e".repeat(500_000);

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (String sql : new String[] {quotes, opened, dollars, digits}) {
                for (SqlDialect dialect : SqlDialect.values()) {
                    SqlScanner.describe(sql, dialect);
                    SqlScanner.removed(sql, dialect);
                }
            }
        });
    }
}
