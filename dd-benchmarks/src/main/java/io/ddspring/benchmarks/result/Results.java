/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.result;

import io.ddspring.vendor.jackson.core.type.TypeReference;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import io.ddspring.vendor.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run of benchmarks, as it is kept in a file.
 *
 * @param circumstances under which it was measured, by name, in the order in which they are shown
 */
public record Results(Map<String, String> circumstances, Samples samples) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private record File(Map<String, String> circumstances, Map<String, Map<String, List<Double>>> samples) {}

    /** Those of a file, or none when there is no such file. */
    public static Results readIfPresent(Path path) throws IOException {
        return Files.exists(path) ? read(path) : new Results(Map.of("measured", "not yet"), new Samples());
    }

    public static Results read(Path path) throws IOException {
        File file = JSON.readValue(Files.readString(path), new TypeReference<>() {});
        Samples samples = new Samples();
        file.samples.forEach((figure, bySubject) ->
                bySubject.forEach((subject, values) -> values.forEach(value -> samples.add(figure, subject, value))));
        return new Results(file.circumstances, samples);
    }

    public void write(Path path) throws IOException {
        Map<String, Map<String, List<Double>>> byFigure = new LinkedHashMap<>();
        for (String figure : samples.figures()) {
            Map<String, List<Double>> bySubject = new LinkedHashMap<>();
            for (String subject : samples.subjects(figure)) {
                bySubject.put(
                        subject,
                        Arrays.stream(samples.values(figure, subject)).boxed().toList());
            }
            byFigure.put(figure, bySubject);
        }
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, JSON.writeValueAsString(new File(circumstances, byFigure)) + "\n");
    }
}
