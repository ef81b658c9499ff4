package io.quittance.core.contact;

import io.quittance.core.debtor.AllowedHours;
import io.quittance.core.debtor.DebtorFacts;
import io.quittance.core.debtor.OutsideWeeklyWindows;
import io.quittance.core.debtor.TimeRule;
import io.quittance.core.debtor.WeeklyOpeningHours;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.ReviewLimit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of one period that bind an account, applied to the facts of its debtor. Not
/// thread-safe.
final class BindingRules {

  /// A rule that restricts when a contact may be made.
  record TimedRule(Rule rule, TimeRule time) {}

  /// What one contact is subject to.
  private record ContactRules(
      ProposedContact contact, List<Rule> blocking, List<TimedRule> timed) {}

  private final DebtorFacts facts;
  private final List<RuleTable.PackRule> rules;

  /// So many rules speak of the debtor. They stand first: most contacts ask no others.
  private final int aboutDebtor;

  private final List<FrequencyRules> frequencyByPack = new ArrayList<>();
  private final List<@Nullable TimeRule> timeRules;
  private @Nullable ContactRules latest;

  BindingRules(RuleTable.Period period, DebtorFacts facts) {
    this.facts = facts;
    int packs = 0;
    List<String> jurisdictions = List.copyOf(facts.jurisdictions());
    rules = new ArrayList<>(period.rules().size());
    List<RuleTable.PackRule> aboutOthers = new ArrayList<>(1);
    for (RuleTable.PackRule entry : period.rules()) {
      packs = Math.max(packs, entry.packIndex() + 1);
      if (entry.rule().binds(facts.actorType(), jurisdictions, facts.debtKind())) {
        (entry.toDebtor() ? rules : aboutOthers).add(entry);
      }
    }
    aboutDebtor = rules.size();
    rules.addAll(aboutOthers);
    for (int pack = 0; pack < packs; pack++) {
      frequencyByPack.add(frequencyRules(pack));
    }
    timeRules = new ArrayList<>(rules.size());
    for (RuleTable.PackRule entry : rules) {
      timeRules.add(timeRule(entry));
    }
  }

  /// Returns the binding rules in the order of the packs, those about others than the debtor last.
  List<RuleTable.PackRule> rules() {
    return rules;
  }

  /// Returns the rules that block a contact at any time.
  List<Rule> blockingRules(ProposedContact contact) {
    return rules(contact).blocking();
  }

  /// Returns whether a rule says when somebody other than the debtor may be contacted. Without one
  /// nobody but the debtor is.
  boolean speakOf(ThirdPerson other) {
    for (RuleTable.PackRule entry : rules.subList(aboutDebtor, rules.size())) {
      if (entry.rule().limit() instanceof ChannelLimit.ThirdPersons
          && entry.rule().persons().contains(other.relation())) {
        return true;
      }
    }
    return false;
  }

  /// Returns the rules that restrict when a contact may be made.
  List<TimedRule> timeRules(ProposedContact contact) {
    return rules(contact).timed();
  }

  /// The same contact is asked for again and again, so the latest answer is kept.
  private ContactRules rules(ProposedContact contact) {
    ContactRules known = latest;
    if (known == null || known.contact() != contact) {
      known = new ContactRules(contact, findBlocking(contact), findTimed(contact));
      latest = known;
    }
    return known;
  }

  private List<Rule> findBlocking(ProposedContact contact) {
    List<Rule> blocking = new ArrayList<>();
    int end = endOfRules(contact);
    for (int i = 0; i < end; i++) {
      RuleTable.PackRule entry = rules.get(i);
      if (entry.restricts(contact) && StatusRules.blocks(entry.rule().limit(), contact, facts)) {
        blocking.add(entry.rule());
      }
    }
    return blocking;
  }

  private int endOfRules(ProposedContact contact) {
    return contact.other() == null ? aboutDebtor : rules.size();
  }

  private List<TimedRule> findTimed(ProposedContact contact) {
    List<TimedRule> restricting = new ArrayList<>();
    int end = endOfRules(contact);
    for (int i = 0; i < end; i++) {
      RuleTable.PackRule entry = rules.get(i);
      if (entry.restricts(contact)) {
        TimeRule time = timeRule(i, contact);
        if (time != null) {
          restricting.add(new TimedRule(entry.rule(), time));
        }
      }
    }
    return restricting;
  }

  /// What a rule amounts to for one contact.
  private @Nullable TimeRule timeRule(int index, ProposedContact contact) {
    RuleTable.PackRule entry = rules.get(index);
    return switch (entry.rule().limit()) {
      case ChannelLimit.CheckedNumber l -> numberCheck(l, contact);
      case TimeLimit.Inconvenient _ when contact.channel() == Channel.LETTER -> null;
      case FrequencyLimit.AttemptCap _,
          FrequencyLimit.ContactCap _,
          FrequencyLimit.AfterConversation _ ->
          exempting(timeRules.get(index), entry.packIndex(), contact);
      default -> timeRules.get(index);
    };
  }

