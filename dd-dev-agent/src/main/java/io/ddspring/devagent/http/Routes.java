/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which part answers which path. Filled before the agent starts, then only read. */
public final class Routes {
    private final Map<String, Intake> intakes = new HashMap<>();
    // By path, then by method.
    private final Map<String, Map<String, Api>> apis = new HashMap<>();
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

    /** {@code GET} of {@code path} is answered by {@code api}; with a slash at its end also that of paths below it. */
    public Routes get(String path, Api api) {
        return api("GET", path, api);
    }

    /** {@code PUT} of {@code path}, as {@link #get}. */
    public Routes put(String path, Api api) {
        return api("PUT", path, api);
    }

    /** {@code POST} of {@code path}, as {@link #get}. */
    public Routes post(String path, Api api) {
        return api("POST", path, api);
    }

    /** {@code DELETE} of {@code path}, as {@link #get}. */
    public Routes delete(String path, Api api) {
        return api("DELETE", path, api);
    }

    /** {@code DELETE} of {@code path} has {@code forget} run. */
    public Routes delete(String path, Runnable forget) {
        return delete(path, request -> {
            forget.run();
            return Reply.noContent();
        });
    }

    private Routes api(String method, String path, Api api) {
        apis.computeIfAbsent(path, first -> new LinkedHashMap<>()).put(method, api);
        topics.put(path, topic);
        return this;
    }

    /** The paths of intakes in the order in which they were added, for clients. */
    public List<String> offered() {
        return List.copyOf(offered);
    }

    /** What changes when something is sent to {@code path}; empty for nothing. */
    public String topicOf(String path) {
        String found = find(topics, path);
        return found == null ? "" : found;
    }

    @Nullable
    Intake intake(String path) {
        return find(intakes, path);
    }

    /** Who answers the console at {@code path}, by method; null when nobody does. */
    @Nullable
    Map<String, Api> apis(String path) {
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
