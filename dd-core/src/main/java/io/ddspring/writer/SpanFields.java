/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

/** Keys of a span, its links and its events in the v0.4 format. */
final class SpanFields {
    static final String SERVICE = "service";
    static final String NAME = "name";
    static final String RESOURCE = "resource";
    static final String TRACE_ID = "trace_id";
    static final String SPAN_ID = "span_id";
    static final String PARENT_ID = "parent_id";
    static final String START = "start";
    static final String DURATION = "duration";
    static final String TYPE = "type";
    static final String ERROR = "error";
    static final String METRICS = "metrics";
    static final String META = "meta";
    static final String META_STRUCT = "meta_struct";
    static final String SPAN_LINKS = "span_links";
    static final String SPAN_EVENTS = "span_events";

    static final String TRACE_ID_HIGH = "trace_id_high";
    static final String ATTRIBUTES = "attributes";
    static final String DROPPED_ATTRIBUTES = "dropped_attributes_count";
    static final String TRACESTATE = "tracestate";
    static final String FLAGS = "flags";

    static final String TIME_UNIX_NANO = "time_unix_nano";
    static final String VALUE_TYPE = "type";
    static final String STRING_VALUE = "string_value";
    static final String BOOL_VALUE = "bool_value";
    static final String INT_VALUE = "int_value";
    static final String DOUBLE_VALUE = "double_value";
    static final String ARRAY_VALUE = "array_value";
    static final String VALUES = "values";

    private SpanFields() {}
}
