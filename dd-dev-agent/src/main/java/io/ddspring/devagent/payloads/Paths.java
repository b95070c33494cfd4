/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

/** Where products send to. */
final class Paths {
    static final String EVP_PROXY_V2 = "/evp_proxy/v2/";
    static final String EVP_PROXY_V4 = "/evp_proxy/v4/";
    static final String DEBUGGER_V1 = "/debugger/v1/input";
    static final String DEBUGGER_V2 = "/debugger/v2/input";
    static final String DIAGNOSTICS = "/debugger/v1/diagnostics";
    static final String SYMBOLS = "/symdb/v1/input";
    static final String PROFILES = "/profiling/v1/input";
    static final String PIPELINE_STATS = "/v0.1/pipeline_stats";

    /** Tells the event platform proxy which intake is meant. */
    static final String SUBDOMAIN_HEADER = "X-Datadog-EVP-Subdomain";

    private Paths() {}

    static boolean isProxied(String path) {
        return path.startsWith(EVP_PROXY_V2) || path.startsWith(EVP_PROXY_V4);
    }

    /** The path at the intake behind the proxy; empty when it goes to none. */
    static String proxied(String path) {
        return isProxied(path) ? path.substring(EVP_PROXY_V2.length()) : "";
    }
}
