/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

/** What a message is about, with its name in the protocol; in the order in which they stand in a batch. */
enum TelemetryType {
    STARTED("app-started"),
    HEARTBEAT("app-heartbeat"),
    EXTENDED_HEARTBEAT("app-extended-heartbeat"),
    CONFIGURATION("app-client-configuration-change"),
    INTEGRATIONS("app-integrations-change"),
    DEPENDENCIES("app-dependencies-loaded"),
    METRICS("generate-metrics"),
    DISTRIBUTIONS("distributions"),
    LOGS("logs"),
    PRODUCTS("app-product-change"),
    ENDPOINTS("app-endpoints"),
    CLOSING("app-closing");

    /** Name of a request with several messages. */
    static final String BATCH = "message-batch";

    private final String wireName;

    TelemetryType(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
