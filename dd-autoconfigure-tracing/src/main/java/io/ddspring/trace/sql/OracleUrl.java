/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code thin:user/password@//host:port/service}, {@code thin:@host:port:sid}, {@code thin:@(DESCRIPTION=…)},
 * {@code thin:@ldap://host/service,…} and {@code thin:@alias}.
 */
final class OracleUrl {
    private static final String TYPE = "oracle";

    private OracleUrl() {}

    static DatabaseAddress parse(String address) {
        int at = at(address);
        String login = address.substring(address.indexOf(':') + 1, Math.max(at, address.indexOf(':') + 1));
        int slash = login.indexOf('/');
        String user = NetworkUrl.emptyToNull((slash < 0 ? login : login.substring(0, slash)).replace("\"", ""));
        String target = address.substring(at + 1);
        if (target.startsWith("(")) {
            String service = described(target, "service_name=");
            return address(described(target, "host="), service == null ? described(target, "sid=") : service, user);
        }
        int parameters = target.indexOf('?');
        String plain = parameters < 0 ? target : target.substring(0, parameters);
        int slashes = plain.indexOf("//");
        if (slashes >= 0) {
            return slashed(plain.substring(slashes + 2), user);
        }
        return plain.indexOf('/') > 0 ? slashed(plain, user) : colonSeparated(plain, user);
    }

    /** The {@code @} that ends the login; one in a password is in front of it. */
    private static int at(String address) {
        int description = address.indexOf('(');
        return address.substring(0, description < 0 ? address.length() : description)
                .lastIndexOf('@');
    }

    /** {@code host:port/service:server/instance}; LDAP has {@code service,cn=…}. */
    private static DatabaseAddress slashed(String target, @Nullable String user) {
        int slash = target.indexOf('/');
        String service = slash < 0 ? "" : target.substring(slash + 1);
        int end = 0;
        while (end < service.length() && ":/,".indexOf(service.charAt(end)) < 0) {
            end++;
        }
        return address(
                NetworkUrl.host(slash < 0 ? target : target.substring(0, slash)),
                NetworkUrl.emptyToNull(service.substring(0, end)),
                user);
    }

    /** {@code host:port:sid}, or the alias of an address that is kept elsewhere. */
    private static DatabaseAddress colonSeparated(String target, @Nullable String user) {
        int first = target.indexOf(':');
        if (first < 0) {
            return address(null, NetworkUrl.emptyToNull(target), user);
        }
        int last = target.lastIndexOf(':');
        return address(
                NetworkUrl.host(target),
                last == first ? null : NetworkUrl.emptyToNull(target.substring(last + 1)),
                user);
    }

    private static @Nullable String described(String description, String name) {
        String compact = description.replaceAll("\\s", "");
        int found = compact.toLowerCase(Locale.ROOT).indexOf("(" + name);
        if (found < 0) {
            return null;
        }
        int start = found + 1 + name.length();
        int end = compact.indexOf(')', start);
        return NetworkUrl.emptyToNull(compact.substring(start, end < 0 ? compact.length() : end));
    }

    private static DatabaseAddress address(@Nullable String host, @Nullable String instance, @Nullable String user) {
        return new DatabaseAddress(TYPE, host, instance, user, null);
    }
}
