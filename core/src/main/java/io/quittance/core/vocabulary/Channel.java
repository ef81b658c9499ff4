package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Means of reaching a debtor.
public enum Channel {
  /// Telephone call.
  @JsonProperty("call")
  CALL,
  /// Text message.
  @JsonProperty("sms")
  SMS,
  /// E-mail.
  @JsonProperty("email")
  EMAIL,
  /// Letter by post.
  @JsonProperty("letter")
  LETTER
}
