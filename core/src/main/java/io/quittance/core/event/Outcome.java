package io.quittance.core.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Check;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import io.quittance.core.vocabulary.ReplyWord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happened after (or without) a decision, told by dialers, agents and payment systems.
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

  /// Somebody tried to reach the debtor.
  ///
  /// @param decisionId the decision that recommended it, null for an attempt nobody recommended
  /// @param permitId the contact permit used, null where none was reserved
  /// @param place where it was to reach the debtor, null when unknown
  /// @param recipient to whom it was addressed, null for the debtor
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

  /// The debtor in person was reached. A right-party contact by call is a conversation.
  record RightPartyContact(String accountId, Channel channel, @Nullable UUID decisionId)
      implements Outcome {
    public RightPartyContact {
      Check.id("accountId", accountId);
      Check.required("channel", channel);
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

  /// Money arrived.
  record PaymentReceived(String accountId, String paymentId, long amountMinor, String currency)
      implements Outcome {
    public PaymentReceived {
      Check.id("accountId", accountId);
      Check.id("paymentId", paymentId);
      Check.positiveMoney("amountMinor", amountMinor);
      currency = Check.currency("currency", currency);
    }
  }

  /// Money went back; the amount is positive and subtracts.
  record PaymentReversed(String accountId, String paymentId, long amountMinor, String currency)
      implements Outcome {
    public PaymentReversed {
      Check.id("accountId", accountId);
      Check.id("paymentId", paymentId);
      Check.positiveMoney("amountMinor", amountMinor);
      currency = Check.currency("currency", currency);
    }
  }

  /// The system of record judged whether the instalment due was paid duly.
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

  /// The debtor answered a message with one word that takes consent back.
  record ReplyReceived(String accountId, Channel channel, ReplyWord word) implements Outcome {
    public ReplyReceived {
      Check.id("accountId", accountId);
      Check.required("channel", channel);
      Check.required("word", word);
    }
  }

  /// The debtor opted out of a channel. Holds for all accounts of the debtor.
  record OptedOut(String accountId, Channel channel) implements Outcome {
    public OptedOut {
      Check.id("accountId", accountId);
      Check.required("channel", channel);
    }
  }
}
