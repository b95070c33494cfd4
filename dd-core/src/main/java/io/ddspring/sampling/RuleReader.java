/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigText;
import io.ddspring.sampling.SamplingRule.Provenance;
import io.ddspring.vendor.jackson.core.JsonProcessingException;
import io.ddspring.vendor.jackson.databind.DeserializationFeature;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.ObjectReader;
import io.ddspring.vendor.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads rules from JSON. What is no array of objects of the right shape is refused as a whole; a rule that is understood
 * but cannot be applied is left out.
 */
final class RuleReader {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();
    private static final String RATE = "sample_rate";
    private static final String MAX_PER_SECOND = "max_per_second";

    private RuleReader() {}

    /** Makes a rule of {@code node}, or tells why that cannot be done. */
    @FunctionalInterface
    private interface RuleFactory<R> {
        R make(JsonNode node, int index) throws NotApplicable;
    }

    /** Why one rule is left out. */
    private static final class NotApplicable extends Exception {
        private static final long serialVersionUID = 1L;

        NotApplicable(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * Rules for traces, which remote configuration writes in another way.
     *
     * @throws IllegalArgumentException when the text is not of the right form
     */
    static RuleList<SamplingRule> traceRules(ConfigText found) {
        return found.origin() == ConfigOrigin.REMOTE_CONFIG ? remote(found.text()) : local(found.text());
    }

    private static RuleList<SamplingRule> local(String json) {
        return read(
                json,
                (node, index) -> new SamplingRule(
                        scope(node), SampleRate.of(localRate(node)), Provenance.LOCAL, index, node.toString()));
    }

    /** Those of people come first. */
    static RuleList<SamplingRule> remote(String json) {
        RuleList<SamplingRule> asGiven = read(json, RuleReader::remoteRule);
        List<SamplingRule> sorted = new ArrayList<>(asGiven.rules());
        sorted.sort(Comparator.comparing(SamplingRule::provenance));
        return new RuleList<>(sorted, asGiven.skipped());
    }

    /**
     * Rules for single spans.
     *
     * @throws IllegalArgumentException when the text is not of the right form
     */
    static RuleList<SpanSamplingRule> ofSpans(String json) {
        return read(
                json,
                (node, index) -> new SpanSamplingRule(
                        glob(node, "service"),
                        glob(node, "name"),
                        SampleRate.of(localRate(node)),
                        limit(node),
                        node.toString()));
    }

    private static <R> RuleList<R> read(String json, RuleFactory<R> factory) {
        JsonNode array = parse(json);
        if (!array.isArray()) {
            throw new IllegalArgumentException("not a JSON array");
        }
        List<R> rules = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (int index = 0; index < array.size(); index++) {
            JsonNode node = array.get(index);
            if (node.isNull()) {
                continue;
            }
            if (!node.isObject()) {
                throw new IllegalArgumentException("a rule is not a JSON object");
            }
            try {
                rules.add(factory.make(node, index));
            } catch (NotApplicable reason) {
                skipped.add("rule " + index + " " + node + ": " + reason.getMessage());
            }
        }
        return new RuleList<>(rules, skipped);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("not JSON", malformed);
        }
    }

    private static SamplingRule remoteRule(JsonNode node, int index) throws NotApplicable {
        if (!node.has("service") && !node.has("name") && !node.has("resource") && !node.has("tags")) {
            throw new NotApplicable("none of service, name, resource and tags");
        }
        double rate = number(node, RATE, Double.NaN);
        if (Double.isNaN(rate)) {
            throw new NotApplicable("no sample_rate");
        }
        Provenance provenance =
                switch (node.path("provenance").asText()) {
                    case "customer" -> Provenance.CUSTOMER;
                    case "dynamic" -> Provenance.DYNAMIC;
                    default -> Provenance.REMOTE;
                };
        double clamped = Math.max(0, Math.min(1, rate));
        return new SamplingRule(scope(node), SampleRate.of(clamped), provenance, index, node.toString());
    }

    private static double localRate(JsonNode node) throws NotApplicable {
        double rate = number(node, RATE, 1);
        if (!(rate >= 0 && rate <= 1)) {
            throw new NotApplicable("sample_rate is not a number from 0 to 1");
        }
        return rate;
    }

    /** Spans per second; 0 when there is no limit. */
    private static int limit(JsonNode node) throws NotApplicable {
        if (isAbsent(node.path(MAX_PER_SECOND))) {
            return SpanSamplingRule.UNLIMITED;
        }
        double limit = number(node, MAX_PER_SECOND, Double.NaN);
        if (!(limit > 0)) {
            throw new NotApplicable("max_per_second is not a number above 0");
        }
        return Math.max(1, (int) limit);
    }

    private static SamplingRule.Scope scope(JsonNode node) {
        return new SamplingRule.Scope(
                glob(node, "service"), glob(node, "name"), glob(node, "resource"), tags(node.path("tags")));
    }

    private static Glob glob(JsonNode node, String field) {
        return glob(node.path(field));
    }

    private static Glob glob(JsonNode value) {
        if (isAbsent(value)) {
            return Glob.ANY;
        }
        if (!value.isValueNode()) {
            throw new IllegalArgumentException("a pattern is not text");
        }
        return Glob.of(value.asText());
    }

    /** The environment has an object of patterns by name, remote configuration an array of names and patterns. */
    private static List<TagPattern> tags(JsonNode tags) {
        List<TagPattern> patterns = new ArrayList<>();
        if (isAbsent(tags)) {
            return patterns;
        }
        if (tags.isObject()) {
            tags.properties().forEach(tag -> patterns.add(new TagPattern(tag.getKey(), glob(tag.getValue()))));
            return patterns;
        }
        if (!tags.isArray()) {
            throw new IllegalArgumentException("tags are neither an object nor an array");
        }
        for (JsonNode tag : tags) {
            if (!tag.path("key").isTextual()) {
                throw new IllegalArgumentException("a tag has no key");
            }
            patterns.add(new TagPattern(tag.path("key").asText(), glob(tag, "value_glob")));
        }
        return patterns;
    }

    /** NaN for what is no number. */
    private static double number(JsonNode node, String field, double absent) {
        JsonNode value = node.path(field);
        if (isAbsent(value)) {
            return absent;
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        try {
            return Double.parseDouble(value.asText());
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
