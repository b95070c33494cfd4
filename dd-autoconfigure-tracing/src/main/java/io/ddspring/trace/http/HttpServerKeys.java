/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import java.util.List;

/** Settings of the spans of HTTP requests that are served. */
public final class HttpServerKeys {
    /** Whether requests to a servlet container are traced; read by name in conditions. */
    public static final ConfigKey<Boolean> SERVLET = ConfigKey.of(
                    "dd.trace.servlet.enabled",
                    ConfigType.FLAG,
                    true,
                    "Whether requests that a servlet container serves are traced.")
            .alias("DD_TRACE_INTEGRATION_SERVLET_ENABLED");

    /** Whether handlers have spans of their own; read by name in conditions. */
    public static final ConfigKey<Boolean> SPRING_WEB = ConfigKey.of(
                    "dd.trace.spring-web.enabled",
                    ConfigType.FLAG,
                    true,
                    "Whether the Spring MVC handler of a traced request is a span of its own.")
            .alias("DD_TRACE_INTEGRATION_SPRING_WEB_ENABLED");

    /** Statuses that make the request an error. */
    public static final ConfigKey<StatusRanges> ERROR_STATUSES = ConfigKey.of(
            "dd.trace.http.server.error-statuses",
            StatusRanges.TYPE,
            StatusRanges.parse("500-599"),
            "Response statuses that mark a served request as an error.");

    /** Whether tags show the query string. */
    public static final ConfigKey<Boolean> TAG_QUERY_STRING = ConfigKey.of(
                    "dd.http.server.tag-query-string",
                    ConfigType.FLAG,
                    true,
                    "Whether spans of served requests show the query string.")
            .alias("DD_TRACE_HTTP_SERVER_TAG_QUERY_STRING");

    /** Whether the query string is shown as it was sent. */
    public static final ConfigKey<Boolean> RAW_QUERY_STRING = ConfigKey.of(
            "dd.http.server.raw-query-string",
            ConfigType.FLAG,
            true,
            "Whether the query string is shown percent-encoded, as it was sent.");

    /** Whether resources are made of the path as it was sent. */
    public static final ConfigKey<Boolean> RAW_RESOURCE = ConfigKey.of(
            "dd.http.server.raw-resource",
            ConfigType.FLAG,
            false,
            "Whether resources of unknown routes are made of the percent-encoded path.");

    /** What query strings must not show. */
    public static final ConfigKey<QueryObfuscator> QUERY_OBFUSCATION = ConfigKey.of(
            "dd.trace.obfuscation-query-string-regexp",
            QueryObfuscator.TYPE,
            QueryObfuscator.BUILT_IN,
            "Regular expression for the parts of a query string to redact instead of the usual ones; nothing is redacted when empty.");

    /** Resource names of paths. */
    public static final ConfigKey<PathResourceNames> PATH_RESOURCE_NAMES = ConfigKey.of(
            "dd.trace.http.server.path-resource-name-mapping",
            PathResourceNames.TYPE,
            PathResourceNames.NONE,
            "Comma-separated list of pattern:name pairs that name the resources of served paths; * keeps the path.");

    /** Whether resources end without a slash. */
    public static final ConfigKey<Boolean> REMOVE_TRAILING_SLASH = ConfigKey.of(
            "dd.trace.http.resource-remove-trailing-slash",
            ConfigType.FLAG,
            false,
            "Whether a slash at the end of a path is left out of the resource.");

    /** Whether the route names the resource. */
    public static final ConfigKey<Boolean> ROUTE_BASED_NAMING = ConfigKey.of(
            "dd.http.server.route-based-naming",
            ConfigType.FLAG,
            true,
            "Whether the matched route becomes the resource of a served request.");

    /** Whether unknown routes are guessed. */
    public static final ConfigKey<Boolean> RESOURCE_RENAMING = ConfigKey.of(
            "dd.trace.resource-renaming.enabled",
            ConfigType.FLAG,
            false,
            "Whether the endpoint of a request without a known route is guessed from its path.");

    /** Whether the endpoint is guessed even if the route is known. */
    public static final ConfigKey<Boolean> ALWAYS_SIMPLIFIED_ENDPOINT = ConfigKey.of(
            "dd.trace.resource-renaming.always-simplified-endpoint",
            ConfigType.FLAG,
            false,
            "Whether the endpoint is guessed from the path even when the route is known.");

    /** Whether the client's address is shown. */
    public static final ConfigKey<Boolean> CLIENT_IP = ConfigKey.of(
            "dd.trace.client-ip.enabled",
            ConfigType.FLAG,
            false,
            "Whether spans of served requests show the address of the client.");

    /** The header with the client's address. */
    public static final ConfigKey<String> CLIENT_IP_HEADER = ConfigKey.of(
            "dd.trace.client-ip.header",
            ConfigType.TEXT,
            "",
            "Request header to take the address of the client from, instead of the usual ones.");

    /** Whether headers are asked for the client's address. */
    public static final ConfigKey<Boolean> CLIENT_IP_RESOLVER = ConfigKey.of(
            "dd.trace.client-ip.resolver-enabled",
            ConfigType.FLAG,
            true,
            "Whether the address of the client is looked for in request headers.");

    /** Headers that become tags. */
    public static final ConfigKey<List<String>> HEADER_TAGS = ConfigKey.of(
            "dd.trace.header-tags",
            ConfigType.LIST,
            List.of(),
            "Comma-separated list of headers, each with an optional :tag, to set as tags from requests and responses.");

    /** Request headers that become tags. */
    public static final ConfigKey<List<String>> REQUEST_HEADER_TAGS = ConfigKey.of(
            "dd.trace.request-header-tags",
            ConfigType.LIST,
            List.of(),
            "Comma-separated list of request headers, each with an optional :tag, to set as tags.");

    /** Response headers that become tags. */
    public static final ConfigKey<List<String>> RESPONSE_HEADER_TAGS = ConfigKey.of(
            "dd.trace.response-header-tags",
            ConfigType.LIST,
            List.of(),
            "Comma-separated list of response headers, each with an optional :tag, to set as tags.");

    /** Whether header tags have values with commas. */
    public static final ConfigKey<Boolean> REQUEST_HEADER_TAGS_COMMA = ConfigKey.of(
            "dd.trace.request-header-tags-comma-allowed",
            ConfigType.FLAG,
            true,
            "Whether the tag of a request header has the whole value instead of what is before its first comma.");

    /** Paths that are not traced. */
    public static final ConfigKey<List<String>> IGNORED_PATHS = ConfigKey.of(
            "dd.trace.http.server.ignored-paths",
            ConfigType.LIST,
            List.of(),
            "Comma-separated list of Ant-style patterns of paths whose requests are not traced at all.");

    /** Whether management requests are traced. */
    public static final ConfigKey<Boolean> ACTUATOR = ConfigKey.of(
            "dd.trace.actuator.enabled",
            ConfigType.FLAG,
            false,
            "Whether requests to actuator endpoints and to the management port are traced.");

    private HttpServerKeys() {}
}
