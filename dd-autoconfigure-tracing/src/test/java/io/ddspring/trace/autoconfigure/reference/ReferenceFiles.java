/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.reference;

import io.ddspring.config.ConfigKey;
import io.ddspring.trace.autoconfigure.reference.DeclaredKeys.Declared;
import io.ddspring.vendor.jackson.core.JsonFactory;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import io.ddspring.vendor.jackson.core.util.DefaultIndenter;
import io.ddspring.vendor.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is generated from the constants: the catalogue, the metadata for editors and the reference for people. */
final class ReferenceFiles {
    private static final String OTEL = "otel.";
    private static final List<Extra> OF_SPRING_BOOT = List.of(
            new Extra(
                    "management.endpoint.datadog.access",
                    "org.springframework.boot.actuate.endpoint.Access",
                    "Permitted level of access for the datadog endpoint.",
                    "read-only"),
            new Extra(
                    "management.endpoint.datadog.cache.time-to-live",
                    "java.time.Duration",
                    "Maximum time that a response can be cached.",
                    "0ms"),
            new Extra(
                    "management.endpoint.datadog.show-values",
                    "org.springframework.boot.actuate.endpoint.Show",
                    "When to show the values of settings; secrets are never shown.",
                    "never"),
            new Extra(
                    "management.health.datadog.enabled",
                    "java.lang.Boolean",
                    "Whether to enable the health check of the connection to the Datadog Agent.",
                    true),
            new Extra(
                    "management.info.datadog.enabled",
                    "java.lang.Boolean",
                    "Whether to enable the datadog info.",
                    false));

    private ReferenceFiles() {}

    private record Extra(String name, String type, String description, Object defaultValue) {}

    static String catalogue(List<Declared> declared) {
        return declared.stream()
                .map(one -> String.join(
                                "\t",
                                one.key().name(),
                                Stream.concat(one.key().aliases().stream(), one.key().oldNames().stream())
                                        .collect(Collectors.joining(",")),
                                form(one.key()),
                                one.constantClass(),
                                one.field())
                        + "\n")
                .collect(Collectors.joining());
    }

