package io.quittance.scoring.permit;

import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.inbox.ContentHash;
import io.quittance.web.Problems;
import io.quittance.web.RequestFields;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks the fields of requests one by one and throws a problem that names the invalid field.
@Singleton
final class PermitFields {

  static final String NUMBER_REF = "[A-Za-z0-9][A-Za-z0-9._:-]{0,63}";

  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
  private static final Pattern NUMBER = Pattern.compile(NUMBER_REF);
  private static final String SOURCE = "/quittance/permits/requests";
  private static final String TYPE = "io.quittance.permit.requested.v1";

  private final Set<String> simulatedTenants;

  PermitFields(ScoringConfig config) {
    this.simulatedTenants = config.permits().simulatedTenants().orElse(Set.of());
  }

  ReservePermit.Wanted wanted(String tenant, @Nullable PermitRequest request) {
    if (request == null) {
      throw Problems.invalid("A body is required");
    }
    String requestId = requestId(tenant, request.requestId());
    return new ReservePermit.Wanted(
        requestId,
        sha256(tenant, requestId, request),
        new AccountKey(tenant, accountId(request.accountId())),
        channel(request.channel()),
        place(request.place()),
        numberRef(request.numberRef()),
        decisionId(request.decisionId()),
        at(tenant, request.at()));
  }

  private static String requestId(String tenant, @Nullable String requestId) {
    try {
      return new EventIdentity(tenant, SOURCE, requestId == null ? "" : requestId).id();
    } catch (InvalidEventException e) {
      throw Problems.invalid(
          "requestId must be 1 to 128 letters, digits, '/', '.', '_', ':' or '-'");
    }
  }

  private static String sha256(String tenant, String requestId, PermitRequest request) {
    Envelope envelope =
        new Envelope(new EventIdentity(tenant, SOURCE, requestId), TYPE, Instant.EPOCH, null);
    return HexFormat.of().formatHex(ContentHash.of(envelope, EventCodec.write(request)));
  }

  private static String accountId(@Nullable String accountId) {
    if (accountId == null || !ACCOUNT.matcher(accountId).matches()) {
      throw Problems.invalid("accountId must be 1 to 64 letters, digits, '.', '_', ':' or '-'");
    }
    return accountId;
  }

  private static Channel channel(@Nullable String channel) {
    for (Channel known : Channel.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(channel)) {
        return known;
      }
    }
    throw Problems.invalid("channel must be call, sms, email or letter");
  }

  private static @Nullable Place place(@Nullable String place) {
    if (place == null) {
      return null;
    }
    for (Place known : Place.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(place)) {
        return known;
      }
    }
    throw Problems.invalid("place must be home, mobile, work or other, or absent when unknown");
  }

  private static @Nullable String numberRef(@Nullable String numberRef) {
    if (numberRef == null || NUMBER.matcher(numberRef).matches()) {
      return numberRef;
    }
    throw Problems.invalid(
        "numberRef must be 1 to 64 letters, digits, '.', '_', ':' or '-', beginning with a letter"
            + " or a digit, or absent when no number is told; it is your own reference, never the"
            + " number itself");
  }

  private static @Nullable UUID decisionId(@Nullable String decisionId) {
    try {
      return decisionId == null ? null : UUID.fromString(decisionId);
    } catch (IllegalArgumentException e) {
      throw Problems.invalid("decisionId must be the UUID of a decision");
    }
  }

  /// Returns the instant that a simulated tenant named, to the microsecond; null when it named
  /// none.
  @Nullable Instant at(String tenant, @Nullable String at) {
    if (at == null) {
      return null;
    }
    if (!simulatedTenants.contains(tenant)) {
      throw Problems.of(
          400,
          "at-not-allowed",
          "Invalid request",
          "Only tenants in quittance.permits.simulated-tenants may name an instant");
    }
    try {
      return RequestFields.instant("at", Instant.parse(at)).truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeParseException e) {
      throw Problems.invalid("at must be an instant such as 2026-03-02T15:00:00Z");
    }
  }
}
