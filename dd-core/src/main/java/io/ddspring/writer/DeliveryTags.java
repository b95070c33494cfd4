/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.agent.ProcessTags;
import io.ddspring.config.GitMetadata;
import io.ddspring.metrics.Faults;
import io.ddspring.trace.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is said about the process once per chunk or once per payload, on the first span. It is added while encoding, by
 * the thread that may read files for it. Used by one thread.
 */
public final class DeliveryTags {
    private final ProcessTags process;
    private final Supplier<GitMetadata> gitSource;
    private @Nullable GitMetadata git;
    private @Nullable String knownProcess;
    // Names, each followed by its value.
    private String[] ofChunk = {};
    private String[] ofPayload = {};

    /** @param git asked once, when the first trace is encoded */
    public DeliveryTags(ProcessTags process, Supplier<GitMetadata> git) {
        this.process = process;
        this.gitSource = git;
    }

    /** Nothing is known of the process. */
    public static DeliveryTags none() {
        return new DeliveryTags(ProcessTags.none(), () -> GitMetadata.UNKNOWN);
    }

    /** Names, each followed by its value, for the first span of a chunk. */
    String[] ofChunk() {
        refresh();
        return ofChunk;
    }

    /** The same for the first span of the first chunk of a payload. */
    String[] ofPayload() {
        refresh();
        return ofPayload;
    }

    private void refresh() {
        String processNow = process.joined();
        if (git != null && processNow.equals(knownProcess)) {
            return;
        }
        GitMetadata known = git == null ? readGit() : git;
        List<String> tags = new ArrayList<>();
        add(tags, Tags.GIT_COMMIT_SHA, known.commitSha());
        add(tags, Tags.GIT_REPOSITORY_URL, known.repositoryUrl());
        ofChunk = tags.toArray(String[]::new);
        add(tags, Tags.PROCESS_TAGS, processNow);
        add(tags, Tags.OTLP_EXPORT, "false");
        ofPayload = tags.toArray(String[]::new);
        git = known;
        knownProcess = processNow;
    }

    private GitMetadata readGit() {
        try {
            return gitSource.get();
        } catch (Throwable failure) {
            Faults.shared().record("git.metadata", failure);
            return GitMetadata.UNKNOWN;
        }
    }

    private static void add(List<String> tags, String name, String value) {
        if (!value.isEmpty()) {
            tags.add(name);
            tags.add(value);
        }
    }
}
