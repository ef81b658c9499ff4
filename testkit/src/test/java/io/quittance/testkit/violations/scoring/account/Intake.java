package io.quittance.testkit.violations.scoring.account;

import org.eclipse.microprofile.reactive.messaging.Incoming;

final class Intake {
  @Incoming("account-events")
  void on(String event) {
    event.strip();
  }
}
