/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.remoteconfig.Targets.TargetFile;
import io.ddspring.vendor.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Configurations in a directory, each a file {@code <PRODUCT>/<id>.json}: for tests, and where no backend can be reached.
 * Used by one thread.
 */
final class ConfigDirectory {
    private static final String SUFFIX = ".json";

    private final Path root;
    private final int limitBytes;

    /** @param limitBytes of one file */
    ConfigDirectory(Path root, int limitBytes) {
        this.root = root;
        this.limitBytes = limitBytes;
    }

    /**
     * All of it as if it were the answer of an Agent; a directory that does not exist is an empty one.
     *
     * @throws IOException when something cannot be read, is too large, or has gone while it was read
     */
    PollAnswer read() throws IOException {
        Map<String, TargetFile> files = new TreeMap<>();
        Map<String, String> contents = new LinkedHashMap<>();
        try (DirectoryStream<Path> products = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (Path product : products) {
                read(product, files, contents);
            }
        } catch (NoSuchFileException | NotDirectoryException gone) {
            if (Files.isDirectory(root)) {
                throw gone;
            }
            return answer(Map.of(), Map.of());
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        return answer(files, contents);
    }

    private void read(Path product, Map<String, TargetFile> files, Map<String, String> contents) throws IOException {
        try (DirectoryStream<Path> configs = Files.newDirectoryStream(product, "*" + SUFFIX)) {
            for (Path config : configs) {
                if (Files.size(config) > limitBytes) {
                    throw new IOException(config + " is larger than " + limitBytes + " bytes");
                }
                byte[] content = Files.readAllBytes(config);
                String name = config.getFileName().toString();
                String id = name.substring(0, name.length() - SUFFIX.length());
                String path = "local/0/" + product.getFileName() + "/" + id + "/config";
                long changed = Files.getLastModifiedTime(config).toMillis();
                files.put(
                        path,
                        new TargetFile(
                                changed, content.length, Map.of(TargetFile.SHA_256, ConfigContent.sha256(content))));
                contents.put(path, Base64.getEncoder().encodeToString(content));
            }
        }
    }

    private static PollAnswer answer(Map<String, TargetFile> files, Map<String, String> contents) {
        Targets targets = new Targets(0, null, files, Map.of(), MissingNode.getInstance());
        return new PollAnswer(targets, contents, files.keySet());
    }
}
