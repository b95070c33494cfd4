/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

/** Settings of the Datadog account, for what goes there without an Agent. */
public final class AccountKeys {
    /** Key of the account; secret. */
    public static final ConfigKey<String> API_KEY = ConfigKey.of(
            "dd.api-key",
            ConfigType.TEXT,
            "",
            "API key of the Datadog account; only needed for what is sent to Datadog without an Agent.");

    /** Header that holds the key. */
    public static final String API_KEY_HEADER = "DD-API-KEY";

    /** Site of the account, for example {@code datadoghq.eu}. */
    public static final ConfigKey<String> SITE = ConfigKey.of(
            "dd.site",
            ConfigType.TEXT,
            "datadoghq.com",
            "Datadog site of the account, for example datadoghq.eu; only needed for what is sent without an Agent.");

    private AccountKeys() {}
}
