# Short commands; CONTRIBUTING.md explains them. Each goes at least as far as the package phase, because dd-vendor
# is relocated there.
MVN := ./mvnw -B
# M=dd-core,dd-boot4 limits a command to some modules and what they need.
MODULES := $(if $(M),-pl $(M) -am)
S ?= shop

.PHONY: bench bench-app quick test it matrix conformance interop browser fmt run check

quick:
	$(MVN) -q package -DskipITs $(MODULES)

test:
	@test -n "$(M)" || { echo "usage: make test M=dd-core" >&2; exit 2; }
	$(MVN) package $(MODULES)

it:
	$(MVN) verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false $(MODULES)

matrix:
	.ci/run verify matrix

conformance:
	.ci/run conformance

interop:
	.ci/run interop

browser:
	.ci/run browser

# B=Encoding limits the benchmarks to those whose name matches; JMH takes more options in O="-f 1 -wi 3".
bench:
	$(MVN) -q package -DskipTests -pl dd-benchmarks -am
	java -cp dd-benchmarks/target/classes:$$(cat dd-benchmarks/target/benchmarks.classpath) \
		org.openjdk.jmh.Main '$(B)' -prof gc $(O)

# Starts one plain application bare, with ours and with other tracers, in turn; V=ddspring limits the variants.
WHOLE_APP := $(addprefix dd-benchmarks/whole-app/,app bare ddspring opentelemetry agents)
empty :=
comma := ,
bench-app:
	$(MVN) -q package -DskipTests -Pwhole-app -am \
		-pl dd-benchmarks$(comma)$(subst $(empty) $(empty),$(comma),$(WHOLE_APP))
	java -cp dd-benchmarks/target/classes:$$(cat dd-benchmarks/target/benchmarks.classpath) \
		io.ddspring.benchmarks.wholeapp.WholeAppBenchmark dd-benchmarks/whole-app $(or $(ROUNDS),3) $(or $(SECONDS),8) $(V)

fmt:
	$(MVN) -q spotless:apply $(MODULES)

run:
	@test "$(S)" = shop || { echo "there is no sample $(S), only shop" >&2; exit 2; }
	./demo

check:
	.ci/run
