/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import io.ddspring.config.Configuration;
import io.ddspring.config.NamingSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How spans of served HTTP requests are made. Immutable and thread-safe.
 *
 * @param naming generation of the operation names
 * @param errorStatuses statuses that make the request an error
 * @param tagQueryString whether tags show the query string
 * @param rawQueryString whether it is shown percent-encoded
 * @param rawResource whether resources are made of the percent-encoded path
 * @param queryObfuscator takes secrets out of query strings
 * @param pathResourceNames names given to paths
 * @param removeTrailingSlash whether resources end without a slash
 * @param routeBasedNaming whether the route names the resource
 * @param inferEndpoint whether the endpoint of an unknown route is guessed
 * @param alwaysInferEndpoint whether it is guessed for known routes too
 * @param tagClientIp whether tags show the client's address
 * @param clientIpResolver finds that address in headers; null when only the peer's is used
 * @param requestHeaderTags request headers that become tags
 * @param responseHeaderTags response headers that become tags
 * @param ignoredPaths paths whose requests are not traced
 * @param traceActuator whether management requests are traced
 */
public record HttpServerSettings(
        NamingSchema naming,
        StatusRanges errorStatuses,
        boolean tagQueryString,
        boolean rawQueryString,
        boolean rawResource,
        QueryObfuscator queryObfuscator,
        PathResourceNames pathResourceNames,
        boolean removeTrailingSlash,
        boolean routeBasedNaming,
        boolean inferEndpoint,
        boolean alwaysInferEndpoint,
        boolean tagClientIp,
        @Nullable ClientIpResolver clientIpResolver,
        HeaderTags requestHeaderTags,
        HeaderTags responseHeaderTags,
        PathPatterns ignoredPaths,
        boolean traceActuator) {
    /** The settings that {@code configuration} holds. */
    public static HttpServerSettings from(Configuration configuration) {
        List<String> headerTags = configuration.get(HttpServerKeys.HEADER_TAGS);
        return new HttpServerSettings(
                NamingSchema.from(configuration),
                configuration.get(HttpServerKeys.ERROR_STATUSES),
                configuration.get(HttpServerKeys.TAG_QUERY_STRING),
                configuration.get(HttpServerKeys.RAW_QUERY_STRING),
                configuration.get(HttpServerKeys.RAW_RESOURCE),
                configuration.get(HttpServerKeys.QUERY_OBFUSCATION),
                configuration.get(HttpServerKeys.PATH_RESOURCE_NAMES),
                configuration.get(HttpServerKeys.REMOVE_TRAILING_SLASH),
                configuration.get(HttpServerKeys.ROUTE_BASED_NAMING),
                configuration.get(HttpServerKeys.RESOURCE_RENAMING),
                configuration.get(HttpServerKeys.ALWAYS_SIMPLIFIED_ENDPOINT),
                configuration.get(HttpServerKeys.CLIENT_IP),
                configuration.get(HttpServerKeys.CLIENT_IP_RESOLVER)
                        ? new ClientIpResolver(configuration.get(HttpServerKeys.CLIENT_IP_HEADER))
                        : null,
                HeaderTags.ofRequest(
                        HeaderTags.merge(headerTags, configuration.get(HttpServerKeys.REQUEST_HEADER_TAGS)),
                        configuration.get(HttpServerKeys.REQUEST_HEADER_TAGS_COMMA)),
                HeaderTags.ofResponse(
                        HeaderTags.merge(headerTags, configuration.get(HttpServerKeys.RESPONSE_HEADER_TAGS))),
                PathPatterns.of(configuration.get(HttpServerKeys.IGNORED_PATHS)),
                configuration.get(HttpServerKeys.ACTUATOR));
    }
}
