/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry.dependency;

import java.util.jar.Attributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Guesses which library a jar is that does not say so in Maven's way: from its manifest and its file name, as Datadog's
 * tracer for Java does, so that a library has the same name whoever reports it.
 */
final class JarDescription {
    private static final Pattern FILE_NAME = Pattern.compile("(.+?)(?:-([0-9][^-]+(?:-\\w+)?))?\\.jar");
    private static final int SHORTEST_GROUP = 6;

    private JarDescription() {}

    /** @param hash see {@link Dependency} */
    static @Nullable Dependency guess(String fileName, Attributes manifest, String hash) {
        Matcher parts = FILE_NAME.matcher(fileName);
        boolean named = parts.matches();
        String artifact = firstArtifact(
                text(manifest, "Bundle-Name"), text(manifest, "Implementation-Title"), named ? parts.group(1) : "");
        if (artifact.isEmpty()) {
            return null;
        }
        String fileVersion = named && parts.group(2) != null ? parts.group(2) : "";
        String version =
                version(text(manifest, "Bundle-Version"), text(manifest, "Implementation-Version"), fileVersion);
        String group = group(text(manifest, "Bundle-SymbolicName"), artifact);
        return new Dependency(group.isEmpty() ? artifact : group + ":" + artifact, version, hash);
    }

    private static String firstArtifact(String bundleName, String title, String fileName) {
        if (looksLikeArtifact(bundleName)) {
            return bundleName;
        }
        return looksLikeArtifact(title) ? title : fileName;
    }

    private static boolean looksLikeArtifact(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' || Character.isWhitespace(c) || Character.isUpperCase(c)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static String version(String bundle, String implementation, String file) {
        if (!bundle.isEmpty() && bundle.equals(implementation)) {
            return bundle;
        }
        if (!file.isEmpty()) {
            return file;
        }
        return bundle.isEmpty() ? implementation : bundle;
    }

    private static String group(String symbolicName, String artifact) {
        if (!symbolicName.endsWith("." + artifact)) {
            return "";
        }
        String group = symbolicName.substring(0, symbolicName.length() - artifact.length() - 1);
        return group.indexOf('.') >= 0 && group.length() >= SHORTEST_GROUP ? group : "";
    }

    private static String text(Attributes manifest, String name) {
        String value = manifest.getValue(name);
        return value == null ? "" : value.trim();
    }
}
