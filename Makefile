.PHONY: format check test it run bench

format: ; mvn -q spotless:apply
check: ; mvn -q spotless:check test-compile
test: ; mvn test
it: ; mvn verify
run: ; ./bellwether demo
bench: ; benchmarks/run
