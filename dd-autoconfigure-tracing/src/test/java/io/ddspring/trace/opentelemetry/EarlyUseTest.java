/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EarlyUseTest {
    @Test
    void spans_are_still_parents_of_each_other_when_opentelemetry_was_used_before() throws Exception {
        try (URLClassLoader apart = new ApartLoader()) {
            Runnable earlyUse = (Runnable) apart.loadClass(EarlyUse.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();

            assertThatCode(earlyUse::run).doesNotThrowAnyException();
        }
    }

    /** Has an OpenTelemetry, and a bridge, of its own. */
    private static final class ApartLoader extends URLClassLoader {
        ApartLoader() throws IOException {
            super(classPath(), EarlyUseTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.opentelemetry.") && !name.startsWith("io.ddspring.trace.opentelemetry.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        private static URL[] classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(entry -> {
                        try {
                            return new File(entry).toURI().toURL();
                        } catch (MalformedURLException unexpected) {
                            throw new IllegalStateException(unexpected);
                        }
                    })
                    .toArray(URL[]::new);
        }
    }
}
