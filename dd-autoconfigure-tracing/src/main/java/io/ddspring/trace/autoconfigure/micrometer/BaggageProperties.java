/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.trace.micrometer.BaggageFields;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Reads Spring Boot's settings of baggage, whose class is another one on each line of Spring Boot. */
final class BaggageProperties {
    private static final Logger LOG = LoggerFactory.getLogger(BaggageProperties.class);
    private static final String PREFIX = "management.tracing.baggage.";

    private BaggageProperties() {}

    static BaggageFields read(Environment environment) {
        Binder binder = Binder.get(environment);
        if (!isOn(binder, "enabled")) {
            return BaggageFields.NONE;
        }
        return new BaggageFields(
                list(binder, "remote-fields"),
                list(binder, "tag-fields"),
                isOn(binder, "correlation.enabled") ? list(binder, "correlation.fields") : List.of());
    }

    private static boolean isOn(Binder binder, String name) {
        return read(binder, name, Bindable.of(Boolean.class), true);
    }

    private static List<String> list(Binder binder, String name) {
        return read(binder, name, Bindable.listOf(String.class), List.of());
    }

    /** These are not our settings, so a value that is not allowed is not ours to refuse. */
    private static <T> T read(Binder binder, String name, Bindable<T> type, T absent) {
        try {
            return binder.bind(PREFIX + name, type).orElse(absent);
        } catch (BindException notAllowed) {
            LOG.warn("{}{} is not valid and counts as {}: {}", PREFIX, name, absent, notAllowed.getMessage());
            return absent;
        }
    }
}
