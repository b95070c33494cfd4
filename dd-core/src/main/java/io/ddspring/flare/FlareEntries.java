/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import java.util.List;
import java.util.function.BiConsumer;

/** Where the files of flares come from. Asked for each flare, on the thread that makes it. */
@FunctionalInterface
public interface FlareEntries {
    /**
     * The files; of two with the same name the first counts.
     *
     * @param failures takes what could not be had and why, which the flare then tells
     */
    List<FlareEntry> all(BiConsumer<String, Throwable> failures);
}
