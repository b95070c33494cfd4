/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.propagation.Propagator;
import io.ddspring.trace.micrometer.BaggageFields;
import io.ddspring.trace.micrometer.BaggageHeaders;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Has the propagator write and read headers of baggage items, so that every integration does. */
final class BaggageHeadersPostProcessor implements BeanPostProcessor {
    private final ObjectProvider<BaggageFields> fields;

    BaggageHeadersPostProcessor(ObjectProvider<BaggageFields> fields) {
        this.fields = fields;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (!(bean instanceof Propagator propagator)) {
            return bean;
        }
        List<String> names = fields.getIfAvailable(() -> BaggageFields.NONE).remote();
        return names.isEmpty() ? bean : new BaggageHeaders(propagator, names);
    }
}
