/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

/**
 * Something that runs along with a started writer. Both methods are called on the writer's thread; their failures are
 * counted.
 */
@FunctionalInterface
public interface DeliveryTask extends Runnable {
    /** Called about every 500 ms; traces wait meanwhile, so it must be quick. */
    @Override
    void run();

    /** Called when the writer ends or pauses, after the traces were sent, within what is left of its time for that. */
    default void end() {}
}
