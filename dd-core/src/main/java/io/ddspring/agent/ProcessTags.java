/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Configuration;
import io.ddspring.config.LaunchName;
import io.ddspring.config.TracerSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What tells this process from others of the same service: what was launched, from where, and in which server. Part of
 * traces, statistics, telemetry and data streams. Values are normalised by {@link TagNormalizer} and sorted by name.
 * Thread-safe; tags that become known later may be {@linkplain #put put} at any time.
 */
public final class ProcessTags {
    private static final ConfigKey<Boolean> ENABLED = ConfigKey.of(
            "dd.experimental.propagate.process.tags.enabled",
            ConfigType.FLAG,
            true,
            "Whether traces, statistics and telemetry say what was launched, from where, and in which server.");

    /** Characters of a value that count, before it is normalised. */
    private static final int MAX_VALUE = 100;

    private static final String SERVER_NAME = "server.name";
    private static final String SERVER_TYPE = "server.type";

    private final boolean enabled;
    private final AtomicReference<Tags> tags = new AtomicReference<>(new Tags(Map.of()));

    private ProcessTags(boolean enabled) {
        this.enabled = enabled;
    }

    /** Tags that stay empty. */
    public static ProcessTags none() {
        return new ProcessTags(false);
    }

    /** The tags of this process; empty when {@code configuration} switches them off. */
    public static ProcessTags of(Configuration configuration) {
        return of(configuration, System.getProperty("sun.java.command", ""), System.getProperty("user.dir", ""));
    }

    static ProcessTags of(Configuration configuration, String launchCommand, String workingDirectory) {
        ProcessTags tags = new ProcessTags(configuration.get(ENABLED));
        if (tags.enabled) {
            tags.addEntryPoint(launchCommand, workingDirectory);
            TracerSettings settings = TracerSettings.from(configuration);
            if (settings.serviceIsUserSet()) {
                tags.put("svc.user", "true");
            } else {
                tags.put("svc.auto", settings.service());
            }
        }
        return tags;
    }

    private void addEntryPoint(String launchCommand, String workingDirectory) {
        String name = LaunchName.of(launchCommand, "");
        String jar = LaunchName.jarOf(launchCommand);
        put("entrypoint.name", name);
        put("entrypoint.workdir", lastSegment(workingDirectory, ""));
        if (!jar.isEmpty()) {
            put("entrypoint.type", "jar");
            put("entrypoint.basedir", lastSegment(workingDirectory, jar + "/.."));
        } else if (!name.isEmpty()) {
            put("entrypoint.type", "class");
        }
    }

    private static String lastSegment(String directory, String relative) {
        try {
            Path last = Path.of(directory).resolve(relative).normalize().getFileName();
            return last == null ? "" : last.toString();
        } catch (InvalidPathException noPath) {
            return "";
        }
    }

    /**
     * Sets a tag; one without a value that can be sent is left out. Of a long value only its beginning counts, and a colon
     * in it, which separates names from values, becomes an underscore.
     */
    public void put(String name, String value) {
        String normal = TagNormalizer.tagValue(beginningOf(value).replace(':', '_'));
        if (enabled && !normal.isEmpty()) {
            tags.updateAndGet(present -> present.with(name, normal));
        }
    }

    private static String beginningOf(String value) {
        boolean isShort = value.codePointCount(0, value.length()) <= MAX_VALUE;
        return isShort ? value : value.substring(0, value.offsetByCodePoints(0, MAX_VALUE));
    }

    /** Names the server that runs the application, for example {@code tomcat}. */
    public void putServer(String type) {
        put(SERVER_NAME, type);
        put(SERVER_TYPE, type);
    }

    /** All tags as {@code name:value}, joined by commas; empty when there are none. The same text until one changes. */
    public String joined() {
        return present().joined;
    }

    /** All tags as {@code name:value}; not modifiable. */
    public List<String> list() {
        return present().list;
    }

    private Tags present() {
        return Objects.requireNonNull(tags.get());
    }

    @Override
    public String toString() {
        return joined();
    }

    private record Tags(Map<String, String> byName, List<String> list, String joined) {
        Tags(Map<String, String> byName) {
            this(
                    byName,
                    byName.entrySet().stream()
                            .map(tag -> tag.getKey() + ":" + tag.getValue())
                            .toList());
        }

        private Tags(Map<String, String> byName, List<String> list) {
            this(byName, list, String.join(",", list));
        }

        Tags with(String name, String value) {
            Map<String, String> changed = new TreeMap<>(byName);
            changed.put(name, value);
            return new Tags(changed);
        }
    }
}
