/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

import io.ddspring.devagent.http.Routes;

/**
 * One kind of data: takes it, keeps as much of it as there is room for, and answers the console's questions about it.
 * Thread-safe.
 */
public interface Part {
    /** What the console calls it when it has changed, for example {@code traces}. */
    String topic();

    /** Adds the paths that it takes payloads at, and those that it answers the console at. */
    void addTo(Routes routes);

    /** Forgets everything. */
    void clear();
}
