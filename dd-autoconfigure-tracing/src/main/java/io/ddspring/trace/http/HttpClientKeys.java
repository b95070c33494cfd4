/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;

/** Settings of the spans of HTTP requests that are sent. */
public final class HttpClientKeys {
    /** Whether requests that Spring's clients send are traced; read by name in conditions. */
    public static final ConfigKey<Boolean> ENABLED = ConfigKey.of(
                    "dd.trace.http-client.enabled",
                    ConfigType.FLAG,
                    true,
                    "Whether requests sent through RestClient and RestTemplate are traced.")
            .alias("DD_TRACE_INTEGRATION_HTTP_CLIENT_ENABLED");

    /** Statuses that make the call an error. */
    public static final ConfigKey<StatusRanges> ERROR_STATUSES = ConfigKey.of(
            "dd.trace.http.client.error-statuses",
            StatusRanges.TYPE,
            StatusRanges.parse("400-499"),
            "Response statuses that mark a sent request as an error.");

    /** Whether tags show the query string. */
    public static final ConfigKey<Boolean> TAG_QUERY_STRING = ConfigKey.of(
                    "dd.trace.http.client.tag-query-string",
                    ConfigType.FLAG,
                    true,
                    "Whether spans of sent requests show the query string.")
            .alias("DD_HTTP_CLIENT_TAG_QUERY_STRING");

    /** Resource names of paths. */
    public static final ConfigKey<PathResourceNames> PATH_RESOURCE_NAMES = ConfigKey.of(
            "dd.trace.http.client.path-resource-name-mapping",
            PathResourceNames.TYPE,
            PathResourceNames.NONE,
            "Comma-separated list of pattern:name pairs that name the resources of called paths; * keeps the path.");

    /** Whether the called host is the service. */
    public static final ConfigKey<Boolean> SPLIT_BY_DOMAIN = ConfigKey.of(
            "dd.trace.http.client.split-by-domain",
            ConfigType.FLAG,
            false,
            "Whether the name of the called host becomes the service of a sent request; an IP address does not.");

    /** Whether the configured header tags are also taken from sent requests. */
    public static final ConfigKey<Boolean> TAG_HEADERS = ConfigKey.of(
                    "dd.trace.client-tag-headers",
                    ConfigType.FLAG,
                    true,
                    "Whether the configured header tags are also set on spans of sent requests.")
            .alias("DD_HTTP_CLIENT_TAG_HEADERS");

    private HttpClientKeys() {}
}
