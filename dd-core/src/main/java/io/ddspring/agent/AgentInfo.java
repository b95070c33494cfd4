/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an Agent says about itself. Immutable. What it does not say is off or empty.
 *
 * @param version for example {@code 7.65.0}; empty when unknown
 * @param endpoints paths without the slash at their beginning, for example {@code v0.4/traces}
 * @param clientDropP0s whether tracers may drop traces that are not kept, and compute statistics
 * @param peerTags tags that name the other side of a call, for statistics
 * @param spanKindsStatsComputed span kinds that statistics include; empty when the Agent leaves it to the tracer
 * @param obfuscationVersion version of the obfuscation the Agent understands, 0 for none
 * @param filterTags traces to keep or drop by tags, with equal values
 * @param filterTagsRegex traces to keep or drop by tags, with regular expressions as values
 * @param ignoreResources regular expressions of the resources whose traces are dropped
 * @param spanMetaStructs whether structured tags are taken
 * @param spanEvents whether events have a field of their own in a span
 * @param longRunningSpans whether unfinished spans are taken
 * @param statsdPort port of DogStatsD, 0 when the Agent does not say
 * @param orgPropMarker marker of the organisation for propagation, or null
 * @param containerTagsHash hash of the tags of this process' container, or null
 */
public record AgentInfo(
        String version,
        Set<String> endpoints,
        boolean clientDropP0s,
        List<String> peerTags,
        List<String> spanKindsStatsComputed,
        int obfuscationVersion,
        TagFilters filterTags,
        TagFilters filterTagsRegex,
        List<String> ignoreResources,
        boolean spanMetaStructs,
        boolean spanEvents,
        boolean longRunningSpans,
        int statsdPort,
        @Nullable String orgPropMarker,
        @Nullable String containerTagsHash) {
    public static final String TRACES_V04 = "v0.4/traces";
    public static final String TRACES_V05 = "v0.5/traces";
    public static final String TRACES_V03 = "v0.3/traces";

    /** Nothing is known yet. */
    public static final AgentInfo UNKNOWN = withEndpoints(Set.of());

    /**
     * Entries {@code key:value} or {@code key}.
     *
     * @param reject a trace with any of these is dropped
     * @param require a trace without all of these is dropped
     */
    public record TagFilters(List<String> reject, List<String> require) {
        public static final TagFilters NONE = new TagFilters(List.of(), List.of());

        public TagFilters {
            reject = List.copyOf(reject);
            require = List.copyOf(require);
        }
    }

    public AgentInfo {
        endpoints = Set.copyOf(endpoints);
        peerTags = List.copyOf(peerTags);
        spanKindsStatsComputed = List.copyOf(spanKindsStatsComputed);
        ignoreResources = List.copyOf(ignoreResources);
    }

    /** An Agent of which nothing but its endpoints is known. */
    static AgentInfo withEndpoints(Set<String> endpoints) {
        return new AgentInfo(
                "",
                endpoints,
                false,
                List.of(),
                List.of(),
                0,
                TagFilters.NONE,
                TagFilters.NONE,
                List.of(),
                false,
                false,
                false,
                0,
                null,
                null);
    }

    /** Whether the Agent has not told anything about itself, or not yet. */
    @SuppressWarnings(
            "ReferenceEquality") // most often it is the constant, and the JDK prepares equals() of records for ms
    public boolean isUnknown() {
        if (this == UNKNOWN) {
            return true;
        }
        return endpoints.isEmpty() && equals(UNKNOWN);
    }

    /** Whether the Agent lists {@code endpoint}; slashes around it do not matter. */
    public boolean supports(String endpoint) {
        return endpoints.contains(bare(endpoint));
    }

    /** The endpoint for traces as maps: v0.4, but v0.3 of an Agent that has nothing newer. */
    public String tracesEndpoint() {
        return supports(TRACES_V03) && !supports(TRACES_V04) ? TRACES_V03 : TRACES_V04;
    }

    /** Whether the Agent's version is at least {@code major.minor}; false when it is unknown. */
    public boolean isAtLeast(int major, int minor) {
        String[] parts = version.split("[.\\-+~]", -1);
        try {
            int ownMajor = Integer.parseInt(parts[0]);
            int ownMinor = parts.length < 2 ? 0 : Integer.parseInt(parts[1]);
            return ownMajor > major || (ownMajor == major && ownMinor >= minor);
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    static String bare(String endpoint) {
        int start = 0;
        int end = endpoint.length();
        while (start < end && endpoint.charAt(start) == '/') {
            start++;
        }
        while (end > start && endpoint.charAt(end - 1) == '/') {
            end--;
        }
        return endpoint.substring(start, end);
    }
}