  /// A call that the debtor asked for counts for nothing, so nothing that counts forbids it.
  private @Nullable TimeRule exempting(@Nullable TimeRule time, int pack, ProposedContact contact) {
    if (!(time instanceof TimeRule.NotBefore held)
        || contact.channel() != Channel.CALL
        || contact.other() != null) {
      return time;
    }
    List<TimeRule.Span> requested = frequencyByPack.get(pack).requestedCalls();
    return requested.isEmpty() ? time : new TimeRule.NotBeforeExcept(held.instant(), requested);
  }

  private @Nullable TimeRule numberCheck(
      ChannelLimit.CheckedNumber limit, ProposedContact contact) {
    Instant checked = facts.numbers().checkedAt(contact.channel(), contact.number());
    return checked == null ? null : new TimeRule.Before(checked.plus(limit.within()));
  }

  /// Returns the times that a limit allows for any contact; null when the limit does not depend on
  /// time, or restricts nothing in the present state.
  private @Nullable TimeRule timeRule(RuleTable.PackRule entry) {
    return switch (entry.rule().limit()) {
      case TimeLimit.QuietHours l -> new AllowedHours(l.opens(), l.closes(), facts.zones());
      case TimeLimit.Inconvenient _ ->
          facts.inconvenientTimes().isEmpty()
              ? null
              : new OutsideWeeklyWindows(facts.inconvenientTimes(), facts.zones());
      case FrequencyLimit.AttemptCap l -> frequency(entry).attemptCap(l);
      case FrequencyLimit.AfterConversation l -> frequency(entry).conversationPause(l);
      case FrequencyLimit.Cadence l -> frequency(entry).cadence(l);
      case TimeLimit.Moratorium l -> new TimeRule.NotBefore(facts.breathingSpaceEnds(l));
      case TimeLimit.WeeklyHours l -> new WeeklyOpeningHours(l, facts.zones());
      case FrequencyLimit.ContactCap l -> frequency(entry).contactCap(l, entry.rule().persons());
      case FrequencyLimit.MinimumGap l -> frequency(entry).minimumGap(l);
      case TimeLimit.WaitingTime l -> new TimeRule.NotBefore(waitingEnds(l));
      case ChannelLimit.DisprovedNumber _ -> null;
      case CountingRule.NotCounted _, CountingRule.CountingScope _, ChannelLimit.CheckedNumber _ ->
          null;
      case ChannelLimit.RefusedChannel _, StatusLimit.StopStatus _, ChannelLimit.Workplace _ ->
          null;
      case StatusLimit.ValidationAndDispute _,
          ReviewLimit.TimeBarred _,
          ChannelLimit.RevokedConsent _ ->
          null;
      case StatusLimit.TailoredRoute _, ReviewLimit.HumanDecision _, StatusLimit.UnknownInput _ ->
          null;
      case ChannelLimit.ThirdPersons _, StatusLimit.LanguageAsked _ -> null;
    };
  }

  /// Null while what it waits for is not known.
  private @Nullable Instant waitingEnds(TimeLimit.WaitingTime limit) {
    return switch (limit.since()) {
      case NOTICE -> {
        Instant sent = facts.validationSentAt();
        yield sent == null ? null : facts.startOfDayAfter(sent, limit.days());
      }
      case OVERDUE -> {
        Integer late = facts.account().daysPastDue();
        yield late == null || late == 0
            ? null
            : facts.startOfDayAfter(facts.account().at(), limit.days() - late);
      }
    };
  }

  private FrequencyRules frequency(RuleTable.PackRule entry) {
    return frequencyByPack.get(entry.packIndex());
  }

  private FrequencyRules frequencyRules(int pack) {
    Limit.Scope widest = null;
    List<CountingRule.NotCounted> exclusions = new ArrayList<>();
    for (RuleTable.PackRule entry : rules) {
      switch (entry.rule().limit()) {
        case CountingRule.CountingScope l when relaxes(entry, pack) ->
            widest = widest == null || l.scope().compareTo(widest) > 0 ? l.scope() : widest;
        case CountingRule.NotCounted l when relaxes(entry, pack) -> exclusions.add(l);
        default -> {}
      }
    }
    return new FrequencyRules(facts, widest, exclusions);
  }

  /// Returns whether a rule relaxes others of its pack. It does so only if it is known to bind, so
  /// not before the account is placed.
  private boolean relaxes(RuleTable.PackRule entry, int pack) {
    return entry.packIndex() == pack && facts.placement() != null;
  }
}
