/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import java.util.Map;

/**
 * Something that a user can have the library do from its status page, by a {@code POST} to its path. Thread-safe. Every
 * bean of this type is offered where the application lets the page be written to.
 */
public interface StatusAction {
    /** Where it is below the page: one word, or a section and a word, for example {@code remote-config/refresh}. */
    String path();

    /** What it does, for people who look at the path; goes on after "POST here". */
    String description();

    /** What is known of earlier runs. Values are strings, numbers, booleans, and lists and maps of these. */
    default Map<String, Object> status() {
        return Map.of();
    }

    /**
     * Does it, and answers what came of it. Values are of the same types.
     *
     * @throws BusyException when it is being done already
     * @throws Exception when it cannot be done; the message is shown
     */
    Map<String, Object> run() throws Exception;

    /** What is to be done is under way, for another user; the answer is a conflict (409) and not a failure. */
    final class BusyException extends Exception {
        private static final long serialVersionUID = 1;

        /** @param message shown to the user */
        public BusyException(String message) {
            super(message);
        }
    }
}
