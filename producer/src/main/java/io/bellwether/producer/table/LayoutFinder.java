package io.bellwether.producer.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what the rows and columns of a table seem to mean: where its header is, its periods, names and figures. */
final class LayoutFinder {

    private static final int MAX_HEADER_ROW = 30;
    private static final double MOST = 0.8;
    private static final Pattern YEAR = Pattern.compile("(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])");
    private static final Pattern PREFIX = Pattern.compile("(\\p{L}[\\p{L} .]*)\\s(?=[0-9])");

    private final List<TableRow> rows;
    private final String fileName;

    LayoutFinder(List<TableRow> rows, String fileName) {
        this.rows = rows;
        this.fileName = fileName;
    }

    /** The layout by the first row that can be the header; empty if none can. */
    Optional<TableLayout> find() {
        for (int i = 0; i < rows.size() && rows.get(i).number() <= MAX_HEADER_ROW; i++) {
            TableRow row = rows.get(i);
            Optional<TableLayout> found = Optional.empty();
            if (i + 1 < rows.size() && rows.get(i + 1).number() == row.number() + 1) {
                found = underYears(new TableLayout(rows, List.of(row, rows.get(i + 1))));
            }
            if (found.isEmpty()) {
                found = across(new TableLayout(rows, List.of(row)));
            }
            if (found.isEmpty()) {
                found = down(new TableLayout(rows, List.of(row)));
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A column a month, the months under years of a row above. */
    private static Optional<TableLayout> underYears(TableLayout layout) {
        List<Integer> columns = IntStream.range(0, layout.width())
                .filter(i -> YEAR.matcher(layout.above(0, i)).matches())
                .filter(i -> !layout.above(1, i).isEmpty())
                .boxed()
                .toList();
        List<String> lower = columns.stream().map(i -> layout.above(1, i)).toList();
        if (columns.size() < 2
                || PeriodForm.fitting(PeriodForm.withoutYear(lower, 0), lower, 0.5)
                        .isEmpty()) {
            return Optional.empty();
        }
        return across(
                layout,
                columns,
                PeriodForm.withYear(columns.stream().map(layout::name).toList()),
                "");
    }

    /** A column a month. */
    private Optional<TableLayout> across(TableLayout layout) {
        List<Integer> named = named(layout);
        List<String> names = named.stream().map(layout::name).toList();
        Optional<TableLayout> found = across(layout, named, PeriodForm.withYear(names), "");
        for (String prefix : found.isPresent() ? List.<String>of() : prefixes(names)) {
            List<Integer> columns = named.stream()
                    .filter(i -> layout.name(i).startsWith(prefix))
                    .toList();
            found = found.isPresent() ? found : across(layout, columns, PeriodForm.withYear(names), prefix);
        }
        int year = year(layout);
        if (found.isEmpty()) {
            found = across(layout, named, PeriodForm.withoutYear(names, year), "")
                    .filter(months -> months.figures.size() >= 3);
            found.filter(months -> year != 0)
                    .ifPresent(months ->
                            months.doubts.add("the year " + year + " is that of the title or the file's name"));
        }
        return found.isPresent() ? found : across(layout, named, List.of(PeriodForm.YEARS), "");
    }

    private static List<String> prefixes(List<String> names) {
        return names.stream()
                .map(PREFIX::matcher)
                .filter(Matcher::lookingAt)
                .map(Matcher::group)
                .distinct()
                .toList();
    }

    /** The one year that stands above the table or in the file's name; 0 if none or several do. */
    private int year(TableLayout layout) {
        TreeSet<String> years = new TreeSet<>();
        Stream.concat(
                        layout.titles().stream()
                                .flatMap(row -> row.cells().stream().map(TableRow.TableCell::text)),
                        Stream.of(""))
                .map(YEAR::matcher)
                .forEach(matcher -> matcher.results().forEach(year -> years.add(year.group())));
        if (years.isEmpty()) {
            YEAR.matcher(fileName).results().forEach(year -> years.add(year.group()));
        }
        return years.size() == 1 ? Integer.parseInt(years.first()) : 0;
    }

    private static Optional<TableLayout> across(
            TableLayout layout, List<Integer> columns, List<PeriodForm> candidates, String prefix) {
        List<String> texts = columns.stream()
                .map(i -> layout.name(i).substring(prefix.length()))
                .toList();
        List<PeriodForm> forms = PeriodForm.fitting(candidates, texts, 0);
        if (forms.isEmpty()) {
            return Optional.empty();
        }
        PeriodFormat reader = forms.get(0).reader();
        List<Integer> periods = columns.stream()
                .filter(i ->
                        reader.parse(layout.name(i).substring(prefix.length())).isPresent())
                .toList();
        boolean whole = units(layout) == null;
        if (periods.size() < 2 || periods.stream().noneMatch(i -> isFigures(layout, i, whole))) {
            return Optional.empty();
        }
        layout.prefix = prefix;
        layout.forms.addAll(forms);
        layout.figures.addAll(periods);
        periods.forEach(i -> layout.periods.add(layout.name(i).substring(prefix.length())));
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < layout.width(); i++) {
            if (!periods.contains(i) && !layout.texts(i).isEmpty()) {
                (isText(layout, i) ? labels : layout.ignored).add(i);
            }
        }
        ColumnLabels.label(layout, labels, false);
        ColumnLabels.addTotals(layout);
        return Optional.of(layout);
    }

    /** A row a figure, or a row a month and a column a brand. */
    private static Optional<TableLayout> down(TableLayout layout) {
        List<Integer> columns = IntStream.range(0, layout.width())
                .filter(i -> !layout.texts(i).isEmpty())
                .boxed()
                .toList();
        if (named(layout).size() < 2 || columns.size() < 2 || !findPeriods(layout, columns)) {
            return Optional.empty();
        }
        boolean whole = units(layout) == null;
        List<Integer> numbers = columns.stream()
                .filter(i ->
                        !layout.periodColumns.contains(i) && !layout.name(i).isEmpty() && isFigures(layout, i, whole))
                .toList();
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> labels = columns.stream()
                .filter(i -> !layout.periodColumns.contains(i) && !numbers.contains(i) && isText(layout, i))
                .toList();
        Optional<Integer> units = numbers.stream()
                .filter(i -> TableWords.names("units", layout.name(i)))
                .findFirst();
        boolean brand = labels.stream().anyMatch(i -> TableWords.names("brand", layout.name(i)));
        layout.brandsAcross = !brand && units.isEmpty() && numbers.size() > 1;
        layout.figures.addAll(layout.brandsAcross ? numbers : List.of(units.orElse(numbers.get(0))));
        if (!layout.brandsAcross && units.isEmpty() && numbers.size() > 1) {
            layout.doubts.add("several columns hold figures; '" + layout.name(numbers.get(0)) + "' was taken");
        }
        ColumnLabels.label(layout, labels, layout.brandsAcross);
        columns.stream()
                .filter(i -> !layout.periodColumns.contains(i)
                        && !layout.figures.contains(i)
                        && !layout.fields.containsValue(i)
                        && !layout.ignored.contains(i))
                .forEach(layout.ignored::add);
        return Optional.of(layout);
    }

    private static boolean findPeriods(TableLayout layout, List<Integer> columns) {
        for (int column : columns) {
            List<String> texts = layout.texts(column).stream()
                    .filter(text -> !TableWords.isTotal(text))
                    .toList();
            boolean enough = layout.below().stream()
                                    .filter(row -> !row.cell(column).isEmpty())
                                    .count()
                            * 2
                    >= layout.below().size();
            List<PeriodForm> forms = enough ? PeriodForm.fitting(PeriodForm.withYear(texts), texts, MOST) : List.of();
            if (!forms.isEmpty()) {
                layout.periodColumns.add(column);
                layout.forms.addAll(forms);
                layout.periods.addAll(texts);
                return true;
            }
        }
        return findYearsAndMonths(layout, columns);
    }

    private static boolean findYearsAndMonths(TableLayout layout, List<Integer> columns) {
        Optional<Integer> year = columns.stream()
                .filter(i -> most(layout, i, cell -> YEAR.matcher(cell.text()).matches()))
                .findFirst();
        for (int month : year.isPresent() ? columns : List.<Integer>of()) {
            List<String> texts = layout.below().stream()
                    .map(row -> row.cell(month).text())
                    .filter(text -> !text.isEmpty() && !TableWords.isTotal(text))
                    .distinct()
                    .map(text -> "2000 " + text)
                    .toList();
            List<PeriodForm> forms = month == year.get() || texts.isEmpty()
                    ? List.of()
                    : PeriodForm.fitting(PeriodForm.withYear(texts), texts, MOST).stream()
                            .filter(form -> form.format().startsWith("yyyy ")
                                    || form.format().startsWith("yyyy\u5e74"))
                            .toList();
            boolean named = TableWords.names("month", layout.name(month));
            boolean letters = texts.stream().anyMatch(text -> text.chars().anyMatch(Character::isLetter));
            if (!forms.isEmpty() && (named || letters)) {
                layout.periodColumns.addAll(List.of(year.get(), month));
                layout.forms.addAll(forms);
                layout.periods.addAll(texts);
                ColumnLabels.fillDown(layout, year.get());
                return true;
            }
        }
        return false;
    }

    /** What the title, or the names of columns, say that figures are counted in; null: in vehicles. */
    static @Nullable String units(TableLayout layout) {
        String title = String.join(
                "\n",
                layout.titles().stream()
                        .flatMap(row -> row.cells().stream().map(TableRow.TableCell::text))
                        .toList());
        String named =
                IntStream.range(0, layout.width()).mapToObj(layout::name).reduce("", (all, name) -> all + "\n" + name);
        String units = TableWords.units(title);
        return units == null ? TableWords.units(named) : units;
    }

    private static List<Integer> named(TableLayout layout) {
        return IntStream.range(0, layout.width())
                .filter(i -> !layout.name(i).isEmpty())
                .boxed()
                .toList();
    }

    /** Whether most of a column are figures in some form. */
    private static boolean isFigures(TableLayout layout, int column, boolean whole) {
        return most(layout, column, cell -> WrittenFigure.isFigure(cell, whole));
    }

    private static boolean isText(TableLayout layout, int column) {
        return most(
                layout,
                column,
                cell -> cell.kind() == TableRow.Kind.TEXT && cell.text().chars().anyMatch(Character::isLetter));
    }

    private static boolean most(TableLayout layout, int column, Predicate<TableRow.TableCell> is) {
        List<TableRow.TableCell> cells = layout.below().stream()
                .map(row -> row.cell(column))
                .filter(cell -> !cell.isEmpty() && !WrittenFigure.isNothing(cell.text()))
                .toList();
        return !cells.isEmpty() && cells.stream().filter(is).count() >= MOST * cells.size();
    }
}
