package io.quittance.core.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quittance.core.validation.CanonicalInstantSerializer;
import io.quittance.core.validation.Check;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.core.validation.StrictInstantDeserializer;
import io.quittance.core.validation.StrictTextDeserializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads and writes the JSON data of every record. Output is canonical, so equal records give equal
/// bytes: keys are sorted, there is no white space, null components are left out (but missing
/// feature values are written as null), doubles have Java's shortest form, and instants are ISO
/// 8601 in UTC. Reading ignores unknown fields and rejects every other deviation. Every text that
/// is read is one that topics, tables and files can hold ([Check#text]). Stateless and thread-safe.
public final class EventCodec {

  /// Largest size accepted, in bytes.
  public static final int MAX_BYTES = 1_048_576;

  private static final ObjectMapper JSON =
      mapper()
          .registerModule(
              new SimpleModule("decisions").addSerializer(new DecisionWriter.Serializer()))
          .registerModule(
              new SimpleModule("strict-text")
                  .addDeserializer(String.class, new StrictTextDeserializer())
                  .addKeyDeserializer(String.class, new StrictTextDeserializer.OfKeys()));

  /// Looks for no duplicates: the keys of a canonical document ascend.
  private static final JsonFactory CANONICAL =
      factory().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  private EventCodec() {}

  /// Reads the data of a record of `account-events`.
  ///
  /// @throws InvalidEventException with code `unknown-type`, `malformed-json`, `missing-field`, …
  public static AccountEvent accountEvent(String type, byte[] data) {
    return read(typed(EventTypes.accountEventTypes(), type), data);
  }

  /// Reads the data of a record of `outcomes`.
  ///
  /// @throws InvalidEventException with code `unknown-type`, `malformed-json`, `missing-field`, …
  public static Outcome outcome(String type, byte[] data) {
    return read(typed(EventTypes.outcomeTypes(), type), data);
  }

  /// Reads the data of a record of either topic.
  ///
  /// @throws InvalidEventException with code `unknown-type`, `malformed-json`, `missing-field`, …
  public static AccountFact accountFact(String type, byte[] data) {
    return EventTypes.outcomeTypes().containsKey(type)
        ? outcome(type, data)
        : accountEvent(type, data);
  }

  /// Reads a decision, a retraining request or a lifecycle snapshot.
  ///
  /// @throws InvalidEventException when the bytes are not such a record
  public static <T extends Record> T read(byte[] data, Class<T> type) {
    return read(type, data);
  }

  /// Returns the canonical bytes of any record of this package.
  public static byte[] write(Object event) {
    try {
      return JSON.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns a new mapper with the rules above, for callers that nest these records in their own
  /// JSON.
  public static ObjectMapper mapper() {
    return JsonMapper.builder(
            factory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
        .addModule(new JavaTimeModule())
        .addModule(
            new SimpleModule()
                .addDeserializer(Instant.class, new StrictInstantDeserializer())
                .addSerializer(Instant.class, new CanonicalInstantSerializer()))
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .withCoercionConfig(LogicalType.Textual, EventCodec::textOnly)
        .build();
  }

  private static JsonFactoryBuilder factory() {
    return new JsonFactoryBuilder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(32)
                .maxStringLength(MAX_BYTES)
                .maxNumberLength(64)
                .build());
  }

  private static void textOnly(MutableCoercionConfig text) {
    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  private static <T> Class<? extends T> typed(Map<String, Class<? extends T>> types, String type) {
    Class<? extends T> record = types.get(type);
    if (record == null) {
      throw new InvalidEventException(
          "unknown-type", "ce_type", "ce_type is not a type this topic carries");
    }
    return record;
  }

  private static <T> T read(Class<? extends T> type, byte[] data) {
    if (data.length > MAX_BYTES) {
      throw new InvalidEventException(
          "too-large", "data", "data must not exceed " + MAX_BYTES + " bytes, was " + data.length);
    }
    if (type == DecisionMade.class) {
      Optional<DecisionMade> decision = canonicalDecision(data);
      if (decision.isPresent()) {
        return type.cast(decision.get());
      }
    }
    return readGenerally(type, data);
  }

  /// Reads any record, in any form that is allowed.
  static <T> T readGenerally(Class<? extends T> type, byte[] data) {
    try {
      T value = JSON.readValue(data, type);
      return Check.required("data", value);
    } catch (JsonMappingException e) {
      throw explained(e);
    } catch (IOException e) {
      throw new InvalidEventException("malformed-json", "data", "data is not valid JSON");
    }
  }

  /// Reads a decision in its usual form; empty when it has another or is none.
  static Optional<DecisionMade> canonicalDecision(byte[] data) {
    try (JsonParser json = CANONICAL.createParser(data)) {
      return Optional.of(new DecisionReader(json).read());
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }

  private static InvalidEventException explained(JsonMappingException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidEventException invalid) {
        return invalid;
      }
    }
    String field =
        failure.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("."));
    boolean empty = failure.getOriginalMessage().startsWith("No content");
    boolean beyondRange = failure.getCause() instanceof InputCoercionException;
    if (empty || (!beyondRange && !(failure instanceof MismatchedInputException))) {
      return new InvalidEventException("malformed-json", "data", "data is not valid JSON");
    }
    boolean missing = failure.getOriginalMessage().startsWith("Cannot map `null`");
    return new InvalidEventException(
        missing ? "missing-field" : "wrong-type",
        field.isEmpty() ? "data" : field,
        missing
            ? field + " is required"
            : (field.isEmpty() ? "data" : field) + " has the wrong type or an unknown value");
  }
}
