/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.metrics;

import io.ddspring.devagent.http.MalformedPayloadException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What follows the start of a line, separated by bars: tags and fields that are told by how they start.
 *
 * @param rate null when there is none
 * @param seconds null when there are none
 * @param texts the others, by their letter
 */
record Fields(
        List<String> tags, @Nullable Double rate, @Nullable Long seconds, Map<Character, String> texts) {
    private static final Pattern RATE = Pattern.compile("(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,15}");

    /** What may stand between the colon and the next bar, by letter. */
    private static final Map<Character, Pattern> COMMON = Map.of(
            'c', Pattern.compile("(ci|in)-.+"),
            'e', Pattern.compile(".+"));

    private static final Map<Character, Pattern> EVENT = Map.of(
            'd', SECONDS,
            'h', Pattern.compile(".*"),
            'k', Pattern.compile(".*"),
            'p', Pattern.compile("low|normal"),
            's', Pattern.compile(".*"),
            't', Pattern.compile("error|warning|info|success"));

    private static final Map<Character, Pattern> CHECK = Map.of(
            'd', SECONDS,
            'h', Pattern.compile(".*"),
            'm', Pattern.compile(".*"));

    private static final Pattern CARDINALITY = Pattern.compile("card:(none|low|orchestrator|high)");

    static Fields ofMetric(List<String> sections) throws MalformedPayloadException {
        Double rate = null;
        Long seconds = null;
        Reader reader = new Reader(Map.of());
        for (String section : sections) {
            if (section.startsWith("@")) {
                rate = rate(section.substring(1));
            } else if (section.startsWith("T")) {
                seconds = seconds(section.substring(1));
            } else {
                reader.read(section);
            }
        }
        return new Fields(reader.tags, rate, seconds, reader.texts);
    }

    static Fields ofEvent(List<String> sections) throws MalformedPayloadException {
        return others(sections, EVENT);
    }

    static Fields ofCheck(List<String> sections) throws MalformedPayloadException {
        return others(sections, CHECK);
    }

    private static Fields others(List<String> sections, Map<Character, Pattern> allowed)
            throws MalformedPayloadException {
        Reader reader = new Reader(allowed);
        for (String section : sections) {
            reader.read(section);
        }
        return new Fields(reader.tags, null, null, reader.texts);
    }

    /** The text of a field; empty when it is not there. */
    String text(char letter) {
        return texts.getOrDefault(letter, "");
    }

    private static double rate(String text) throws MalformedPayloadException {
        double rate = RATE.matcher(text).matches() ? Double.parseDouble(text) : 0;
        if (rate <= 0 || rate > 1) {
            throw new MalformedPayloadException("the rate '" + text + "' is no number above 0 and up to 1");
        }
        return rate;
    }

    private static long seconds(String text) throws MalformedPayloadException {
        if (!SECONDS.matcher(text).matches()) {
            throw new MalformedPayloadException("the time '" + text + "' is no number of seconds");
        }
        return Long.parseLong(text);
    }

    /** Reads sections one after the other. */
    private static final class Reader {
        private final Map<Character, Pattern> allowed;
        private final Map<Character, String> texts = new LinkedHashMap<>();
        private List<String> tags = List.of();

        Reader(Map<Character, Pattern> allowed) {
            this.allowed = allowed;
        }

        void read(String section) throws MalformedPayloadException {
            if (section.startsWith("#")) {
                tags = section.length() == 1
                        ? List.of()
                        : List.of(section.substring(1).split(","));
                return;
            }
            if (CARDINALITY.matcher(section).matches()) {
                return;
            }
            char letter = section.length() > 1 && section.charAt(1) == ':' ? section.charAt(0) : 0;
            Pattern pattern = allowed.containsKey(letter) ? allowed.get(letter) : COMMON.get(letter);
            if (pattern == null || !pattern.matcher(section.substring(2)).matches()) {
                throw new MalformedPayloadException("'" + section + "' means nothing here");
            }
            texts.put(letter, section.substring(2));
        }
    }
}
