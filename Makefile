.PHONY: format check unit test it run bench

format: ; mvn -q spotless:apply
check: ; mvn -q spotless:check test-compile
unit: ; mvn -q -T 2 test -Punit
test: ; mvn -q test $(ARGS) $(if $(M),-pl $(M) -am) $(if $(T),-Dtest='$(T)' -Dsurefire.failIfNoSpecifiedTests=false)
it: ; mvn -B -ntp verify
run: ; ./bellwether demo
bench: ; benchmarks/run
