package io.quittance.core.debtor;

import io.quittance.core.account.Fact;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.ReplyWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the debtor said, on any account, about ways of contact. What takes consent back counts
/// whatever its event time, a grant only if it is not later than the instant asked for.
public final class Consents {

  /// One statement. Of several at one instant the most restrictive is taken to be the last.
  private record Statement(Instant time, Channel channel, Consent consent, boolean fromPlacement)
      implements Comparable<Statement> {
    @Override
    public int compareTo(Statement other) {
      int order = time.compareTo(other.time);
      return order != 0 ? order : Integer.compare(restriction(consent), restriction(other.consent));
    }
  }

  private final Instant at;
  private final List<Statement> statements = new ArrayList<>();
  private final Map<Channel, Instant> granted = new EnumMap<>(Channel.class);
  private final Map<Channel, Instant> refused = new EnumMap<>(Channel.class);
  private final Map<ReplyWord, Instant> replied = new EnumMap<>(ReplyWord.class);
  private @Nullable Map<Channel, Consent> current;

  /// @param at the instant asked for
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

  void addPlacement(Fact.Placement placement) {
    placement
        .consents()
        .forEach(
            (channel, consent) ->
                statements.add(new Statement(placement.time(), channel, consent, true)));
  }

  void addStatement(Fact.ConsentStated stated) {
    statements.add(new Statement(stated.time(), stated.channel(), stated.consent(), false));
    switch (stated.consent()) {
      case GRANTED -> {
        if (!stated.time().isAfter(at)) {
          granted.merge(stated.channel(), stated.time(), DebtorFacts::later);
        }
      }
      case REFUSED -> refused.merge(stated.channel(), stated.time(), DebtorFacts::later);
      case UNKNOWN -> {}
    }
  }

  /// A word of revocation refuses at least the way it came on.
  void addReply(Fact.Reply reply) {
    statements.add(new Statement(reply.time(), reply.channel(), Consent.REFUSED, false));
    replied.merge(reply.word(), reply.time(), DebtorFacts::later);
  }

  /// What was said last about a channel. A consent that merely comes with a placement never lifts a
  /// refusal.
  public Consent of(Channel channel) {
    if (current == null) {
      current = currentConsents();
    }
    return current.getOrDefault(channel, Consent.UNKNOWN);
  }

  private Map<Channel, Consent> currentConsents() {
    Map<Channel, Consent> last = new EnumMap<>(Channel.class);
    statements.sort(null);
    for (Statement one : statements) {
      Consent before = last.getOrDefault(one.channel(), Consent.UNKNOWN);
      if (takesEffect(one, before)) {
        last.put(one.channel(), one.consent());
      }
    }
    return last;
  }

  private boolean takesEffect(Statement one, Consent before) {
    if (one.time().isAfter(at) && restriction(one.consent()) < restriction(before)) {
      return false;
    }
    return !one.fromPlacement()
        || one.consent() == Consent.REFUSED
        || (one.consent() == Consent.GRANTED && before == Consent.UNKNOWN);
  }

  /// Whether consent to a channel was taken back and not granted since: by a refusal of it or by
  /// one of these words on any channel.
  public boolean isRevoked(Channel channel, Set<ReplyWord> words) {
    Instant since = granted.get(channel);
    if (notBefore(refused.get(channel), since)) {
      return true;
    }
    for (ReplyWord word : words) {
      if (notBefore(replied.get(word), since)) {
        return true;
      }
    }
    return false;
  }

  private static boolean notBefore(@Nullable Instant revoked, @Nullable Instant granted) {
    return revoked != null && (granted == null || !revoked.isBefore(granted));
  }
}
