/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the rules for single spans come from. */
final class SpanRuleSettings {
    private static final Logger LOG = LoggerFactory.getLogger(SpanRuleSettings.class);

    private SpanRuleSettings() {}

    static List<SpanSamplingRule> rules(Configuration configuration) {
        String file = configuration.get(SamplingKeys.SPAN_RULES_FILE);
        if (configuration.isSet(SamplingKeys.SPAN_RULES)) {
            if (!file.isEmpty()) {
                LOG.warn(
                        "{} is set, so {}={} is not read", SamplingKeys.SPAN_RULES, SamplingKeys.SPAN_RULES_FILE, file);
            }
            return applicable(SamplingKeys.SPAN_RULES.name(), configuration.get(SamplingKeys.SPAN_RULES));
        }
        return file.isEmpty() ? List.of() : applicable(SamplingKeys.SPAN_RULES_FILE + "=" + file, read(file));
    }

    private static RuleList<SpanSamplingRule> read(String file) {
        try {
            return RuleReader.ofSpans(Files.readString(Path.of(file)));
        } catch (IOException | InvalidPathException unreadable) {
            LOG.warn(
                    "{}={} cannot be read ({}); using no rules for single spans",
                    SamplingKeys.SPAN_RULES_FILE,
                    file,
                    unreadable.toString());
        } catch (IllegalArgumentException malformed) {
            LOG.warn(
                    "The content of {}={} is not valid: allowed is {}; using no rules for single spans",
                    SamplingKeys.SPAN_RULES_FILE,
                    file,
                    SamplingKeys.ALLOWED_SPAN_RULES);
        }
        return RuleList.empty();
    }

    private static List<SpanSamplingRule> applicable(String origin, RuleList<SpanSamplingRule> rules) {
        for (String skipped : rules.skipped()) {
            LOG.warn("{} has a rule that is left out: {}", origin, skipped);
        }
        return rules.rules();
    }
}
