/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.reference;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.UniformName;
import io.ddspring.trace.autoconfigure.reference.DeclaredKeys.Declared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The variables that configure tracing in the official tracers, and which of our settings answers to each. */
final class OfficialKeys {
    private final List<Official> all;
    private final Map<String, ConfigKey<?>> settings = new HashMap<>();

    private OfficialKeys(List<Official> all, List<Declared> declared) {
        this.all = all;
        for (Declared one : declared) {
            names(one.key()).forEach(name -> settings.put(UniformName.of(name), one.key()));
        }
    }

    /**
     * One line of the file.
     *
     * @param variable its name; with a part in angle brackets it stands for several
     * @param tracers who knows it
     * @param remark why we do not; empty when we do
     */
    record Official(String variable, String tracers, String remark) {}

    static OfficialKeys read(Path file, List<Declared> declared) throws IOException {
        return new OfficialKeys(
                Files.readAllLines(file).stream()
                        .map(line -> line.split("\t", -1))
                        .map(cells -> new Official(cells[0], cells[1], cells.length > 2 ? cells[2] : ""))
                        .toList(),
                declared);
    }

    List<Official> all() {
        return all;
    }

    /** Our setting that answers to the variable. */
    Optional<ConfigKey<?>> setting(Official official) {
        return official.variable().contains("<")
                ? Optional.empty()
                : Optional.ofNullable(settings.get(UniformName.of(official.variable())));
    }

    /** Whether the variable is an old name of the setting that answers to it. */
    boolean isOld(Official official) {
        return setting(official).stream()
                .flatMap(key -> key.oldNames().stream())
                .anyMatch(oldName -> UniformName.of(oldName).equals(UniformName.of(official.variable())));
    }

    /** The names of a setting that official tracers know, too, in the order in which the setting looks for them. */
    List<String> officialNames(ConfigKey<?> key) {
        List<String> known =
                all.stream().map(one -> UniformName.of(one.variable())).toList();
        return names(key)
                .filter(name -> isIntegrationSwitch(key) || known.contains(UniformName.of(name)))
                .toList();
    }

    /** Whether this is a switch of one integration; the tracers have hundreds, so the file does not name them. */
    static boolean isIntegrationSwitch(ConfigKey<?> key) {
        return key.aliases().stream().anyMatch(alias -> alias.startsWith("DD_TRACE_INTEGRATION_"));
    }

    /** The file as it should be: a remark only where no setting answers. */
    String text() {
        return all.stream()
                .map(one -> one.variable() + "\t" + one.tracers()
                        + setting(one).map(key -> "").orElse("\t" + one.remark()) + "\n")
                .collect(Collectors.joining());
    }

    private static Stream<String> names(ConfigKey<?> key) {
        return Stream.of(
                        Stream.of(key.environmentVariable()),
                        key.aliases().stream(),
                        key.oldNames().stream().map(ConfigKey::environmentVariable))
                .flatMap(names -> names);
    }
}
