/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the common form {@code //user:password@host:port,host:port/database?parameters}, of which parts may be missing. */
final class NetworkUrl {
    private NetworkUrl() {}

    static DatabaseAddress parse(String type, String address) {
        int slashes = address.indexOf("//");
        String authority = "";
        String rest = address;
        if (slashes >= 0 && !address.substring(0, slashes).contains("?")) {
            int authorityEnd = authorityEnd(address, slashes + 2);
            authority = address.substring(slashes + 2, authorityEnd);
            rest = address.substring(authorityEnd);
        }
        int start = rest.startsWith("/") ? 1 : 0;
        int end = pathEnd(rest, start);
        String path = rest.substring(start, end);
        if (path.indexOf('=') >= 0) { // Teradata: //host/DATABASE=shop,USER=app
            return address(type, authority, "", new UrlParameters(path, ","));
        }
        String separators = rest.startsWith(":", end) ? ":;" : "?;&";
        return address(type, authority, path, new UrlParameters(rest.substring(end), separators));
    }

    /** A colon belongs to the path unless parameters follow, as in DB2's {@code shop:user=app;}. */
    private static int pathEnd(String rest, int start) {
        int i = start;
        while (i < rest.length() && rest.charAt(i) != ';' && rest.charAt(i) != '?') {
            if (rest.charAt(i) == ':') {
                int semicolon = rest.indexOf(';', i);
                if (rest.substring(i, semicolon < 0 ? rest.length() : semicolon).indexOf('=') >= 0) {
                    break;
                }
            }
            i++;
        }
        return i;
    }

    private static DatabaseAddress address(String type, String authority, String path, UrlParameters parameters) {
        int at = authority.lastIndexOf('@');
        String userInfo = at < 0 ? "" : authority.substring(0, at);
        String hosts = authority.substring(at + 1);
        int backslash = hosts.indexOf('\\');
        String namedInstance = null;
        if (backslash >= 0) { // SQL Server: host\instance:port
            String instance = hosts.substring(backslash + 1);
            int port = instance.indexOf(':');
            namedInstance = emptyToNull(port < 0 ? instance : instance.substring(0, port));
            hosts = hosts.substring(0, backslash);
        }
        String host = host(hosts);
        String database = path.isEmpty() ? parameters.database() : path;
        String user = parameters.user();
        if (user == null && !userInfo.isEmpty()) {
            int colon = userInfo.indexOf(':');
            user = emptyToNull(colon < 0 ? userInfo : userInfo.substring(0, colon));
        }
        return new DatabaseAddress(
                type,
                host == null ? parameters.first("servername", "server") : host,
                database == null ? namedInstance : database,
                user,
                parameters.schema());
    }

    /** End of the host list; MySQL may have parameters in brackets within. */
    private static int authorityEnd(String address, int start) {
        int depth = 0;
        int i = start;
        for (; i < address.length(); i++) {
            char c = address.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth <= 0 && (c == '/' || c == '?' || c == ';')) {
                break;
            }
        }
        return i;
    }

    /** The first of {@code hosts} without its port; null when there is none. */
    static @Nullable String host(String hosts) {
        String lower = hosts.toLowerCase(Locale.ROOT);
        int named = lower.indexOf("host=");
        if (named >= 0) { // MySQL: address=(host=db1)(port=3306)
            int start = named + "host=".length();
            int end = start;
            while (end < hosts.length() && ",)( ".indexOf(hosts.charAt(end)) < 0) {
                end++;
            }
            return emptyToNull(hosts.substring(start, end));
        }
        int comma = hosts.indexOf(',');
        String first = (comma < 0 ? hosts : hosts.substring(0, comma)).trim();
        if (first.startsWith("[")) {
            int close = first.indexOf(']');
            return emptyToNull(close < 0 ? first.substring(1) : first.substring(1, close));
        }
        int colon = first.indexOf(':');
        return emptyToNull(colon < 0 ? first : first.substring(0, colon));
    }

    static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
