/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The commit that the application was built from. Immutable; what is not known is empty.
 *
 * @param commitSha hash of the commit
 * @param repositoryUrl where the repository is, without credentials
 */
public record GitMetadata(String commitSha, String repositoryUrl) {
    private static final Pattern USER_INFO = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*://)[^/?#]*@");

    /** Nothing is known. */
    public static final GitMetadata UNKNOWN = new GitMetadata("", "");

    private static final ConfigKey<Boolean> ENABLED = ConfigKey.of(
            "dd.trace.git.metadata.enabled",
            ConfigType.FLAG,
            true,
            "Whether traces name the commit that the application was built from.");

    private static final ConfigKey<String> COMMIT_SHA = ConfigKey.of(
            "dd.git.commit.sha", ConfigType.TEXT, "", "Hash of the commit that the application was built from.");

    private static final ConfigKey<String> REPOSITORY_URL = ConfigKey.of(
            "dd.git.repository.url",
            ConfigType.TEXT,
            "",
            "Address of the repository that the application was built from.");

    private static final String COMMIT_TAG = "git.commit.sha";
    private static final String REPOSITORY_TAG = "git.repository_url";
    private static final List<String> FILES = List.of("datadog_git.properties", "git.properties");
    private static final List<String> COMMIT_PROPERTIES = List.of(COMMIT_TAG, "git.commit.id.full", "git.commit.id");
    private static final List<String> REPOSITORY_PROPERTIES = List.of(REPOSITORY_TAG, "git.remote.origin.url");

    /** Takes the credentials out of the address. */
    public GitMetadata {
        repositoryUrl = USER_INFO.matcher(repositoryUrl).replaceFirst("$1");
    }

    /**
     * What the settings say, and for what they do not, the tags of every span, and then the files that build tools leave
     * on the class path. Reads files, so it is not to be called on a thread that is waited for.
     *
     * @param loader sees the application's class path; null for that of the process
     */
    public static GitMetadata read(Configuration configuration, @Nullable ClassLoader loader) {
        if (!configuration.get(ENABLED)) {
            return UNKNOWN;
        }
        Map<String, String> tags = configuration.get(ServiceKeys.TAGS);
        String commit = first(configuration.get(COMMIT_SHA), tags.getOrDefault(COMMIT_TAG, ""));
        String repository = first(configuration.get(REPOSITORY_URL), tags.getOrDefault(REPOSITORY_TAG, ""));
        for (String file : FILES) {
            if (commit.isEmpty() || repository.isEmpty()) {
                Properties properties =
                        load(loader == null ? ClassLoader.getSystemResource(file) : loader.getResource(file));
                commit = first(commit, property(properties, COMMIT_PROPERTIES));
                repository = first(repository, property(properties, REPOSITORY_PROPERTIES));
            }
        }
        return new GitMetadata(commit, repository);
    }

    private static Properties load(@Nullable URL file) {
        Properties properties = new Properties();
        if (file != null) {
            try {
                URLConnection connection = file.openConnection();
                // A cached jar stays open for the life of the process, which keeps others from replacing it.
                connection.setUseCaches(false);
                try (InputStream in = connection.getInputStream()) {
                    properties.load(in);
                }
            } catch (IOException | IllegalArgumentException unreadable) {
                properties.clear();
            }
        }
        return properties;
    }

    private static String property(Properties properties, List<String> names) {
        for (String name : names) {
            String value = properties.getProperty(name, "").trim();
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private static String first(String preferred, String other) {
        return preferred.isEmpty() ? other.trim() : preferred;
    }
}
