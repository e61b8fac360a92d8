package io.bellwether.local;

import io.bellwether.schemas.KafkaFutures;
import io.bellwether.schemas.TopicOffsets;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the missing end markers of transactions that the coordinator considers complete, so that readers of committed
 * records do not wait for ever.
 *
 * <p>The coordinator of a broker killed between its decision and the markers looks for the partitions' leaders while the
 * restarted broker does not yet count as alive; it finds none, takes the partitions for deleted and the transaction for
 * complete. The decision is still in its log, so the markers can be written later. That must happen before any client
 * writes: the end of a later transaction of the same producer would include the open records.
 */
final class TransactionRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionRecovery.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final int port;
    private final Map<String, Object> client;

    TransactionRecovery(int port) {
        this.port = port;
        this.client = Map.of("bootstrap.servers", "127.0.0.1:" + port, "retry.backoff.ms", PAUSE.toMillis());
    }

    /**
     * Writes the missing markers; costs three requests if there are none.
     *
     * @throws LocalClusterException if they cannot be written
     */
    void run() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Admin admin = Admin.create(client)) {
            for (List<TxnMarkerEntry> missing = missing(admin); !missing.isEmpty(); missing = missing(admin)) {
                if (System.nanoTime() > deadline) {
                    throw new LocalClusterException("transactions cannot be ended: " + missing);
                }
                for (TxnMarkerEntry marker : missing) {
                    // Rejected if the coordinator wrote it meanwhile, or while its group still loads: check again.
                    LOG.atInfo()
                            .addKeyValue("marker", marker)
                            .addKeyValue("result", send(marker))
                            .log("sent the missing end of a transaction");
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private List<TxnMarkerEntry> missing(Admin admin) {
        List<OpenTransaction> open = openTransactions(admin);
        if (open.isEmpty()) {
            return List.of();
        }
        TransactionHistory history = TransactionHistory.read(
                client, open.stream().map(OpenTransaction::producerId).collect(Collectors.toSet()));
        return open.stream()
                .filter(transaction -> !history.isOngoing(transaction))
                .map(transaction -> history.marker(transaction).orElseGet(() -> abort(transaction)))
                .toList();
    }

    private static List<OpenTransaction> openTransactions(Admin admin) {
        Set<String> topics = KafkaFutures.await(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        List<OpenTransaction> open = new ArrayList<>();
        KafkaFutures.await(admin.describeProducers(TopicOffsets.partitions(admin, topics))
                        .all())
                .forEach((partition, producers) -> producers
                        .activeProducers()
                        .forEach(state -> state.currentTransactionStartOffset()
                                .ifPresent(offset -> open.add(OpenTransaction.of(partition, state)))));
        return open;
    }

    /** No producer can end it any more, and no commit was decided. */
    private static TxnMarkerEntry abort(OpenTransaction transaction) {
        LOG.atWarn()
                .addKeyValue("transaction", transaction)
                .log("aborting a transaction whose end the coordinator does not know");
        return new TxnMarkerEntry(
                transaction.producerId(),
                transaction.epoch(),
                transaction.coordinatorEpoch(),
                TransactionResult.ABORT,
                List.of(transaction.partition()),
                (short) 0); // the version that requires no higher epoch
    }

    /** The request of one broker to another; no client has it. */
    private Errors send(TxnMarkerEntry marker) throws IOException {
        WriteTxnMarkersRequest request = new WriteTxnMarkersRequest.Builder(List.of(marker)).build();
        RequestHeader header =
                new RequestHeader(ApiKeys.WRITE_TXN_MARKERS, request.version(), "transaction-recovery", 0);
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            ByteBuffer bytes = request.serializeWithHeader(header);
            DataOutputStream output = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            output.writeInt(bytes.remaining());
            Channels.newChannel(output).write(bytes);
            output.flush();
            DataInputStream input = new DataInputStream(socket.getInputStream());
            ByteBuffer reply = ByteBuffer.wrap(input.readNBytes(input.readInt()));
            WriteTxnMarkersResponse response = (WriteTxnMarkersResponse) AbstractResponse.parseResponse(reply, header);
            return response.errorCounts().keySet().iterator().next(); // of the one marker at its one partition
        }
    }
}
