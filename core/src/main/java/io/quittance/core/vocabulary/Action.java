package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/// Next action on an account, from the least to the most intrusive. The ordinal is the value of the
/// model input `action_channel`; the order is part of that feature's meaning and never changes.
public enum Action {
  /// Leaves the account alone. Always permitted.
  @JsonProperty("no-contact")
  NO_CONTACT,
  /// Sends a letter.
  @JsonProperty("letter")
  LETTER,
  /// Sends an e-mail.
  @JsonProperty("email")
  EMAIL,
  /// Sends a text message.
  @JsonProperty("sms")
  SMS,
  /// Places a telephone call.
  @JsonProperty("call")
  CALL;

  /// Returns the channel that carries this action; empty for [#NO_CONTACT].
  public Optional<Channel> channel() {
    return switch (this) {
      case NO_CONTACT -> Optional.empty();
      case LETTER -> Optional.of(Channel.LETTER);
      case EMAIL -> Optional.of(Channel.EMAIL);
      case SMS -> Optional.of(Channel.SMS);
      case CALL -> Optional.of(Channel.CALL);
    };
  }

  /// Returns the name used in JSON, on metrics and in policy packs, such as `no-contact`.
  public String wireName() {
    return switch (this) {
      case NO_CONTACT -> "no-contact";
      case LETTER -> "letter";
      case EMAIL -> "email";
      case SMS -> "sms";
      case CALL -> "call";
    };
  }

  /// Returns the value of the model input `action_channel`, from 0 to 4.
  public float code() {
    return ordinal();
  }
}
