# Short commands; CONTRIBUTING.md explains them. Each goes at least as far as the package phase, because dd-vendor
# is relocated there.
MVN := ./mvnw -B
# M=dd-core,dd-boot4 limits a command to some modules and what they need.
MODULES := $(if $(M),-pl $(M) -am)
S ?= shop

.PHONY: bench bench-app bench-build bench-gate bench-page bench-report quick test it matrix conformance interop browser fmt run check

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
bench: bench-build
	$(BENCHMARKS) org.openjdk.jmh.Main '$(B)' -prof gc $(O)

# One plain application bare, with ours and with other tracers. V=ddspring,dd-java-agent limits the variants beside the
# bare one; ROUNDS (of start-up), FORKS and TURNS (of load), SECONDS (of a window) and WARMUP (requests) the time it takes.
bench-app: bench-build
	$(BENCHMARKS) io.ddspring.benchmarks.wholeapp.WholeAppBenchmark variants='$(V)' $(WHOLE_APP_COUNTS)

# Every figure of docs/performance.md: about 15 minutes of hot paths and 35 of the whole application.
bench-report: bench-build
	$(BENCHMARKS) io.ddspring.benchmarks.micro.MicroBenchmark dd-benchmarks/target/micro.json 3 $(MICRO_COUNTS)
	$(BENCHMARKS) io.ddspring.benchmarks.wholeapp.WholeAppBenchmark $(WHOLE_APP_COUNTS)
	$(MAKE) bench-page

# Only the page, from results that are there.
bench-page:
	$(BENCHMARKS) io.ddspring.benchmarks.report.PerformanceReport docs/performance.md \
		dd-benchmarks/target/micro.json dd-benchmarks/target/whole-app.json

# Fails when something became slower than dd-benchmarks' bounds.txt allows; about 10 minutes.
bench-gate: bench-build
	$(BENCHMARKS) io.ddspring.benchmarks.micro.MicroBenchmark dd-benchmarks/target/gate-micro.json 2 $(MICRO_COUNTS) \
		'SpanBenchmark.root|EncodingBenchmark.(ddspringV04|opentelemetry|brave)'
	$(BENCHMARKS) io.ddspring.benchmarks.wholeapp.WholeAppBenchmark results=dd-benchmarks/target/gate-whole-app.json \
		variants='ddspring,ddspring off' rounds=5 forks=1 turns=7 seconds=2
	$(BENCHMARKS) io.ddspring.benchmarks.bound.RegressionGate \
		dd-benchmarks/target/gate-micro.json dd-benchmarks/target/gate-whole-app.json

BENCHMARKS = java -cp dd-benchmarks/target/classes:$$(cat dd-benchmarks/target/benchmarks.classpath)
MICRO_COUNTS := -prof gc -f 1 -wi 5 -w 500ms -i 5 -r 500ms
WHOLE_APP_COUNTS := $(if $(ROUNDS),rounds=$(ROUNDS)) $(if $(FORKS),forks=$(FORKS)) $(if $(TURNS),turns=$(TURNS)) \
	$(if $(SECONDS),seconds=$(SECONDS)) $(if $(WARMUP),warm-up=$(WARMUP))
WHOLE_APP := $(addprefix dd-benchmarks/whole-app/,app bare ddspring opentelemetry agents)
empty :=
comma := ,
bench-build:
	$(MVN) -q package -DskipTests -Pwhole-app -am \
		-pl dd-benchmarks$(comma)$(subst $(empty) $(empty),$(comma),$(WHOLE_APP))

fmt:
	$(MVN) -q spotless:apply $(MODULES)

run:
	@test "$(S)" = shop || { echo "there is no sample $(S), only shop" >&2; exit 2; }
	./demo

check:
	.ci/run
