package io.quittance.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.vocabulary.InvalidEventException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Events and outcomes read from files as `./quittance simulate` writes them, compressed with gzip
/// or not: a line a record with its headers and data.
public final class History {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Told> told = new ArrayList<>();

  private record Told(Envelope envelope, AccountFact fact) {
    String accountId() {
      return fact.accountId();
    }
  }

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
            told.add(told(JSON.readTree(line)));
          } catch (InvalidEventException | IOException | DateTimeParseException e) {
            throw new IOException("%s: line %d: %s".formatted(file, number, e.getMessage()), e);
          }
        }
      }
    }
  }

  private static Told told(JsonNode line) throws IOException {
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
    byte[] data = JSON.writeValueAsBytes(line.path("data"));
    return new Told(envelope, EventCodec.accountFact(type, data));
  }

  /// Returns the accounts that are spoken of, in order.
  public Collection<String> accounts() {
    TreeSet<String> ids = new TreeSet<>();
    told.forEach(record -> ids.add(record.accountId()));
    return ids;
  }

  /// Returns what was known of an account, and of the other accounts of its debtor, at an instant.
  public DebtorContext at(String accountId, Instant at) {
    Map<String, AccountState> states = new TreeMap<>();
    for (Told record : told) {
      if (!record.envelope().time().isAfter(at)) {
        states.merge(
            record.accountId(),
            after(AccountState.empty("default", record.accountId()), record),
            (before, _) -> after(before, record));
      }
    }
    AccountState account = states.getOrDefault(accountId, AccountState.empty("default", accountId));
    String debtor = debtor(account, at);
    return DebtorContext.of(
        account,
        states.values().stream()
            .filter(state -> debtor != null && debtor.equals(debtor(state, at)))
            .toList());
  }

  private static AccountState after(AccountState before, Told record) {
    return before.apply(record.envelope(), record.fact()).state();
  }

  private static @Nullable String debtor(AccountState state, Instant at) {
    Fact.Placement placement = state.view(at).placement();
    return placement == null ? null : placement.debtorId();
  }
}
