package io.quittance.scoring.account;

import io.quittance.core.event.AccountFact;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.core.validation.Check;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.messaging.CloudEventHeaders;
import io.quittance.messaging.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// What a record that breaks its contract may have said: a fact that may forbid a contact, about
/// the account that the key names and, where data could be read, about the account that they name.
/// Any of it that cannot be read counts as unknown.
public final class UnreadFacts {

  private static final int MOST_BYTES = 512;

  private UnreadFacts() {}

  /// Returns the facts to set aside; none when the type forbids nothing, or no account is named.
  public static List<SetAside> of(Parsed.Poison poison) {
    Headers headers = poison.record().headers();
    String type = header(headers, CloudEventHeaders.TYPE);
    if (type != null && !EventTypes.mayForbid(type)) {
      return List.of();
    }
    UUID identity = identity(headers);
    Instant time = time(header(headers, CloudEventHeaders.TIME));
    return accounts(poison, tenant(headers), type).stream()
        .map(
            account ->
                new SetAside(account, null, identity, poison.origin(), type, poison.code(), time))
        .toList();
  }

  private static Set<AccountKey> accounts(
      Parsed.Poison poison, String tenant, @Nullable String type) {
    Set<AccountKey> accounts = new LinkedHashSet<>();
    AccountKey ofKey = account(poison.record().key());
    if (ofKey != null) {
      accounts.add(ofKey);
    }
    byte[] data = poison.record().value();
    if (type != null && data != null && data.length <= EventCodec.MAX_BYTES) {
      AccountKey ofData =
          valid(() -> new AccountKey(Check.id("tenant", tenant), accountId(type, data)));
      if (ofData != null) {
        accounts.add(ofData);
      }
    }
    return accounts;
  }

  private static String accountId(String type, byte[] data) {
    AccountFact fact =
        EventTypes.accountEventTypes().containsKey(type)
            ? EventCodec.accountEvent(type, data)
            : EventCodec.outcome(type, data);
    return fact.accountId();
  }

  private static @Nullable AccountKey account(@Nullable Object key) {
    if (!(key instanceof byte[] bytes) || bytes.length > MOST_BYTES) {
      return null;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    int slash = text.indexOf('/');
    return slash < 0
        ? null
        : valid(
            () ->
                new AccountKey(
                    Check.id("tenant", text.substring(0, slash)),
                    Check.id("accountId", text.substring(slash + 1))));
  }

  private static @Nullable UUID identity(Headers headers) {
    String source = header(headers, CloudEventHeaders.SOURCE);
    String id = header(headers, CloudEventHeaders.ID);
    return source == null || id == null
        ? null
        : valid(() -> new EventIdentity(tenant(headers), source, id).decisionId());
  }

  private static String tenant(Headers headers) {
    String tenant = header(headers, CloudEventHeaders.TENANT);
    return tenant == null ? CloudEventHeaders.DEFAULT_TENANT : tenant;
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null
          ? null
          : valid(() -> Check.instant("ce_time", OffsetDateTime.parse(text).toInstant()));
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  private static @Nullable String header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null || header.value().length > MOST_BYTES
        ? null
        : valid(() -> Check.text(name, new String(header.value(), StandardCharsets.UTF_8)));
  }

  private static <T> @Nullable T valid(Supplier<T> read) {
    try {
      return read.get();
    } catch (InvalidEventException _) {
      return null;
    }
  }
}
