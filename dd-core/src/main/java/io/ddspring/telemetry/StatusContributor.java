/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import java.util.Map;

/**
 * Tells one section of the library's status page. Thread-safe; called whenever somebody looks at the page, so it answers
 * from memory and does not block.
 */
public interface StatusContributor {
    /** Name of the section, for example {@code agent}; a word of the URL. */
    String section();

    /** A few facts for the overview. Values are strings, numbers, booleans, and lists and maps of these. */
    Map<String, Object> summary();

    /** Everything there is to see. Values are of the same types. */
    Map<String, Object> details();
}
