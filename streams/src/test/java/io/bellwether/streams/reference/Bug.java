package io.bellwether.streams.reference;

/**
 * Mistakes that an implementation of semantics.md could make. The reference makes them on request, so that a test can
 * show that comparing results over random histories would catch each one.
 */
public enum Bug {
    // Section 2: which statement counts
    /** Of statements published at one instant the lowest event id is taken for the newest. */
    NO_EVENT_ID_TIE_BREAK,
    /** Event ids are compared by UTF-16 units, not by code points. */
    EVENT_IDS_BY_UTF16,
    FIRST_STATEMENT_HOLDS,
    LATEST_EVENT_ID_HOLDS,
    TIER_ORDER_REVERSED,
    /** Among sources the newest counts, whatever its tier. */
    TIER_IGNORED,
    /** A source's tier is the one of its newest counted statement, not the best. */
    TIER_OF_NEWEST_STATEMENT,
    GRANULARITIES_SUMMED,
    FINEST_GRANULARITY_COUNTS,
    WEEK_BY_MONDAY,
    NO_REFINEMENT,
    REFINED_BY_LESS,
    REFINED_BY_ESTIMATE,
    STRONGEST_QUALIFIER,
    /** The sum over regions counts though there is a cell for everywhere. */
    REGIONS_BEFORE_EVERYWHERE,
    /** The sum of the models counts though there is a cell for the whole brand. */
    MODELS_BEFORE_BRAND,
    /** The sum over regions of the brand counts though a model has a total. */
    BRAND_REGIONS_BEFORE_MODELS,
    NO_QUARTER_DERIVATION,
    NO_DERIVATION_FOR_MODELS,
    DERIVED_AS_GROUND,
    DERIVED_BELOW_STATED,
    DERIVED_FROM_INEXACT_QUARTER,
    QUARTER_OF_REGION_USED,
    NO_QUARTER_IN_YTD,
    INEXACT_QUARTER_IN_YTD,
    QUARTER_BEYOND_SPAN_IN_YTD,
    NO_MODEL_QUARTERS_IN_YTD,
    /** The sum of the models' quarters is taken though a model with a known month has none. */
    SOME_MODEL_QUARTERS_SUFFICE,
    MODEL_QUARTERS_DERIVE_BRAND_MONTHS,

    // Section 3: brand and model metrics
    OPEN_MONTH_AS_REFERENCE,
    MONTH_STATEMENT_DOES_NOT_CLOSE,
    AT_LEAST_AS_BASE,
    ZERO_FOR_UNKNOWN_IN_RUN_RATE,
    UNKNOWN_MONTH_FORGIVEN_IN_YTD_QUALIFIER,
    MONTHS_BEFORE_FIRST_KNOWN_WEAKEN_YTD,
    TARGET_INITIAL_OF_HOLDING_SOURCE,
    TARGET_REVISIONS_OF_ALL_SOURCES,
    TARGET_REACHED_AT_R,
    PLANNED_CAPACITY_COUNTED,
    LATEST_CAPACITY_BY_PUBLICATION,
    FUTURE_CAPACITY_COUNTED,
    NO_DELIVERIES_PROXY,
    UNKNOWN_ORDERS_AS_ZERO,
    BACKLOG_STOCK_IGNORED,
    NEGATIVE_BACKLOG,
    CANCELLATIONS_IGNORED,
    BOOK_TO_BILL_OVER_UNKNOWN_ORDERS,
    QUOTE_NEVER_EXPIRES,
    QUOTE_EXPIRES_AT_120_DAYS,
    BRAND_QUOTE_FOR_MODELS,
    PERSISTENCE_OVER_GAPS,
    ON_SALE_SINCE_FIRST_STATEMENT,
    MONTHS_ON_SALE_COUNTED_INCLUSIVELY,

