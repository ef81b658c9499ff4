package io.quittance.core.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quittance.core.validation.Check;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.ContactPurpose;
import io.quittance.core.vocabulary.ContactedPerson;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import io.quittance.core.vocabulary.ReplyWord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An outcome of collection work, after a decision or without one, reported by a dialer, an agent
/// or a payment system.
public sealed interface Outcome extends AccountFact {

  /// How a contact attempt ended.
  enum ContactResult {
    @JsonProperty("conversation")
    CONVERSATION,
    @JsonProperty("no-answer")
    NO_ANSWER,
    @JsonProperty("busy")
    BUSY,
    @JsonProperty("voicemail")
    VOICEMAIL,
    @JsonProperty("wrong-party")
    WRONG_PARTY,
    @JsonProperty("not-connected")
    NOT_CONNECTED,
    @JsonProperty("delivered")
    DELIVERED,
    @JsonProperty("bounced")
    BOUNCED
  }

  /// An attempt to reach the debtor was made.
  ///
  /// @param decisionId the decision that recommended it; null when none did
  /// @param permitId the contact permit used; null when none was reserved
  /// @param place where it was meant to reach the debtor; null when unknown
  /// @param recipient to whom it was addressed; null for the debtor
  /// @param numberRef an opaque reference to the number or address; null for the channel's only one
  record ContactAttempted(
      String accountId,
      Channel channel,
      ContactResult result,
      @Nullable UUID decisionId,
      @Nullable String permitId,
      @Nullable Place place,
      @Nullable Recipient recipient,
      @Nullable String numberRef)
      implements Outcome {
    public ContactAttempted {
      Check.id("accountId", accountId);
      Check.required("channel", channel);
      Check.required("result", result);
      Check.optionalId("permitId", permitId);
      Check.optionalId("numberRef", numberRef);
    }

    /// Creates an attempt on the channel's only number or address.
    public ContactAttempted(
        String accountId,
        Channel channel,
        ContactResult result,
        @Nullable UUID decisionId,
        @Nullable String permitId,
        @Nullable Place place,
        @Nullable Recipient recipient) {
      this(accountId, channel, result, decisionId, permitId, place, recipient, null);
    }
  }

  /// The debtor was reached in person. A right-party contact by call is a conversation.
  record RightPartyContact(String accountId, Channel channel, @Nullable UUID decisionId)
      implements Outcome {
    public RightPartyContact {
      Check.id("accountId", accountId);
      Check.required("channel", channel);
    }
  }

  /// Somebody other than the debtor was reached.
  ///
  /// @param personRef an opaque reference to the person, the same in every contact with them
  /// @param relation what the person is to the debtor; never the debtor
  record ThirdPersonContacted(
      String accountId,
      Channel channel,
      String personRef,
      ContactedPerson relation,
      ContactPurpose purpose)
      implements Outcome {
    public ThirdPersonContacted {
      Check.id("accountId", accountId);
      Check.required("channel", channel);
      Check.id("personRef", personRef);
      Check.required("relation", relation);
      Check.required("purpose", purpose);
      if (relation == ContactedPerson.DEBTOR) {
        throw new InvalidEventException(
            "invalid-field",
            "relation",
            "relation must not be debtor; report a contact with the debtor as contact-attempted");
      }
    }
  }

  /// The debtor promised to pay.
  record PromiseMade(
      String accountId, String promiseId, long amountMinor, String currency, Instant dueAt)
      implements Outcome {
    public PromiseMade {
      Check.id("accountId", accountId);
      Check.id("promiseId", promiseId);
      Check.positiveMoney("amountMinor", amountMinor);
      currency = Check.currency("currency", currency);
      Check.instant("dueAt", dueAt);
    }
  }

  /// A promise was kept.
  record PromiseKept(String accountId, String promiseId) implements Outcome {
    public PromiseKept {
      Check.id("accountId", accountId);
      Check.id("promiseId", promiseId);
    }
  }

  /// A promise was broken.
  record PromiseBroken(String accountId, String promiseId) implements Outcome {
    public PromiseBroken {
      Check.id("accountId", accountId);
      Check.id("promiseId", promiseId);
    }
  }

  /// A payment was received.
  record PaymentReceived(String accountId, String paymentId, long amountMinor, String currency)
      implements Outcome {
    public PaymentReceived {
      Check.id("accountId", accountId);
      Check.id("paymentId", paymentId);
      Check.positiveMoney("amountMinor", amountMinor);
      currency = Check.currency("currency", currency);
    }
  }

  /// A payment was reversed. The amount is positive and subtracts.
  record PaymentReversed(String accountId, String paymentId, long amountMinor, String currency)
      implements Outcome {
    public PaymentReversed {
      Check.id("accountId", accountId);
      Check.id("paymentId", paymentId);
      Check.positiveMoney("amountMinor", amountMinor);
      currency = Check.currency("currency", currency);
    }
  }

  /// The system of record assessed whether a due instalment was paid in time.
  record InstalmentAssessed(String accountId, Instant dueAt, boolean settled) implements Outcome {
    public InstalmentAssessed {
      Check.id("accountId", accountId);
      Check.instant("dueAt", dueAt);
    }
  }

  /// The debtor complained.
  record ComplaintRaised(String accountId, @Nullable UUID decisionId) implements Outcome {
    public ComplaintRaised {
      Check.id("accountId", accountId);
    }
  }

  /// The debtor replied to a message with a word that revokes consent: whatever number it came
  /// from, for the whole channel.
  ///
  /// @param numberRef an opaque reference to the number or address that it came from; null for the
  ///   channel's only one
  record ReplyReceived(
      String accountId, Channel channel, ReplyWord word, @Nullable String numberRef)
      implements Outcome {
    public ReplyReceived {
      Check.id("accountId", accountId);
      Check.required("channel", channel);
      Check.required("word", word);
      Check.optionalId("numberRef", numberRef);
    }

    /// Creates a reply from the channel's only number or address.
    public ReplyReceived(String accountId, Channel channel, ReplyWord word) {
      this(accountId, channel, word, null);
    }
  }

  /// The debtor opted out of a channel. Applies to all accounts of the debtor.
  record OptedOut(String accountId, Channel channel) implements Outcome {
    public OptedOut {
      Check.id("accountId", accountId);
      Check.required("channel", channel);
    }
  }
}
