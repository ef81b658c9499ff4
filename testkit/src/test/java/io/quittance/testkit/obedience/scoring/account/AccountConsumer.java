package io.quittance.testkit.obedience.scoring.account;

import org.eclipse.microprofile.reactive.messaging.Incoming;

final class AccountConsumer {
  @Incoming("account-events")
  void on(String event) {
    event.strip();
  }
}
