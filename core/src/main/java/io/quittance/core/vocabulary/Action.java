package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/// What may be done next to an account, from the least to the most intrusive. The ordinal is the
/// value of the model input `action_channel`, so the order is part of that feature's meaning and
/// never changes.
public enum Action {
  @JsonProperty("no-contact")
  NO_CONTACT,
  @JsonProperty("letter")
  LETTER,
  @JsonProperty("email")
  EMAIL,
  @JsonProperty("sms")
  SMS,
  @JsonProperty("call")
  CALL;

  /// The channel that carries this action; empty for [#NO_CONTACT].
  public Optional<Channel> channel() {
    return switch (this) {
      case NO_CONTACT -> Optional.empty();
      case LETTER -> Optional.of(Channel.LETTER);
      case EMAIL -> Optional.of(Channel.EMAIL);
      case SMS -> Optional.of(Channel.SMS);
      case CALL -> Optional.of(Channel.CALL);
    };
  }

  /// The name used in JSON, on metrics and in policy packs, such as `no-contact`.
  public String wireName() {
    return switch (this) {
      case NO_CONTACT -> "no-contact";
      case LETTER -> "letter";
      case EMAIL -> "email";
      case SMS -> "sms";
      case CALL -> "call";
    };
  }

  /// The value of the model input `action_channel`.
  public float code() {
    return ordinal();
  }
}
