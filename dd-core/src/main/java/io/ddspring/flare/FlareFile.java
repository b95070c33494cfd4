/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import java.util.List;

/** A flare that is ready. Immutable; whoever made it does not change the bytes. */
final class FlareFile {
    private final String name;
    private final byte[] content;
    private final List<String> entries;
    private final List<String> failed;

    /**
     * @param name of the zip file
     * @param entries names of the files in it
     * @param failed names of those that could not be written, or not wholly, and what else is missing
     */
    FlareFile(String name, byte[] content, List<String> entries, List<String> failed) {
        this.name = name;
        this.content = content;
        this.entries = entries;
        this.failed = failed;
    }

    String name() {
        return name;
    }

    byte[] content() {
        return content;
    }

    List<String> entries() {
        return entries;
    }

    List<String> failed() {
        return failed;
    }
}
