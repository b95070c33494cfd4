/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundValuesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            Detail: Key (name)=(bob) already exists.                     | Detail: Key (name)=(?) already exists.
            Key (a, b)=(1, bob (jr)) is not present in table "t".        | Key (a, b)=(?) is not present in table "t".
            Detail: Failing row contains (7, bob).                       | Detail: Failing row contains (?).
            ERROR: invalid input syntax for type integer: "bob"          | ERROR: invalid input syntax for type ?"
            Duplicate entry 'it's bob' for key 'users.name'              | Duplicate entry '?' for key 'users.name'
            Incorrect integer value: 'bob' for column 'id' at row 1      | Incorrect integer value: '?' for column 'id' at row 1
            The duplicate key value is (bob).                            | The duplicate key value is (?).
            converting the varchar value 'bob' to data type int.         | converting the varchar value '?' to data type int.
            violation: "P.I ON P.T(N NULLS FIRST) VALUES ( 1, 'bob' )";  | violation: "P.I ON P.T(N NULLS FIRST) VALUES (?)";
            Data conversion error converting "bob"; SQL statement:       | Data conversion error converting "?"; SQL statement:
            Value too long for column "N VARCHAR(2)": "'bob' (3)"; SQL   | Value too long for column ?"; SQL
            Table 'shop.users' doesn't exist                             | Table 'shop.users' doesn't exist
            Unknown column 'nam' in 'field list'                         | Unknown column 'nam' in 'field list'
            relation "users" does not exist                              | relation "users" does not exist
            """)
    void are_not_repeated_by_error_texts(String text, String shown) {
        assertThat(BoundValues.remove(text)).isEqualTo(shown);
    }

    @Test
    void may_have_several_lines_but_leave_the_stack_alone() {
        String frames = "\n\tat org.Driver.run(Driver.java:1)\nCaused by: java.io.IOException: x\n\tat a.B.c(B.java:2)";

        assertThat(BoundValues.remove("E: Key (n)=(a\nb\nc) exists" + frames))
                .isEqualTo("E: Key (n)=(?) exists" + frames);
        assertThat(BoundValues.remove("E: Key (n)=(cut" + frames)).isEqualTo("E: Key (n)=(?" + frames);
        assertThat(BoundValues.remove("A: Key (n)=(x)" + frames + "\nB: Key (n)=(y)"))
                .isEqualTo("A: Key (n)=(?)" + frames + "\nB: Key (n)=(?)");
    }
}
