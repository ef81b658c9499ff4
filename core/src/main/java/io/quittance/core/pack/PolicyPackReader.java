package io.quittance.core.pack;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quittance.core.text.Sha256;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads packs strictly: an unknown kind, field or action, a missing value, a value out of range or
/// a repeated key rejects the pack, with line and reason.
final class PolicyPackReader {

  /// Greatest size of a pack.
  static final int MAX_BYTES = 262_144;

  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private PolicyPackReader() {}

  /// The fields of a pack's YAML, before they are validated and grouped.
  private record PackDocument(
      String id,
      String version,
      String title,
      PolicyPack.Type type,
      List<String> jurisdictions,
      LocalDate effectiveFrom,
      @Nullable LocalDate effectiveTo,
      List<String> assumptions,
      @Nullable Duration horizon,
      @Nullable Duration minimumWindow,
      @Nullable Double valueShare,
      @Nullable Double hardshipBurdenFactor,
      @Nullable Double minimumGainMinor,
      @Nullable Map<Action, Economics.ActionCost> actions,
      @Nullable Map<Offer, Economics.OfferTerms> offers,
      Economics.@Nullable ExplorationRates exploration,
      Economics.@Nullable Holdout holdout,
      Economics.@Nullable SelfCure selfCure,
      @Nullable Map<ReviewKind, Offer> routes,
      @Nullable List<Economics.ProposalRule> proposals,
      @Nullable List<Economics.Rung> ladder,
      @Nullable List<String> missing,
      @Nullable LocalDate sourcesReadOn,
      List<Rule> rules) {

    private Map<String, @Nullable Object> economicFields() {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("horizon", horizon);
      fields.put("minimumWindow", minimumWindow);
      fields.put("valueShare", valueShare);
      fields.put("hardshipBurdenFactor", hardshipBurdenFactor);
      fields.put("minimumGainMinor", minimumGainMinor);
      fields.put("actions", actions);
      fields.put("offers", offers);
      fields.put("exploration", exploration);
      fields.put("holdout", holdout);
      fields.put("selfCure", selfCure);
      fields.put("routes", routes);
      fields.put("proposals", proposals);
      fields.put("ladder", ladder);
      return fields;
    }

    private void rejectEconomicFields() {
      economicFields()
          .forEach(
              (field, value) -> {
                if (value != null) {
                  throw new IllegalArgumentException(
                      field + " belongs in a base pack: an overlay has only rules");
                }
              });
    }

    private Economics economics() {
      return new Economics(
          new Economics.ContactTiming(
              required("horizon", horizon), required("minimumWindow", minimumWindow)),
          new Economics.Valuation(
              required("valueShare", valueShare),
              required("hardshipBurdenFactor", hardshipBurdenFactor),
              required("minimumGainMinor", minimumGainMinor),
              required("actions", actions),
              required("offers", offers)),
          required("exploration", exploration),
          required("holdout", holdout),
          required("selfCure", selfCure),
          required("routes", routes),
          required("proposals", proposals),
          required("ladder", ladder));
    }

    PolicyPack toPack(String sha256) {
      if (required("type", type) == PolicyPack.Type.OVERLAY) {
        rejectEconomicFields();
      }
      return new PolicyPack(
          sha256,
          required("id", id),
          required("version", version),
          required("title", title),
          new TreeSet<>(required("jurisdictions", jurisdictions)),
          required("effectiveFrom", effectiveFrom),
          effectiveTo,
          required("assumptions", assumptions),
          type == PolicyPack.Type.BASE ? economics() : null,
          required("rules", rules),
          missing == null ? List.of() : missing,
          sourcesReadOn);
    }
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("the required field " + field + " is missing");
    }
    return value;
  }

  static PolicyPack read(byte[] yaml) {
    if (yaml.length > MAX_BYTES) {
      throw new PolicyPackException(0, "the pack is larger than " + MAX_BYTES + " bytes");
    }
    PackLineNumbers lines = PackLineNumbers.NONE;
    try {
      lines = PackLineNumbers.of(YAML.getFactory(), yaml);
      PackDocument written = YAML.readValue(yaml, PackDocument.class);
      if (written == null) {
        throw new PolicyPackException(0, "the pack is empty");
      }
      checkDistinctIds(lines, written.rules());
      return written.toPack(Sha256.hex(yaml));
    } catch (JsonMappingException e) {
      throw refused(lines, e);
    } catch (JsonProcessingException e) {
      throw new PolicyPackException(line(e), invalidYaml(e), e);
    } catch (IOException e) {
      throw new PolicyPackException(0, "the pack is not UTF-8 text", e);
    } catch (IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage());
      throw new PolicyPackException(lines.lineOfFieldIn("", reason), reason, e);
    } catch (NullPointerException e) {
      throw new PolicyPackException(0, "a list in the pack has an empty entry", e);
    }
  }

  private static void checkDistinctIds(PackLineNumbers lines, @Nullable List<Rule> rules) {
    Set<String> ids = new HashSet<>();
    for (int i = 0; rules != null && i < rules.size(); i++) {
      String id = rules.get(i).id();
      if (!ids.add(id)) {
        throw new PolicyPackException(
            lines.nearestLine("rules[" + i + "].id"), "two rules have the id " + id);
      }
    }
  }

  private static PolicyPackException refused(PackLineNumbers lines, JsonMappingException failure) {
    String path = path(failure);
    String reason =
        switch (failure) {
          case UnrecognizedPropertyException e -> "unknown field: " + e.getPropertyName();
          case InvalidTypeIdException e when e.getTypeId() != null ->
              "unknown kind of rule: " + e.getTypeId();
          case InvalidTypeIdException _ -> path + ".kind is missing";
          case ValueInstantiationException e -> constructorFailure(lines, path, e);
          case InvalidFormatException e when lines.has(path) ->
              path + " has an invalid value: " + e.getValue();
          case JsonMappingException _ ->
              path.isEmpty()
                  ? "a pack must be a mapping of fields"
                  : path + (lines.has(path) ? " has an invalid value" : " is missing");
        };
    int line =
        failure instanceof ValueInstantiationException
            ? lines.lineOfFieldIn(path, reason)
            : lines.nearestLine(path);
    return new PolicyPackException(line > 0 ? line : line(failure), reason, failure);
  }

  private static String constructorFailure(
      PackLineNumbers lines, String path, ValueInstantiationException failure) {
    if (failure.getCause() instanceof IllegalArgumentException cause) {
      return String.valueOf(cause.getMessage());
    }
    return Stream.ofNullable(failure.getType().getRawClass().getRecordComponents())
        .flatMap(Stream::of)
        .filter(part -> !part.getAnnotatedType().isAnnotationPresent(Nullable.class))
        .filter(part -> !Collection.class.isAssignableFrom(part.getType()))
        .map(RecordComponent::getName)
        .filter(field -> !lines.has(path + "." + field))
        .findFirst()
        .map(field -> path + " lacks the required field " + field)
        .orElse(path + " lacks a required field");
  }

  private static int line(JsonProcessingException failure) {
    JsonLocation location = failure.getLocation();
    return location == null ? 0 : Math.max(0, location.getLineNr());
  }

  private static String invalidYaml(JsonProcessingException failure) {
    String told = String.valueOf(failure.getOriginalMessage());
    return "the pack is not valid YAML: " + told.lines().findFirst().orElse("").strip();
  }

  private static String path(JsonMappingException failure) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : failure.getPath()) {
      if (step.getFieldName() != null) {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      } else {
        path.append('[').append(step.getIndex()).append(']');
      }
    }
    return path.toString();
  }
}
