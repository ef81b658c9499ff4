package io.quittance.core.limit;

import static io.quittance.core.limit.LimitChecks.require;
import static io.quittance.core.limit.LimitChecks.requirePositive;

import io.quittance.core.text.ConstantSets;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.ContactPurpose;
import io.quittance.core.vocabulary.ReplyWord;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Limit on how and whom a contact may reach: its channel, number or address, place and person.
public sealed interface ChannelLimit extends Limit {

  /// Blocks a channel that the person refused, from the moment of the refusal. A reply word refuses
  /// the channel on which it came.
  record RefusedChannel() implements ChannelLimit {}

  /// Blocks channels for which consent was revoked: by a refusal of one of `channels`, or by one of
  /// `words` on any channel, which revokes all of `channels`. Only a later explicit grant lifts it.
  ///
  /// @param words replies that revoke consent, at least one
  /// @param channels channels that the limit blocks, at least one
  /// @param scope accounts on which the revocation counts; all of the debtor's when absent
  record RevokedConsent(Set<ReplyWord> words, Set<Channel> channels, Scope scope)
      implements ChannelLimit {
    public RevokedConsent {
      words = ConstantSets.ordered(ReplyWord.class, words);
      channels = ConstantSets.ordered(Channel.class, channels);
      scope = scope == null ? Scope.DEBTOR : scope;
      require(!words.isEmpty() && !channels.isEmpty(), "words and channels must not be empty");
    }

    /// Consent taken back on any account of the debtor.
    public RevokedConsent(Set<ReplyWord> words, Set<Channel> channels) {
      this(words, channels, Scope.DEBTOR);
    }
  }

  /// Blocks contact once `within` has passed since the number or address was last verified, or if
  /// it never was.
  ///
  /// @param within how long a verification is valid, positive
  /// @param channels channels that the limit blocks, at least one
  record CheckedNumber(Duration within, Set<Channel> channels) implements ChannelLimit {
    /// @throws IllegalArgumentException when `within` is not positive or `channels` is empty
    public CheckedNumber {
      requirePositive("within", within);
      channels = ConstantSets.ordered(Channel.class, channels);
      require(!channels.isEmpty(), "channels must not be empty");
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("check of the number");
    }
  }

  /// Blocks contact by a number or address at which somebody else was reached, until it is verified
  /// again. A contact that names no number may use any known number of the channel.
  ///
  /// @param channels channels that the limit blocks, at least one
  record DisprovedNumber(Set<Channel> channels) implements ChannelLimit {
    public DisprovedNumber {
      channels = ConstantSets.ordered(Channel.class, channels);
      require(!channels.isEmpty(), "channels must not be empty");
    }
  }

  /// Blocks calls and letters at the place of work, unless the latest statement says that the
  /// employer allows them; always blocks messages there.
  record Workplace() implements ChannelLimit {
    @Override
    public List<String> requiredInputs() {
      return List.of("what the employer allows", "place of the contact");
    }
  }

  /// Permits contact with persons other than the debtor, whom the rule names, for `purposes` alone
  /// and at most `max` times with each. Contacts on all accounts of the debtor count, whatever
  /// their age. A person of whom no such rule speaks is never contacted.
  ///
  /// @param purposes what such a person may be contacted for; nothing when absent or empty
  /// @param max how often each may be contacted; 0 forbids it
  record ThirdPersons(Set<ContactPurpose> purposes, int max) implements ChannelLimit {
    /// @throws IllegalArgumentException when `max` is negative, or purposes and `max` do not agree
    public ThirdPersons {
      purposes = ConstantSets.ordered(ContactPurpose.class, purposes);
      require(max >= 0 && max <= MOST_PERSON_CONTACTS, "max must lie in [0, 100]");
      require(
          purposes.isEmpty() == (max == 0),
          "purposes must be given when max is positive, and not when it is 0");
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("who is contacted");
    }
  }
}
