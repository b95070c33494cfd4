/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

/** Names of tags and metrics as they appear on the wire. */
public final class Tags {
    public static final String COMPONENT = "component";
    public static final String SPAN_KIND = "span.kind";
    public static final String ENV = "env";
    public static final String VERSION = "version";
    public static final String LANGUAGE = "language";
    public static final String RUNTIME_ID = "runtime-id";
    public static final String PROCESS_ID = "process_id";
    public static final String THREAD_ID = "thread.id";
    public static final String THREAD_NAME = "thread.name";

    public static final String ERROR_TYPE = "error.type";
    public static final String ERROR_MESSAGE = "error.message";
    public static final String ERROR_STACK = "error.stack";

    public static final String HTTP_METHOD = "http.method";
    public static final String HTTP_URL = "http.url";
    public static final String HTTP_QUERY_STRING = "http.query.string";
    public static final String HTTP_HOSTNAME = "http.hostname";
    public static final String HTTP_ROUTE = "http.route";
    public static final String HTTP_STATUS_CODE = "http.status_code";
    public static final String HTTP_USER_AGENT = "http.useragent";
    public static final String HTTP_FRAGMENT_STRING = "http.fragment.string";
    public static final String HTTP_ENDPOINT = "http.endpoint";
    public static final String HTTP_FORWARDED = "http.forwarded";
    public static final String HTTP_FORWARDED_PROTO = "http.forwarded.proto";
    public static final String HTTP_FORWARDED_HOST = "http.forwarded.host";
    public static final String HTTP_FORWARDED_IP = "http.forwarded.ip";
    public static final String HTTP_FORWARDED_PORT = "http.forwarded.port";
    public static final String HTTP_CLIENT_IP = "http.client_ip";
    public static final String NETWORK_CLIENT_IP = "network.client.ip";
    public static final String PEER_HOSTNAME = "peer.hostname";
    public static final String PEER_SERVICE = "peer.service";
    public static final String PEER_IPV4 = "peer.ipv4";
    public static final String PEER_IPV6 = "peer.ipv6";
    public static final String PEER_PORT = "peer.port";
    public static final String SERVLET_CONTEXT = "servlet.context";
    public static final String SERVLET_PATH = "servlet.path";

    public static final String DB_TYPE = "db.type";
    public static final String DB_INSTANCE = "db.instance";
    public static final String DB_USER = "db.user";
    public static final String DB_OPERATION = "db.operation";
    public static final String DB_POOL_NAME = "db.pool.name";
    public static final String DB_SCHEMA = "db.schema";

    public static final String BASE_SERVICE = "_dd.base_service";
    public static final String SERVICE_SOURCE = "_dd.svc_src";
    public static final String INTEGRATION = "_dd.integration";
    public static final String MEASURED = "_dd.measured";
    public static final String TOP_LEVEL = "_dd.top_level";
    public static final String SAMPLING_PRIORITY = "_sampling_priority_v1";
    public static final String ORIGIN = "_dd.origin";
    public static final String AGENT_PSR = "_dd.agent_psr";
    public static final String RULE_PSR = "_dd.rule_psr";
    public static final String LIMIT_PSR = "_dd.limit_psr";
    public static final String SPAN_SAMPLING_MECHANISM = "_dd.span_sampling.mechanism";
    public static final String SPAN_SAMPLING_RULE_RATE = "_dd.span_sampling.rule_rate";
    public static final String SPAN_SAMPLING_MAX_PER_SECOND = "_dd.span_sampling.max_per_second";
    public static final String APM_ENABLED = "_dd.apm.enabled";
    public static final String ANALYTICS_SAMPLE_RATE = "_dd1.sr.eausr";
    public static final String HOSTNAME = "_dd.hostname";
    public static final String TRACER_HOST = "_dd.tracer_host";
    public static final String PROCESS_TAGS = "_dd.tags.process";
    public static final String OTLP_EXPORT = "_dd.sdk.otlp_export";
    public static final String GIT_COMMIT_SHA = "_dd.git.commit.sha";
    public static final String GIT_REPOSITORY_URL = "_dd.git.repository_url";
    public static final String KEEP_RATE = "_dd.tracer_kr";
    public static final String PARTIAL_VERSION = "_dd.partial_version";
    public static final String WAS_LONG_RUNNING = "_dd.was_long_running";
    public static final String HAS_EXCEPTION_EVENTS = "_dd.span_events.has_exception";
    public static final String PROFILING_ENABLED = "_dd.profiling.enabled";
    public static final String ATTRIBUTE_SCHEMA = "_dd.trace_span_attribute_schema";
    public static final String LAST_PARENT_ID = "_dd.parent_id";
    public static final String PROPAGATION_ERROR = "_dd.propagation_error";
    public static final String SPAN_LINKS = "_dd.span_links";
    public static final String EVENTS = "events";

    public static final String MANUAL_KEEP = "manual.keep";
    public static final String MANUAL_DROP = "manual.drop";

    private Tags() {}
}
