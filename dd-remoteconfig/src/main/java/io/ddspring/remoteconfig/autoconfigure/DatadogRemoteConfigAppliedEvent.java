/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig.autoconfigure;

import io.ddspring.remoteconfig.PollStatus;
import java.util.List;
import org.springframework.context.ApplicationEvent;

/**
 * Published after remote configuration has given products something or taken something from them, on the thread that
 * asks the Agent, which listeners hold up. Immutable.
 */
public final class DatadogRemoteConfigAppliedEvent extends ApplicationEvent {
    private static final long serialVersionUID = 1L;

    private final transient List<PollStatus.Config> configs;

    DatadogRemoteConfigAppliedEvent(Object source, List<PollStatus.Config> configs) {
        super(source);
        this.configs = List.copyOf(configs);
    }

    /** All configurations that products have now, those that they could not apply included. */
    public List<PollStatus.Config> configs() {
        return configs;
    }
}
