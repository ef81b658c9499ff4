package io.quittance.core.contact;

import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.ReviewLimit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.pack.Economics;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.ContactPurpose;
import io.quittance.core.vocabulary.ContactedPerson;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import io.quittance.core.vocabulary.ReplyWord;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Packs for the generated histories with every kind of limit and numbers that no law has: they
/// tell apart what the numbers of the real packs let coincide, and change often.
final class TrialPacks {

  private static final Set<ActorType> ALL_ACTORS = Set.of(ActorType.values());
  private static final Set<Action> CALLS = Set.of(Action.CALL);
  private static final Set<Action> MESSAGES = Set.of(Action.SMS, Action.EMAIL);
  private static final Set<Action> CONTACTS =
      Set.of(Action.LETTER, Action.EMAIL, Action.SMS, Action.CALL);

  private final List<Rule> rules = new ArrayList<>();
  private LocalDate from = LocalDate.of(2000, 1, 1);
  private @Nullable LocalDate to;
  private List<String> jurisdictions = List.of();
  private Set<ActorType> actors = ALL_ACTORS;

  private TrialPacks() {}

  /// Two versions of a base that meet on a day of changing clocks, and an overlay.
  static List<PolicyPack> all() {
    LocalDate change = LocalDate.of(2026, 3, 8);
    return List.of(
        pack("trial", "1", null, change, true, first()),
        pack("trial", "2", change, LocalDate.of(2026, 10, 26), true, second()),
        pack("trial-overlay", "1", LocalDate.of(2025, 11, 2), null, false, overlay()));
  }

  private static List<Rule> first() {
    TrialPacks rules = new TrialPacks();
    rules.add("HC01", CONTACTS, new TimeLimit.QuietHours(LocalTime.of(9, 30), LocalTime.of(20, 0)));
    rules.add("HC02", Set.of(Action.CALL, Action.SMS), new TimeLimit.Inconvenient());
    rules.add("HC03", CALLS, cap(3, Duration.ofDays(7), Set.of(Channel.CALL), Set.of()));
    rules.add("HC03a", MESSAGES, cap(1, Duration.ofHours(36), Set.of(Channel.SMS), Set.of()));
    rules.add("HC04", CALLS, new FrequencyLimit.AfterConversation(3));
    rules.addModifier(
        "HC05",
        new CountingRule.NotCounted(
            Set.of(ContactResult.NOT_CONNECTED), Set.of(Recipient.ATTORNEY), 7));
    rules.jurisdictions = List.of("US", "GB");
    rules.addModifier("HC06", new CountingRule.CountingScope(Limit.Scope.DEBT));
    rules.jurisdictions = List.of("US-MA", "DE", "AU");
    rules.addModifier("HC06a", new CountingRule.CountingScope(Limit.Scope.ACCOUNT));
    rules.jurisdictions = List.of();
    rules.add(
        "HC07",
        Set.of(Action.CALL, Action.SMS, Action.EMAIL),
        new FrequencyLimit.Cadence(Duration.ofHours(2), 2, Set.of(Channel.CALL, Channel.SMS)));
    rules.add(
        "HC13", CONTACTS, new ChannelLimit.CheckedNumber(Duration.ofDays(60), Set.of(Channel.SMS)));
    rules.add("HC12", CONTACTS, new ChannelLimit.Workplace());
    rules.addFor(
        EnumSet.of(ContactedPerson.SPOUSE, ContactedPerson.HOUSEHOLD, ContactedPerson.OTHER),
        "HC24",
        new ChannelLimit.ThirdPersons(Set.of(ContactPurpose.values()), 2));
    rules.addFor(
        EnumSet.of(ContactedPerson.DEBTOR, ContactedPerson.SPOUSE),
        "HC24a",
        new FrequencyLimit.ContactCap(
            4,
            5,
            null,
            Set.of(Channel.CALL, Channel.LETTER),
            Set.of(),
            FrequencyLimit.Counting.CONTACTS_MADE,
            Limit.Scope.DEBT));
    rules.addFor(
        EnumSet.of(ContactedPerson.OTHER),
        "HC24b",
        new TimeLimit.QuietHours(LocalTime.of(10, 0), LocalTime.of(17, 0)));
    rules.actors = Set.of(ActorType.THIRD_PARTY);
    rules.add(
        "HC14",
        CONTACTS,
        new StatusLimit.ValidationAndDispute(Set.of(Action.LETTER), false, Duration.ofDays(20)));
    rules.actors = ALL_ACTORS;
    rules.to = LocalDate.of(2025, 12, 1);
    rules.add("HC20", CONTACTS, new TimeLimit.Moratorium(30, Duration.ofDays(10)));
    rules.from = LocalDate.of(2025, 12, 1);
    rules.to = null;
    rules.add("HC20a", CONTACTS, new TimeLimit.Moratorium(60, Duration.ofDays(30)));
    return rules.common();
  }

