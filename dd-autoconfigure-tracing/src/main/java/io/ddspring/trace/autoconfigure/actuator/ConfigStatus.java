/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigProblem;
import io.ddspring.config.ConfigValue;
import io.ddspring.config.Configuration;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.config.OldName;
import io.ddspring.telemetry.StatusContributor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;

/**
 * Section {@code config}: every setting in use with its value at present and where that comes from, what was not valid at
 * the start, names of earlier versions, files on the host, and names that mean nothing. Values that somebody set are shown only to those who may see
 * them; defaults are no secret.
 */
final class ConfigStatus implements StatusContributor {
    private final Configuration configuration;
    private final LiveConfiguration live;
    private final Supplier<Set<String>> unknownNames;
    private final Supplier<Map<String, Map<String, String>>> files;
    private final Sanitizer sanitizer;

    /** @param files files on the host with settings, by name with what is known about each */
    ConfigStatus(
            LiveConfiguration live,
            Supplier<Set<String>> unknownNames,
            Supplier<Map<String, Map<String, String>>> files,
            Sanitizer sanitizer) {
        this.configuration = live.start();
        this.live = live;
        this.unknownNames = unknownNames;
        this.files = files;
        this.sanitizer = sanitizer;
    }

    @Override
    public String section() {
        return "config";
    }

    @Override
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put(
                "set",
                configuration.keys().stream().filter(configuration::isSet).count());
        summary.put(
                "problems",
                configuration.problems().stream().map(ConfigProblem::key).toList());
        summary.put("deprecated", configuration.oldNames().size());
        summary.put("unknown", unknownNames.get().size());
        return summary;
    }

    @Override
    public Map<String, Object> details() {
        return details(false);
    }

    Map<String, Object> details(boolean showValues) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (ConfigKey<?> key : configuration.keys()) {
            settings.put(key.name(), setting(key, showValues));
        }
        List<Map<String, Object>> problems = configuration.problems().stream()
                .map(problem -> problem(problem, showValues))
                .toList();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("settings", settings);
        details.put("problems", problems);
        details.put(
                "deprecated",
                configuration.oldNames().stream().map(ConfigStatus::oldName).toList());
        details.put("files", files.get());
        details.put("unknown", List.copyOf(unknownNames.get()));
        return details;
    }

    private Map<String, Object> setting(ConfigKey<?> key, boolean showValues) {
        Configuration inForce = live.current();
        ConfigValue<?> value = inForce.value(key);
        String text = inForce.shownText(key);
        boolean isDefault = value.origin() == ConfigOrigin.DEFAULT;
        Map<String, Object> setting = new LinkedHashMap<>();
        setting.put("value", isDefault ? text : sanitized(key.name(), text, showValues));
        setting.put("origin", value.origin().shownName());
        if (!value.location().isEmpty()) {
            setting.put("location", value.location());
        }
        return setting;
    }

    private Map<String, Object> problem(ConfigProblem problem, boolean showValues) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("key", problem.key());
        facts.put("value", sanitized(problem.key(), problem.text(), showValues));
        facts.put("location", problem.location());
        facts.put("allowed", problem.allowed());
        facts.put("used", problem.used());
        return facts;
    }

    private static Map<String, Object> oldName(OldName oldName) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", oldName.name());
        facts.put("location", oldName.location());
        facts.put("use", oldName.key());
        return facts;
    }

    private Object sanitized(String name, String text, boolean showValues) {
        return sanitizer.sanitize(new SanitizableData(null, name, text), showValues);
    }
}
