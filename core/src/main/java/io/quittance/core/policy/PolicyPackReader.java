package io.quittance.core.policy;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quittance.core.event.Action;
import io.quittance.core.model.Sha256;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads packs strictly: an unknown kind, field or action, a value missing or out of range, a key
/// given twice refuses the pack with line and reason.
final class PolicyPackReader {

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

  /// The pack as it is written: a [PolicyPack] without its digest.
  private record Written(
      String id,
      String version,
      String title,
      LocalDate effectiveFrom,
      @Nullable LocalDate effectiveTo,
      List<String> assumptions,
      Duration horizon,
      Duration minimumWindow,
      double valueShare,
      double hardshipBurdenFactor,
      Map<Action, PolicyPack.ActionCost> actions,
      PolicyPack.Exploration exploration,
      List<PolicyPack.Rung> ladder,
      List<Rule> rules) {

    PolicyPack signed(String sha256) {
      return new PolicyPack(
          sha256,
          id,
          version,
          title,
          effectiveFrom,
          effectiveTo,
          assumptions,
          horizon,
          minimumWindow,
          valueShare,
          hardshipBurdenFactor,
          actions,
          exploration,
          ladder,
          rules);
    }
  }

  static PolicyPack read(byte[] yaml) {
    try {
      Written written = YAML.readValue(yaml, Written.class);
      if (written == null) {
        throw new PolicyPackException(0, "the pack is empty");
      }
      return written.signed(Sha256.hex(yaml));
    } catch (JsonProcessingException e) {
      throw new PolicyPackException(line(e), reason(e));
    } catch (IOException e) {
      throw new PolicyPackException(0, "the pack is not UTF-8 text");
    } catch (IllegalArgumentException e) {
      throw new PolicyPackException(0, String.valueOf(e.getMessage()));
    } catch (NullPointerException e) {
      throw new PolicyPackException(0, "a required field is missing");
    }
  }

  private static int line(JsonProcessingException failure) {
    JsonLocation location = failure.getLocation();
    return location == null ? 0 : Math.max(0, location.getLineNr());
  }

  private static String reason(JsonProcessingException failure) {
    return switch (failure) {
      case UnrecognizedPropertyException e -> "there is no field " + e.getPropertyName() + " here";
      case InvalidTypeIdException e -> "there is no kind of rule " + e.getTypeId();
      case ValueInstantiationException e -> cause(e);
      case JsonMappingException e -> path(e) + " is missing or has a wrong value";
      default -> failure.getOriginalMessage();
    };
  }

  private static String cause(ValueInstantiationException failure) {
    Throwable cause = failure.getCause();
    return cause instanceof IllegalArgumentException
        ? String.valueOf(cause.getMessage())
        : path(failure) + ": a required field is missing";
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
    return path.isEmpty() ? "the pack" : path.toString();
  }
}
