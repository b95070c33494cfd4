/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of one configuration, for example {@code datadog/2/APM_TRACING/cfg-a/config}. Immutable; two are the same when
 * their texts are.
 *
 * @param text the whole path, as it was received
 * @param product name of the product, in upper case
 * @param configId name of the configuration among those of the product
 */
public record RemoteConfigPath(String text, String product, String configId) {
    private static final Pattern GRAMMAR = Pattern.compile("[^/]+(?:/\\d+)?/([^/]+)/([^/]+)/[^/]+");

    /**
     * Reads a path: a source, possibly with the number of an organisation, the product, the configuration and a file.
     *
     * @throws RemoteConfigException when it is none
     */
    public static RemoteConfigPath of(String text) throws RemoteConfigException {
        Matcher parts = GRAMMAR.matcher(text);
        if (!parts.matches()) {
            throw new RemoteConfigException("Not a valid config key: " + text);
        }
        return new RemoteConfigPath(text, parts.group(1).toUpperCase(Locale.ROOT), parts.group(2));
    }

    @Override
    public String toString() {
        return text;
    }
}
