package io.quittance.scoring.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quittance.core.plan.PlannedContact;
import io.quittance.core.plan.ResourceUse;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A plan as JSON.
///
/// @param zone of the date
/// @param currency of every amount
/// @param valueMinor sum of the contacts' gains over no contact
/// @param upperBoundMinor no plan within the capacities gains more
/// @param gap the share of the bound that the plan does not reach
/// @param accounts looked at: those with a decision whose window could meet the day
/// @param candidates accounts with a contact that is permitted on the day and gains
/// @param debtors among the candidates; each is contacted at most once
/// @param leftOut why the other accounts are no candidates
/// @param forbiddenBy by rule, such as `us-reg-f/HC10`, how many accounts it forbids that their
///   decision still permitted; absent when there is none
/// @param planned contacts by action
/// @param resources use of each capacity, and what one more unit of it would be worth
/// @param contacts by account id; null in a summary
public record PlanAnswer(
    LocalDate date,
    String zone,
    @Nullable String currency,
    double valueMinor,
    double upperBoundMinor,
    double gap,
    int accounts,
    int candidates,
    int debtors,
    Map<ExclusionReason, Integer> leftOut,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, Integer> forbiddenBy,
    Map<Action, Integer> planned,
    List<ResourceUse> resources,
    @Nullable List<Contact> contacts) {

  /// One contact of the plan. It still needs a permit.
  ///
  /// @param gainMinor expected net value beyond that of no contact
  /// @param notBefore when the decision allows it
  public record Contact(
      String accountId,
      @Nullable String debtorId,
      UUID decisionId,
      Action action,
      Offer offer,
      double gainMinor,
      double agentMinutes,
      double costMinor,
      @Nullable Instant notBefore,
      @Nullable Instant notAfter) {

    static Contact of(PlannedContact planned) {
      return new Contact(
          planned.accountId(),
          planned.debtorId(),
          planned.decisionId(),
          planned.option().action(),
          planned.option().offer(),
          planned.option().gainMinor(),
          planned.option().agentMinutes(),
          planned.option().costMinor(),
          planned.option().notBefore(),
          planned.option().notAfter());
    }
  }

  public static PlanAnswer of(DayPlan day) {
    return summary(day, day.plan().contacts().stream().map(Contact::of).toList());
  }

  /// Without the contacts.
  public static PlanAnswer summary(DayPlan day) {
    return summary(day, null);
  }

  private static PlanAnswer summary(DayPlan day, @Nullable List<Contact> contacts) {
    Map<Action, Integer> planned = new EnumMap<>(Action.class);
    day.plan().contacts().forEach(c -> planned.merge(c.option().action(), 1, Integer::sum));
    return new PlanAnswer(
        day.order().day().date(),
        day.order().day().zone().getId(),
        day.currency(),
        day.plan().valueMinor(),
        day.plan().upperBoundMinor(),
        day.plan().gap(),
        day.accounts(),
        day.plan().candidates(),
        day.plan().groups(),
        day.leftOut(),
        day.forbiddenBy(),
        planned,
        day.plan().resources(),
        contacts);
  }
}
