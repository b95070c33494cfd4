/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry.dependency;

/**
 * A library of the application. Immutable.
 *
 * @param name {@code group:artifact}, or the artifact alone when the group is not known
 * @param version empty when it is not known
 * @param hash SHA-1 of the jar in upper-case hexadecimal, when the name was guessed from it; else empty
 */
public record Dependency(String name, String version, String hash) {}
