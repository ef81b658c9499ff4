package io.quittance.feedback.label;

import com.fasterxml.jackson.annotation.JsonValue;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;

/// The definition of a label, and when it is mature.
@ConfigMapping(prefix = "quittance.label")
public interface LabelConfig {

  /// The advisory lock that batches hold shared and the label pass holds exclusively.
  long LOCK = 727_002;

  /// A label looks at (t, t + horizon] and is mature when the watermark has reached t + horizon.
  @WithDefault("P30D")
  Duration horizon();

  /// Definition `paid-share`: net payments of at least this share of the balance at t.
  @WithDefault("0.05")
  BigDecimal share();

  @WithDefault("paid-share")
  Definition definition();

  /// How far the watermark advances in event time before the next label pass.
  @WithDefault("PT1H")
  Duration passStep();

  /// Wall-clock silence after which a partition that has been read to its end no longer holds the
  /// watermark back.
  @WithDefault("PT5S")
  Duration idleTimeout();

  /// How long a record may wait to be stored and acknowledged: a partition with records that wait
  /// for longer holds the watermark back. More than the interval of commits, 5 s.
  @WithDefault("PT15S")
  Duration longestWait();

  /// How the outcome of a decision becomes 0 or 1.
  enum Definition {
    PAID_SHARE("paid-share"),
    INSTALMENT_ASSESSED("instalment-assessed");

    private final String wireName;

    Definition(String wireName) {
      this.wireName = wireName;
    }

    @JsonValue
    public String wireName() {
      return wireName;
    }
  }
}
