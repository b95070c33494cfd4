/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.reference;

import io.ddspring.config.ConfigKey;
import io.ddspring.trace.autoconfigure.reference.DeclaredKeys.Declared;
import io.ddspring.trace.autoconfigure.reference.OfficialKeys.Official;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The page that leads from the official tracers' variables to our settings and back. */
final class TraceKeysPage {
    private TraceKeysPage() {}

    static String of(List<Declared> declared, OfficialKeys officials) {
        List<? extends ConfigKey<?>> ours = declared.stream()
                .map(Declared::key)
                .filter(key -> key.name().startsWith("dd."))
                .toList();
        return """
                # Keys of the official tracers

                What becomes of a `DD_*` variable that configures tracing in one of Datadog's own tracers, and the way back:
                what our properties are called there. [Properties](properties.md) says what each setting means.

                This page is generated from the code; a test keeps it up to date.

                ## From their variables to our properties

                The default is ours. *planned* means that the key has no effect yet.

                | Variable | Known to | Status | Property | Default | Note |
                |---|---|---|---|---|---|
                """
                + officials.all().stream()
                        .map(official -> row(official, officials.setting(official), officials.isOld(official)))
                        .collect(Collectors.joining())
                + """

                ## Switches of integrations

                Each answers to both spellings.

                | Variables | Property | Default |
                |---|---|---|
                """
                + ours.stream()
                        .filter(OfficialKeys::isIntegrationSwitch)
                        .map(key -> "| %s | `%s` | `%s` |\n"
                                .formatted(code(officials.officialNames(key)), key.name(), key.defaultText()))
                        .collect(Collectors.joining())
                + """

                ## From our properties to their variables

                | Property | Variables of the official tracers |
                |---|---|
                """
                + ours.stream()
                        .map(key -> "| `%s` | %s |\n".formatted(key.name(), theirs(officials.officialNames(key))))
                        .collect(Collectors.joining());
    }

    private static String row(Official official, Optional<ConfigKey<?>> setting, boolean isOld) {
        String start = "| `%s` | %s | ".formatted(official.variable(), official.tracers());
        if (setting.isEmpty()) {
            String[] remark = official.remark().split(": ", 2);
            String status = remark[0].equals("no") ? "not supported" : remark[0];
            return start + "%s |  |  | %s |\n".formatted(status, remark.length > 1 ? remark[1] : "");
        }
        ConfigKey<?> key = setting.get();
        String defaultText =
                key.defaultText().isEmpty() ? "" : "`" + key.defaultText().replace("|", "\\|") + "`";
        return start + "supported | `%s` | %s | %s |\n".formatted(key.name(), defaultText, isOld ? "old name" : "");
    }

    private static String theirs(List<String> names) {
        return names.isEmpty() ? "none: only here" : code(names);
    }

    private static String code(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
