package io.bellwether.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.bellwether.producer.deadletter.DeadLetterFilter;
import io.bellwether.producer.deadletter.DeadLetterId;
import io.bellwether.producer.deadletter.DeadLetterReplay.Result;
import io.bellwether.producer.deadletter.DeadLetterSummary;
import io.bellwether.producer.deadletter.DeadLetters;
import io.bellwether.producer.deadletter.Repair;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.producer.publish.PublishException;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.Refusal;
import io.bellwether.server.access.WriteScope;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was refused: the list, one letter, its repair and its dismissal. For those who may publish anything. */
final class DeadLetterRoutes {

    static final String PATH = "/api/v1/dead-letters";
    static final String REPAIR_ID = "repairDeadLetter";
    static final String DISMISS_ID = "dismissDeadLetter";

    private static final int MAX = 500;
    private static final List<String> KINDS = Arrays.stream(DeadLetterSummary.Kind.values())
            .map(DeadLetterSummary.Kind::text)
            .toList();
    private static final String NAME = "{letter_id}";
    private static final Parameter LETTER = Parameter.path("letter_id", "Its place, as partition:offset.", "");
    private static final Parameter DRY_RUN =
            Parameter.query("dry_run", "Only says what would become of it.", List.of("true", "false"), "true");
    private static final List<Parameter> FILTERS = List.of(
            Parameter.query("origin", "Part of the file, feed or topic it came from; http.", "http"),
            Parameter.query("reason", "Part of the reason, in any case.", "must be"),
            Parameter.query("field", "The field at fault.", "units"),
            Parameter.query("kind", "What was refused.", KINDS, "json"),
            Parameter.query("state", "Default: open.", List.of("open", "done"), "open"),
            Parameter.limit(MAX));

    private final Supplier<Services> services;

    DeadLetterRoutes(Supplier<Services> services) {
        this.services = services;
    }

    List<ApiRoute> routes(JsonSchemas schemas) {
        Map<String, Object> text = Map.of("type", "string");
        Map<String, Map<String, Object>> summary = new LinkedHashMap<>();
        summary.put("id", text);
        summary.put("time", Map.of("type", "string", "format", "date-time"));
        summary.put(
                "state",
                Map.of("type", "string", "enum", List.of(DeadLetterSummary.OPEN, "repaired", "replayed", "dismissed")));
        summary.put("origin", text);
        summary.put("position", text);
        summary.put("field", JsonSchemas.nullable(text));
        summary.put("reason", text);
        summary.put("kind", Map.of("type", "string", "enum", KINDS));
        summary.put("bytes", Map.of("type", "integer", "minimum", 0));
        Map<String, Map<String, Object>> letter = new LinkedHashMap<>(summary);
        letter.put("content", JsonSchemas.nullable(text));
        letter.put("content_base64", JsonSchemas.nullable(text));
        letter.put("fields", JsonSchemas.mapOf(text));
        Map<String, Map<String, Object>> outcome = new LinkedHashMap<>();
        outcome.put("result", Map.of("type", "string", "enum", List.of("accepted", "repaired", "dismissed")));
        outcome.put("event_id", JsonSchemas.nullable(text));
        Map<String, Object> done = schemas.component("DeadLetterOutcome", JsonSchemas.object(outcome));
        return List.of(
                ApiRoute.get(
                        PATH,
                        "getDeadLetters",
                        "What was refused, newest first.",
                        FILTERS,
                        JsonSchemas.arrayOf(schemas.component("DeadLetter", JsonSchemas.object(summary))),
                        this::list),
                ApiRoute.get(
                        PATH + "/" + NAME,
                        "getDeadLetter",
                        "One refused event: the bytes as received, as text or else in base64, and its fields as text.",
                        List.of(LETTER),
                        schemas.component("DeadLetterContent", JsonSchemas.object(letter)),
                        this::show),
                new ApiRoute(
                        HandlerType.POST,
                        PATH + "/" + NAME + "/repair",
                        REPAIR_ID,
                        "Publishes a corrected event in place of a refused one, exactly once, and marks it as done.",
                        List.of(LETTER, DRY_RUN),
                        done,
                        this::repair),
                new ApiRoute(
                        HandlerType.POST,
                        PATH + "/" + NAME + "/dismissal",
                        DISMISS_ID,
                        "Marks a refused event as done of which nothing is to come.",
                        List.of(LETTER),
                        done,
                        this::dismiss));
    }

