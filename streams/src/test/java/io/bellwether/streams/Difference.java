package io.bellwether.streams;

import io.bellwether.streams.reference.BatchReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where two results differ, path by path; numbers are the same if they agree to nine digits. */
final class Difference {

    private final List<String> found = new ArrayList<>();

    static List<String> between(BatchReference.Result expected, BatchReference.Result actual) {
        Difference difference = new Difference();
        difference.compare("brands", expected.brands(), actual.brands());
        difference.compare("models", expected.models(), actual.models());
        difference.compare("market", expected.market(), actual.market());
        difference.compare("commitments", expected.commitments(), actual.commitments());
        difference.compare("targets", byPeriod(expected.targets()), byPeriod(actual.targets()));
        difference.compareSets("alert", expected.openAlerts(), actual.openAlerts());
        return difference.found;
    }

    /** Targets have no order of their own. */
    private static Map<String, Map<String, Object>> byPeriod(List<Map<String, Object>> targets) {
        Map<String, Map<String, Object>> byPeriod = new TreeMap<>();
        targets.forEach(target -> byPeriod.put(target.get("brand") + " " + target.get("period"), target));
        return byPeriod;
    }

    private void compareSets(String path, Set<?> expected, Set<?> actual) {
        expected.stream().filter(each -> !actual.contains(each)).forEach(each -> found.add(path + " missing: " + each));
        actual.stream()
                .filter(each -> !expected.contains(each))
                .forEach(each -> found.add(path + " too much: " + each));
    }

    private void compare(String path, Object expected, Object actual) {
        if (expected instanceof Map<?, ?> left && actual instanceof Map<?, ?> right) {
            Set<String> names = new TreeSet<>();
            left.keySet().forEach(name -> names.add(name.toString()));
            right.keySet().forEach(name -> names.add(name.toString()));
            for (String name : names) {
                if (left.containsKey(name) != right.containsKey(name)) {
                    found.add(path + "/" + name + " only " + (left.containsKey(name) ? "expected" : "found"));
                } else {
                    compare(path + "/" + name, left.get(name), right.get(name));
                }
            }
        } else if (expected instanceof List<?> left && actual instanceof List<?> right && left.size() == right.size()) {
            for (int i = 0; i < left.size(); i++) {
                compare(path + "[" + i + "]", left.get(i), right.get(i));
            }
        } else if (!isSame(expected, actual)) {
            found.add(path + ": expected " + expected + ", found " + actual);
        }
    }

    private static boolean isSame(Object expected, Object actual) {
        if (expected instanceof Number left && actual instanceof Number right) {
            double a = left.doubleValue();
            double b = right.doubleValue();
            return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
        }
        return expected == null ? actual == null : expected.equals(actual);
    }
}
