/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One place that offers configurations, and those that products have from there. Used by one thread but for the rest. */
interface ConfigOffers {
    /** Makes {@link #poll} work; it does when this was never called as well. For any thread. */
    void open();

    /**
     * Looks once what is offered and gives the products what has changed.
     *
     * @return what came of it, for people
     * @throws IOException when nothing could be read
     * @throws RemoteConfigException when it made no sense
     */
    String poll(Map<String, RemoteConfigProduct> products) throws IOException, RemoteConfigException;

    /** What products have from here. */
    KnownConfigs known();

    /** Whether it is not known yet if anything is offered here at all, but soon will be. */
    boolean isUndecided();

    /** When it was looked last; null before the first time. */
    @Nullable
    Instant lastLook();

    /** Makes a poll that is under way give nothing to the products any more. For any thread. */
    void close();
}
