package io.bellwether.schemas;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics of the catalogue that a cluster lacks and checks those it has. What is there is never changed: a
 * difference is reported for a person to decide.
 */
public final class TopicSetup {

    /** Partitions of a new topic where nothing else is said. */
    public static final int DEFAULT_PARTITIONS = 6;

    private final Topics topics;
    private final int partitions;
    private final Optional<Short> replication;

    /**
     * Describes the wanted state.
     *
     * @param partitions of topics that are created; inputs take the number of those inputs that exist
     * @param replication factor of topics that are created; empty for the cluster's default
     */
    public TopicSetup(Topics topics, int partitions, Optional<Short> replication) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be 1 or more, got: " + partitions);
        }
        this.topics = topics;
        this.partitions = partitions;
        this.replication = replication;
    }

    /**
     * What was found and done.
     *
     * @param created topics that were missing
     * @param present topics that were there
     * @param differences what is not as the catalogue has it, each a sentence; empty if all is well
     */
    public record Report(List<String> created, List<String> present, List<String> differences) {

        public Report {
            created = List.copyOf(created);
            present = List.copyOf(present);
            differences = List.copyOf(differences);
        }
    }

    /**
     * Creates what is missing and checks the rest.
     *
     * @throws KafkaException if the cluster cannot be reached or refuses
     */
    public Report ensure(Admin admin) {
        Map<String, TopicDescription> described = describe(admin);
        List<Topics.Spec> missing = topics.catalogue().stream()
                .filter(topic -> !described.containsKey(topic.name()))
                .toList();
        List<String> created = create(admin, newTopics(missing, described));
        if (created.size() < missing.size()) {
            described.putAll(describe(admin)); // another created them meanwhile
            described.keySet().removeAll(created);
        }
        List<String> present = topics.catalogue().stream()
                .map(Topics.Spec::name)
                .filter(name -> !created.contains(name))
                .toList();
        return new Report(created, present, differences(admin, described));
    }

    private static List<String> create(Admin admin, List<NewTopic> wanted) {
        Map<String, KafkaFuture<Void>> results = admin.createTopics(wanted).values();
        List<String> created = new ArrayList<>();
        for (NewTopic topic : wanted) {
            try {
                KafkaFutures.await(Objects.requireNonNull(results.get(topic.name())));
                created.add(topic.name());
            } catch (TopicExistsException byAnother) {
                // counts as present
            }
        }
        return created;
    }

    private Map<String, TopicDescription> describe(Admin admin) {
        List<String> names = topics.catalogue().stream().map(Topics.Spec::name).toList();
        Map<String, TopicDescription> present = new TreeMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, description) -> {
            try {
                present.put(name, KafkaFutures.await(description));
            } catch (UnknownTopicOrPartitionException missing) {
                // to be created
            }
        });
        return present;
    }

    private List<NewTopic> newTopics(Collection<Topics.Spec> missing, Map<String, TopicDescription> present) {
        int ofInputs = topics.inputs().stream()
                .map(present::get)
                .filter(description -> description != null)
                .mapToInt(description -> description.partitions().size())
                .max()
                .orElse(partitions);
        return missing.stream()
                .map(topic -> new NewTopic(
                                topic.name(),
                                Optional.of(
                                        topics.inputs().contains(topic.name())
                                                ? ofInputs
                                                : topic.partitions().orElse(partitions)),
                                replication)
                        .configs(topics.creation(topic)))
                .toList();
    }

    private List<String> differences(Admin admin, Map<String, TopicDescription> present) {
        List<String> differences = new ArrayList<>();
        Map<String, Integer> ofInputs = new TreeMap<>();
        present.forEach((name, description) -> {
            if (topics.inputs().contains(name)) {
                ofInputs.put(name, description.partitions().size());
            }
        });
        if (ofInputs.values().stream().distinct().count() > 1) {
            differences.add("the input topics must have the same number of partitions, got: " + ofInputs);
        }
        Map<String, Config> configs = configs(admin, present.keySet());
        for (Topics.Spec topic : topics.catalogue()) {
            TopicDescription description = present.get(topic.name());
            if (description != null
                    && topic.partitions().isPresent()
                    && topic.partitions().getAsInt() != description.partitions().size()) {
                differences.add(topic.name() + ": partitions must be "
                        + topic.partitions().getAsInt() + ", got: "
                        + description.partitions().size());
            }
            Config config = configs.get(topic.name());
            if (config != null) {
                differences.addAll(differences(topic, config));
            }
        }
        return differences;
    }

    private static List<String> differences(Topics.Spec topic, Config config) {
        List<String> differences = new ArrayList<>();
        for (Entry<String, String> wanted : new TreeMap<>(topic.config()).entrySet()) {
            String actual = config.get(wanted.getKey()).value();
            if (!wanted.getValue().equals(actual)) {
                differences.add(
                        topic.name() + ": " + wanted.getKey() + " must be " + wanted.getValue() + ", got: " + actual);
            }
        }
        return differences;
    }

    private static Map<String, Config> configs(Admin admin, Collection<String> names) {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Config> configs = new HashMap<>();
        KafkaFutures.await(admin.describeConfigs(resources).all())
                .forEach((resource, config) -> configs.put(resource.name(), config));
        return configs;
    }
}
