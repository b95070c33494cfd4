/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

/**
 * What one kind of source says about a setting, without secrets.
 *
 * @param text the value as the setting's type writes it; as it was found when it is not allowed or is more than a flag, a
 *     number, a list or pairs
 * @param origin kind of the source
 * @param configId identity of the configuration it belongs to, where such have one; empty otherwise
 */
public record ConfigEntry(String text, ConfigOrigin origin, String configId) {}
