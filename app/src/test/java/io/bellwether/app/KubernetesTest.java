package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.bellwether.app.settings.Setting;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The manifests in kubernetes/: as Kubernetes' own models have them, as restricted as pods can be, and fitting together. */
class KubernetesTest {

    private static final Path MANIFESTS = Path.of("..", "kubernetes");

    private static final Map<String, Check> KINDS = Map.of(
            "v1 ConfigMap", V1ConfigMap::validateJsonElement,
            "v1 ServiceAccount", V1ServiceAccount::validateJsonElement,
            "v1 Service", V1Service::validateJsonElement,
            "apps/v1 StatefulSet", V1StatefulSet::validateJsonElement,
            "apps/v1 Deployment", V1Deployment::validateJsonElement,
            "batch/v1 Job", V1Job::validateJsonElement,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
            "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy::validateJsonElement);

    private static final List<JsonObject> OBJECTS = new ArrayList<>();

    /** Fails on a field that is not known, has the wrong type, or is missing. */
    private interface Check {
        void accept(JsonElement object) throws IOException;
    }

    @BeforeAll
    static void readWhatIsApplied() throws Exception {
        OBJECTS.clear();
        for (JsonElement file : read("kustomization.yaml").get(0).getAsJsonArray("resources")) {
            OBJECTS.addAll(read(file.getAsString()));
        }
    }

    private static List<JsonObject> read(String file) throws IOException {
        Gson gson = new Gson();
        List<JsonObject> objects = new ArrayList<>();
        for (Object object : new Yaml().loadAll(Files.readString(MANIFESTS.resolve(file)))) {
            objects.add(gson.toJsonTree(object).getAsJsonObject());
        }
        return objects;
    }

    @Test
    void shouldApplyEveryFile() throws Exception {
        try (Stream<Path> files = Files.list(MANIFESTS)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("kustomization.yaml"))
                    .toList();
            assertThat(strings(read("kustomization.yaml").get(0).getAsJsonArray("resources")))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void shouldBeAsKubernetesKnowsThem() {
        assertThat(OBJECTS).hasSizeGreaterThan(8).allSatisfy(object -> check(object));
    }

    @Test
    void shouldCatchAFieldThatKubernetesDoesNotKnow() {
        JsonObject wrong = kind("StatefulSet").get(0).deepCopy();
        at(wrong, "spec", "template", "spec").addProperty("terminationGracePeriod", 3);

        assertThatThrownBy(() -> check(wrong)).hasMessageContaining("terminationGracePeriod");
    }

    private static void check(JsonObject object) throws IOException {
        Check check = KINDS.get(text(object, "apiVersion") + " " + text(object, "kind"));
        assertThat(check).as("%s", object).isNotNull();
        check.accept(object);
    }

    @Test
    void shouldRestrictEveryPod() {
        assertThat(pods()).hasSize(3).allSatisfy(pod -> {
            JsonObject security = at(pod, "securityContext");
            assertThat(security.get("runAsNonRoot").getAsBoolean()).isTrue();
            assertThat(text(at(security, "seccompProfile"), "type")).isEqualTo("RuntimeDefault");
            assertThat(pod.get("automountServiceAccountToken").getAsBoolean()).isFalse();
            // BELLWETHER_... variables that Kubernetes makes of services would be refused as unknown.
            assertThat(pod.get("enableServiceLinks").getAsBoolean()).isFalse();
            JsonObject container = pod.getAsJsonArray("containers").get(0).getAsJsonObject();
            JsonObject own = at(container, "securityContext");
            assertThat(own.get("readOnlyRootFilesystem").getAsBoolean()).isTrue();
            assertThat(own.get("allowPrivilegeEscalation").getAsBoolean()).isFalse();
            assertThat(strings(at(own, "capabilities").getAsJsonArray("drop"))).containsExactly("ALL");
            assertThat(at(container, "resources", "limits").has("memory")).isTrue();
            assertThat(at(container, "resources", "requests").keySet()).contains("cpu", "memory");
        });
    }

    @Test
    void shouldProbeWhateverKeepsRunning() {
        assertThat(Stream.concat(kind("StatefulSet").stream(), kind("Deployment").stream()))
                .hasSize(2)
                .allSatisfy(object -> {
                    JsonObject container = container(at(object, "spec", "template", "spec"));
                    assertThat(text(at(container, "livenessProbe", "httpGet"), "path"))
                            .isEqualTo("/health/live");
                    assertThat(text(at(container, "readinessProbe", "httpGet"), "path"))
                            .isEqualTo("/health/ready");
                });
    }

    @Test
    void shouldSelectPodsThatThereAre() {
        List<JsonObject> labels = Stream.of("StatefulSet", "Deployment", "Job")
                .flatMap(kind -> kind(kind).stream())
                .map(object -> at(object, "spec", "template", "metadata", "labels"))
                .toList();
        List<JsonObject> selectors = new ArrayList<>();
        kind("Service").forEach(service -> selectors.add(at(service, "spec", "selector")));
        for (String kind : List.of("StatefulSet", "Deployment", "PodDisruptionBudget")) {
            kind(kind).forEach(object -> selectors.add(at(object, "spec", "selector", "matchLabels")));
        }
        kind("NetworkPolicy").forEach(policy -> selectors.add(at(policy, "spec", "podSelector", "matchLabels")));

        assertThat(selectors)
                .hasSize(6)
                .allSatisfy(selector ->
                        assertThat(labels).anyMatch(label -> label.entrySet().containsAll(selector.entrySet())));
        assertThat(kind("Service").stream().map(KubernetesTest::name))
                .contains(text(at(kind("StatefulSet").get(0), "spec"), "serviceName"));
    }

    @Test
    void shouldStartVerbsWithOptionsThatTheyHave() {
        for (JsonObject pod : pods()) {
            List<String> words = strings(container(pod).getAsJsonArray("args"));

            String help = Program.run(words.get(0), "--help").out();

            assertThat(words.subList(1, words.size()).stream()
                            .filter(word -> word.startsWith("--"))
                            .map(word -> word.split("=", -1)[0]))
                    .isNotEmpty()
                    .allSatisfy(option -> assertThat(help).contains(option));
        }
        Set<String> variables =
                new TreeSet<>(at(kind("ConfigMap").get(0), "data").keySet());
        assertThat(variables).isSubsetOf(Setting.variables());
    }

    @Test
    void shouldLetInstancesAloneAskAtThePortOfPeers() {
        // Given where instances listen for each other, and say that they do
        JsonObject container = container(at(kind("StatefulSet").get(0), "spec", "template", "spec"));
        String port = option(container, "--peer-port");
        assertThat(option(container, "--advertised")).endsWith(":" + port);
        assertThat(container.getAsJsonArray("ports")).anySatisfy(named -> {
            assertThat(text(named.getAsJsonObject(), "name")).isEqualTo("peers");
            assertThat(text(named.getAsJsonObject(), "containerPort")).startsWith(port);
        });

        // When
        JsonObject policy = at(kind("NetworkPolicy").get(0), "spec");
        List<JsonObject> to = rules(policy, "ingress", "peers");

        // Then
        assertThat(strings(policy.getAsJsonArray("policyTypes"))).containsExactly("Ingress", "Egress");
        assertThat(to)
                .singleElement()
                .satisfies(rule -> assertThat(
                                at(rule.getAsJsonArray("from").get(0).getAsJsonObject(), "podSelector", "matchLabels"))
                        .isEqualTo(at(kind("StatefulSet").get(0), "spec", "selector", "matchLabels")));
        assertThat(rules(policy, "egress", "peers")).hasSize(1);
        assertThat(policy.getAsJsonArray("egress"))
                .allSatisfy(
                        rule -> assertThat(rule.getAsJsonObject().has("ports")).isTrue());
    }

    private static String option(JsonObject container, String name) {
        return strings(container.getAsJsonArray("args")).stream()
                .filter(word -> word.startsWith(name + "="))
                .map(word -> word.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> rules(JsonObject policy, String direction, String port) {
        return StreamSupport.stream(policy.getAsJsonArray(direction).spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(rule -> StreamSupport.stream(
                                rule.getAsJsonArray("ports").spliterator(), false)
                        .anyMatch(open -> text(open.getAsJsonObject(), "port").equals(port)))
                .toList();
    }

    private static List<JsonObject> kind(String kind) {
        return OBJECTS.stream()
                .filter(object -> text(object, "kind").equals(kind))
                .toList();
    }

    private static List<JsonObject> pods() {
        return Stream.of("StatefulSet", "Deployment", "Job")
                .flatMap(kind -> kind(kind).stream())
                .map(object -> at(object, "spec", "template", "spec"))
                .toList();
    }

    private static JsonObject container(JsonObject pod) {
        return pod.getAsJsonArray("containers").get(0).getAsJsonObject();
    }

    private static String name(JsonObject object) {
        return text(at(object, "metadata"), "name");
    }

    private static JsonObject at(JsonObject object, String... path) {
        JsonObject now = object;
        for (String step : path) {
            assertThat(now.has(step)).as("%s in %s", step, now).isTrue();
            now = now.getAsJsonObject(step);
        }
        return now;
    }

    private static String text(JsonObject object, String field) {
        return object.get(field).getAsString();
    }

    private static List<String> strings(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonElement::getAsString)
                .toList();
    }
}
