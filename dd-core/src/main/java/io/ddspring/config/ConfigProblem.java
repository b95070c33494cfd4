/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

/**
 * A setting whose text is not allowed.
 *
 * @param key canonical name
 * @param text what was found
 * @param location where it was found
 * @param allowed what is allowed, completing the sentence "allowed is …"
 * @param used text of the value that is used instead
 */
public record ConfigProblem(String key, String text, String location, String allowed, String used) {
    /** One sentence that names key, value, place and what is allowed. */
    public String message() {
        return key + "=" + text + " (" + location + ") is not valid: allowed is " + allowed + "; using " + used;
    }
}
