/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.bare;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What can be seen of a bare application.
 *
 * @param warnings lines of the log at WARN or ERROR up to the moment the application is ready
 */
record Observation(List<String> conditions, List<String> beans, List<String> warnings, List<String> answers) {
    private static final Pattern OWN_CLASS = Pattern.compile("io[./]ddspring[./](?!compat[./])");
    private static final Pattern LEVEL = Pattern.compile(" (?:WARN|ERROR) .*");
    private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":(\"[^\"]*\"|\\d+)");
    private static final Pattern REQUEST_ID = Pattern.compile("\"requestId\":\"[^\"]*\"");
    private static final String ANY_AGENT = "http://127.0.0.1:1";

    static Observation of(BareApplication application, ClassPaths classPaths, boolean withStarter, Path reports) {
        try (RunningApplication running = RunningApplication.start(
                application,
                application.classPath(classPaths, withStarter),
                reports,
                Map.of("DD_TRACE_AGENT_URL", ANY_AGENT))) {
            List<String> warnings = running.log().stream()
                    .map(LEVEL::matcher)
                    .filter(level -> level.find())
                    .map(level -> level.group())
                    .toList();
            List<String> answers = application.isServer() ? answers(running) : List.of();
            return new Observation(running.report("conditions"), running.report("beans"), warnings, answers);
        }
    }

    private static List<String> answers(RunningApplication running) {
        return List.of(
                describe(running.get("/greetings/ada")),
                describe(running.post("/echo", "{\"b\":null,\"a\":[1,2.50],\"c\":{\"d\":\"e\"}}")),
                describe(running.post("/echo", "{not json")),
                describe(running.get("/failure")),
                describe(running.get("/missing")),
                describe(running.get("/actuator/health")),
                describe(running.get("/actuator/datadog")));
    }

    private static String describe(HttpResponse<String> answer) {
        String body = TIMESTAMP.matcher(answer.body()).replaceAll("\"timestamp\":?");
        return answer.statusCode() + " " + answer.headers().firstValue("Content-Type").orElse("-") + " "
                + REQUEST_ID.matcher(body).replaceAll("\"requestId\":?");
    }

    /** The lines, marked - or +, that are in only one of the lists and name no class of the starter. */
    static List<String> differences(List<String> plain, List<String> traced) {
        List<String> onlyPlain = new ArrayList<>(plain);
        traced.forEach(onlyPlain::remove);
        List<String> onlyTraced = new ArrayList<>(traced);
        plain.forEach(onlyTraced::remove);
        return Stream.concat(
                        onlyPlain.stream().map(line -> "- " + line),
                        onlyTraced.stream()
                                .filter(line -> !OWN_CLASS.matcher(line).find())
                                .map(line -> "+ " + line))
                .toList();
    }
}
