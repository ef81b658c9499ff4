package io.quittance.testkit.violations.scoring.account;

import org.eclipse.microprofile.reactive.messaging.Incoming;

final class EventReceiver {
  @Incoming("account-events")
  String on(String event) {
    return event.strip();
  }
}
