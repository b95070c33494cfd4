/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', nullValues = "-", textBlock = """
            jdbc:h2:mem:t                                                      | h2         | -              | t            | -    | -
            jdbc:h2:mem:t;DB_CLOSE_DELAY=-1;USER=sa;PASSWORD=x                 | h2         | -              | t            | sa   | -
            jdbc:h2:mem:                                                       | h2         | -              | -            | -    | -
            jdbc:h2:mem:t;SCHEMA=app                                           | h2         | -              | t            | -    | app
            jdbc:h2:~/shop                                                     | h2         | -              | ~/shop       | -    | -
            jdbc:h2:file:./data/shop;MODE=MySQL                                | h2         | -              | ./data/shop  | -    | -
            jdbc:h2:tcp://db1:9092/~/shop                                      | h2         | db1            | ~/shop       | -    | -
            jdbc:h2:tcp://localhost/mem:t                                      | h2         | localhost      | t            | -    | -
            jdbc:hsqldb:mem:t                                                  | hsqldb     | -              | t            | -    | -
            jdbc:hsqldb:hsql://db1:9001/shop;user=SA                           | hsqldb     | db1            | shop         | SA   | -
            jdbc:hsqldb:file:/opt/shop                                         | hsqldb     | -              | /opt/shop    | -    | -
            jdbc:derby:memory:t;create=true                                    | derby      | -              | t            | -    | -
            jdbc:derby://db1:1527/shop;user=app;password=x                     | derby      | db1            | shop         | app  | -
            jdbc:derby:shop                                                    | derby      | -              | shop         | -    | -
            jdbc:sqlite:/data/shop.db?cache=shared                             | sqlite     | -              | /data/shop.db | -   | -
            jdbc:sqlite::memory:                                               | sqlite     | -              | -            | -    | -
            jdbc:duckdb:/data/x.duckdb                                         | duckdb     | -              | /data/x.duckdb | -  | -
            jdbc:postgresql://db1:5432/shop                                    | postgresql | db1            | shop         | -    | -
            jdbc:postgresql://db1/shop?user=app&password=x&currentSchema=a,b   | postgresql | db1            | shop         | app  | a,b
            jdbc:postgresql://db1:5432,db2:5432/shop                           | postgresql | db1            | shop         | -    | -
            jdbc:postgresql://[::1]:5432/shop                                  | postgresql | ::1            | shop         | -    | -
            jdbc:postgresql:shop                                               | postgresql | -              | shop         | -    | -
            jdbc:postgresql:///shop                                            | postgresql | -              | shop         | -    | -
            jdbc:postgresql://db1/                                             | postgresql | db1            | -            | -    | -
            jdbc:postgresql://db1/shop?user=a%40b                              | postgresql | db1            | shop         | a@b  | -
            JDBC:POSTGRESQL://Db1/Shop                                         | postgresql | Db1            | Shop         | -    | -
            jdbc:mysql://app:secret@db1:3306/shop?useSSL=false                 | mysql      | db1            | shop         | app  | -
            jdbc:mysql://address=(host=db1)(port=3306)(user=x)/shop            | mysql      | db1            | shop         | -    | -
            jdbc:mysql://(host=db1,port=3306),(host=db2)/shop                  | mysql      | db1            | shop         | -    | -
            jdbc:mysql:replication://db1,db2/shop?user=app                     | mysql      | db1            | shop         | app  | -
            jdbc:mysql:loadbalance://db1:1,db2:2/shop                          | mysql      | db1            | shop         | -    | -
            jdbc:mariadb://db1/shop                                            | mariadb    | db1            | shop         | -    | -
            jdbc:mariadb:aurora://db1,db2/shop                                 | mariadb    | db1            | shop         | -    | -
            jdbc:oracle:thin:@db1:1521:ORCL                                    | oracle     | db1            | ORCL         | -    | -
            jdbc:oracle:thin:app/secret@db1:1521:ORCL                          | oracle     | db1            | ORCL         | app  | -
            jdbc:oracle:thin:app/se@cret@//db1:1521/shop                       | oracle     | db1            | shop         | app  | -
            jdbc:oracle:thin:@//db1:1521/shop:dedicated/inst                   | oracle     | db1            | shop         | -    | -
            jdbc:oracle:thin:@db1:1521/shop                                    | oracle     | db1            | shop         | -    | -
            jdbc:oracle:thin:@tcps://db1:1521/shop?wallet_location=/w          | oracle     | db1            | shop         | -    | -
            jdbc:oracle:thin:@shop_high?TNS_ADMIN=/w                           | oracle     | -              | shop_high    | -    | -
            jdbc:oracle:oci:@shop                                              | oracle     | -              | shop         | -    | -
            jdbc:oracle:thin:@ldap://ldap1:389/shop,cn=OracleContext,dc=x      | oracle     | ldap1          | shop         | -    | -
            jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db1)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=shop))) | oracle | db1 | shop | - | -
            jdbc:oracle:thin:@( description = (address=(host = db1))(connect_data=(sid = X1)) ) | oracle | db1 | X1 | - | -
            jdbc:sqlserver://db1:1433;databaseName=shop;user=app;password=x    | sqlserver  | db1            | shop         | app  | -
            jdbc:sqlserver://db1\\inst1:1433;database=shop                     | sqlserver  | db1            | shop         | -    | -
            jdbc:sqlserver://db1\\inst1                                        | sqlserver  | db1            | inst1        | -    | -
            jdbc:sqlserver://;serverName=db1;databaseName=shop                 | sqlserver  | db1            | shop         | -    | -
            jdbc:jtds:sqlserver://db1:1433/shop;user=app                       | sqlserver  | db1            | shop         | app  | -
            jdbc:microsoft:sqlserver://db1;DatabaseName=shop                   | sqlserver  | db1            | shop         | -    | -
            jdbc:sybase:Tds:db1:5000/shop?user=app                             | sybase     | db1            | shop         | app  | -
            jdbc:db2://db1:50000/SHOP:user=app;password=x;currentSchema=S;     | db2        | db1            | SHOP         | app  | S
            jdbc:db2:SHOP                                                      | db2        | -              | SHOP         | -    | -
            jdbc:as400://db1/LIB;naming=sql;user=app                           | as400      | db1            | LIB          | app  | -
            jdbc:sap://db1:30015/?databaseName=HXE&currentschema=S             | sap        | db1            | HXE          | -    | S
            jdbc:informix-sqli://db1:9088/shop:INFORMIXSERVER=s;user=app       | informix-sqli | db1         | shop         | app  | -
            jdbc:clickhouse://db1:8123/shop?user=app                           | clickhouse | db1            | shop         | app  | -
            jdbc:clickhouse:https://db1:8443/shop                              | clickhouse | db1            | shop         | -    | -
            jdbc:ch://db1/shop                                                 | clickhouse | db1            | shop         | -    | -
            jdbc:snowflake://acct.snowflakecomputing.com/?db=SHOP&schema=S&user=app | snowflake | acct.snowflakecomputing.com | SHOP | app | S
            jdbc:redshift://c1.eu-west-1.redshift.amazonaws.com:5439/dev       | redshift   | c1.eu-west-1.redshift.amazonaws.com | dev | - | -
            jdbc:redshift:iam://c1:5439/dev                                    | redshift   | c1             | dev          | -    | -
            jdbc:teradata://db1/DATABASE=SHOP,USER=app                         | teradata   | db1            | SHOP         | app  | -
            jdbc:trino://db1:8080/hive                                         | trino      | db1            | hive         | -    | -
            jdbc:firebirdsql://db1:3050/shop                                   | firebirdsql | db1           | shop         | -    | -
            jdbc:newdb://app@db1:1/shop                                        | newdb      | db1            | shop         | app  | -
            jdbc:aws-wrapper:postgresql://db1/shop                             | postgresql | db1            | shop         | -    | -
            jdbc-secretsmanager:mysql://db1:3306/shop                          | mysql      | db1            | shop         | -    | -
            jdbc:tc:postgresql:16-alpine:///shop?TC_DAEMON=true                | postgresql | -              | shop         | -    | -
            jdbc:tc:mysql:8.0.36://db1/shop                                    | mysql      | db1            | shop         | -    | -
            """)
    void urls_tell_type_host_instance_user_and_schema(
            String url, String type, String host, String instance, String user, String schema) {
        assertThat(DatabaseAddress.of(url)).isEqualTo(new DatabaseAddress(type, host, instance, user, schema));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jdbc:",
                "jdbc",
                "jdbc::",
                "postgresql://db1/shop",
                "jdbc:x",
                "jdbc:jtds:",
                "jdbc:jtds",
                "garbage"
            })
    void anything_else_is_an_unknown_database(String url) {
        assertThat(DatabaseAddress.of(url)).isEqualTo(DatabaseAddress.UNKNOWN);
    }

    @Test
    void a_missing_url_is_an_unknown_database() {
        assertThat(DatabaseAddress.of(null)).isEqualTo(DatabaseAddress.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:oracle:thin:",
                "jdbc:oracle:thin:@",
                "jdbc:oracle:@(HOST=",
                "jdbc:oracle:thin:@//",
                "jdbc:oracle:",
                "jdbc:mysql://address=(host=",
                "jdbc:mysql://(((",
                "jdbc:sqlserver://\\",
                "jdbc:h2:",
                "jdbc:h2:tcp://",
                "jdbc:postgresql://[",
                "jdbc:postgresql://@:/?&=;",
                "jdbc:db2://h/:",
                "jdbc:tc:",
                "jdbc:tc:mysql",
                "jdbc:teradata://h/=",
                "jdbc:x?//y?user=%zz"
            })
    void crippled_urls_are_read_as_far_as_possible(String url) {
        assertThat(DatabaseAddress.of(url).type()).isNotEmpty();
    }

    @Test
    void no_part_of_the_address_holds_the_password() {
        assertThat(DatabaseAddress.of("jdbc:mysql://app:s3cret@db1/shop?password=s3cret")
                        .toString())
                .doesNotContain("s3cret");
    }
}
