/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import io.ddspring.agent.AgentInfo;
import io.ddspring.agent.AgentInfo.TagFilters;
import io.ddspring.agent.TagNormalizer;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The traces that an Agent does not want, by the root span: when it computes statistics itself it filters before, so who
 * does that for it has to filter as well. Regular expressions match anywhere; one that is not valid is left out. Immutable.
 */
final class TraceFilters {
    static final TraceFilters NONE = new TraceFilters(List.of(), List.of(), List.of());

    // Arrays, as walking through them allocates nothing.
    private final TagFilter[] reject;
    private final TagFilter[] require;
    private final Pattern[] ignoredResources;

    private TraceFilters(List<TagFilter> reject, List<TagFilter> require, List<Pattern> ignoredResources) {
        this.reject = reject.toArray(TagFilter[]::new);
        this.require = require.toArray(TagFilter[]::new);
        this.ignoredResources = ignoredResources.toArray(Pattern[]::new);
    }

    /** What {@code agent} asks for. */
    static TraceFilters of(AgentInfo agent) {
        TagFilters literal = agent.filterTags();
        TagFilters regex = agent.filterTagsRegex();
        List<TagFilter> reject = new ArrayList<>();
        List<TagFilter> require = new ArrayList<>();
        addAll(reject, literal.reject(), false);
        addAll(reject, regex.reject(), true);
        addAll(require, literal.require(), false);
        addAll(require, regex.require(), true);
        List<Pattern> ignored = new ArrayList<>();
        for (String resource : agent.ignoreResources()) {
            Pattern pattern = compiled(resource);
            if (pattern != null) {
                ignored.add(pattern);
            }
        }
        return new TraceFilters(reject, require, ignored);
    }

    /** Whether the trace of {@code root} is neither counted nor sent. */
    boolean rejects(SpanData root) {
        for (TagFilter filter : reject) {
            if (filter.matches(root)) {
                return true;
            }
        }
        for (TagFilter filter : require) {
            if (!filter.matches(root)) {
                return true;
            }
        }
        for (Pattern resource : ignoredResources) {
            if (resource.matcher(root.resourceName()).find()) {
                return true;
            }
        }
        return false;
    }

    private static void addAll(List<TagFilter> filters, List<String> entries, boolean regex) {
        for (String entry : entries) {
            TagFilter filter = TagFilter.parse(entry, regex);
            if (filter != null) {
                filters.add(filter);
            }
        }
    }

    private static @Nullable Pattern compiled(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException invalid) {
            return null;
        }
    }

    /**
     * One entry.
     *
     * @param literal the value that matches; null for any, or if there is a {@code pattern}
     */
    private record TagFilter(
            String name, @Nullable String literal, @Nullable Pattern pattern) {
        /** Null when the entry has no name or an invalid expression. */
        static @Nullable TagFilter parse(String entry, boolean regex) {
            int colon = entry.indexOf(':');
            String name = (colon < 0 ? entry : entry.substring(0, colon)).trim();
            String value = colon < 0 ? "" : entry.substring(colon + 1).trim();
            if (name.isEmpty()) {
                return null;
            }
            if (value.isEmpty()) {
                return new TagFilter(name, null, null);
            }
            if (!regex) {
                return new TagFilter(name, value, null);
            }
            Pattern pattern = compiled(value);
            return pattern == null ? null : new TagFilter(name, null, pattern);
        }

        boolean matches(SpanData root) {
            String value = normalValue(root);
            if (value == null) {
                return false;
            }
            return pattern == null
                    ? literal == null || literal.equals(value)
                    : pattern.matcher(value).find();
        }

        /** The tag as the Agent would see it. */
        private @Nullable String normalValue(SpanData root) {
            String value = root.tag(name);
            if (value == null) {
                return null;
            }
            return switch (name) {
                case Tags.HTTP_STATUS_CODE -> StatusCodes.http(value) == 0 ? null : value;
                case Tags.ENV -> TagNormalizer.tagValue(value);
                default -> value;
            };
        }
    }
}
