/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlCommentTest {
    /** Stands for the comment in the tables. */
    private static final String SHORT = "/*ddps='shop',dddbs='db'*/";

    private static DbmSettings settings(String service, String env, String version, boolean append) {
        return new DbmSettings(true, false, false, append, service, env, version, Map.of());
    }

    private static String commented(String type, String sql, boolean append) {
        return new SqlComment(settings("shop", "", "", append), type, "db", null, null).addTo(sql, null, null);
    }

    private static String full(@Nullable String peerService, @Nullable String traceparent) {
        return new SqlComment(settings("shop", "prod", "1.2", false), "postgresql", "postgresql", "db1", "orders")
                .addTo("select 1", peerService, traceparent);
    }

    @Test
    void the_keys_come_in_the_order_that_databases_expect() {
        assertThat(full("billing", "00-0000000000000000000000000000000a-000000000000000b-01"))
                .isEqualTo("/*ddps='shop',dde='prod',ddpv='1.2',dddbs='postgresql',ddh='db1',dddb='orders',"
                        + "ddprs='billing',traceparent='00-0000000000000000000000000000000a-000000000000000b-01'*/"
                        + " select 1");
    }

    @Test
    void what_is_absent_is_left_out() {
        assertThat(full(null, null))
                .isEqualTo("/*ddps='shop',dde='prod',ddpv='1.2',dddbs='postgresql',ddh='db1',dddb='orders'*/ select 1");
        assertThat(new SqlComment(settings("", "", "", false), "h2", "h2", "", null).addTo("select 1", "", null))
                .isEqualTo("/*dddbs='h2'*/ select 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            my service   | my+service
            a'b          | a%27b
            */ drop      | *%2F+drop
            a,b=c        | a%2Cb%3Dc
            ä€           | %C3%A4%E2%82%AC
            50%          | 50%25
            a_b-c.d*     | a_b-c.d*
            what?{x}     | what%3F%7Bx%7D
            """)
    void values_are_form_encoded_so_that_none_can_leave_the_comment(String service, String encoded) {
        assertThat(new SqlComment(settings(service, "", "", false), "mysql", "db", null, null)
                        .addTo("select 1", null, null))
                .isEqualTo("/*ddps='" + encoded + "',dddbs='db'*/ select 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            postgresql | select 1                       | # select 1
            postgresql | select 1;                      | # select 1;
            postgresql | /* mine */ select 1            | # /* mine */ select 1
            postgresql | call p(1)                      | call p(1) #
            postgresql | CALL p(1);                     | CALL p(1) #;
            postgresql | /* mine */ call p(1)           | /* mine */ call p(1) #
            postgresql | callers                        | # callers
            postgresql | {call p(1)}                    | {call p(1)}
            postgresql | {? = call p(1)}                | {? = call p(1)}
            postgresql | /*+ SeqScan(t) */ select 1     | /*+ SeqScan(t) */ select 1 #
            postgresql | /*+ SeqScan(t) */ select 1;    | /*+ SeqScan(t) */ select 1 #;
            yugabytedb | /*+ SeqScan(t) */ select 1     | /*+ SeqScan(t) */ select 1 #
            mysql      | select /*+ NO_ICP(t) */ 1      | # select /*+ NO_ICP(t) */ 1
            mysql      | {call p(1)}                    | {call p(1)} #
            mysql      | CALL p(1)                      | CALL p(1) #
            mariadb    | {call p(1)}                    | {call p(1)}
            mariadb    | call p(1)                      | call p(1) #
            h2         | {call p(1)}                    | # {call p(1)}
            oracle     | {call p(1)}                    | # {call p(1)}
            oracle     | begin p(1); end;               | # begin p(1); end;
            oracle     | select /*+ FULL(t) */ 1 from t | # select /*+ FULL(t) */ 1 from t
            sqlserver  | select 1                       | select 1 #
            sqlserver  | {call p(1)}                    | {call p(1)}
            db2        | select 1                       | # select 1
            hive2      | select 1                       | select 1
            """)
    void the_comment_stands_where_the_database_takes_it(String type, String sql, String expected) {
        assertThat(commented(type, sql, false)).isEqualTo(expected.replace("#", SHORT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            postgresql | select 1        | select 1 #
            postgresql | 'select 1 ; '   | 'select 1 ; ' #
            mysql      | select 1;       | select 1 #;
            postgresql | {call p(1)}     | {call p(1)}
            oracle     | {call p(1)}     | {call p(1)} #
            """)
    void on_request_it_always_stands_behind(String type, String sql, String expected) {
        assertThat(commented(type, sql, true)).isEqualTo(expected.replace("#", SHORT));
    }

    @Test
    void blanks_behind_the_closing_semicolon_do_not_hide_it() {
        assertThat(commented("mysql", "select 1;\n ", true)).isEqualTo("select 1 " + SHORT + ";");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            /*ddps='shop',dddbs='db'*/ select 1
            /*dddbs='db',dde='prod'*/ select 1
            select 1 /*ddps='other'*/
            call p(1) /*traceparent='00-01'*/;
            /* mine */ /*ddh='x'*/ select 1
            /* ddps */ /*ddsh='1'*/ select 1
            """)
    void a_statement_that_has_such_a_comment_stays_as_it_is(String sql) {
        assertThat(commented("mysql", sql, false)).isSameAs(sql);
        assertThat(commented("mysql", sql, true)).isSameAs(sql);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            /* ddps */ select 1
            select 'x' /* ddps='x' is not how we write it */
            select a /* b */, c = 'x'
            """)
    void other_comments_are_none_of_ours(String sql) {
        assertThat(commented("mysql", sql, false)).isEqualTo(SHORT + " " + sql);
    }

    @Test
    void nothing_is_added_to_nothing() {
        assertThat(commented("mysql", "", false)).isEmpty();
        assertThat(commented("mysql", " \n", false)).isEqualTo(" \n");
        assertThat(commented("mysql", "-- nothing", false)).isEqualTo("-- nothing");
    }
}
