package io.bellwether.streams.rules;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import io.bellwether.config.YamlDocument;
import io.bellwether.domain.alert.Condition;
import io.bellwether.domain.alert.FactType;
import io.bellwether.domain.alert.Facts;
import io.bellwether.domain.alert.Scope;
import io.bellwether.domain.alert.Subject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles conditions written in CEL (github.com/google/cel-spec): its parser and its type checker, over the facts of a
 * scope. What of CEL there is: comparisons, {@code in} a list, {@code && || ! ?:}, {@code + - * /}, {@code contains
 * startsWith endsWith}, and of our own {@code known(fact)}. Macros are off, so that an expression costs no more than its
 * length.
 *
 * <p>Two things differ from plain CEL. All numbers are doubles, literals too, so that {@code lead_time_weeks >= 8} needs
 * no ceremony. And a fact may be unknown: what is computed from it is unknown, and a comparison with it is false. The
 * negation of such a comparison is therefore true: {@code !(x < 1)} holds where x is unknown, {@code x >= 1} does not.
 *
 * <p>Checked expressions are evaluated by {@link ConditionEvaluator} rather than by CEL's own runtime, which has no such unknown and
 * is some ten times slower; where every fact is known both give the same.
 */
final class ConditionCompiler {

    static final int MAX_LENGTH = 1_000;
    static final int MAX_DEPTH = 32;
    static final String KNOWN = "known";

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(MAX_DEPTH)
            .build();

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern UNEXPECTED = Pattern.compile(
            "(?:extraneous input|mismatched input|token recognition error at:) '(.*?)'(?: expecting .*)?",
            Pattern.DOTALL);
    private static final Pattern NO_CONDITION = Pattern.compile("expected type 'bool' but found '([^']*)'");

    private final Map<Scope, CelCompiler> compilers = new EnumMap<>(Scope.class);

    /** Hears of mistakes by the character at fault. */
    @FunctionalInterface
    interface Mistakes {
        void add(int offset, String message);
    }

    /** A compiled condition; null if it is wrong. */
    @Nullable
    Condition compile(String source, Scope scope, Parameters parameters, Mistakes mistakes) {
        if (source.length() > MAX_LENGTH) {
            mistakes.add(0, "a condition must be at most " + MAX_LENGTH + " characters, got: " + source.length());
            return null;
        }
        CelCompiler compiler = compilers.computeIfAbsent(scope, ConditionCompiler::compiler);
        CelValidationResult parsed = compiler.parse(source);
        if (parsed.hasError()) {
            report(parsed, source, scope, parameters, mistakes);
            return null;
        }
        try {
            CelMutableAst tree = CelMutableAst.fromCelAst(parsed.getAst());
            prepare(tree.expr(), parameters);
            CelValidationResult checked = compiler.check(tree.toParsedAst(true));
            if (checked.hasError()) {
                report(checked, source, scope, parameters, mistakes);
                return null;
            }
            return compiled(checked.getAst(), scope, mistakes);
        } catch (CelValidationException e) {
            throw new IllegalStateException("an expression without errors has a tree", e);
        }
    }

    /** Both conditions, the first one first. */
    static Condition both(Condition first, Condition second) {
        return new Both(first, second);
    }

    private static @Nullable Condition compiled(CelAbstractSyntaxTree tree, Scope scope, Mistakes mistakes) {
        List<Condition.Comparison> comparisons = new ArrayList<>();
        ConditionEvaluator terms = new ConditionEvaluator(
                Facts.of(scope),
                (id, message) -> mistakes.add(tree.getSource().getPositionsMap().getOrDefault(id, 0), message));
        ConditionEvaluator.Term term = terms.of(tree.getExpr());
        if (terms.failed()) {
            return null;
        }
        new ThresholdExtractor(Facts.of(scope).keySet(), comparisons).of(tree.getExpr());
        return new Expression(term, List.copyOf(comparisons));
    }

    /** Puts the values of parameters in their places, and makes every number a double. */
    private static void prepare(CelMutableExpr expr, Parameters parameters) {
        if (expr.getKind() == Kind.CONSTANT) {
            CelConstant constant = expr.constant();
            if (constant.getKind() == CelConstant.Kind.INT64_VALUE) {
                expr.setConstant(CelConstant.ofValue((double) constant.int64Value()));
            } else if (constant.getKind() == CelConstant.Kind.UINT64_VALUE) {
                expr.setConstant(CelConstant.ofValue(constant.uint64Value().doubleValue()));
            }
        } else if (expr.getKind() == Kind.IDENT) {
            Object value = parameters.use(expr.ident().name());
            if (value instanceof Double number) {
                expr.setConstant(CelConstant.ofValue(number.doubleValue()));
            } else if (value instanceof String text) {
                expr.setConstant(CelConstant.ofValue(text));
            }
        } else if (expr.getKind() == Kind.CALL) {
            expr.call().target().ifPresent(target -> prepare(target, parameters));
            expr.call().args().forEach(argument -> prepare(argument, parameters));
        } else if (expr.getKind() == Kind.LIST) {
            expr.list().elements().forEach(element -> prepare(element, parameters));
        }
    }

