/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.remoteconfig;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a configuration is known by. */
record ConfigPath(String product, String id) {
    private static final Pattern FULL = Pattern.compile("[^/]+(?:/\\d+)?/([^/]+)/([^/]+)/[^/]+");
    private static final Pattern SHORT = Pattern.compile("([A-Z][A-Z0-9_]{0,99})/([\\w.:-]{1,200})");

    /** The path {@code <product>/<id>} of this agent's own interface, if it is one that clients understand. */
    static Optional<ConfigPath> ofApi(String path) {
        return of(SHORT.matcher(path));
    }

    /** The full path of a file that a client names. */
    static Optional<ConfigPath> ofFile(String path) {
        return of(FULL.matcher(path));
    }

    private static Optional<ConfigPath> of(Matcher matcher) {
        return matcher.matches() ? Optional.of(new ConfigPath(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** The full path, as clients know it. */
    @Override
    public String toString() {
        return "datadog/2/" + product + "/" + id + "/config";
    }
}
