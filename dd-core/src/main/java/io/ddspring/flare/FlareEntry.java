/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import java.io.IOException;
import java.io.Writer;

/**
 * One file of a flare. Every bean of this type is asked when a flare is made; one that has the name of a file that the
 * library writes itself replaces it. Thread-safe; asked on a thread that may wait a little, but not for the network.
 */
public interface FlareEntry {
    /** Name of the file, for example {@code threads.txt}; no directory. */
    String name();

    /**
     * Writes what there is to say now, as text. Secrets are masked and what is too long is left out afterwards, line by
     * line, so neither is a concern here.
     *
     * @throws IOException when it cannot be said; the file then says why, and the flare has the others all the same
     */
    void write(Writer out) throws IOException;

    /** Most bytes the file may have; normally 5 MiB. */
    default int limitBytes() {
        return 5 * 1024 * 1024;
    }

    /** Writes the text of an entry, see {@link FlareEntry#write}. */
    @FunctionalInterface
    interface Content {
        void write(Writer out) throws IOException;
    }

    /** A file named {@code name} of usual size. */
    static FlareEntry of(String name, Content content) {
        return new FlareEntry() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void write(Writer out) throws IOException {
                content.write(out);
            }
        };
    }
}
