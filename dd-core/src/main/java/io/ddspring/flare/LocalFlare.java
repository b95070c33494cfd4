/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.metrics.Fatal;
import io.ddspring.telemetry.StatusAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a flare in a directory when a user wants one, as a new file that only the user of this process can read. The
 * newest {@value #KEPT} that it wrote stay there, also when the process ends; older ones are deleted. Thread-safe; one
 * flare is made at a time.
 */
public final class LocalFlare implements StatusAction {
    private static final Logger LOG = LoggerFactory.getLogger(LocalFlare.class);
    private static final int KEPT = 3;

    private final TracerFlare flare;
    private final Path directory;
    private final FileContent content;
    private final ReentrantLock lock = new ReentrantLock();

    /** The oldest first; guarded by the lock. */
    private final Deque<Path> written = new ArrayDeque<>();

    /** Puts bytes into a file that is there. */
    @FunctionalInterface
    interface FileContent {
        void write(Path file, byte[] bytes) throws IOException;
    }

    /** @param directory where flares are put; it must be there */
    public LocalFlare(TracerFlare flare, Path directory) {
        this(flare, directory, Files::write);
    }

    LocalFlare(TracerFlare flare, Path directory, FileContent content) {
        this.flare = flare;
        this.directory = directory;
        this.content = content;
    }

    @Override
    public String path() {
        return "flare";
    }

    @Override
    public String description() {
        return "writes a zip file with all that support staff need to know into " + directory.toAbsolutePath()
                + ", where the last " + KEPT + " are kept";
    }

    @Override
    public Map<String, Object> status() {
        return flare.status();
    }

    @Override
    public Map<String, Object> run() throws IOException, BusyException {
        FlareFile made = flare.makeForUser();
        Path file = write(made);
        keep(file);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("path", file.toAbsolutePath().toString());
        answer.put("size", made.content().length);
        answer.put("entries", made.entries());
        answer.put("failed", made.failed());
        return answer;
    }

    private Path write(FlareFile made) throws IOException {
        String prefix = made.name().substring(0, made.name().lastIndexOf('.')) + "-";
        // The random part keeps others from putting something else there before.
        Path file = Files.createTempFile(directory, prefix, ".zip");
        try {
            content.write(file, made.content());
        } catch (Throwable failure) {
            delete(file);
            throw failure;
        }
        return file;
    }

    private void keep(Path newest) {
        lock.lock();
        try {
            written.add(newest);
            while (written.size() > KEPT) {
                delete(written.remove());
            }
        } finally {
            lock.unlock();
        }
    }

    /** One that cannot be deleted must not keep the user from the next one. */
    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (Throwable failure) {
            Fatal.rethrowIfFatal(failure);
            LOG.debug("{} could not be deleted", file, failure);
        }
    }
}
