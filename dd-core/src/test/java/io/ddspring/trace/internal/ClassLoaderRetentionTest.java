/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import io.ddspring.trace.CurrentTracer;
import io.ddspring.trace.Scope;
import io.ddspring.trace.Span;
import io.ddspring.writer.InMemoryTraceWriter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A server that outlives an application must be able to let go of the application's classes. */
class ClassLoaderRetentionTest {
    @Test
    void threads_that_outlive_the_application_do_not_keep_its_classes() throws Exception {
        ExecutorService serverThread = Executors.newSingleThreadExecutor();
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        try {
            PhantomReference<ClassLoader> application = runApplicationOn(serverThread, collected);

            boolean isCollected = false;
            for (int attempt = 0; attempt < 50 && !isCollected; attempt++) {
                System.gc();
                isCollected = collected.remove(20) == application;
            }
            assertThat(isCollected).isTrue();
        } finally {
            serverThread.shutdown();
        }
    }

    private static PhantomReference<ClassLoader> runApplicationOn(
            ExecutorService serverThread, ReferenceQueue<ClassLoader> collected) throws Exception {
        ClassLoader loader = new ApplicationLoader();
        Runnable application = (Runnable) loader.loadClass(Application.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        assertThat(application.getClass()).isNotSameAs(Application.class);
        serverThread.submit(application).get();
        return new PhantomReference<>(loader, collected);
    }

    /** Uses the tracer as an application does, and closes it. */
    public static final class Application implements Runnable {
        @Override
        public void run() {
            InMemoryTraceWriter writer = new InMemoryTraceWriter();
            CoreTracer tracer = CoreTracer.builder().writer(writer).build();
            CurrentTracer.add(tracer);
            ContextScope listening = Context.addScopeListener((previous, current) -> {});
            Span root = tracer.startSpan("request");
            try (Scope scope = tracer.activate(root)) {
                Span child = tracer.startSpan("work");
                child.recordError(new IllegalStateException("no"));
                child.finish();
            }
            root.finish();
            listening.close();
            CurrentTracer.remove(tracer);
            tracer.close();
            if (writer.spans().size() != 2) {
                throw new AssertionError("the application did not trace");
            }
        }
    }

    /** Loads the library and the application above itself, all else where the test has it from. */
    private static final class ApplicationLoader extends ClassLoader {
        ApplicationLoader() {
            super(ClassLoaderRetentionTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.ddspring.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }
}
