package io.bellwether.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks instances at a steady rate and compares what they say with what is true. */
final class AskedAllTheTime implements AutoCloseable {

    private final Map<String, String> truth;
    private final List<String> questions;
    private final Set<String> apis = ConcurrentHashMap.newKeySet();
    private final Random random;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(16);
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Future<?> asking;
    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicInteger replicas = new AtomicInteger();
    private final AtomicInteger cutOff = new AtomicInteger();

    /**
     * Starts asking.
     *
     * @param truth answers by path and query
     */
    AskedAllTheTime(Map<String, String> truth, int perSecond, long seed) {
        this.truth = truth;
        this.questions = truth.keySet().stream().sorted().toList();
        this.random = new Random(seed);
        asking = threads.scheduleAtFixedRate(
                () -> threads.execute(this::ask), 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    /** Asks this instance, too, from now on. */
    void begin(String api) {
        apis.add(api);
    }

    /** No longer: what it is asked already may be cut off. */
    void end(String api) {
        apis.remove(api);
    }

    private void ask() {
        List<String> up = apis.stream().sorted().toList();
        if (up.isEmpty()) {
            return;
        }
        String api;
        String question;
        synchronized (random) {
            api = up.get(random.nextInt(up.size()));
            question = questions.get(random.nextInt(questions.size()));
        }
        long begin = System.nanoTime();
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(api + question))
                            .timeout(Duration.ofSeconds(40))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            judge(api, question, answer, System.nanoTime() - begin);
        } catch (IOException e) {
            if (apis.contains(api)) {
                errors.add(api + question + ": " + e);
            } else {
                cutOff.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void judge(String api, String question, HttpResponse<String> answer, long took) {
        if (answer.statusCode() == 503
                && answer.headers().firstValue("Retry-After").isPresent()) {
            unavailable.incrementAndGet();
        } else if (answer.statusCode() != 200) {
            errors.add(api + question + ": " + answer.statusCode() + " " + answer.body());
        } else if (!answer.body().equals(truth.get(question))) {
            wrong.add(api + question + ": " + answer.headers().map() + answer.body());
        } else {
            nanos.add(took);
            if (answer.headers().firstValue("Bellwether-Stale").isPresent()) {
                replicas.incrementAndGet();
            }
        }
    }

    int right() {
        return nanos.size();
    }

    /** Answers that are not the truth. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Answers that are neither right nor a 503 with the advice to ask again. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    int unavailable() {
        return unavailable.get();
    }

    /** Right answers of replicas. */
    int replicas() {
        return replicas.get();
    }

    /** What it came to, in a line. */
    String report() {
        List<Long> sorted;
        synchronized (nanos) {
            sorted = nanos.stream().sorted().toList();
        }
        return String.format(
                "right %d (of replicas %d), 503 %d, wrong %d, errors %d, cut off %d, p50 %.1f ms, p99 %.1f ms",
                sorted.size(),
                replicas(),
                unavailable(),
                wrong.size(),
                errors.size(),
                cutOff.get(),
                at(sorted, 0.50),
                at(sorted, 0.99));
    }

    private static double at(List<Long> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) (share * (sorted.size() - 1))) / 1e6;
    }

    @Override
    public void close() {
        asking.cancel(true);
        threads.shutdownNow();
    }
}