    /** The schema of a repair's body. */
    static Map<String, Object> repairBody() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(
                "fields",
                Map.of(
                        "type",
                        "object",
                        "additionalProperties",
                        Map.of("type", "string"),
                        "description",
                        "Other values, by field; `detail.year` within the detail. A value is JSON, or the text"
                                + " itself where it is none."));
        properties.put("event", Map.of("type", "object", "description", "Another event altogether."));
        schema.put("properties", properties);
        schema.put("minProperties", 1);
        schema.put("maxProperties", 1);
        schema.put("additionalProperties", false);
        return schema;
    }

    private void list(Request request, Context context) {
        DeadLetterFilter.State state = request.word("state", DeadLetterFilter.State.class);
        DeadLetterFilter filter = new DeadLetterFilter(
                request.text("origin"),
                request.text("reason"),
                request.text("field"),
                request.word("kind", DeadLetterSummary.Kind.class),
                null,
                null,
                state == null ? DeadLetterFilter.State.OPEN : state);
        int limit = request.limit(MAX);
        List<Object> answer = new ArrayList<>(ask(context, letters -> letters.newest(filter, limit)).stream()
                .map(DeadLetterSummary::asJson)
                .toList());
        Collections.reverse(answer);
        answer(context, answer);
    }

    private void show(Request request, Context context) {
        DeadLetterId id = id(request);
        DeadLetters.Letter letter = ask(context, letters -> letters.find(id)).orElseThrow(() -> none(id));
        Map<String, @Nullable Object> answer = letter.summary().asJson();
        String text = text(letter.content());
        answer.put("content", text);
        answer.put("content_base64", text == null ? Base64.getEncoder().encodeToString(letter.content()) : null);
        answer.put("fields", letter.fields());
        answer(context, answer);
    }

    private void repair(Request request, Context context) {
        request.requireType(List.of("application/json"));
        DeadLetterId id = id(request);
        Repair repair = repair(Json.object(RequestBody.read(context)));
        if (request.flag(DRY_RUN.name())) {
            ParsedEvent event =
                    ask(context, letters -> letters.attempt(id, repair)).orElseThrow(() -> none(id));
            if (event instanceof ParsedEvent.Refused refused) {
                refuse(context, refused.refusal());
            } else {
                answer(context, outcome("accepted", EventFields.id(((ParsedEvent.Accepted) event).event())));
            }
            return;
        }
        tell(context, ask(context, letters -> letters.repair(id, repair)).orElseThrow(() -> none(id)));
    }

    private void dismiss(Request request, Context context) {
        request.requireType(List.of("application/json"));
        DeadLetterId id = id(request);
        if (!Json.object(RequestBody.read(context)).isEmpty()) {
            throw Problem.badRequest("the body must be an empty object");
        }
        tell(context, ask(context, letters -> letters.dismiss(id)).orElseThrow(() -> none(id)));
    }

    private static void tell(Context context, Result result) {
        if (result instanceof Result.DoneBefore before) {
            throw Problem.conflict("it was " + before.how() + " before");
        }
        if (result instanceof Result.StillRefused refused) {
            refuse(context, refused.refusal());
        } else if (result instanceof Result.Fed fed) {
            answer(context, outcome("repaired", fed.eventId()));
        } else {
            answer(context, outcome("dismissed", null));
        }
    }

    private static void refuse(Context context, Refusal refusal) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>();
        more.put("field", refusal.field());
        more.put("reason", refusal.reason());
        Responses.problem(context, 422, refusal.toString(), more);
    }

    private static Repair repair(JsonNode body) {
        JsonNode fields = body.path("fields");
        JsonNode event = body.path("event");
        if (body.size() != 1 || !(fields.isObject() || event.isObject())) {
            throw Problem.badRequest("the body must hold an object, either as 'fields' or as 'event'");
        }
        if (event.isObject()) {
            return new Repair.Whole(Json.bytes(event));
        }
        Map<String, String> values = new LinkedHashMap<>();
        fields.properties().forEach(field -> {
            if (!field.getValue().isTextual()) {
                throw Problem.badRequest("the value of " + Request.shortened(field.getKey()) + " must be a text");
            }
            values.put(field.getKey(), field.getValue().textValue());
        });
        return new Repair.Values(values);
    }

    private <T> T ask(Context context, Question<T> question) {
        // A letter may hold what a limited principal must neither see nor publish.
        if (!AccessControl.of(context).scope().equals(WriteScope.ALL)) {
            throw Problem.forbidden("dead letters are for those who may publish about every brand");
        }
        DeadLetters letters = services.get()
                .deadLetters()
                .orElseThrow(() -> Problem.unavailable("this instance does not ask for dead letters"));
        try {
            return question.to(letters);
        } catch (PublishException e) {
            throw Problem.unavailable(String.valueOf(e.getMessage()));
        }
    }

    private interface Question<T> {
        T to(DeadLetters letters);
    }

    private static DeadLetterId id(Request request) {
        String given = request.path(LETTER.name());
        return DeadLetterId.parse(given)
                .orElseThrow(() -> Problem.badRequest("a dead letter is named partition:offset, got: " + given));
    }

    private static Problem none(DeadLetterId id) {
        return Problem.notFound("no dead letter " + id);
    }

    private static Map<String, @Nullable Object> outcome(String result, @Nullable String eventId) {
        Map<String, @Nullable Object> outcome = new LinkedHashMap<>();
        outcome.put("result", result);
        outcome.put("event_id", eventId == null || eventId.isEmpty() ? null : eventId);
        return outcome;
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** What was done with letters changes at any time: nothing is kept. */
    private static void answer(Context context, Object answer) {
        context.header("Cache-Control", "no-store")
                .contentType("application/json")
                .result(Json.bytes(answer));
    }
}
