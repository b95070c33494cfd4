# Short commands; CONTRIBUTING.md explains them. Each goes at least as far as the package phase, because dd-vendor
# is relocated there.
MVN := ./mvnw -B
# M=dd-core,dd-boot4 limits a command to some modules and what they need.
MODULES := $(if $(M),-pl $(M) -am)
S ?= shop

.PHONY: bench bench-app bench-build bench-gate bench-micro bench-page bench-report quick test it matrix conformance interop browser fmt run check

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

# The hot paths that the page shows, each three times.
bench-micro: bench-build
	$(BENCHMARKS) io.ddspring.benchmarks.micro.MicroBenchmark $(RESULTS)/micro.json $(MICRO_ROUNDS) $(MICRO_COUNTS)

# One plain application bare, with ours and with other tracers. V=ddspring,dd-java-agent limits the variants beside the
# bare one; ROUNDS (of start-up), FORKS and TURNS (of load), SECONDS (of a window) and WARMUP (requests) the time it takes.
# ROUNDS=0 leaves the results of start-up as they are, FORKS=0 those of load.
bench-app: bench-build
	$(BENCHMARKS) io.ddspring.benchmarks.wholeapp.WholeAppBenchmark variants='$(V)' $(WHOLE_APP_COUNTS)

# Every figure of docs/performance.md: about an hour on 2 cores. Hot paths 22: 85 benchmarks, 3 times, 5.3 s each.
# Start-up 8: 7 variants (together 1 minute), once for the caches and 7 times. Load 30: 2 processes of each variant, with
# 1 minute for their start, 8 to warm up, 5.5 of windows (9 turns, 3 endpoints, 7 variants of 1.5 s and a rest of 1.5 s).
# Each part keeps its results as soon as it has some and can be repeated alone.
bench-report: bench-micro bench-app bench-page

# Only the page, from the results that are there.
bench-page:
	$(BENCHMARKS) io.ddspring.benchmarks.report.PerformanceReport $(PAGE) \
		$(RESULTS)/micro.json $(RESULTS)/start-up.json $(RESULTS)/load.json

# Fails when something became slower than dd-benchmarks' bounds.txt allows; about 10 minutes.
bench-gate: bench-build
	$(BENCHMARKS) io.ddspring.benchmarks.micro.MicroBenchmark $(GATE)/micro.json 2 $(MICRO_COUNTS) -p values=REPEATED \
		'SpanBenchmark.root|EncodingBenchmark.(ddspringV04|opentelemetryOtlp|braveProto3)'
	$(BENCHMARKS) io.ddspring.benchmarks.wholeapp.WholeAppBenchmark results=$(GATE) variants='ddspring,ddspring off' \
		$(GATE_COUNTS)
	$(BENCHMARKS) io.ddspring.benchmarks.bound.RegressionGate $(GATE)/micro.json $(GATE)/start-up.json $(GATE)/load.json

.NOTPARALLEL:
BENCHMARKS = BENCH_COMMAND='make $(MAKECMDGOALS) $(MAKEOVERRIDES)' \
	java -cp dd-benchmarks/target/classes:$$(cat dd-benchmarks/target/benchmarks.classpath)
RESULTS := dd-benchmarks/target
GATE := $(RESULTS)/gate
PAGE ?= docs/performance.md
MICRO_ROUNDS ?= 3
MICRO_COUNTS ?= -prof gc -foe true -f 1 -wi 5 -w 700ms -i 4 -r 300ms
GATE_COUNTS ?= rounds=5 forks=1 turns=7 seconds=2
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
