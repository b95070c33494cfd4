/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import io.ddspring.config.Configuration;
import io.ddspring.config.NamingSchema;

/**
 * How spans of sent HTTP requests are made. Immutable and thread-safe.
 *
 * @param naming generation of the operation names
 * @param errorStatuses statuses that make the call an error
 * @param tagQueryString whether tags show the query string
 * @param queryObfuscator takes secrets out of query strings
 * @param pathResourceNames names given to paths
 * @param removeTrailingSlash whether resources end without a slash
 * @param splitByDomain whether the called host is the service
 * @param requestHeaderTags request headers that become tags
 * @param responseHeaderTags response headers that become tags
 */
public record HttpClientSettings(
        NamingSchema naming,
        StatusRanges errorStatuses,
        boolean tagQueryString,
        QueryObfuscator queryObfuscator,
        PathResourceNames pathResourceNames,
        boolean removeTrailingSlash,
        boolean splitByDomain,
        HeaderTags requestHeaderTags,
        HeaderTags responseHeaderTags) {
    /** The settings that {@code configuration} holds. */
    public static HttpClientSettings from(Configuration configuration) {
        boolean tagHeaders = configuration.get(HttpClientKeys.TAG_HEADERS);
        HttpServerSettings server = HttpServerSettings.from(configuration);
        return new HttpClientSettings(
                server.naming(),
                configuration.get(HttpClientKeys.ERROR_STATUSES),
                configuration.get(HttpClientKeys.TAG_QUERY_STRING),
                server.queryObfuscator(),
                configuration.get(HttpClientKeys.PATH_RESOURCE_NAMES),
                server.removeTrailingSlash(),
                configuration.get(HttpClientKeys.SPLIT_BY_DOMAIN),
                tagHeaders ? server.requestHeaderTags() : HeaderTags.NONE,
                tagHeaders ? server.responseHeaderTags() : HeaderTags.NONE);
    }
}
