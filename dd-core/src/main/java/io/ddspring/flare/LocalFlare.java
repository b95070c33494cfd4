/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.telemetry.StatusAction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Leaves a flare in a directory when a user wants one. Thread-safe. */
public final class LocalFlare implements StatusAction {
    private final TracerFlare flare;
    private final Path directory;

    /** @param directory where flares are put, which nobody takes away again */
    public LocalFlare(TracerFlare flare, Path directory) {
        this.flare = flare;
        this.directory = directory;
    }

    @Override
    public String path() {
        return "flare";
    }

    @Override
    public String description() {
        return "writes a zip file with all that support staff need to know into " + directory.toAbsolutePath();
    }

    @Override
    public Map<String, Object> status() {
        return flare.status();
    }

    @Override
    public Map<String, Object> run() throws IOException {
        return flare.writeTo(directory);
    }
}