    // Section 4: market metrics
    SHARE_WITHOUT_CLOSED_MONTH,
    GROWTH_OVER_AT_LEAST_BASE,
    RANK_TIES_REVERSED,
    PROMISE_AS_FACT,
    STAGE_OF_NEWEST_FACT,
    COVERAGE_ERASED_BY_SILENCE,
    PRICE_FLOOR_TIE_TO_LATEST,
    GAP_DAYS_SINCE_FRONTIER,
    PRESSURE_COUNTS_ITSELF,
    PRESSURE_WITH_DAY_90,

    // Section 5 and 6: commitments, point in time
    ANY_MOVE_IS_A_SLIP,
    PROMISED_COVERAGE_IGNORED,
    NUMBER_BEATS_NATIONWIDE,
    KEPT_BY_THE_FIRST_DATE,
    OVERDUE_ON_THE_DAY,
    EXACT_STAGE_ONLY,
    LOOK_AHEAD,

    // Section 7: the bounds of the rules, taken on the wrong side of equality
    BOTTLENECK_ABOVE_090,
    BOTTLENECK_ABOVE_8_WEEKS,
    BOTTLENECK_CRITICAL_ABOVE_20_WEEKS,
    BOTTLENECK_BOOK_TO_BILL_ABOVE_080,
    BOTTLENECK_NEEDS_BOOK_TO_BILL,
    BOTTLENECK_NOT_FOR_MODELS,
    TARGET_AHEAD_WITH_DECEMBER,
    TARGET_RISK_AT_090,
    TARGET_CRITICAL_AT_075,
    TARGET_RISK_FROM_MAY,
    SURGE_ABOVE_050,
    SURGE_ABOVE_1000,
    SLUMP_BELOW_030,
    SLUMP_CRITICAL_BELOW_050,
    SUSTAINED_ABOVE_080,
    SUSTAINED_AFTER_6_MONTHS,
    FADING_AT_050,
    CAPABILITY_GAP_AFTER_30_DAYS,
    CAPABILITY_GAP_CRITICAL_AFTER_180_DAYS,
    COVERAGE_GAP_AT_50,
    RACE_SURGE_AT_3,
    OVERDUE_CRITICAL_AT_90,
    DATA_GAP_AFTER_15_DAYS,
    DATA_GAP_CRITICAL_AFTER_45_DAYS,
    SLIPPED_THOUGH_KEPT,

    // Other readings, which the text may allow and the reference does not take: to name a difference, should one show
    /** Only a MONTH statement of the whole brand closes a month, not one of a model. */
    READ_CLOSED_BY_WHOLE_BRAND_ONLY,
    /** The quarter that counts is refined like a cell. */
    READ_QUARTER_REFINED,
    /** A DERIVED third month is taken for exact and stays. */
    READ_DERIVED_STAYS,
    /** The sum of the models' quarters leaves out models without a known month. */
    READ_MODEL_QUARTERS_WITH_KNOWN_MONTH_ONLY,
    /** The sum of the models' quarters is not taken if a month of it is told of the whole brand. */
    READ_MODEL_QUARTERS_YIELD_TO_BRAND_MONTHS,
    /** A year with an estimate stays an ESTIMATE, whatever its gaps. */
    READ_ESTIMATE_OUTLASTS_A_GAP,
    /** Months of R's year count as unknown only after the first known one of that year. */
    READ_FIRST_KNOWN_MONTH_OF_THE_YEAR,
    /** R, whenever the known months sum to less than the year to date. */
    READ_REACHED_AT_R_IF_MONTHS_FALL_SHORT,
    READ_BACKLOG_NEVER_BELOW_ZERO_ON_THE_WAY,
    READ_NO_PROJECTION_FOR_MODELS,
    READ_MARKET_BRANDS_WITH_FIGURES_ONLY,
    READ_GROWTH_NEEDS_CLOSED_MONTHS,
    /** ANNOUNCED is stage 0, as is no fact at all. */
    READ_ANNOUNCED_IS_LEVEL_ZERO,
    /** A fact older than the first promise does not meet it. */
    READ_PROMISE_MET_ONLY_AFTERWARDS,
    /** A month ends with the day after its last. */
    READ_MONTH_ENDS_A_DAY_LATER
}
