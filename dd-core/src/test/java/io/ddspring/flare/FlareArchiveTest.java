/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlareArchiveTest {
    private final FlareArchive archive = new FlareArchive(new SecretMask(List.of()));

    @Test
    void a_file_that_cannot_be_written_says_why_and_does_not_spoil_the_others() throws IOException {
        archive.add(FlareEntry.of("a.txt", out -> out.write("one\n")));
        archive.add(FlareEntry.of("b.txt", out -> {
            out.write("begun");
            throw new IOException("disk password=hunter2");
        }));
        archive.add(FlareEntry.of("c.txt", out -> {
            throw new StackOverflowError();
        }));
        archive.add(FlareEntry.of("d.txt", out -> out.write("two")));

        Map<String, String> files = Zip.read(archive.finish());

        assertThat(files)
                .containsEntry("a.txt", "one\n")
                .containsEntry("b.txt", "begun\nfailed: java.io.IOException: disk password=******\n")
                .containsEntry("c.txt", "\nfailed: java.lang.StackOverflowError\n")
                .containsEntry("d.txt", "two");
        assertThat(archive.failed()).containsExactly("b.txt", "c.txt");
    }

    @Test
    void a_file_without_a_name_is_told_of_in_a_file_of_its_own() throws IOException {
        archive.add(FlareEntry.of("a.txt", out -> out.write("one\n")));
        archive.add(new FlareEntry() {
            @Override
            public String name() {
                throw new NoClassDefFoundError("gone");
            }

            @Override
            public void write(Writer out) {}
        });
        archive.add(FlareEntry.of("x".repeat(100_000), out -> out.write("two\n")));
        archive.addError("bean b", new IllegalStateException("password=hunter2"));
        archive.addErrors();

        Map<String, String> files = Zip.read(archive.finish());

        assertThat(files).containsOnlyKeys("a.txt", "errors.txt");
        assertThat(files.get("errors.txt").lines())
                .hasSize(3)
                .last()
                .isEqualTo("bean b: java.lang.IllegalStateException: password=******");
        assertThat(files.get("errors.txt")).contains("NoClassDefFoundError: gone");
        assertThat(archive.failed()).hasSize(3).contains("bean b");
    }

    @Test
    void where_nothing_is_missing_nothing_is_told() throws IOException {
        archive.addErrors();

        assertThat(archive.names()).isEmpty();
    }

    @Test
    void keys_in_several_lines_are_hidden() throws IOException {
        archive.add(FlareEntry.of("a.txt", out -> out.write("-----BEGIN X-----\nMIIE\n-----END X-----\nnext\n")));

        assertThat(Zip.read(archive.finish()))
                .containsEntry("a.txt", "-----BEGIN X-----\n******\n******-----END X-----\nnext\n");
    }

    @Test
    void an_exception_without_a_readable_message_is_named() throws IOException {
        archive.add(FlareEntry.of("a.txt", out -> {
            throw new IOException() {
                private static final long serialVersionUID = 1;

                @Override
                public String toString() {
                    throw new IllegalStateException();
                }
            };
        }));

        assertThat(Zip.read(archive.finish()).get("a.txt")).startsWith("\nfailed: " + FlareArchiveTest.class.getName());
    }

    @Test
    void of_two_files_with_the_same_name_the_first_is_there() throws IOException {
        archive.add(FlareEntry.of("a.txt", out -> out.write("one")));
        archive.add(FlareEntry.of("a.txt", out -> out.write("two")));

        assertThat(Zip.read(archive.finish())).containsOnly(Map.entry("a.txt", "one"));
        assertThat(archive.names()).containsExactly("a.txt");
    }

    @Test
    void a_long_file_is_cut_at_a_line() throws IOException {
        archive.add(limited("a.txt", 1000));

        String text = Zip.read(archive.finish()).get("a.txt");

        assertThat(text)
                .hasSizeLessThanOrEqualTo(1000)
                .hasSizeGreaterThan(900)
                .endsWith("0123456789\n" + EntryWriter.CUT);
    }

    @Test
    void a_long_line_is_cut() throws IOException {
        archive.add(FlareEntry.of("a.txt", out -> out.write("x".repeat(1_000_000) + "\nnext\n")));

        assertThat(Zip.read(archive.finish()).get("a.txt").lines())
                .hasSize(2)
                .last()
                .isEqualTo("next");
    }

    @Test
    void all_files_together_are_bounded() throws IOException {
        FlareArchive small = new FlareArchive(new SecretMask(List.of()), 10_000);
        for (int i = 0; i < 20; i++) {
            small.add(limited(i + ".txt", 1000));
        }

        Map<String, String> files = Zip.read(small.finish());

        assertThat(files).hasSize(20);
        assertThat(files.values().stream().mapToInt(String::length).sum()).isBetween(9_000, 11_000);
        assertThat(files.get("19.txt")).isEqualTo(EntryWriter.CUT);
    }

    private static FlareEntry limited(String name, int limitBytes) {
        return new FlareEntry() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void write(Writer out) throws IOException {
                for (int i = 0; i < 1000; i++) {
                    out.write("0123456789\n");
                }
            }

            @Override
            public int limitBytes() {
                return limitBytes;
            }
        };
    }
}
