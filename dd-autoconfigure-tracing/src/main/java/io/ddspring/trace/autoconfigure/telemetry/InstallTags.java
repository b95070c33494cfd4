/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanProcessor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.core.env.Environment;

/**
 * Has the first root span of the process tell how the library was installed, as reports do. Only there when an installer
 * has left something to tell. Thread-safe.
 */
final class InstallTags implements SpanProcessor {
    /** Variable that says who has installed the library; others beside it say how and when. */
    static final String ID_VARIABLE = "DD_INSTRUMENTATION_INSTALL_ID";

    private final Map<String, String> tags = new LinkedHashMap<>();
    private final AtomicBoolean told = new AtomicBoolean();

    InstallTags(Environment environment) {
        put("_dd.install.id", environment.getProperty(ID_VARIABLE, ""));
        put("_dd.install.type", environment.getProperty("DD_INSTRUMENTATION_INSTALL_TYPE", ""));
        put("_dd.install.time", environment.getProperty("DD_INSTRUMENTATION_INSTALL_TIME", ""));
    }

    private void put(String name, String value) {
        if (!value.isEmpty()) {
            tags.put(name, value);
        }
    }

    @Override
    public void onSpansFinished(List<? extends Span> spans) {
        if (told.get()) {
            return;
        }
        for (Span span : spans) {
            SpanData data = span.data();
            if (data != null && data.parentId() == 0 && told.compareAndSet(false, true)) {
                tags.forEach((name, value) -> span.setTag(name, value));
            }
        }
    }
}
