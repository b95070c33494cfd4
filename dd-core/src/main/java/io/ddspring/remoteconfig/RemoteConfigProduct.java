/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the configurations of one product. All calls come from the one thread that talks to the Agent, which they hold
 * up. None comes before the product is {@linkplain RemoteConfigClient#register registered}; after it no longer is, only
 * those for the answer that was being taken just then.
 */
public interface RemoteConfigProduct {
    /** Name of the product in paths, for example {@code APM_TRACING}. */
    String name();

    /** What the product can do at present; asked before every poll, so it may change at run time. */
    Set<Capability> capabilities();

    /** How long the product would like at most to wait between two polls; null, as usually, when it does not mind. */
    default @Nullable Duration pollInterval() {
        return null;
    }

    /**
     * Takes a configuration that is new or has changed. What it says need not be in force before {@link #commit()}.
     *
     * @throws Exception when it cannot be taken; the message is reported, the configuration counts as known, and it is
     *     not tried again before it changes
     */
    void apply(RemoteConfig config) throws Exception;

    /**
     * Takes back a configuration that was applied, or that failed to be.
     *
     * @throws Exception when that fails, which is only logged
     */
    void remove(RemoteConfigPath path) throws Exception;

    /** Called once after all changes of an answer; not when nothing has changed. */
    default void commit() {}

    /** Whether what is no longer wanted is to be removed before anything is applied, not after it. */
    default boolean removesFirst() {
        return false;
    }
}
