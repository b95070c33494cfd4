/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.util.List;
import java.util.Locale;

/** Reads JDBC URLs, of which every vendor has a form of its own. */
final class JdbcUrlParser {
    private static final String SCHEME = "jdbc:";
    /** Prefixes of drivers that only pass on to another one. */
    private static final List<String> WRAPPERS =
            List.of("aws-wrapper:", "p6spy:", "otel:", "tracing:", "log4jdbc:", "secretsmanager:");

    private static final String TESTCONTAINERS = "tc:";

    private JdbcUrlParser() {}

    static DatabaseAddress parse(String url) {
        String rest = withoutPrefixes(url.trim());
        int end = 0;
        while (end < rest.length() && ":/;?@".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        if (end == 0 || end == rest.length()) {
            return DatabaseAddress.UNKNOWN;
        }
        String type = rest.substring(0, end).toLowerCase(Locale.ROOT);
        String address = rest.substring(end + (rest.charAt(end) == ':' ? 1 : 0));
        return switch (type) {
            case "h2", "hsqldb", "derby", "sqlite", "duckdb" -> EmbeddedUrl.parse(type, address);
            case "oracle" -> OracleUrl.parse(address);
            case "jtds", "microsoft" -> subtyped(address);
            case "ch" -> NetworkUrl.parse("clickhouse", address);
            case "postgres", "pgsql", "cockroachdb" -> NetworkUrl.parse("postgresql", address);
            case "sybase" -> NetworkUrl.parse(type, address.replaceFirst("^(?i)tds:", "//"));
            default -> NetworkUrl.parse(type, address);
        };
    }

    private static String withoutPrefixes(String url) {
        String rest = url;
        if (rest.regionMatches(true, 0, "jdbc-", 0, 5)) {
            rest = SCHEME + rest.substring(5);
        }
        if (!rest.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return "";
        }
        rest = rest.substring(SCHEME.length());
        for (String wrapper : WRAPPERS) {
            if (rest.startsWith(wrapper)) {
                rest = rest.substring(wrapper.length());
            }
        }
        return rest.startsWith(TESTCONTAINERS) ? withoutImageVersion(rest.substring(TESTCONTAINERS.length())) : rest;
    }

    /** {@code postgresql:16-alpine:///shop} names the same database as {@code postgresql:///shop}. */
    private static String withoutImageVersion(String rest) {
        int type = rest.indexOf(':');
        int authority = rest.indexOf("://");
        return type >= 0 && authority > type ? rest.substring(0, type) + rest.substring(authority) : rest;
    }

    /** {@code sqlserver://…} behind the name of a driver. */
    private static DatabaseAddress subtyped(String address) {
        int colon = address.indexOf(':');
        return colon <= 0
                ? DatabaseAddress.UNKNOWN
                : NetworkUrl.parse(address.substring(0, colon).toLowerCase(Locale.ROOT), address.substring(colon + 1));
    }
}
