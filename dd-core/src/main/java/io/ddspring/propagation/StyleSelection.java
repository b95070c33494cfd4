/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigValue;
import io.ddspring.config.Configuration;
import io.ddspring.config.PropagationKeys;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The styles of each direction. Immutable.
 *
 * @param extract styles that are read, in this order
 * @param inject styles that are written
 */
record StyleSelection(List<PropagationStyle> extract, List<PropagationStyle> inject) {
    private static final Logger LOG = LoggerFactory.getLogger(StyleSelection.class);
    private static final String NONE = "none";
    private static final String AMBIGUOUS = "b3";

    StyleSelection {
        extract = List.copyOf(extract);
        inject = List.copyOf(inject);
    }

    /** What {@code configuration} says. Logs once what is not known, and what others understand differently. */
    static StyleSelection from(Configuration configuration) {
        ConfigValue<List<String>> extract = configuration.value(PropagationKeys.STYLE_EXTRACT);
        ConfigValue<List<String>> inject = configuration.value(PropagationKeys.STYLE_INJECT);
        List<PropagationStyle> both = isSet(extract) && isSet(inject)
                ? List.of()
                : parse(PropagationKeys.STYLE, configuration.value(PropagationKeys.STYLE));
        return new StyleSelection(
                isSet(extract) ? parse(PropagationKeys.STYLE_EXTRACT, extract) : both,
                isSet(inject) ? parse(PropagationKeys.STYLE_INJECT, inject) : both);
    }

    private static boolean isSet(ConfigValue<List<String>> styles) {
        return styles.origin() != ConfigOrigin.DEFAULT;
    }

    private static List<PropagationStyle> parse(ConfigKey<?> key, ConfigValue<List<String>> names) {
        Set<PropagationStyle> styles = new LinkedHashSet<>();
        List<String> unknown = new ArrayList<>();
        boolean none = false;
        for (String name : names.value()) {
            PropagationStyle style = PropagationStyle.find(name);
            if (style != null) {
                styles.add(style);
            } else if (name.equalsIgnoreCase(NONE)) {
                none = true;
            } else {
                unknown.add(name);
            }
        }
        if (!unknown.isEmpty()) {
            LOG.warn(
                    "{}={} ({}) names unknown styles, which are ignored: {}; allowed is {}",
                    key.name(),
                    String.join(",", names.value()),
                    names.location(),
                    String.join(", ", unknown),
                    PropagationStyle.ALLOWED);
        }
        if (!none && names.value().stream().anyMatch(AMBIGUOUS::equalsIgnoreCase)) {
            LOG.info("{}: b3 means the single header b3; the style of several headers is b3multi", key.name());
        }
        return none ? List.of() : List.copyOf(styles);
    }
}
