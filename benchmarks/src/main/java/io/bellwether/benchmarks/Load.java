package io.bellwether.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Asks at a steady rate, whatever the answers take, and measures each from the moment at which it was due, so that a
 * stall is seen by all who would have asked meanwhile.
 *
 * @param micros what the answers took, sorted
 * @param failed how many had none
 */
@SuppressWarnings("ArrayRecordComponent")
record Load(long[] micros, int failed) {

    /** More than are ever under way while answers take what they should. */
    private static final int ASKERS = 16;

    /** Asks so many questions, each by its number, on as many threads as that takes. */
    static Load run(int perSecond, int count, IntConsumer question) {
        long[] micros = new long[count];
        AtomicInteger next = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        long begin = System.nanoTime();
        Runnable asker = () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                long due = begin + (long) (i * 1e9 / perSecond);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                if (isAnswered(question, i)) {
                    micros[answered.getAndIncrement()] = (System.nanoTime() - due) / 1_000;
                }
            }
        };
        List<Thread> askers = Stream.generate(() -> new Thread(asker, "asker"))
                .limit(ASKERS)
                .peek(Thread::start)
                .toList();
        askers.forEach(Load::join);
        long[] sorted = Arrays.copyOf(micros, answered.get());
        Arrays.sort(sorted);
        return new Load(sorted, count - sorted.length);
    }

    private static boolean isAnswered(IntConsumer question, int number) {
        try {
            question.accept(number);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
