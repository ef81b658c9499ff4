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

/// Judges every contact made on a recommendation by what the law would have seen: the whole history
/// of the debtor, read again from the records for each contact. It shares no code with the contact
/// policy, so that an error there cannot hide here. Contacts without a decision are facts, not
/// judged. The rules are those of the United States with Massachusetts, which are demanded
/// everywhere, and what the United Kingdom and India add; HC05 and HC06 say what is counted, HC15
/// and HC22 are about decisions of people.
public final class LawfulnessAudit {

  private final Map<String, List<Fact>> byAccount = new HashMap<>();
  private final Map<String, String> debtorOf = new HashMap<>();
  private final List<Fact> contacts = new ArrayList<>();

  /// A contact that broke a rule.
  ///
  /// @param ruleId such as `HC03`
  public record Violation(String ruleId, String accountId, Instant at, String text) {}

  /// Takes a record of the simulation, or of any other source, into the history.
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

  /// Contacts judged.
  public long contacts() {
    return contacts.size();
  }

  /// Every rule broken by every contact, in the order of time.
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

  /// Violations by rule; empty when all was lawful.
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
    AuditedWishes.judge(audited);
    AuditedStates.judge(audited);
    return audited.violations();
  }
}
