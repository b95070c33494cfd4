/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.spi;

/** Is a bean where ids of our spans are those that the application knows by Micrometer's names. */
public final class MicrometerIds {}
