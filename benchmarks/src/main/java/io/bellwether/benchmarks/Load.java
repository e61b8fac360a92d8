package io.bellwether.benchmarks;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Asks at a steady rate, whatever the answers take, and measures each from the moment at which it was due, so that a
 * stall is seen by all who would have asked meanwhile.
 *
 * @param micros what the answers took, sorted
 * @param failed how many had none
 */
@SuppressWarnings("ArrayRecordComponent")
record Load(long[] micros, int failed) {

    private static final int MOST_UNDER_WAY = 2_000;

    /** Asks so many questions, each by its number. */
    static Load run(int perSecond, int count, IntFunction<CompletableFuture<?>> question) {
        long[] micros = new long[count];
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
        CompletableFuture<?>[] all = new CompletableFuture<?>[count];
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begin + (long) (i * 1e9 / perSecond);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            underWay.acquireUninterruptibly();
            all[i] = question.apply(i).handle((answer, failure) -> {
                underWay.release();
                if (failure == null) {
                    micros[answered.getAndIncrement()] = (System.nanoTime() - due) / 1_000;
                } else {
                    failed.incrementAndGet();
                }
                return null;
            });
        }
        try {
            CompletableFuture.allOf(all).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("an answer could not be measured", e);
        }
        long[] sorted = Arrays.copyOf(micros, answered.get());
        Arrays.sort(sorted);
        return new Load(sorted, failed.get());
    }

    double millisAt(double share) {
        return micros.length == 0 ? Double.NaN : micros[(int) (share * (micros.length - 1))] / 1e3;
    }

    static Load parse(String[] answer) {
        return new Load(
                Arrays.stream(answer[1].split(",", -1))
                        .filter(text -> !text.isEmpty())
                        .mapToLong(Long::parseLong)
                        .toArray(),
                Integer.parseInt(answer[0]));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(failed).append(Commands.FIELD);
        for (int i = 0; i < micros.length; i++) {
            text.append(i == 0 ? "" : ",").append(micros[i]);
        }
        return text.toString();
    }
}
