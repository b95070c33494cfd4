/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

/** The state that a service check reports. */
public enum ServiceCheckStatus {
    /** It works. */
    OK,
    /** It works, but somebody should look. */
    WARNING,
    /** It does not work. */
    CRITICAL,
    /** It could not be found out. */
    UNKNOWN
}
