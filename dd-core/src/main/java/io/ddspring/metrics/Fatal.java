/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

/** Tells the errors after which the process cannot go on from those that one feature may survive. */
public final class Fatal {
    private Fatal() {}

    /**
     * Throws {@code failure} again when no code may swallow it: a virtual machine error other than a stack overflow.
     * Does nothing otherwise.
     */
    public static void rethrowIfFatal(Throwable failure) {
        if (failure instanceof VirtualMachineError error && !(failure instanceof StackOverflowError)) {
            throw error;
        }
    }
}
