/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which part answers which path. Filled before the agent starts, then only read. */
public final class Routes {
    private final Map<String, Intake> intakes = new HashMap<>();
    private final Map<String, Api> apis = new HashMap<>();
    private final Map<String, String> topics = new HashMap<>();
    private final List<String> offered = new ArrayList<>();
    private String topic = "";

    /** What is added from now on belongs to {@code topic}. */
    public Routes topic(String name) {
        topic = name;
        return this;
    }

    /** Payloads for {@code path} go to {@code intake}; with a slash at its end also those for paths below it. */
    public Routes intake(String path, Intake intake) {
        intakes.put(path, intake);
        topics.put(path, topic);
        offered.add(path);
        return this;
    }

    /** Requests of the console for {@code path} go to {@code api}; with a slash at its end also those for paths below it. */
    public Routes api(String path, Api api) {
        apis.put(path, api);
        return this;
    }

    /** The paths of intakes in the order in which they were added, for clients. */
    public List<String> offered() {
        return List.copyOf(offered);
    }

    /** What changes when a payload for {@code path} was taken; nothing when none is. */
    public String topicOf(String path) {
        String found = find(topics, path);
        return found == null ? "" : found;
    }

    @Nullable
    Intake intake(String path) {
        return find(intakes, path);
    }

    @Nullable
    Api api(String path) {
        return find(apis, path);
    }

    private static <T> @Nullable T find(Map<String, T> routes, String path) {
        T exact = routes.get(path);
        for (int slash = path.lastIndexOf('/'); exact == null && slash >= 0; slash = path.lastIndexOf('/', slash - 1)) {
            exact = routes.get(path.substring(0, slash + 1));
        }
        return exact;
    }
}
