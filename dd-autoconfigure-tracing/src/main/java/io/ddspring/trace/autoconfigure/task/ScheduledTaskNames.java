/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import io.ddspring.metrics.Faults;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of scheduled tasks. Spring hides the object that it runs behind one of its own, which tells it by its text only:
 * {@code package.Class.method} for a method, otherwise what the application's task says of itself.
 */
final class ScheduledTaskNames {
    private static final Pattern PROXY_SUFFIX = Pattern.compile("\\$\\$SpringCGLIB\\$\\$\\d+");
    private static final Pattern LAMBDA = Pattern.compile("([\\w.$]+?)\\$\\$Lambda.*");
    private static final Pattern METHOD = Pattern.compile("([\\w.$]+)\\.(\\w+)");
    private static final Pattern OBJECT = Pattern.compile("([\\w.$]+)@[0-9a-f]+");

    private ScheduledTaskNames() {}

    /** {@code Class.method}, or null when the text says nothing of the kind. */
    static @Nullable String resourceOf(Runnable task) {
        try {
            return resourceOf(task.toString());
        } catch (Throwable failure) {
            Faults.shared().record("trace.scheduled.name", failure);
            return null;
        }
    }

    static @Nullable String resourceOf(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String plain = PROXY_SUFFIX.matcher(text).replaceAll("");
        Matcher lambda = LAMBDA.matcher(plain);
        if (lambda.matches()) {
            return simpleName(lambda.group(1)) + ".lambda";
        }
        Matcher method = METHOD.matcher(plain);
        if (method.matches()) {
            return simpleName(method.group(1)) + "." + method.group(2);
        }
        Matcher object = OBJECT.matcher(plain);
        return object.matches() ? simpleName(object.group(1)) + ".run" : null;
    }

    private static String simpleName(String className) {
        String name = className.substring(className.lastIndexOf('.') + 1);
        String nested = name.substring(name.lastIndexOf('$') + 1);
        boolean anonymous = nested.isEmpty() || Character.isDigit(nested.charAt(0));
        return anonymous ? name : nested;
    }
}
