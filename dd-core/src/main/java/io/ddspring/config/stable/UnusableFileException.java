/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config.stable;

/** A file does not say what it should. The message does not show its contents. */
final class UnusableFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param line where, counted from 1 */
    UnusableFileException(String problem, int line) {
        super("line " + line + ": " + problem);
    }
}
