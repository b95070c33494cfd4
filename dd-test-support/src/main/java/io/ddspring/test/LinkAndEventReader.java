/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the native forms of span links and span events. */
final class LinkAndEventReader {
    private static final long MAX_UINT32 = 0xffff_ffffL;
    private static final int NO_TYPE = -1;

    private final StrictReader in;

    LinkAndEventReader(StrictReader in) {
        this.in = in;
    }

    ReceivedLink link(String where) throws IOException {
        long[] ids = new long[3];
        long[] flags = new long[1];
        String[] tracestate = {""};
        Map<String, String> attributes = new LinkedHashMap<>();
        in.entries(where, (key, place) -> {
            switch (key) {
                case "trace_id" -> ids[0] = in.unsigned(place);
                case "trace_id_high" -> ids[1] = in.unsigned(place);
                case "span_id" -> ids[2] = in.unsigned(place);
                case "attributes" -> attributes.putAll(in.map(place, in::presentText));
                case "tracestate" -> tracestate[0] = in.presentText(place);
                case "flags" -> flags[0] = flags(place);
                default -> in.unknown(place);
            }
        });
        return new ReceivedLink(ids[1], ids[0], ids[2], attributes, tracestate[0], flags[0]);
    }

    private long flags(String where) throws IOException {
        long flags = in.unsigned(where);
        if (flags < 0 || flags > MAX_UINT32) {
            in.problem(where, Long.toUnsignedString(flags) + " does not fit into uint32");
        }
        return flags;
    }

    ReceivedEvent event(String where) throws IOException {
        long[] time = new long[1];
        String[] name = {""};
        Map<String, Object> attributes = new LinkedHashMap<>();
        in.entries(where, (key, place) -> {
            switch (key) {
                case "time_unix_nano" -> time[0] = in.unsigned(place);
                case "name" -> name[0] = in.presentText(place);
                case "attributes" -> attributes.putAll(in.map(place, this::typedValue));
                default -> in.unknown(place);
            }
        });
        if (time[0] == 0 || name[0].isEmpty()) {
            in.problem(where, "time_unix_nano and name are required");
        }
        return new ReceivedEvent(time[0], name[0], attributes);
    }

    private Object typedValue(String where) throws IOException {
        int[] type = {NO_TYPE};
        int[] valueType = {NO_TYPE};
        Object[] value = {""};
        in.entries(where, (key, place) -> {
            switch (key) {
                case "type" -> type[0] = (int) in.signed(place);
                case "string_value" -> {
                    valueType[0] = 0;
                    value[0] = in.presentText(place);
                }
                case "bool_value" -> {
                    valueType[0] = 1;
                    value[0] = in.bool(place);
                }
                case "int_value" -> {
                    valueType[0] = 2;
                    value[0] = in.signed(place);
                }
                case "double_value" -> {
                    valueType[0] = 3;
                    value[0] = in.decimal(place);
                }
                case "array_value" -> {
                    valueType[0] = 4;
                    value[0] = arrayValue(place);
                }
                default -> in.unknown(place);
            }
        });
        if (type[0] != valueType[0] || type[0] == NO_TYPE) {
            in.problem(where, "type " + type[0] + " does not say what the value is");
        }
        return value[0];
    }

    private List<Object> arrayValue(String where) throws IOException {
        Map<String, List<Object>> fields = in.map(where, place -> in.array(place, this::typedValue));
        List<Object> values = fields.getOrDefault("values", List.of());
        if (!fields.keySet().equals(Set.of("values"))) {
            in.problem(where, "must have the one key 'values'");
        }
        long types = values.stream().map(Object::getClass).distinct().count();
        if (types > 1 || values.stream().anyMatch(List.class::isInstance)) {
            in.problem(where, "must have elements of one type, not nested");
        }
        return values;
    }
}
