package io.bellwether.app;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Lets tests on containers run where Docker is, and says aloud where they do not. Where the environment has
 * {@code CONTAINERS=required} they run in any case, so that a broken engine is a failure and not a skipped test.
 */
final class DockerCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if ("required".equals(System.getenv("CONTAINERS"))) {
            return ConditionEvaluationResult.enabled("containers are required");
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return ConditionEvaluationResult.enabled("Docker is there");
        }
        String skipped = context.getDisplayName()
                + " is SKIPPED: there is no Docker; the same is tested on the embedded" + " broker alone";
        System.err.println(skipped);
        return ConditionEvaluationResult.disabled(skipped);
    }
}
