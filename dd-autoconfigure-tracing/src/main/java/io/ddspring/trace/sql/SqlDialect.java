/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

/** How a database writes literals, as far as that decides where one ends. Where it is not known, the safe side is taken. */
enum SqlDialect {
    /** Quotes are doubled inside quotes, names are in double quotes. */
    STANDARD(Backslash.ORDINARY, false, false, false, false),
    /** Also has {@code q'[it's]'}. */
    ORACLE(Backslash.ORDINARY, false, false, false, true),
    /** Also has {@code [names]} in brackets. */
    SQL_SERVER(Backslash.ORDINARY, false, true, false, false),
    /** Names in brackets, too; takes text in double quotes for a literal when no column has that name. */
    SQLITE(Backslash.ORDINARY, true, true, false, false),
    /** Text may be in double quotes, a backslash escapes, {@code #} begins a comment. */
    MYSQL(Backslash.ESCAPES, true, false, true, false),
    /** Text may be in double quotes and a backslash escapes. */
    SPARK(Backslash.ESCAPES, true, false, false, false),
    /** A backslash escapes, names are in double quotes. */
    BACKSLASH(Backslash.ESCAPES, false, false, false, false),
    /** Nobody knows. */
    UNKNOWN(Backslash.UNKNOWN, true, false, false, true);

    /** What a backslash inside a literal does. */
    enum Backslash {
        ORDINARY,
        ESCAPES,
        UNKNOWN
    }

    private final Backslash backslash;
    private final boolean doubleQuotedText;
    private final boolean bracketedNames;
    private final boolean hashComments;
    private final boolean alternativeQuotes;

    SqlDialect(
            Backslash backslash,
            boolean doubleQuotedText,
            boolean bracketedNames,
            boolean hashComments,
            boolean alternativeQuotes) {
        this.backslash = backslash;
        this.doubleQuotedText = doubleQuotedText;
        this.bracketedNames = bracketedNames;
        this.hashComments = hashComments;
        this.alternativeQuotes = alternativeQuotes;
    }

    /** The dialect of a database by its {@code db.type}. */
    static SqlDialect of(String type) {
        return switch (type) {
            case "h2", "hsqldb", "derby", "postgresql", "edb", "yugabytedb", "opengauss", "kingbase8" -> STANDARD;
            case "db2", "as400", "sap", "teradata", "vertica", "firebirdsql", "trino", "presto", "duckdb" -> STANDARD;
            case "oracle", "dm" -> ORACLE;
            case "sqlserver", "sybase" -> SQL_SERVER;
            case "sqlite" -> SQLITE;
            case "mysql", "mariadb", "singlestore", "oceanbase" -> MYSQL;
            case "hive2", "spark", "databricks", "bigquery", "cloudspanner" -> SPARK;
            case "clickhouse", "snowflake" -> BACKSLASH;
            default -> UNKNOWN;
        };
    }

    Backslash backslash() {
        return backslash;
    }

    boolean doubleQuotedText() {
        return doubleQuotedText;
    }

    boolean bracketedNames() {
        return bracketedNames;
    }

    boolean hashComments() {
        return hashComments;
    }

    /** Whether text may be written {@code q'[…]'}. */
    boolean alternativeQuotes() {
        return alternativeQuotes;
    }
}
