/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry.dependency;

import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The bill of materials that Spring Boot's plugins put into an application, in the format of
 * <a href="https://cyclonedx.org/specification/overview/">CycloneDX</a>. It knows exactly what jars can only be guessed
 * to be.
 */
final class SoftwareBill {
    /** Where it is on the class path. */
    static final String RESOURCE = "META-INF/sbom/application.cdx.json";

    private static final String MAVEN = "pkg:maven/";

    private SoftwareBill() {}

    /** The Maven components of a bill. */
    static List<Dependency> read(InputStream json) throws IOException {
        Set<Dependency> found = new LinkedHashSet<>();
        JsonNode bill = new JsonMapper().readTree(json);
        add(bill.path("components"), found);
        return List.copyOf(found);
    }

    private static void add(JsonNode components, Set<Dependency> found) {
        for (JsonNode component : components) {
            String purl = component.path("purl").asText("");
            if (purl.startsWith(MAVEN)) {
                addPackage(purl.substring(MAVEN.length()), found);
            }
            add(component.path("components"), found);
        }
    }

    /** {@code group/artifact@version?qualifiers#subpath}, as <a href="https://github.com/package-url">purl</a> has it. */
    private static void addPackage(String purl, Set<Dependency> found) {
        String name = purl.split("[?#]", 2)[0];
        int slash = name.indexOf('/');
        int at = name.lastIndexOf('@');
        if (slash > 0 && at > slash) {
            found.add(new Dependency(
                    decoded(name.substring(0, slash)) + ":" + decoded(name.substring(slash + 1, at)),
                    decoded(name.substring(at + 1)),
                    ""));
        }
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