  private static List<Rule> second() {
    TrialPacks rules = new TrialPacks();
    rules.add("HC01", MESSAGES, new TimeLimit.QuietHours(LocalTime.of(0, 0), LocalTime.of(23, 0)));
    rules.add("HC03", CALLS, cap(3, Duration.ofDays(4), Set.of(Channel.CALL), Set.of(Place.HOME)));
    rules.add(
        "HC03a",
        CONTACTS,
        cap(4, Duration.ofDays(30), Set.of(Channel.values()), Set.of(Place.WORK, Place.MOBILE)));
    rules.add("HC04", CALLS, new FrequencyLimit.AfterConversation(1));
    rules.addModifier("HC05", new CountingRule.NotCounted(Set.of(ContactResult.BUSY), Set.of(), 2));
    rules.addModifier(
        "HC05a", new CountingRule.NotCounted(Set.of(), Set.of(Recipient.ATTORNEY), 0));
    rules.addModifier("HC06", new CountingRule.CountingScope(Limit.Scope.ACCOUNT));
    rules.addFor(
        EnumSet.of(ContactedPerson.EMPLOYER, ContactedPerson.HOUSEHOLD, ContactedPerson.SPOUSE),
        "HC24",
        new ChannelLimit.ThirdPersons(Set.of(ContactPurpose.LOCATION), 1));
    rules.addFor(
        EnumSet.of(ContactedPerson.HOUSEHOLD),
        "HC24a",
        new FrequencyLimit.ContactCap(
            1,
            null,
            FrequencyLimit.CalendarWindow.WEEK,
            Set.of(Channel.values()),
            Set.of(),
            FrequencyLimit.Counting.ATTEMPTS,
            null));
    rules.addFor(
        EnumSet.allOf(ContactedPerson.class),
        "HC24b",
        new StatusLimit.StopStatus(Set.of(StatusLimit.Stop.ATTORNEY)));
    rules.add("HC25", MESSAGES, new StatusLimit.LanguageAsked(Set.of(Action.EMAIL)));
    rules.add(
        "HC07", CALLS, new FrequencyLimit.Cadence(Duration.ofHours(30), 1, Set.of(Channel.CALL)));
    rules.from = LocalDate.of(2026, 6, 15);
    rules.add("HC02", CONTACTS, new TimeLimit.Inconvenient());
    rules.from = LocalDate.of(2000, 1, 1);
    rules.add(
        "HC14",
        CONTACTS,
        new StatusLimit.ValidationAndDispute(Set.of(), true, Duration.ofDays(35)));
    rules.add(
        "HC13",
        CONTACTS,
        new ChannelLimit.CheckedNumber(Duration.ofDays(7), Set.of(Channel.SMS, Channel.EMAIL)));
    return rules.common();
  }

