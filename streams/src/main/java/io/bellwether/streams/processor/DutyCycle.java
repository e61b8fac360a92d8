package io.bellwether.streams.processor;

/**
 * How much of its time a task may spend on working out results, each above 0; 1 sets no limit.
 *
 * @param ofFlow while events arrive as they are written
 * @param ofBacklog while they arrive late
 */
public record DutyCycle(double ofFlow, double ofBacklog) {

    /** Results as often as it ticks. */
    public static final DutyCycle UNLIMITED = new DutyCycle(1, 1);

    public DutyCycle {
        if (!(ofBacklog > 0 && ofBacklog <= ofFlow && ofFlow <= 1)) {
            throw new IllegalArgumentException("shares must be above 0 to 1, of a backlog no more than of a flow, got: "
                    + ofBacklog + " and " + ofFlow);
        }
    }
}
