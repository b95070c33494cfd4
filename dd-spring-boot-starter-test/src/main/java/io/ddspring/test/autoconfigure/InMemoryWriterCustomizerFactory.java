/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test.autoconfigure;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** Switches the in-memory writer on in the context of every test class that does not want otherwise. */
final class InMemoryWriterCustomizerFactory implements ContextCustomizerFactory {
    static final String PROPERTY = "dd.test.in-memory-writer";

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
        AutoConfigureDatadog choice = AnnotatedElementUtils.findMergedAnnotation(testClass, AutoConfigureDatadog.class);
        return choice == null || choice.inMemory() ? new InMemoryWriterCustomizer() : null;
    }

    /** A record, so that test classes with the same choice share one cached context. */
    private record InMemoryWriterCustomizer() implements ContextCustomizer {
        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("ddTestWriter", Map.of(PROPERTY, "true")));
        }
    }
}
