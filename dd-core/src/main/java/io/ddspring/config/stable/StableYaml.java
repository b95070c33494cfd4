/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config.stable;

import io.ddspring.config.stable.StableConfig.Setting;
import io.ddspring.vendor.snakeyaml.v2.api.LoadSettings;
import io.ddspring.vendor.snakeyaml.v2.api.lowlevel.Compose;
import io.ddspring.vendor.snakeyaml.v2.exceptions.Mark;
import io.ddspring.vendor.snakeyaml.v2.exceptions.MarkedYamlEngineException;
import io.ddspring.vendor.snakeyaml.v2.nodes.MappingNode;
import io.ddspring.vendor.snakeyaml.v2.nodes.Node;
import io.ddspring.vendor.snakeyaml.v2.nodes.NodeTuple;
import io.ddspring.vendor.snakeyaml.v2.nodes.ScalarNode;
import io.ddspring.vendor.snakeyaml.v2.nodes.SequenceNode;
import io.ddspring.vendor.snakeyaml.v2.nodes.Tag;
import io.ddspring.vendor.snakeyaml.v2.schema.CoreSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the contents of a file. Values are taken as they are written, so a version {@code 1.10} stays one. The only class
 * that knows YAML: it is loaded when there is a file.
 */
final class StableYaml {
    private static final int MAX_COLLECTION_ALIASES = 10;

    private final Templates templates;
    private final RunningProcess process;

    private StableYaml(Templates templates, RunningProcess process) {
        this.templates = templates;
        this.process = process;
    }

    /** What {@code text} says for {@code process}; with a problem when it is not what it should be. */
    static StableConfig read(String text, RunningProcess process) {
        try {
            Templates templates = new Templates(text, process);
            return new StableYaml(templates, process).read(compose(templates.marked()));
        } catch (UnusableFileException unusable) {
            return StableConfig.unusable(String.valueOf(unusable.getMessage()));
        } catch (MarkedYamlEngineException notYaml) {
            // The message of the exception shows lines of the file.
            return StableConfig.unusable(notYaml.getProblemMark()
                            .map(mark -> "line " + line(mark) + ": ")
                            .orElse("")
                    + notYaml.getProblem());
        } catch (RuntimeException notYaml) {
            return StableConfig.unusable("it is not YAML");
        } catch (StackOverflowError tooDeep) {
            return StableConfig.unusable("it is nested too deeply");
        }
    }

    private static @Nullable Node compose(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setMaxAliasesForCollections(MAX_COLLECTION_ALIASES)
                // The size of the file is limited already; marks may be longer than what they stand for.
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        return new Compose(settings).composeString(text).orElse(null);
    }

    private StableConfig read(@Nullable Node root) {
        if (root == null || isNull(root)) {
            return StableConfig.NONE;
        }
        Map<String, Node> members = members(root);
        Map<String, Setting> settings = settings(members.get("apm_configuration_default"));
        for (Node rule : items(members.get("apm_configuration_rules"))) {
            Map<String, Node> parts = members(rule);
            if (applies(required("selectors", parts, rule))) {
                settings.putAll(settings(required("configuration", parts, rule)));
                break;
            }
        }
        return new StableConfig(text(members.get("config_id")), settings, "");
    }

    private boolean applies(Node selectors) {
        for (Node selector : items(selectors)) {
            Map<String, Node> parts = members(selector);
            if (!new Selector(
                            text(required("origin", parts, selector)),
                            text(parts.get("key")),
                            text(parts.get("operator")),
                            items(parts.get("matches")).stream().map(this::text).toList())
                    .matches(process)) {
                return false;
            }
        }
        return true;
    }

    private Map<String, Setting> settings(@Nullable Node node) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        if (node != null && !isNull(node)) {
            members(node).forEach((name, value) -> {
                if (!isNull(value)) {
                    settings.put(name, new Setting(text(value), line(value)));
                }
            });
        }
        return settings;
    }

    private Map<String, Node> members(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            throw new UnusableFileException("this should be names with values", line(node));
        }
        Map<String, Node> members = new LinkedHashMap<>();
        for (NodeTuple member : mapping.getValue()) {
            if (members.put(text(member.getKeyNode()), member.getValueNode()) != null) {
                throw new UnusableFileException("a name is there twice", line(member.getKeyNode()));
            }
        }
        return members;
    }

    private static List<Node> items(@Nullable Node node) {
        if (node == null || isNull(node)) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw new UnusableFileException("this should be a list", line(node));
        }
        return new ArrayList<>(sequence.getValue());
    }

    private static Node required(String name, Map<String, Node> members, Node owner) {
        Node member = members.get(name);
        if (member == null) {
            throw new UnusableFileException(name + " is missing", line(owner));
        }
        return member;
    }

    private String text(@Nullable Node node) {
        if (node == null || isNull(node)) {
            return "";
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw new UnusableFileException("this should be a text, a number or true or false", line(node));
        }
        return templates.fill(scalar.getValue());
    }

    private static boolean isNull(Node node) {
        return Tag.NULL.equals(node.getTag());
    }

    private static int line(Node node) {
        return node.getStartMark().map(StableYaml::line).orElse(1);
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }
}
