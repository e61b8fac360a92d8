package io.bellwether.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that starts a registry, prints its port, and waits to be killed. */
final class RegistryParent {

    private RegistryParent() {}

    @SuppressWarnings("resource")
    public static void main(String[] args) throws InterruptedException {
        LocalRegistry registry = LocalRegistry.start(Path.of(args[0]), 0);
        System.out.println(URI.create(registry.url()).getPort());
        new CountDownLatch(1).await();
    }
}
