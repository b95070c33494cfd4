/* SPDX-License-Identifier: Apache-2.0 */
package org.springframework.cloud.context.environment;

import java.util.Set;
import org.springframework.context.ApplicationEvent;

/** Stands in for the event of Spring Cloud, which is known by its name only. */
public final class EnvironmentChangeEvent extends ApplicationEvent {
    private static final long serialVersionUID = 1L;

    /** @param keys properties that have changed */
    public EnvironmentChangeEvent(Set<String> keys) {
        super(keys);
    }
}
