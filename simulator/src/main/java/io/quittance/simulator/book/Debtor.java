package io.quittance.simulator.book;

import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.simulator.scenario.Region;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// A person who owes. Facts about the person apply to all of the person's accounts. Not
/// thread-safe.
final class Debtor {

  /// The day of something that has not happened.
  static final int NEVER = Integer.MAX_VALUE;

  private final String id;
  private final long number;
  private final Region.Home home;
  private final Traits traits;
  private final Map<Channel, Consent> consents;
  private final Map<Channel, Integer> unwanted = new EnumMap<>(Channel.class);
  private final Map<Channel, Integer> optedOut = new EnumMap<>(Channel.class);
  private final Map<String, Integer> telephoned = new HashMap<>();
  private final Map<String, Integer> placed = new HashMap<>();
  private int silencedOn = NEVER;
  private int respiteEndsOn = -1;
  private boolean vulnerable;

  Debtor(String id, long number, Region.Home home, Traits traits, Map<Channel, Consent> consents) {
    this.id = id;
    this.number = number;
    this.home = home;
    this.traits = traits;
    this.consents = new EnumMap<>(consents);
  }

  /// Properties of a debtor that never change.
  ///
  /// @param protectedGroup whether the debtor belongs to the protected group, which events and
  ///   features do not reveal
  /// @param studentLoans whether the debtor's accounts are student loans under one number, which
  ///   count as one debt
  /// @param numbers when the number for text messages is verified
  record Traits(boolean protectedGroup, boolean studentLoans, NumberChecks numbers) {}

  String id() {
    return id;
  }

  long number() {
    return number;
  }

  Region.Home home() {
    return home;
  }

  Traits traits() {
    return traits;
  }

  Map<Channel, Consent> consents() {
    return Map.copyOf(consents);
  }

  Consent consent(Channel channel) {
    return consents.getOrDefault(channel, Consent.UNKNOWN);
  }

  /// Records a consent given or withdrawn on a day.
  void change(Channel channel, Consent consent, int day) {
    consents.put(channel, consent);
    if (consent != Consent.GRANTED) {
      refuse(channel, day);
    }
  }

  void optOut(Channel channel, int day) {
    optedOut.putIfAbsent(channel, day);
    refuse(channel, day);
  }

  boolean optedOut(Channel channel) {
    return optedOut.containsKey(channel);
  }

  /// Records that a statement of the debtor rules out a channel from a day on.
  void refuse(Channel channel, int day) {
    unwanted.merge(channel, day, Math::max);
  }

  /// Records that a statement of the debtor rules out every channel from a day on.
  void refuseAll(int day) {
    for (Channel channel : Channel.values()) {
      refuse(channel, day);
    }
  }

  /// Ends all contact from a day on, after a cease request or a report of an attorney, a
  /// bankruptcy, minority or death.
  void silence(int day) {
    silencedOn = Math.min(silencedOn, day);
    refuseAll(day);
  }

  boolean silenced() {
    return silencedOn != NEVER;
  }

  /// Starts a breathing space that lasts until the day before `endsOn`.
  void respite(int endsOn) {
    respiteEndsOn = endsOn;
  }

  boolean inRespite(int day) {
    return day < respiteEndsOn;
  }

  boolean vulnerable() {
    return vulnerable;
  }

  void vulnerable(boolean now) {
    vulnerable = now;
  }

  /// Records a call or a text message about an account.
  void telephoned(String accountId, int day) {
    telephoned.put(accountId, day);
  }

  /// Records that an account of this debtor was placed.
  void placed(String accountId, int day) {
    placed.put(accountId, day);
  }

  /// Returns whether a fact of the decision's own day or later forbids the contact: a statement of
  /// the debtor or, for calls and text messages, which are counted over all debts of a person, one
  /// about another account or the placement of another account. A decision cannot know such facts;
  /// whoever acts on decisions must check them, as the platform's permits do.
  boolean ruledOutSince(int decisionDay, Channel channel, String accountId) {
    boolean counted = channel == Channel.CALL || channel == Channel.SMS;
    return unwanted.getOrDefault(channel, Integer.MIN_VALUE) >= decisionDay
        || (counted
            && (ofAnother(telephoned, accountId, decisionDay)
                || ofAnother(placed, accountId, decisionDay)));
  }

  private static boolean ofAnother(Map<String, Integer> days, String accountId, int since) {
    return days.entrySet().stream()
        .anyMatch(known -> !known.getKey().equals(accountId) && known.getValue() >= since);
  }
}