    private static CelCompiler compiler(Scope scope) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros()
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .includeFunctions(
                                StandardFunction.LOGICAL_AND,
                                StandardFunction.LOGICAL_OR,
                                StandardFunction.LOGICAL_NOT,
                                StandardFunction.CONDITIONAL,
                                StandardFunction.EQUALS,
                                StandardFunction.NOT_EQUALS,
                                StandardFunction.LESS,
                                StandardFunction.LESS_EQUALS,
                                StandardFunction.GREATER,
                                StandardFunction.GREATER_EQUALS,
                                StandardFunction.IN,
                                StandardFunction.ADD,
                                StandardFunction.SUBTRACT,
                                StandardFunction.MULTIPLY,
                                StandardFunction.DIVIDE,
                                StandardFunction.NEGATE,
                                StandardFunction.CONTAINS,
                                StandardFunction.STARTS_WITH,
                                StandardFunction.ENDS_WITH)
                        .build())
                .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                        KNOWN,
                        CelOverloadDecl.newGlobalOverload("known_number", SimpleType.BOOL, SimpleType.DOUBLE),
                        CelOverloadDecl.newGlobalOverload("known_text", SimpleType.BOOL, SimpleType.STRING)))
                .setResultType(SimpleType.BOOL);
        Facts.of(scope).forEach((name, type) -> builder.addVar(name, celType(type)));
        return builder.build();
    }

    private static CelType celType(FactType type) {
        return type.isNumber() ? SimpleType.DOUBLE : SimpleType.STRING;
    }

    private static void report(
            CelValidationResult result, String source, Scope scope, Parameters parameters, Mistakes mistakes) {
        for (CelIssue issue : result.getErrors()) {
            int offset = result.getSource()
                    .getLocationOffset(issue.getSourceLocation())
                    .orElse(0);
            offset = Math.min(Math.max(offset, 0), source.codePointCount(0, source.length()));
            mistakes.add(source.offsetByCodePoints(0, offset), message(issue.getMessage(), scope, parameters));
        }
    }

    /** CEL's message in the words of a rule file. */
    private static String message(String celMessage, Scope scope, Parameters parameters) {
        Matcher undeclared = UNDECLARED.matcher(celMessage);
        if (undeclared.matches()) {
            String name = undeclared.group(1);
            if (name.equals("has")) {
                return "'has' is not available; write known(fact)";
            }
            if (!name.matches("[A-Za-z_][A-Za-z0-9]*(_[A-Za-z0-9]+)*")) {
                return "'" + symbol(name) + "' is not available in conditions";
            }
            Set<String> known = new TreeSet<>(Facts.of(scope).keySet());
            known.addAll(parameters.names());
            known.add(KNOWN);
            return YamlDocument.unknown("name", name, known);
        }
        Matcher noOverload = NO_OVERLOAD.matcher(celMessage);
        if (noOverload.matches()) {
            String types = noOverload.group(2).replaceAll("[()]", "");
            return "'" + symbol(noOverload.group(1)) + "' cannot be applied to " + words(types)
                    + (types.contains("null") ? "; whether a fact is known is asked by known(fact)" : "");
        }
        Matcher noCondition = NO_CONDITION.matcher(celMessage);
        if (noCondition.matches()) {
            return "a condition must be true or false, this is " + words(noCondition.group(1));
        }
        Matcher unexpected = UNEXPECTED.matcher(celMessage);
        if (unexpected.matches()) {
            String token = unexpected.group(1).strip();
            return token.equals("<EOF>")
                    ? "the condition ends too early"
                    : "'" + token + "' cannot stand here" + (token.equals("=") ? "; equality is ==" : "");
        }
        return celMessage;
    }

    private static String symbol(String function) {
        return function.equals("_?_:_") ? "?:" : function.replaceAll("[_@]", "");
    }

    private static String words(String types) {
        return types.replace("double", "number").replace("string", "text").replace("bool", "condition");
    }

    /** A checked expression. */
    private record Expression(ConditionEvaluator.Term term, List<Comparison> all) implements Condition {

        @Override
        public boolean holds(Subject subject) {
            return Boolean.TRUE.equals(term.of(subject));
        }

        @Override
        public void comparisons(Consumer<Comparison> action) {
            all.forEach(action);
        }
    }

    private record Both(Condition first, Condition second) implements Condition {

        @Override
        public boolean holds(Subject subject) {
            return first.holds(subject) && second.holds(subject);
        }

        @Override
        public void comparisons(Consumer<Comparison> action) {
            first.comparisons(action);
            second.comparisons(action);
        }
    }
}
