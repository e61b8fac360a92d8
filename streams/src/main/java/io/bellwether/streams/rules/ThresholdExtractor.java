package io.bellwether.streams.rules;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import io.bellwether.domain.alert.Condition.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds which facts an expression compares with what, in words for people. */
final class ThresholdExtractor {

    private static final Map<String, String> SYMBOLS = Map.of(
            "_==_",
            "=",
            "_!=_",
            "not",
            "_<_",
            "<",
            "_<=_",
            "<=",
            "_>_",
            ">",
            "_>=_",
            ">=",
            "contains",
            "contains",
            "startsWith",
            "starts with",
            "endsWith",
            "ends with");
    private static final Map<String, String> MIRRORED =
            Map.of("_==_", "=", "_!=_", "not", "_<_", ">", "_<=_", ">=", "_>_", "<", "_>=_", "<=");
    private static final Map<String, String> ARITHMETIC = Map.of("_+_", "+", "_-_", "-", "_*_", "x", "_/_", "/");

    private final Set<String> facts;
    private final List<Comparison> found;
    private final List<Comparison> presence = new ArrayList<>();

    ThresholdExtractor(Set<String> facts, List<Comparison> found) {
        this.facts = facts;
        this.found = found;
    }

    /** Adds every comparison in an expression, in its order, and then the facts that are only asked to be known. */
    void of(CelExpr expr) {
        walk(expr, false);
        for (Comparison asked : presence) {
            if (found.stream().noneMatch(comparison -> comparison.fact().equals(asked.fact()))) {
                found.add(asked);
            }
        }
    }

    private void walk(CelExpr expr, boolean negated) {
        if (expr.getKind() != Kind.CALL) {
            return;
        }
        CelExpr.CelCall call = expr.call();
        List<CelExpr> operands = operands(expr);
        switch (call.function()) {
            case "!_" -> walk(operands.get(0), !negated);
            case ConditionCompiler.KNOWN ->
                presence.add(new Comparison(operands.get(0).ident().name(), negated ? "unknown" : "known"));
            case "@in" -> compared(expr, operands, negated, list(operands.get(1)));
            default -> {
                String symbol = SYMBOLS.get(call.function());
                if (symbol == null) {
                    operands.forEach(operand -> walk(operand, negated));
                } else {
                    boolean ofText = symbol.equals("=")
                            && operands.get(1).getKind() == Kind.CONSTANT
                            && operands.get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE;
                    compared(expr, operands, negated, (ofText ? "" : symbol + " ") + text(operands.get(1)));
                }
            }
        }
    }

    private void compared(CelExpr expr, List<CelExpr> operands, boolean negated, String threshold) {
        String not = negated ? "not " : "";
        CelExpr left = operands.get(0);
        CelExpr right = operands.get(1);
        String mirrored = MIRRORED.get(expr.call().function());
        if (isFact(left)) {
            found.add(new Comparison(left.ident().name(), not + threshold));
            others(right);
        } else if (isFact(right) && mirrored != null) {
            found.add(new Comparison(right.ident().name(), not + mirrored + " " + text(left)));
            others(left);
        } else {
            List<String> names = new ArrayList<>();
            names(expr, names);
            for (int i = 0; i < names.size(); i++) {
                found.add(new Comparison(names.get(i), i == 0 ? not + "in " + text(left) + " " + threshold : null));
            }
        }
    }

    private void others(CelExpr expr) {
        List<String> names = new ArrayList<>();
        names(expr, names);
        names.forEach(name -> found.add(new Comparison(name, null)));
    }

    private void names(CelExpr expr, List<String> names) {
        if (isFact(expr)) {
            names.add(expr.ident().name());
        } else if (expr.getKind() == Kind.CALL) {
            operands(expr).forEach(operand -> names(operand, names));
        } else if (expr.getKind() == Kind.LIST) {
            expr.list().elements().forEach(element -> names(element, names));
        }
    }

    private boolean isFact(CelExpr expr) {
        return expr.getKind() == Kind.IDENT && facts.contains(expr.ident().name());
    }

    private static List<CelExpr> operands(CelExpr call) {
        List<CelExpr> operands = new ArrayList<>();
        call.call().target().ifPresent(operands::add);
        operands.addAll(call.call().args());
        return operands;
    }

    private static String list(CelExpr list) {
        return list.list().elements().stream().map(ThresholdExtractor::text).collect(Collectors.joining(" or "));
    }

    private static String text(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> constant(expr.constant());
            case IDENT -> expr.ident().name();
            case LIST -> list(expr);
            case CALL -> call(expr);
            default -> "";
        };
    }

    private static String call(CelExpr expr) {
        String function = expr.call().function();
        List<String> operands =
                operands(expr).stream().map(ThresholdExtractor::operand).toList();
        String arithmetic = ARITHMETIC.get(function);
        String symbol = arithmetic == null ? SYMBOLS.get(function) : arithmetic;
        if (symbol != null) {
            return operands.get(0) + " " + symbol + " " + operands.get(1);
        }
        return switch (function) {
            case "-_" -> "-" + operands.get(0);
            case "!_" -> "not " + operands.get(0);
            case "_&&_" -> operands.get(0) + " and " + operands.get(1);
            case "_||_" -> operands.get(0) + " or " + operands.get(1);
            case "_?_:_" -> operands.get(1) + " if " + operands.get(0) + " else " + operands.get(2);
            default -> function.replace("@", "") + "(" + String.join(", ", operands) + ")";
        };
    }

    /** In brackets if it is made of several. */
    private static String operand(CelExpr expr) {
        boolean several = expr.getKind() == Kind.CALL && operands(expr).size() > 1;
        return several ? "(" + text(expr) + ")" : text(expr);
    }

    private static String constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case DOUBLE_VALUE -> {
                String text = String.valueOf(constant.doubleValue());
                yield text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
            }
            case BOOLEAN_VALUE -> String.valueOf(constant.booleanValue());
            default -> constant.stringValue();
        };
    }
}
