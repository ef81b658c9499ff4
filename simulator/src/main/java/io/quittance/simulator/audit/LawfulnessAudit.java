package io.quittance.simulator.audit;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.Outcome;
import io.quittance.simulator.audit.AuditedContact.Fact;
import io.quittance.simulator.record.SimulatedRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Judges every contact made on a recommendation against the whole history of the debtor, which it
/// reads again from the records for each contact. It shares no code with the contact policy, so an
/// error there cannot hide here. Contacts without a decision count as facts but are not judged. The
/// rules of the United States and Massachusetts apply everywhere; those of the United Kingdom and
/// India apply there. HC05 and HC06 define what is counted and HC15 and HC22 concern decisions of
/// people, so they are not checked. Not thread-safe.
public final class LawfulnessAudit {

  private final Map<String, List<Fact>> byAccount = new HashMap<>();
  private final Map<String, String> debtorOf = new HashMap<>();
  private final List<Fact> contacts = new ArrayList<>();

  /// A violation of a rule by a contact.
  ///
  /// @param ruleId id of the rule, such as `HC03`
  public record Violation(String ruleId, String accountId, Instant at, String text) {}

  /// Adds a record of the simulation, or of any other source, to the history.
  public void observe(SimulatedRecord record) {
    AccountFact event = EventCodec.accountFact(record.envelope().type(), record.data());
    Fact fact = new Fact(record.envelope().time(), record.accountId(), event);
    byAccount.computeIfAbsent(record.accountId(), _ -> new ArrayList<>()).add(fact);
    if (event instanceof AccountEvent.Placed placed) {
      debtorOf.put(placed.accountId(), placed.debtorId());
    }
    if (event instanceof Outcome.ContactAttempted attempt && attempt.decisionId() != null) {
      contacts.add(fact);
    }
  }

  /// Returns the number of contacts judged.
  public long contacts() {
    return contacts.size();
  }

  /// Returns all violations of all contacts in the order of time.
  public List<Violation> violations() {
    Map<String, List<String>> accountsOf = new HashMap<>();
    debtorOf.forEach(
        (account, debtor) ->
            accountsOf.computeIfAbsent(debtor, _ -> new ArrayList<>()).add(account));
    List<Violation> violations = new ArrayList<>();
    for (Fact contact : contacts) {
      String debtor = debtorOf.get(contact.accountId());
      List<String> household =
          debtor == null
              ? List.of(contact.accountId())
              : Objects.requireNonNull(accountsOf.get(debtor));
      violations.addAll(judge(contact, household));
    }
    violations.sort(Comparator.comparing(Violation::at).thenComparing(Violation::ruleId));
    return violations;
  }

  /// Returns the number of violations by rule; empty when every contact was lawful.
  public Map<String, Long> violationsByRule() {
    Map<String, Long> counts = new LinkedHashMap<>();
    violations().forEach(violation -> counts.merge(violation.ruleId(), 1L, Long::sum));
    return counts;
  }

  private List<Violation> judge(Fact contact, List<String> household) {
    AuditedContact audited =
        new AuditedContact(
            contact, household.stream().map(id -> byAccount.getOrDefault(id, List.of())).toList());
    AuditedTimes.judge(audited);
    AuditedConsent.judge(audited);
    AuditedStates.judge(audited);
    return audited.violations();
  }
}
