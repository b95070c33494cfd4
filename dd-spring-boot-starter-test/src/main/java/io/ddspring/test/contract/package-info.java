/** What every instrumented HTTP client and server must do, as tests to extend. */
@NullMarked
package io.ddspring.test.contract;

import org.jspecify.annotations.NullMarked;
