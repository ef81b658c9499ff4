package io.quittance.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.text.Json;
import io.quittance.core.validation.InvalidEventException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What events and outcomes tell of accounts: from files as `./quittance simulate` writes them,
/// compressed with gzip or not, a line a record with its headers and data; or record by record.
public final class History {

  private final Map<String, List<Told>> told = new TreeMap<>();

  /// The accounts that were ever placed for a debtor.
  private final Map<String, Set<String>> accountsOf = new HashMap<>();

  private record Told(Envelope envelope, AccountFact fact) {}

  /// Reads a file.
  ///
  /// @throws IOException naming file and line when one is not a record
  public void read(Path file) throws IOException {
    try (BufferedReader lines = Lines.of(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          try {
            add(Json.read(line));
          } catch (InvalidEventException | IOException | DateTimeParseException e) {
            throw new IOException("%s: line %d: %s".formatted(file, number, e.getMessage()), e);
          }
        }
      }
    }
  }

  /// Adds what one record tells. A record that is added twice counts twice.
  void add(Envelope envelope, AccountFact fact) {
    told.computeIfAbsent(fact.accountId(), _ -> new ArrayList<>()).add(new Told(envelope, fact));
    if (fact instanceof AccountEvent.Placed placed) {
      accountsOf.computeIfAbsent(placed.debtorId(), _ -> new TreeSet<>()).add(placed.accountId());
    }
  }

  private void add(JsonNode line) throws IOException {
    JsonNode headers = line.path("headers");
    String type = headers.path("ce_type").asText();
    Envelope envelope =
        new Envelope(
            new EventIdentity(
                headers.path("ce_tenant").asText("default"),
                headers.path("ce_source").asText(),
                headers.path("ce_id").asText()),
            type,
            Instant.parse(headers.path("ce_time").asText()),
            null);
    byte[] data = Json.bytes(line.path("data"));
    add(envelope, EventCodec.accountFact(type, data));
  }

  /// Returns the accounts that are spoken of, in order.
  public Collection<String> accounts() {
    return Collections.unmodifiableSet(told.keySet());
  }

  /// Returns what was known of an account, and of the other accounts of its debtor, at an instant.
  public DebtorContext at(String accountId, Instant at) {
    AccountState account = state(accountId, at);
    String debtor = debtor(account, at);
    return DebtorContext.of(
        account,
        debtor == null
            ? List.of()
            : accountsOf.getOrDefault(debtor, Set.of()).stream()
                .map(id -> id.equals(accountId) ? account : state(id, at))
                .filter(state -> debtor.equals(debtor(state, at)))
                .toList());
  }

  private AccountState state(String accountId, Instant at) {
    AccountState state = AccountState.empty("default", accountId);
    for (Told record : told.getOrDefault(accountId, List.of())) {
      if (!record.envelope().time().isAfter(at)) {
        state = state.apply(record.envelope(), record.fact()).state();
      }
    }
    return state;
  }

  private static @Nullable String debtor(AccountState state, Instant at) {
    Fact.Placement placement = state.view(at).placement();
    return placement == null ? null : placement.debtorId();
  }
}
