package io.quittance.e2e.faults.kind;

import io.quittance.e2e.faults.platform.FaultPlatform;
import io.quittance.e2e.faults.platform.Launch;
import io.quittance.local.launch.Part;

/// Settings under which a consumer group soon notices that a member is gone.
final class ShortSessions {

  private ShortSessions() {}

  /// Returns a platform whose consumers must be heard of within a session.
  ///
  /// @param millis of the session
  static FaultPlatform.Settings of(FaultPlatform.Settings usual, String millis) {
    return usual
        .with(Part.SCORING, session("inputs", millis))
        .with(Part.FEEDBACK, session("feedback", millis));
  }

  private static Launch session(String channel, String millis) {
    String prefix = "mp.messaging.incoming." + channel + ".";
    return Launch.ORDINARY
        .with(prefix + "session.timeout.ms", millis)
        .with(prefix + "heartbeat.interval.ms", "1000");
  }
}
