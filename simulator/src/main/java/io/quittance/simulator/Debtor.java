package io.quittance.simulator;

import io.quittance.core.event.Channel;
import io.quittance.core.event.Consent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A person. Facts about the person hold for all of the person's accounts.
final class Debtor {

  /// A fact that forbids contact, or none yet.
  static final int NEVER = Integer.MAX_VALUE;

  private final String id;
  private final long number;
  private final Home home;
  private final Map<Channel, Consent> consents;
  private final Map<Channel, Integer> optedOut = new EnumMap<>(Channel.class);
  private int silencedOn = NEVER;
  private int consentChangedOn = -1;

  Debtor(String id, long number, Home home, Map<Channel, Consent> consents) {
    this.id = id;
    this.number = number;
    this.home = home;
    this.consents = new EnumMap<>(consents);
  }

  /// Where a debtor lives.
  ///
  /// @param zones every zone the debtor may be in; empty when unknown
  record Home(String jurisdiction, List<String> zones) {}

  String id() {
    return id;
  }

  long number() {
    return number;
  }

  Home home() {
    return home;
  }

  Map<Channel, Consent> consents() {
    return Map.copyOf(consents);
  }

  /// Records a consent given or taken back on a day.
  void change(Channel channel, Consent consent, int day) {
    consents.put(channel, consent);
    consentChangedOn = day;
  }

  void optOut(Channel channel, int day) {
    optedOut.putIfAbsent(channel, day);
  }

  boolean optedOut(Channel channel) {
    return optedOut.containsKey(channel);
  }

  /// Cease, attorney, bankruptcy or death, reported on a day: no contact from then on.
  void silence(int day) {
    silencedOn = Math.min(silencedOn, day);
  }

  boolean silenced() {
    return silencedOn != NEVER;
  }

  /// Whether something the debtor said on the decision's own day or later forbids the contact. A
  /// decision cannot know it, so whoever acts on decisions must.
  boolean hasSince(int decisionDay, Channel channel) {
    boolean refused = consentChangedOn >= decisionDay && consents.get(channel) != Consent.GRANTED;
    boolean left = optedOut.getOrDefault(channel, -1) >= decisionDay;
    return refused || left || (silenced() && silencedOn >= decisionDay);
  }
}
