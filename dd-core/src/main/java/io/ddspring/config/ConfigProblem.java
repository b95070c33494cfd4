/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

/**
 * A setting whose text is not allowed.
 *
 * @param key canonical name
 * @param text what was found, without secrets and not all of it when it is long
 * @param location where it was found
 * @param allowed what is allowed, completing the sentence "allowed is …"
 * @param used text of the value that is used instead
 */
public record ConfigProblem(String key, String text, String location, String allowed, String used) {
    private static final int LONGEST_TEXT = 200;

    static ConfigProblem of(ConfigKey<?> key, ConfigText found) {
        return new ConfigProblem(
                key.name(),
                shortened(Secrets.mask(key.name(), found.text())),
                found.location(),
                key.type().allowed(),
                Secrets.mask(key.name(), key.defaultText()));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    /** One sentence that names key, value, place, what is allowed and what is used instead. */
    public String message() {
        return key + "=" + text + " (" + location + ") is not valid: allowed is " + allowed
                + (used.isEmpty() ? "; it is ignored" : "; using " + used);
    }
}
