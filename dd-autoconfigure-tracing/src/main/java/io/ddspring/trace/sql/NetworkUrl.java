/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the common form {@code //user:password@host:port,host:port/database?parameters}, of which parts may be missing. */
final class NetworkUrl {
    private static final String PARAMETER_SEPARATORS = "?;&";

    private NetworkUrl() {}

    static DatabaseAddress parse(String type, String address) {
        int slashes = address.indexOf("//");
        String authority = "";
        String rest = address;
        if (slashes >= 0 && !address.substring(0, slashes).contains("?")) {
            int start = slashes + 2;
            int end = authorityEnd(address, start);
            authority = address.substring(start, end);
            rest = address.substring(end);
        }
        int pathEnd = 0;
        while (pathEnd < rest.length() && ";?:".indexOf(rest.charAt(pathEnd)) < 0) {
            pathEnd++;
        }
        String path = rest.substring(rest.startsWith("/") ? 1 : 0, Math.max(pathEnd, rest.startsWith("/") ? 1 : 0));
        String pairs = rest.substring(Math.min(rest.length(), pathEnd));
        if (path.indexOf('=') >= 0) { // Teradata: //host/DATABASE=shop,USER=app
            pairs = path;
            path = "";
        }
        String separators = pairs.startsWith(":")
                ? ":;"
                : type.equals("teradata") ? "," + PARAMETER_SEPARATORS : PARAMETER_SEPARATORS;
        UrlParameters parameters = new UrlParameters(pairs, separators);
        return address(type, authority, path, parameters);
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
