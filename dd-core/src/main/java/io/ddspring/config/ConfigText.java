/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

/**
 * The text of a setting as it was found.
 *
 * @param text not yet parsed
 * @param origin kind of the source, as it is reported to others
 * @param location where exactly, for people: an environment variable, a file with its line
 */
public record ConfigText(String text, ConfigOrigin origin, String location) {}
