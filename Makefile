# Short commands; CONTRIBUTING.md explains them. Each goes at least as far as the package phase, because dd-vendor
# is relocated there.
MVN := ./mvnw -B
# M=dd-core,dd-boot4 limits a command to some modules and what they need.
MODULES := $(if $(M),-pl $(M) -am)
S ?= shop

.PHONY: quick test it matrix conformance interop browser fmt run check

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

fmt:
	$(MVN) -q spotless:apply $(MODULES)

run:
	@test "$(S)" = shop || { echo "there is no sample $(S), only shop" >&2; exit 2; }
	./demo

check:
	.ci/run
