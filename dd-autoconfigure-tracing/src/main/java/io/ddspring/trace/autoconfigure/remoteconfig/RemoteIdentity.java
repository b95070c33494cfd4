/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.remoteconfig;

import io.ddspring.agent.ProcessTags;
import io.ddspring.agent.TagNormalizer;
import io.ddspring.agent.TracerVersion;
import io.ddspring.config.Configuration;
import io.ddspring.config.GitMetadata;
import io.ddspring.config.TracerSettings;
import io.ddspring.remoteconfig.ClientIdentity;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.trace.internal.ProcessIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the backend is told of this process when it is asked for configurations. */
final class RemoteIdentity {
    private RemoteIdentity() {}

    static ClientIdentity of(
            Configuration configuration,
            ProcessIdentity process,
            ProcessTags processTags,
            CoreTracer tracer,
            @Nullable ClassLoader loader) {
        TracerSettings settings = TracerSettings.from(configuration);
        // The protocol wants semantic versioning, which knows no tilde.
        String tracerVersion = TracerVersion.current().replace('~', '+');
        return new ClientIdentity(
                ProcessIdentity.randomId(),
                process.runtimeId(),
                tracerVersion,
                TagNormalizer.tagValue(settings.service()),
                TagNormalizer.tagValue(settings.env()),
                TagNormalizer.tagValue(settings.version()),
                new Tags(configuration, settings, process, tracerVersion, loader),
                tracer::extraServices,
                processTags::list);
    }

    /** Read once, when they are asked for: the commit stands in a file. */
    private static final class Tags implements Supplier<List<String>> {
        private final Configuration configuration;
        private final TracerSettings settings;
        private final ProcessIdentity process;
        private final String tracerVersion;
        private final @Nullable ClassLoader loader;
        private @Nullable List<String> known;

        Tags(
                Configuration configuration,
                TracerSettings settings,
                ProcessIdentity process,
                String tracerVersion,
                @Nullable ClassLoader loader) {
            this.configuration = configuration;
            this.settings = settings;
            this.process = process;
            this.tracerVersion = tracerVersion;
            this.loader = loader;
        }

        @Override
        public synchronized List<String> get() {
            List<String> tags = known;
            if (tags == null) {
                tags = read();
                known = tags;
            }
            return tags;
        }

        private List<String> read() {
            GitMetadata git = GitMetadata.read(configuration, loader);
            Map<String, String> values = new TreeMap<>(settings.globalTags());
            values.put("git.repository_url", git.repositoryUrl());
            values.put("git.commit.sha", git.commitSha());
            values.put("env", settings.env());
            values.put("version", settings.version());
            values.put("tracer_version", tracerVersion);
            values.put("host_name", process.hostname());
            List<String> tags = new ArrayList<>();
            values.forEach((name, value) -> {
                if (!value.isEmpty()) {
                    tags.add(name + ':' + value);
                }
            });
            return List.copyOf(tags);
        }
    }
}
