package io.quittance.core.pack;

import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.ReviewLimit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.text.ConstantSets;
import io.quittance.core.validation.Check;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.ContactedPerson;
import io.quittance.core.vocabulary.DebtKind;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One rule of a pack: its demand, its authority, and whom, where and when it binds. Immutable.
///
/// @param id such as `HC03` or `HC18a`
/// @param title two or three words
/// @param citation where the rule is written
/// @param from first day in force (local date)
/// @param to first day no longer in force; null when none is known
/// @param actors who is bound, at least one
/// @param jurisdictions ISO 3166 codes in which it holds, parts included, so that `US` covers
///   `US-MA`; everywhere when absent or empty
/// @param actions contacts that it restricts
/// @param reviews decisions of people that it restricts
/// @param text what a person is told when the rule blocks
/// @param limit the demand
/// @param debtKinds kinds of debt to which it applies; all when absent or empty. It also applies to
///   a debt of unknown kind
/// @param ours whether Quittance or the operator demands it, and no law does
/// @param reason why a rule is ours, or in what it is stricter than the law it cites; null where it
///   demands what the law demands
/// @param persons whom a contact must reach for the rule to restrict it, and whose contacts a cap
///   counts; the debtor alone when absent or empty
public record Rule(
    String id,
    String title,
    String citation,
    LocalDate from,
    @Nullable LocalDate to,
    Set<ActorType> actors,
    List<String> jurisdictions,
    Set<Action> actions,
    Set<ReviewKind> reviews,
    String text,
    Limit limit,
    Set<DebtKind> debtKinds,
    Boolean ours,
    @Nullable String reason,
    Set<ContactedPerson> persons) {

  private static final Set<ContactedPerson> DEBTOR_ALONE = Set.of(ContactedPerson.DEBTOR);
  private static final Pattern ID = Pattern.compile("HC\\d\\d[a-z]?");
  private static final Pattern JURISDICTION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}");

  /// @throws IllegalArgumentException when a field is invalid, or the limit cannot restrict the
  ///   actions or reviews; the message names the rule
  public Rule {
    actors = ConstantSets.ordered(ActorType.class, actors);
    jurisdictions = jurisdictions == null ? List.of() : List.copyOf(jurisdictions);
    actions = ConstantSets.ordered(Action.class, actions);
    reviews = ConstantSets.ordered(ReviewKind.class, reviews);
    require(ID.matcher(id).matches(), "the id of a rule must look like HC03 or HC18a, was " + id);
    require(
        !title.isBlank() && !citation.isBlank() && !text.isBlank(),
        id + " must have a title, a citation and a text");
    // Both stand in decisions, whose readers refuse other texts.
    requireText(id + ": citation", citation);
    requireText(id + ": text", text);
    require(!actors.isEmpty(), id + " must have actors");
    for (String jurisdiction : jurisdictions) {
      require(
          JURISDICTION.matcher(jurisdiction).matches(),
          id + ": " + jurisdiction + " is not an ISO 3166 code");
    }
    require(!actions.contains(Action.NO_CONTACT), id + ": actions must not include no-contact");
    checkSubjects(id, actions, reviews, limit);
    require(to == null || from.isBefore(to), id + ": from must be before to");
    ours = ours != null && ours;
    debtKinds = ConstantSets.ordered(DebtKind.class, debtKinds);
    require(!ours || reason != null, id + " is ours: it needs a reason");
    require(reason == null || !reason.isBlank(), id + ": reason must not be blank");
    persons =
        persons == null || persons.isEmpty()
            ? DEBTOR_ALONE
            : ConstantSets.ordered(ContactedPerson.class, persons);
    checkPersons(id, persons, limit);
  }

  /// Returns this rule with another demand.
  public Rule with(Limit other) {
    return with(other, from, to);
  }

  /// Returns this rule with another demand and period.
  public Rule with(Limit other, LocalDate begin, @Nullable LocalDate end) {
    return new Rule(
        id,
        title,
        citation,
        begin,
        end,
        actors,
        jurisdictions,
        actions,
        reviews,
        text,
        other,
        debtKinds,
        ours,
        reason,
        persons);
  }

  /// Creates a rule about contacts with the debtor alone, for every kind of debt, that demands what
  /// the law demands.
  public Rule(
      String id,
      String title,
      String citation,
      LocalDate from,
      @Nullable LocalDate to,
      Set<ActorType> actors,
      List<String> jurisdictions,
      Set<Action> actions,
      Set<ReviewKind> reviews,
      String text,
      Limit limit) {
    this(
        id,
        title,
        citation,
        from,
        to,
        actors,
        jurisdictions,
        actions,
        reviews,
        text,
        limit,
        Set.of(),
        false,
        null,
        DEBTOR_ALONE);
  }

  /// Checks what a kind of limit may restrict: contacts, decisions of people, both, or neither.
  private static void checkSubjects(
      String id, Set<Action> actions, Set<ReviewKind> reviews, Limit limit) {
    switch (limit) {
      case CountingRule.NotCounted _, CountingRule.CountingScope _ ->
          require(
              actions.isEmpty() && reviews.isEmpty(),
              id + " only defines what is counted: it must have neither actions nor reviews");
      case ReviewLimit.TimeBarred _, ReviewLimit.HumanDecision _ ->
          require(
              actions.isEmpty() && !reviews.isEmpty(),
              id + " restricts decisions of people: it must have reviews and no actions");
      case StatusLimit.StopStatus _,
          TimeLimit.Moratorium _,
          StatusLimit.TailoredRoute _,
          StatusLimit.ValidationAndDispute _ ->
          require(!actions.isEmpty() || !reviews.isEmpty(), id + " must have actions or reviews");
      case TimeLimit.QuietHours _, TimeLimit.Inconvenient _, ChannelLimit.Workplace _ ->
          requireContacts(id, actions, reviews);
      case FrequencyLimit.AttemptCap _,
          FrequencyLimit.AfterConversation _,
          FrequencyLimit.Cadence _ ->
          requireContacts(id, actions, reviews);
      case ChannelLimit.RefusedChannel _, ChannelLimit.RevokedConsent _ ->
          requireContacts(id, actions, reviews);
      case ChannelLimit.CheckedNumber _, ChannelLimit.DisprovedNumber _ ->
          requireContacts(id, actions, reviews);
      case TimeLimit.WeeklyHours _, FrequencyLimit.ContactCap _, FrequencyLimit.MinimumGap _ ->
          requireContacts(id, actions, reviews);
      case TimeLimit.WaitingTime _, StatusLimit.UnknownInput _ ->
          requireContacts(id, actions, reviews);
      case ChannelLimit.ThirdPersons _, StatusLimit.LanguageAsked _ ->
          requireContacts(id, actions, reviews);
    }
  }

  /// Checks which persons a kind of limit may speak of: most speak of the debtor alone.
  private static void checkPersons(String id, Set<ContactedPerson> persons, Limit limit) {
    switch (limit) {
      case ChannelLimit.ThirdPersons _ ->
          require(
              !persons.contains(ContactedPerson.DEBTOR),
              id + " restricts contacts with others: it must have persons, and not the debtor");
      case TimeLimit.QuietHours _, TimeLimit.WeeklyHours _, FrequencyLimit.ContactCap _ -> {}
      case StatusLimit.StopStatus _, TimeLimit.Moratorium _, StatusLimit.TailoredRoute _ -> {}
      case FrequencyLimit.AttemptCap _,
          FrequencyLimit.AfterConversation _,
          FrequencyLimit.Cadence _,
          FrequencyLimit.MinimumGap _ ->
          requireDebtorAlone(id, persons);
      case CountingRule.NotCounted _,
          CountingRule.CountingScope _,
          ReviewLimit.TimeBarred _,
          ReviewLimit.HumanDecision _ ->
          requireDebtorAlone(id, persons);
      case StatusLimit.ValidationAndDispute _, TimeLimit.Inconvenient _, ChannelLimit.Workplace _ ->
          requireDebtorAlone(id, persons);
      case ChannelLimit.RefusedChannel _,
          ChannelLimit.RevokedConsent _,
          StatusLimit.UnknownInput _ ->
          requireDebtorAlone(id, persons);
      case ChannelLimit.CheckedNumber _, ChannelLimit.DisprovedNumber _, TimeLimit.WaitingTime _ ->
          requireDebtorAlone(id, persons);
      case StatusLimit.LanguageAsked _ -> requireDebtorAlone(id, persons);
    }
  }

  private static void requireDebtorAlone(String id, Set<ContactedPerson> persons) {
    require(
        persons.equals(DEBTOR_ALONE),
        id + " speaks of the debtor alone: it must not have other persons");
  }

  private static void requireContacts(String id, Set<Action> actions, Set<ReviewKind> reviews) {
    require(
        !actions.isEmpty() && reviews.isEmpty(),
        id + " restricts contacts: it must have actions and no reviews");
  }

  private static void requireText(String field, String text) {
    try {
      Check.text(field, text);
    } catch (InvalidEventException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /// Returns whether the rule binds an actor who collects a debt of a kind from a debtor who lives
  /// in one of these jurisdictions. Every rule binds an unknown actor, and applies to an unknown
  /// kind and in an unknown jurisdiction.
  public boolean binds(
      @Nullable ActorType actor, List<String> residences, @Nullable DebtKind debtKind) {
    return (actor == null || actors.contains(actor))
        && (debtKind == null || debtKinds.isEmpty() || debtKinds.contains(debtKind))
        && (residences.isEmpty() || coversAny(residences));
  }

  private boolean coversAny(List<String> residences) {
    for (int i = 0; i < residences.size(); i++) {
      if (covers(jurisdictions, residences.get(i))) {
        return true;
      }
    }
    return false;
  }

  /// Returns whether codes cover a jurisdiction. No codes cover every jurisdiction.
  static boolean covers(Collection<String> codes, String jurisdiction) {
    if (codes.isEmpty()) {
      return true;
    }
    for (String code : codes) {
      if (covers(code, jurisdiction)) {
        return true;
      }
    }
    return false;
  }

  /// Returns whether a code covers a jurisdiction: it equals it or names a larger unit that
  /// contains it. A code of three parts, such as `US-NY-NYC`, covers `US-NY` too, because a debtor
  /// in the state may live in the city.
  static boolean covers(String code, String jurisdiction) {
    return isPart(jurisdiction, code)
        || (jurisdiction.indexOf('-') >= 0 && isPart(code, jurisdiction));
  }

  private static boolean isPart(String part, String whole) {
    return part.startsWith(whole)
        && (part.length() == whole.length() || part.charAt(whole.length()) == '-');
  }

  public static boolean inForce(LocalDate from, @Nullable LocalDate to, Instant at) {
    LocalDate date = at.atOffset(ZoneOffset.UTC).toLocalDate();
    return !date.isBefore(from) && (to == null || date.isBefore(to));
  }
}
