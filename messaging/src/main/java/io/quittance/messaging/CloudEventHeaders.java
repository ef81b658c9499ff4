package io.quittance.messaging;

import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.text.InstantText;
import io.quittance.core.validation.InvalidEventException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Reads and writes CloudEvents 1.0 in Kafka's binary mode: attributes are headers `ce_…`, data is
/// the record's value.
public final class CloudEventHeaders {

  public static final String ID = "ce_id";
  public static final String SOURCE = "ce_source";
  public static final String TYPE = "ce_type";
  public static final String TIME = "ce_time";
  public static final String SPEC_VERSION = "ce_specversion";
  public static final String TENANT = "ce_tenant";
  public static final String CORRELATION_ID = "ce_correlationid";
  public static final String CONTENT_TYPE = "content-type";

  /// The tenant of records without a tenant header.
  public static final String DEFAULT_TENANT = "default";

  private static final int MAX_LENGTH = 512;

  private CloudEventHeaders() {}

  /// Reads the attributes.
  ///
  /// @throws InvalidEventException with code `missing-header` or `invalid-header`, naming the
  ///   header
  public static Envelope read(Headers headers) {
    String version = required(headers, SPEC_VERSION);
    if (!version.startsWith("1.")) {
      throw invalid(SPEC_VERSION, "must be 1.0");
    }
    String id = required(headers, ID);
    String source = required(headers, SOURCE);
    String type = required(headers, TYPE);
    Instant time = time(required(headers, TIME));
    String tenant = optional(headers, TENANT);
    String correlation = optional(headers, CORRELATION_ID);
    try {
      EventIdentity identity =
          new EventIdentity(tenant == null ? DEFAULT_TENANT : tenant, source, id);
      return new Envelope(identity, type, time, correlation);
    } catch (InvalidEventException e) {
      throw new InvalidEventException(
          "invalid-header", "ce_" + e.field(), "header ce_" + e.getMessage());
    }
  }

  /// Returns the headers of a record with these attributes and JSON data, in a fixed order.
  public static Map<String, String> write(Envelope envelope) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(ID, envelope.identity().id());
    headers.put(SOURCE, envelope.identity().source());
    headers.put(TYPE, envelope.type());
    headers.put(TIME, InstantText.of(envelope.time()));
    headers.put(SPEC_VERSION, "1.0");
    headers.put(TENANT, envelope.identity().tenant());
    if (envelope.correlationId() != null) {
      headers.put(CORRELATION_ID, envelope.correlationId());
    }
    headers.put(CONTENT_TYPE, "application/json");
    return headers;
  }

  /// Returns the record key of an entity that a tenant owns.
  public static String recordKey(String tenant, String id) {
    return tenant + "/" + id;
  }

  /// Returns the last header of that name as text, null when there is none.
  static @Nullable String optional(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      return null;
    }
    if (header.value().length > MAX_LENGTH) {
      throw invalid(name, "must not exceed " + MAX_LENGTH + " bytes");
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static String required(Headers headers, String name) {
    String value = optional(headers, name);
    if (value == null || value.isEmpty()) {
      throw new InvalidEventException("missing-header", name, "header " + name + " is required");
    }
    return value;
  }

  private static Instant time(String text) {
    try {
      Instant usual = InstantText.usual(text);
      return usual == null ? OffsetDateTime.parse(text).toInstant() : usual;
    } catch (DateTimeException e) {
      throw invalid(TIME, "must be an RFC 3339 time such as 2026-01-31T08:00:00Z");
    }
  }

  private static InvalidEventException invalid(String name, String wanted) {
    return new InvalidEventException("invalid-header", name, "header " + name + " " + wanted);
  }
}
