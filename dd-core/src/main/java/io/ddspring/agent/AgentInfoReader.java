/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import io.ddspring.agent.AgentInfo.TagFilters;
import io.ddspring.vendor.jackson.core.JsonFactory;
import io.ddspring.vendor.jackson.core.JsonParser;
import io.ddspring.vendor.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the answer of {@code /info}. What has an unexpected type counts as absent. Used once, by one thread. */
final class AgentInfoReader {
    private static final JsonFactory JSON = new JsonFactory();

    private String version = "";
    private Set<String> endpoints = Set.of();
    private boolean clientDropP0s;
    private List<String> peerTags = List.of();
    private List<String> spanKinds = List.of();
    private int obfuscationVersion;
    private TagFilters filterTags = TagFilters.NONE;
    private TagFilters filterTagsRegex = TagFilters.NONE;
    private List<String> ignoreResources = List.of();
    private boolean spanMetaStructs;
    private boolean spanEvents;
    private boolean longRunningSpans;
    private int statsdPort;
    private @Nullable String orgPropMarker;

    private AgentInfoReader() {}

    /**
     * Reads a JSON document.
     *
     * @throws IOException when it is not a JSON object
     */
    static AgentInfo read(byte[] json, @Nullable String containerTagsHash) throws IOException {
        AgentInfoReader reader = new AgentInfoReader();
        try (JsonParser in = JSON.createParser(json)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the Agent's /info is not a JSON object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                reader.readField(name, in);
            }
        }
        return reader.result(containerTagsHash);
    }

    private AgentInfo result(@Nullable String containerTagsHash) {
        return new AgentInfo(
                version,
                endpoints,
                clientDropP0s,
                peerTags,
                spanKinds,
                obfuscationVersion,
                filterTags,
                filterTagsRegex,
                ignoreResources,
                spanMetaStructs,
                spanEvents,
                longRunningSpans,
                statsdPort,
                orgPropMarker,
                containerTagsHash);
    }

    private void readField(String name, JsonParser in) throws IOException {
        switch (name) {
            case "version" -> version = text(in, "");
            case "endpoints" -> endpoints = endpoints(in);
            case "client_drop_p0s" -> clientDropP0s = flag(in);
            case "peer_tags" -> peerTags = texts(in);
            case "span_kinds_stats_computed" -> spanKinds = texts(in);
            case "obfuscation_version" -> obfuscationVersion = number(in);
            case "filter_tags" -> filterTags = filters(in);
            case "filter_tags_regex" -> filterTagsRegex = filters(in);
            case "ignore_resources" -> ignoreResources = texts(in);
            case "span_meta_structs" -> spanMetaStructs = flag(in);
            case "span_events" -> spanEvents = flag(in);
            case "long_running_spans" -> longRunningSpans = flag(in);
            case "org_prop_marker" -> {
                String marker = text(in, "");
                orgPropMarker = marker.isEmpty() ? null : marker;
            }
            case "config" -> readConfig(in);
            default -> in.skipChildren();
        }
    }

    private void readConfig(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return;
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean isPort = in.currentName().equals("statsd_port");
            in.nextToken();
            if (isPort) {
                statsdPort = number(in);
            } else {
                in.skipChildren();
            }
        }
    }

    private static Set<String> endpoints(JsonParser in) throws IOException {
        Set<String> endpoints = new LinkedHashSet<>();
        for (String endpoint : texts(in)) {
            endpoints.add(AgentInfo.bare(endpoint));
        }
        return endpoints;
    }

    private static TagFilters filters(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return TagFilters.NONE;
        }
        List<String> reject = List.of();
        List<String> require = List.of();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "reject" -> reject = texts(in);
                case "require" -> require = texts(in);
                default -> in.skipChildren();
            }
        }
        return new TagFilters(reject, require);
    }

    private static List<String> texts(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            in.skipChildren();
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() == JsonToken.VALUE_STRING) {
                texts.add(in.getText());
            } else {
                in.skipChildren();
            }
        }
        return texts;
    }

    private static String text(JsonParser in, String absent) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return in.getText();
        }
        in.skipChildren();
        return absent;
    }

    private static boolean flag(JsonParser in) throws IOException {
        return in.currentToken() == JsonToken.VALUE_TRUE || text(in, "").equalsIgnoreCase("true");
    }

    private static int number(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            long value = in.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? 0 : in.getLongValue();
            return value < 0 || value > Integer.MAX_VALUE ? 0 : (int) value;
        }
        in.skipChildren();
        return 0;
    }
}