  private static List<Rule> overlay() {
    TrialPacks rules = new TrialPacks();
    rules.jurisdictions = List.of("US", "IN");
    rules.add(
        "HC18a", CALLS, cap(2, Duration.ofDays(7), Set.of(Channel.CALL), Set.of(Place.MOBILE)));
    rules.add(
        "HC18b", CALLS, cap(2, Duration.ofDays(30), Set.of(Channel.CALL), Set.of(Place.WORK)));
    rules.jurisdictions = List.of();
    rules.to = LocalDate.of(2026, 10, 1);
    rules.add("HC19", CALLS, new TimeLimit.QuietHours(LocalTime.of(8, 0), LocalTime.of(19, 0)));
    return List.copyOf(rules.rules);
  }

  private List<Rule> common() {
    from = LocalDate.of(2000, 1, 1);
    add("HC08", Set.of(Action.CALL, Action.LETTER), new ChannelLimit.RefusedChannel());
    add("HC09", MESSAGES, new ChannelLimit.RefusedChannel());
    add("HC10", CONTACTS, new StatusLimit.StopStatus(Set.of(StatusLimit.Stop.CEASE)));
    add("HC11", CONTACTS, new StatusLimit.StopStatus(Set.of(StatusLimit.Stop.ATTORNEY)));
    add(
        "HC16",
        CONTACTS,
        new StatusLimit.StopStatus(
            Set.of(
                StatusLimit.Stop.BANKRUPTCY,
                StatusLimit.Stop.DECEASED,
                StatusLimit.Stop.IDENTITY_THEFT,
                StatusLimit.Stop.CLOSED,
                StatusLimit.Stop.PAID,
                StatusLimit.Stop.MINOR)));
    add(
        "HC17",
        CONTACTS,
        new ChannelLimit.RevokedConsent(
            Set.of(ReplyWord.STOP, ReplyWord.END, ReplyWord.OPT_OUT, ReplyWord.CANCEL),
            Set.of(Channel.SMS, Channel.CALL)));
    add("HC21", Set.of(Action.SMS, Action.CALL), new StatusLimit.TailoredRoute());
    addReview("HC15", Set.of(ReviewKind.LEGAL_REFERRAL), new ReviewLimit.TimeBarred());
    addReview(
        "HC22",
        Set.of(ReviewKind.LEGAL_REFERRAL, ReviewKind.DEBT_SALE),
        new ReviewLimit.HumanDecision());
    add("HC23", CONTACTS, new StatusLimit.UnknownInput(Set.of(Action.SMS, Action.CALL)));
    return List.copyOf(rules);
  }

  private static FrequencyLimit.AttemptCap cap(
      int max, Duration window, Set<Channel> channels, Set<Place> places) {
    return new FrequencyLimit.AttemptCap(max, window, channels, places);
  }

  private void addFor(Set<ContactedPerson> persons, String id, Limit limit) {
    rules.add(
        new Rule(
            id,
            "trial",
            id,
            from,
            to,
            actors,
            jurisdictions,
            CONTACTS,
            Set.of(),
            "trial",
            limit,
            Set.of(),
            false,
            null,
            persons));
  }

  private void add(String id, Set<Action> actions, Limit limit) {
    add(id, actions, Set.of(), limit);
  }

  private void addReview(String id, Set<ReviewKind> reviews, Limit limit) {
    add(id, Set.of(), reviews, limit);
  }

  private void addModifier(String id, Limit limit) {
    add(id, Set.of(), Set.of(), limit);
  }

  private void add(String id, Set<Action> actions, Set<ReviewKind> reviews, Limit limit) {
    rules.add(
        new Rule(
            id, "trial", id, from, to, actors, jurisdictions, actions, reviews, "trial", limit));
  }

  private static PolicyPack pack(
      String id,
      String version,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      boolean base,
      List<Rule> rules) {
    Economics economics = PolicyPack.builtIn("strict").economics();
    return new PolicyPack(
        "0".repeat(64),
        id,
        version,
        "Trial",
        new TreeSet<>(Set.of(PolicyPack.ANY)),
        from == null ? LocalDate.of(2000, 1, 1) : from,
        to,
        List.of("Not a law."),
        base ? economics : null,
        rules);
  }
}
