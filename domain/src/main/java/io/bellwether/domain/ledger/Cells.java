package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Taxonomy;
import io.bellwether.domain.statement.Total;
import org.jspecify.annotations.Nullable;

/** The cells of one (brand, model, region, measure) by month. */
final class Cells implements Part {

    private final @Nullable String region;
    private final ByMonth<Cell> byMonth = new ByMonth<>();

    /** Cells of a region; null is everywhere. */
    Cells(@Nullable String region) {
        this.region = region;
    }

    /** Takes in a statement on a month or on days of it. */
    Outcome add(int month, Granularity granularity, int index, CurrentStatement statement) {
        Cell cell = byMonth.get(month);
        if (cell == null) {
            cell = new Cell(month);
            byMonth.put(month, cell);
        }
        return cell.add(granularity, index, statement);
    }

    @Nullable
    Cell get(int month) {
        return byMonth.get(month);
    }

    @Override
    public boolean isWithin(Part other, Taxonomy taxonomy) {
        return region != null
                && other instanceof Cells cells
                && cells.region != null
                && taxonomy.isWithin(region, cells.region);
    }

    @Override
    public @Nullable Total total(int month) {
        Cell cell = byMonth.get(month);
        return cell == null ? null : cell.counted().total();
    }

    @Override
    public boolean countsPartialSource(int month, Taxonomy taxonomy) {
        Cell cell = byMonth.get(month);
        return cell != null && taxonomy.isPartial(cell.counted().source());
    }
}
