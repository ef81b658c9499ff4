package io.quittance.scoring.command;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.quittance.core.text.TextLines;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.scoring.plan.Candidacy;
import io.quittance.scoring.plan.PlanOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Decisions from a file, one a line as JSON (gzipped or not), as a console consumer prints the
/// records of the topic `decisions`. Of each account the latest counts, by [DecisionMade.Order], so
/// that order and repeats of lines do not matter; what was decided after the day does not count.
/// What is kept is what the plan needs. Not thread-safe.
final class DecisionLines {

  private final PlanOrder order;
  private final String tenant;
  private final Map<String, Latest> latest = new HashMap<>();
  private long lines;
  private long otherTenants;

  private record Latest(DecisionMade.Order order, Candidacy candidacy) {}

  /// @param tenant whose decisions count
  DecisionLines(PlanOrder order, String tenant) {
    this.order = order;
    this.tenant = tenant;
  }

  /// Reads all lines.
  ///
  /// @throws CommandFailedException naming the line that is no decision, or is too long for one
  void read(Path file, Progress progress) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailedException("there is no file " + file);
    }
    try (BufferedReader reader = TextLines.of(Files.newInputStream(file), EventCodec.MAX_BYTES)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines++;
        if (!line.isBlank()) {
          add(file, line);
        }
        progress.rows(lines);
      }
    } catch (UncheckedIOException | IOException e) {
      throw new CommandFailedException(
          "%s cannot be read after line %d: %s".formatted(file, lines, e.getMessage()));
    }
  }

  /// What the latest decision of each account of the tenant makes of it.
  Collection<Candidacy> candidacies() {
    return latest.values().stream().map(Latest::candidacy).toList();
  }

  long lines() {
    return lines;
  }

  /// Lines of other tenants, left aside.
  long otherTenants() {
    return otherTenants;
  }

  private void add(Path file, String line) {
    DecisionMade decision;
    try {
      decision = EventCodec.read(line.getBytes(StandardCharsets.UTF_8), DecisionMade.class);
    } catch (InvalidEventException e) {
      throw new CommandFailedException(
          "%s, line %d is no decision: %s".formatted(file, lines, e.getMessage()));
    }
    if (!decision.tenant().equals(tenant)) {
      otherTenants++;
      return;
    }
    if (!decision.decidedAt().isBefore(order.day().to())) {
      return;
    }
    Latest known = latest.get(decision.accountId());
    if (known == null || known.order().compareTo(decision.order()) < 0) {
      latest.put(
          decision.accountId(),
          new Latest(decision.order(), Candidacy.of(decision, order.day(), order.costs())));
    }
  }
}
