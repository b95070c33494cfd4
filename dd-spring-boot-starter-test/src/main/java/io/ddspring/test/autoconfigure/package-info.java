/** In tests of Spring Boot applications, spans stay in memory instead of going to an Agent. */
@NullMarked
package io.ddspring.test.autoconfigure;

import org.jspecify.annotations.NullMarked;
