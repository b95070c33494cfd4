/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * One place that holds texts under names spelled in its own way, for example the environment variables. Thread-safe;
 * answers from memory.
 */
public interface ConfigLayer {
    /**
     * The names it holds, as they are spelled there; a later change need not show. Empty when it cannot tell, which
     * makes it be asked for canonical names.
     */
    Collection<String> names();

    /** The text under exactly {@code name}, or null when there is none. */
    @Nullable
    ConfigText find(String name);
}
