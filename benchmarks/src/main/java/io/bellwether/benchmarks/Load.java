package io.bellwether.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Requests at a steady rate, whatever the responses take. Each is measured from when it was due, so that a stall counts for
 * every request that was due in it (no coordinated omission).
 *
 * @param micros latencies, sorted
 * @param failed number of failed requests
 */
@SuppressWarnings("ArrayRecordComponent")
record Load(long[] micros, int failed) {

    /** More than are ever in progress at normal latencies. */
    private static final int CLIENTS = 16;

    /** Sends {@code count} requests, each by its number. */
    static Load run(int perSecond, int count, IntConsumer request) {
        long[] micros = new long[count];
        AtomicInteger next = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        long begin = System.nanoTime();
        Runnable client = () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                long due = begin + (long) (i * 1e9 / perSecond);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                if (isAnswered(request, i)) {
                    micros[answered.getAndIncrement()] = (System.nanoTime() - due) / 1_000;
                }
            }
        };
        List<Thread> clients = Stream.generate(() -> new Thread(client, "client"))
                .limit(CLIENTS)
                .peek(Thread::start)
                .toList();
        clients.forEach(Load::join);
        long[] sorted = Arrays.copyOf(micros, answered.get());
        Arrays.sort(sorted);
        return new Load(sorted, count - sorted.length);
    }

    private static boolean isAnswered(IntConsumer request, int number) {
        try {
            request.accept(number);
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
