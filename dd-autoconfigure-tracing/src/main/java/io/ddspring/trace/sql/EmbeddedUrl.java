/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.util.List;

/**
 * Reads URLs of databases that can live inside the application: {@code mem:shop}, {@code file:./data/shop;USER=sa}, and
 * also {@code tcp://host:port/shop} where they run as a server.
 */
final class EmbeddedUrl {
    private static final List<String> STORES =
            List.of("mem:", "memory:", "file:", "res:", "nio:", "zip:", "directory:", "classpath:", "jar:");

    private EmbeddedUrl() {}

    static DatabaseAddress parse(String type, String address) {
        int slashes = address.indexOf("//");
        if (slashes == 0 || (slashes > 0 && address.charAt(slashes - 1) == ':' && !isStore(address))) {
            DatabaseAddress network = NetworkUrl.parse(type, address.substring(slashes));
            String instance = network.instance();
            return new DatabaseAddress(
                    type,
                    network.host(),
                    instance == null ? null : NetworkUrl.emptyToNull(withoutStore(instance)),
                    network.user(),
                    network.schema());
        }
        int end = 0;
        while (end < address.length() && ";?".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        UrlParameters parameters = new UrlParameters(address.substring(end), ";?&");
        String path = address.substring(0, end);
        return new DatabaseAddress(
                type, null, NetworkUrl.emptyToNull(withoutStore(path)), parameters.user(), parameters.schema());
    }

    private static boolean isStore(String address) {
        return STORES.stream().anyMatch(address::startsWith);
    }

    private static String withoutStore(String path) {
        if (path.equals(":memory:")) {
            return "";
        }
        for (String store : STORES) {
            if (path.startsWith(store)) {
                return path.substring(store.length());
            }
        }
        return path;
    }
}
