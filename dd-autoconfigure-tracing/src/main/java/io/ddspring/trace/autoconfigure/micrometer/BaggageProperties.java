/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.trace.micrometer.BaggageFields;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Reads Spring Boot's settings of baggage, whose class is another one on each line of Spring Boot. */
final class BaggageProperties {
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
        return binder.bind(PREFIX + name, Boolean.class).orElse(true);
    }

    private static List<String> list(Binder binder, String name) {
        return binder.bind(PREFIX + name, Bindable.listOf(String.class)).orElse(List.of());
    }
}
