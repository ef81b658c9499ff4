package io.quittance.core.debtor;

import io.quittance.core.account.Fact;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.ReplyWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the debtor said, on any account, about being contacted by each channel. A statement that
/// revokes consent counts whatever its event time; one that grants it counts only from its event
/// time on. Not thread-safe.
public final class Consents {

  /// One statement. Of several at the same instant the most restrictive counts as the last.
  private record Statement(Instant time, Channel channel, Consent consent, boolean fromPlacement)
      implements Comparable<Statement> {
    @Override
    public int compareTo(Statement other) {
      int order = time.compareTo(other.time);
      return order != 0 ? order : Integer.compare(restriction(consent), restriction(other.consent));
    }
  }

  /// A statement that takes consent back.
  ///
  /// @param refused the channel refused; null for a word
  /// @param word null for a refusal
  /// @param granted what the same statement grants
  private record Revocation(
      Instant time,
      String account,
      @Nullable Channel refused,
      @Nullable ReplyWord word,
      Set<Channel> granted) {
    boolean takesBack(Channel channel, ChannelLimit.RevokedConsent limit) {
      return word == null
          ? limit.channels().contains(refused) && !granted.contains(channel)
          : limit.words().contains(word);
    }
  }

  private final Instant at;
  private final List<Statement> statements = new ArrayList<>();
  private final Map<Channel, Instant> granted = new EnumMap<>(Channel.class);
  private final List<Revocation> revocations = new ArrayList<>();
  private @Nullable Map<Channel, Consent> current;

  /// @param at instant of the decision
  Consents(Instant at) {
    this.at = at;
  }

  private static int restriction(Consent consent) {
    return switch (consent) {
      case GRANTED -> 0;
      case UNKNOWN -> 1;
      case REFUSED -> 2;
    };
  }

  void addPlacement(String account, Fact.Placement placement) {
    placement
        .consents()
        .forEach(
            (channel, consent) ->
                statements.add(new Statement(placement.time(), channel, consent, true)));
    Set<Channel> grants = EnumSet.noneOf(Channel.class);
    placement
        .consents()
        .forEach(
            (channel, consent) -> {
              if (consent == Consent.GRANTED) {
                grants.add(channel);
              }
            });
    placement
        .consents()
        .forEach(
            (channel, consent) -> {
              if (consent == Consent.REFUSED) {
                revocations.add(new Revocation(placement.time(), account, channel, null, grants));
              }
            });
  }

  void addStatement(String account, Fact.ConsentStated stated) {
    statements.add(new Statement(stated.time(), stated.channel(), stated.consent(), false));
    switch (stated.consent()) {
      case GRANTED -> {
        if (!stated.time().isAfter(at)) {
          granted.merge(stated.channel(), stated.time(), Instants::later);
        }
      }
      case REFUSED ->
          revocations.add(new Revocation(stated.time(), account, stated.channel(), null, Set.of()));
      case UNKNOWN -> {}
    }
  }

  /// Adds a reply word, which refuses at least the channel on which it came.
  void addReply(String account, Fact.Reply reply) {
    statements.add(new Statement(reply.time(), reply.channel(), Consent.REFUSED, false));
    revocations.add(new Revocation(reply.time(), account, null, reply.word(), Set.of()));
  }

  /// Returns the latest consent to a channel. A consent that only comes with a placement never
  /// lifts a refusal.
  public Consent of(Channel channel) {
    if (current == null) {
      current = currentConsents();
    }
    return current.getOrDefault(channel, Consent.UNKNOWN);
  }

  private Map<Channel, Consent> currentConsents() {
    Map<Channel, Consent> last = new EnumMap<>(Channel.class);
    statements.sort(null);
    for (Statement statement : statements) {
      Consent before = last.getOrDefault(statement.channel(), Consent.UNKNOWN);
      if (takesEffect(statement, before)) {
        last.put(statement.channel(), statement.consent());
      }
    }
    return last;
  }

  private boolean takesEffect(Statement statement, Consent before) {
    if (statement.time().isAfter(at) && restriction(statement.consent()) < restriction(before)) {
      return false;
    }
    return !statement.fromPlacement()
        || statement.consent() == Consent.REFUSED
        || (statement.consent() == Consent.GRANTED && before == Consent.UNKNOWN);
  }

  /// Returns whether consent to a channel was revoked and not granted since: by a refusal of one of
  /// the limit's channels, or by one of its words on any channel, on an account that counts.
  public boolean isRevoked(
      Channel channel, ChannelLimit.RevokedConsent limit, Predicate<String> accounts) {
    Instant since = granted.get(channel);
    for (Revocation one : revocations) {
      if (one.takesBack(channel, limit)
          && (since == null || !one.time().isBefore(since))
          && accounts.test(one.account())) {
        return true;
      }
    }
    return false;
  }
}
