/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.event.Subscription;

/** Handle of what an open {@link LogTap} listens with. Its calls must not overlap. */
@FunctionalInterface
public interface LogSubscription extends Subscription {
    /**
     * Listens again where the logging system has been reset meanwhile and has forgotten it; else does nothing. Not to be
     * called once it is closed.
     */
    default void renew() {}
}