    static String metadata(List<Declared> declared) throws IOException {
        Map<String, Map<String, Object>> properties = new TreeMap<>();
        Map<String, List<String>> hints = new TreeMap<>();
        for (Declared one : declared) {
            ConfigKey<?> key = one.key();
            if (!key.name().startsWith(OTEL)) {
                properties.put(
                        key.name(), property(javaType(key), key.description(), key.defaultValue(), key.defaultText()));
                key.oldNames().forEach(oldName -> properties.put(oldName, deprecated(key)));
                if (!key.type().words().isEmpty()) {
                    hints.put(key.name(), key.type().words());
                }
            }
        }
        for (Extra extra : OF_SPRING_BOOT) {
            properties.put(
                    extra.name(),
                    property(
                            extra.type(),
                            extra.description(),
                            extra.defaultValue(),
                            extra.defaultValue().toString()));
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
            json.writeStartObject();
            json.writeArrayFieldStart("properties");
            for (Map.Entry<String, Map<String, Object>> property : properties.entrySet()) {
                json.writeStartObject();
                json.writeStringField("name", property.getKey());
                for (Map.Entry<String, Object> member : property.getValue().entrySet()) {
                    json.writeFieldName(member.getKey());
                    writeValue(json, member.getValue());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("hints");
            for (Map.Entry<String, List<String>> hint : hints.entrySet()) {
                json.writeStartObject();
                json.writeStringField("name", hint.getKey());
                json.writeArrayFieldStart("values");
                for (String word : hint.getValue()) {
                    json.writeStartObject();
                    json.writeStringField("value", word);
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }

    static String reference(List<Declared> declared) {
        StringBuilder page = new StringBuilder("""
                # Properties

                Every setting can be given as a property (`application.yml`, command line), as a system property or as an
                environment variable. Spelling is relaxed: `dd.trace.sample-rate`, `dd.trace.sample.rate` and
                `DD_TRACE_SAMPLE_RATE` are the same setting. Pairs of a map may also be given one by one, as in
                `dd.tags.team: shop`. A value that is not allowed is logged at WARN with the place where it was found, and
                the default is used; with `dd.config.strict=true` the application does not start instead.

                ## Where settings come from

                Of several places the first one counts: what remote configuration says, Spring's command line and system
                properties, the fleet's file on the host, environment variables, the application's files
                (`application.yml`), OpenTelemetry's variables, the operator's file on the host, defaults.
                `/actuator/datadog/config` tells for each setting which it was.

                | File on the host | Written by |
                |---|---|
                | `/etc/datadog-agent/managed/datadog-agent/stable/application_monitoring.yaml` | the fleet's automation |
                | `/etc/datadog-agent/application_monitoring.yaml` | the operator of the host |

                Such a file is YAML of at most 256 KiB: `DD_*` settings under `apm_configuration_default`, and under
                `apm_configuration_rules` rules of which the first that fits a process adds its `configuration`. A rule fits
                when all its `selectors` do; each compares the `language`, one of the `environment_variables` or one of the
                `process_arguments` (`-Dname`) by `equals`, `starts_with`, `ends_with`, `contains` or `exists`. Values may
                contain `{{ environment_variables['NAME'] }}` and `{{ process_arguments['-Dname'] }}`. A file that cannot be
                used is logged at WARN, and the application starts without it.

                This page is generated from the code; a test keeps it up to date.
                """);
        Map<String, StringBuilder> groups = new LinkedHashMap<>();
        for (Declared one : declared) {
            ConfigKey<?> key = one.key();
            groups.computeIfAbsent(group(key.name()), ReferenceFiles::heading).append(row(key));
        }
        groups.values().forEach(page::append);
        page.append("\n## Old names\n\nNames of earlier versions work, and are logged at WARN when they are used.\n\n"
                + "| Old name | Environment variable | Name of today |\n|---|---|---|\n");
        declared.forEach(one -> one.key()
                .oldNames()
                .forEach(oldName -> page.append("| `%s` | `%s` | `%s` |\n"
                        .formatted(
                                oldName,
                                ConfigKey.environmentVariable(oldName),
                                one.key().name()))));
        page.append("\n## management\n\n| Property | Default | Meaning |\n|---|---|---|\n");
        OF_SPRING_BOOT.forEach(extra -> page.append("| `%s` | `%s` | %s |%n"
                .formatted(extra.name(), extra.defaultValue(), extra.description())
                .replace("\r\n", "\n")));
        return page.toString();
    }

    private static Map<String, Object> property(
            String type, String description, Object defaultValue, String defaultText) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", type);
        members.put("description", description);
        members.put("defaultValue", isJson(defaultValue) ? defaultValue : defaultText);
        return members;
    }

    private static Map<String, Object> deprecated(ConfigKey<?> key) {
        Map<String, Object> deprecation = new LinkedHashMap<>();
        deprecation.put("level", "warning");
        deprecation.put("replacement", key.name());
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", javaType(key));
        members.put("deprecation", deprecation);
        return members;
    }

    private static boolean isJson(Object value) {
        return value instanceof Boolean || value instanceof Number || value instanceof List;
    }

    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            json.writeRawValue(number.toString());
        } else if (value instanceof List<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                json.writeString(item.toString());
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> members) {
            json.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                json.writeStringField(
                        member.getKey().toString(), member.getValue().toString());
            }
            json.writeEndObject();
        } else {
            json.writeString(value.toString());
        }
    }

    private static String javaType(ConfigKey<?> key) {
        Object value = key.defaultValue();
        if (value instanceof Map) {
            return "java.util.Map<java.lang.String,java.lang.String>";
        }
        if (value instanceof List) {
            return "java.util.List<java.lang.String>";
        }
        return value instanceof Boolean || value instanceof Number || value instanceof Duration
                ? value.getClass().getName()
                : "java.lang.String";
    }

    private static String form(ConfigKey<?> key) {
        return key.type().formName();
    }

    private static String group(String name) {
        String[] parts = name.split("\\.", 3);
        if (parts[0].equals("otel")) {
            return "otel";
        }
        return parts.length == 3 ? parts[0] + "." + parts[1] : parts[0];
    }

    private static StringBuilder heading(String group) {
        return new StringBuilder("\n## " + group
                + "\n\n| Property | Environment variable | Allowed | Default | Meaning |\n|---|---|---|---|---|\n");
    }

    private static String row(ConfigKey<?> key) {
        String variables = "`" + key.environmentVariable() + "`"
                + key.aliases().stream().map(alias -> ", `" + alias + "`").collect(Collectors.joining());
        String defaultText = key.defaultText().isEmpty() ? "" : "`" + cell(key.defaultText()) + "`";
        return "| `" + key.name() + "` | " + variables + " | " + cell(key.type().allowed()) + " | " + defaultText
                + " | " + cell(key.description()) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
