/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.remoteconfig.RemoteConfigException;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants a flare. Immutable.
 *
 * @param uuid tells this task from others
 * @param caseId number of the support case
 * @param hostname as the Agent knows it
 * @param email of the one who wants it
 */
record FlareTask(String uuid, String caseId, String hostname, String email) {
    private static final String TYPE = "tracer_flare";
    private static final Pattern CASE_ID = Pattern.compile("\\d+(?:-with-debug|-with-content)?");

    /**
     * Reads a configuration of the product {@code AGENT_TASK}.
     *
     * @return null when it is a task for others
     * @throws RemoteConfigException when it is not understandable
     */
    static @Nullable FlareTask parse(byte[] content) throws RemoteConfigException {
        JsonNode task = FlareJson.object(content);
        if (!text(task, "task_type").equals(TYPE)) {
            return null;
        }
        JsonNode arguments = task.path("args");
        if (!arguments.isObject()) {
            throw new RemoteConfigException("args is missing, or not an object");
        }
        String caseId = text(arguments, "case_id");
        if (!CASE_ID.matcher(caseId).matches()) {
            throw new RemoteConfigException("case_id is \"" + caseId
                    + "\", but must be a number, with nothing or -with-debug or -with-content after it");
        }
        return new FlareTask(text(task, "uuid"), caseId, text(arguments, "hostname"), text(arguments, "user_handle"));
    }

    private static String text(JsonNode object, String name) throws RemoteConfigException {
        JsonNode value = object.path(name);
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw new RemoteConfigException(name + " is missing, or not a text");
        }
        String text = value.asText();
        if (text.isBlank()) {
            throw new RemoteConfigException(name + " is empty");
        }
        return text;
    }
}
