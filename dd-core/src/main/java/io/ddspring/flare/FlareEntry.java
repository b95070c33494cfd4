/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import java.io.IOException;
import java.io.Writer;

/** One file of a flare. Thread-safe. */
public interface FlareEntry {
    /** Name of the file, for example {@code threads.txt}. */
    String name();

    /** Writes what there is to say now; secrets are masked by the writer of the flare. */
    void write(Writer out) throws IOException;
}
