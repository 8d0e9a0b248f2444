/** What is measured, and where the results go: {@code ./mvnw -Pbenchmark}. The benchmarks lie in the packages that they measure. */
package io.github.keycloakawsmfa.benchmark;
