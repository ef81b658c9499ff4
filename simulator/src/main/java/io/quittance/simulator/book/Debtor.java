package io.quittance.simulator.book;

import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.simulator.scenario.Region;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// A person. Facts about the person hold for all of the person's accounts.
final class Debtor {

  /// A fact that forbids contact, or none yet.
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

  /// What does not change of a debtor.
  ///
  /// @param protectedGroup hidden from events and features
  /// @param studentLoans whether the debtor's accounts are student loans under one number, one debt
  /// @param numbers how the number for text messages is kept fresh
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

  /// Records a consent given or taken back on a day.
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

  /// Something said on a day speaks against a channel.
  void refuse(Channel channel, int day) {
    unwanted.merge(channel, day, Math::max);
  }

  /// Something said on a day speaks against every channel.
  void refuseAll(int day) {
    for (Channel channel : Channel.values()) {
      refuse(channel, day);
    }
  }

  /// Cease, attorney, bankruptcy, minority or death, reported on a day: no contact from then on.
  void silence(int day) {
    silencedOn = Math.min(silencedOn, day);
    refuseAll(day);
  }

  boolean silenced() {
    return silencedOn != NEVER;
  }

  /// A breathing space holds until the day before `endsOn`.
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

  /// A call or a text message went out about an account.
  void telephoned(String accountId, int day) {
    telephoned.put(accountId, day);
  }

  /// An account became known to be this debtor's.
  void placed(String accountId, int day) {
    placed.put(accountId, day);
  }

  /// Whether something that happened on the decision's own day or later forbids the contact: what
  /// the debtor said, or, for what counts over all of a person's debts, a call or text message
  /// about another account, or another account that turned out to be the same person's. A decision
  /// cannot know it, so whoever acts on decisions must: the platform's permits do.
  boolean hasSince(int decisionDay, Channel channel, String accountId) {
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
