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
