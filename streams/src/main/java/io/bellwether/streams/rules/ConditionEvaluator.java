package io.bellwether.streams.rules;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import io.bellwether.domain.alert.FactType;
import io.bellwether.domain.alert.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns a type-checked CEL expression into terms that are evaluated on a subject. A term is a Double, a String or a
 * Boolean, and null where a fact that it needs is unknown; a Boolean never is, as a comparison with null is false.
 */
final class ConditionEvaluator {

    /** Longest text that is computed, in characters. */
    private static final int MAX_TEXT = 2_000;

    private static final Term NOTHING = subject -> null;

    private final Map<String, FactType> facts;
    private final BiConsumer<Long, String> mistakes;
    private boolean failed;

    /** Something that has a value for a subject. */
    @FunctionalInterface
    interface Term {
        @Nullable
        Object of(Subject subject);
    }

    /** Decides from the order of two values. */
    private interface Numbers {
        boolean test(double left, double right);
    }

    /** Computes with two known values; null where the result is unknown. */
    private interface Operator {
        @Nullable
        Object apply(Object left, Object right);
    }

    private interface Order {
        boolean test(int sign);
    }

    /**
     * Terms over facts.
     *
     * @param mistakes hears, by the id of a part of an expression, what is wrong with it
     */
    ConditionEvaluator(Map<String, FactType> facts, BiConsumer<Long, String> mistakes) {
        this.facts = facts;
        this.mistakes = mistakes;
    }

    boolean failed() {
        return failed;
    }

    Term of(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> constant(expr);
            case IDENT -> fact(expr.ident().name());
            case CALL -> call(expr);
            case LIST -> wrong(expr, "a list can only stand after 'in'");
            default -> wrong(expr, "this is not available in conditions");
        };
    }

    private Term wrong(CelExpr expr, String message) {
        failed = true;
        mistakes.accept(expr.id(), message);
        return NOTHING;
    }

    private Term constant(CelExpr expr) {
        CelConstant constant = expr.constant();
        Object value = switch (constant.getKind()) {
            case DOUBLE_VALUE -> constant.doubleValue();
            case STRING_VALUE -> constant.stringValue();
            case BOOLEAN_VALUE -> constant.booleanValue();
            default -> null;
        };
        return value == null ? wrong(expr, "a value must be a number, text, true or false") : subject -> value;
    }

    private Term fact(String name) {
        return Objects.requireNonNull(facts.get(name)).isNumber()
                ? subject -> subject.number(name)
                : subject -> {
                    Object value = subject.value(name);
                    return value == null ? null : value.toString();
                };
    }

    private Term call(CelExpr expr) {
        CelExpr.CelCall call = expr.call();
        String function = call.function();
        if (function.equals(ConditionCompiler.KNOWN)) {
            return known(expr);
        }
        if (function.equals("@in")) {
            return in(expr);
        }
        List<Term> terms = new ArrayList<>();
        call.target().ifPresent(target -> terms.add(of(target)));
        call.args().forEach(argument -> terms.add(of(argument)));
        Term a = terms.get(0);
        Term b = terms.get(terms.size() - 1);
        return switch (function) {
            case "_&&_" -> subject -> isTrue(a, subject) && isTrue(b, subject);
            case "_||_" -> subject -> isTrue(a, subject) || isTrue(b, subject);
            case "!_" -> subject -> !isTrue(a, subject);
            case "_?_:_" -> conditional(a, terms.get(1), b);
            case "_==_" -> test(a, b, ConditionEvaluator::same);
            case "_!=_" -> test(a, b, (x, y) -> !same(x, y));
            case "_<_" -> test(a, b, (x, y) -> compare(x, y, (l, r) -> l < r, sign -> sign < 0));
            case "_<=_" -> test(a, b, (x, y) -> compare(x, y, (l, r) -> l <= r, sign -> sign <= 0));
            case "_>_" -> test(a, b, (x, y) -> compare(x, y, (l, r) -> l > r, sign -> sign > 0));
            case "_>=_" -> test(a, b, (x, y) -> compare(x, y, (l, r) -> l >= r, sign -> sign >= 0));
            case "contains" -> test(a, b, (x, y) -> text(x).contains(text(y)));
            case "startsWith" -> test(a, b, (x, y) -> text(x).startsWith(text(y)));
            case "endsWith" -> test(a, b, (x, y) -> text(x).endsWith(text(y)));
            case "_+_" ->
                compute(a, b, (x, y) -> x instanceof Double ? (Object) (number(x) + number(y)) : joined(x, y));
            case "_-_" -> compute(a, b, (x, y) -> number(x) - number(y));
            case "_*_" -> compute(a, b, (x, y) -> number(x) * number(y));
            // A division by zero is unknown, like all that is computed from what is unknown.
            case "_/_" -> compute(a, b, (x, y) -> number(y) == 0 ? null : (Object) (number(x) / number(y)));
            case "-_" -> compute(a, a, (x, y) -> -number(x));
            default -> wrong(expr, "'" + function + "' is not available in conditions");
        };
    }

    private Term known(CelExpr expr) {
        CelExpr argument = expr.call().args().get(0);
        if (argument.getKind() != CelExpr.ExprKind.Kind.IDENT) {
            return wrong(argument, "known(..) takes the name of a fact");
        }
        String name = argument.ident().name();
        return subject -> subject.value(name) != null;
    }

    private Term in(CelExpr expr) {
        CelExpr list = expr.call().args().get(1);
        if (list.getKind() != CelExpr.ExprKind.Kind.LIST) {
            return wrong(list, "after 'in' stands a list, [..]");
        }
        Term sought = of(expr.call().args().get(0));
        List<Term> elements = list.list().elements().stream().map(this::of).toList();
        return subject -> {
            Object value = sought.of(subject);
            if (value != null) {
                for (Term element : elements) {
                    Object other = element.of(subject);
                    if (other != null && same(value, other)) {
                        return true;
                    }
                }
            }
            return false;
        };
    }

    private static Term conditional(Term test, Term then, Term otherwise) {
        return subject -> isTrue(test, subject) ? then.of(subject) : otherwise.of(subject);
    }

    private static Term test(Term a, Term b, BiPredicate<Object, Object> test) {
        return subject -> {
            Object left = a.of(subject);
            Object right = left == null ? null : b.of(subject);
            return left != null && right != null && test.test(left, right);
        };
    }

    private static Term compute(Term a, Term b, Operator operator) {
        return subject -> {
            Object left = a.of(subject);
            Object right = left == null ? null : b.of(subject);
            return left == null || right == null ? null : operator.apply(left, right);
        };
    }

    private static boolean isTrue(Term term, Subject subject) {
        return Boolean.TRUE.equals(term.of(subject));
    }

    private static boolean same(Object left, Object right) {
        return (left instanceof Double x && right instanceof Double y)
                ? x.doubleValue() == y.doubleValue()
                : left.equals(right);
    }

    private static boolean compare(Object left, Object right, Numbers numbers, Order order) {
        if (left instanceof Double x && right instanceof Double y) {
            return numbers.test(x, y);
        }
        return order.test(
                left instanceof Boolean x
                        ? x.compareTo((Boolean) right)
                        : text(left).compareTo(text(right)));
    }

    /** Two texts as one; unknown where that is longer than any text of an event, so that joining costs little however often. */
    private static @Nullable Object joined(Object left, Object right) {
        return text(left).length() + text(right).length() > MAX_TEXT ? null : text(left) + text(right);
    }

    private static double number(Object value) {
        return (Double) value;
    }

    private static String text(Object value) {
        return (String) value;
    }
}
