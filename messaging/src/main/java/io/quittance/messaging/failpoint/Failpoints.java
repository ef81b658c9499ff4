package io.quittance.messaging.failpoint;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/// Halts the process at the configured place, as `kill -9` would: no hook runs, nothing is flushed.
/// A kill from outside hardly ever meets a gap of a millisecond; this one always does. Thread-safe.
@Singleton
public final class Failpoints {

  /// The Quarkus profile in which failpoints may be set.
  public static final String PROFILE = "faults";

  /// The status of a process that was ended by SIGKILL.
  public static final int STATUS = 137;

  private static final Logger LOG = Logger.getLogger(Failpoints.class);

  private final FailpointConfig config;
  private final List<String> profiles;
  private final IntConsumer halt;
  private final AtomicInteger passes = new AtomicInteger();

  @Inject
  Failpoints(FailpointConfig config) {
    this(config, ConfigUtils.getProfiles(), Runtime.getRuntime()::halt);
  }

  /// @param profiles the active profiles
  /// @param halt ends the process with a status
  public Failpoints(FailpointConfig config, List<String> profiles, IntConsumer halt) {
    this.config = config;
    this.profiles = profiles;
    this.halt = halt;
  }

  void start(@Observes StartupEvent event) {
    check();
  }

  /// @throws IllegalStateException when a failpoint is set where it must not be, or can never be
  ///   reached
  void check() {
    config
        .haltAt()
        .ifPresent(
            failpoint -> {
              if (!profiles.contains(PROFILE)) {
                throw new IllegalStateException(
                    "quittance.failpoint.halt-at is '%s', which ends the process on purpose: remove the setting, or start a test with the profile '%s' (-Dquarkus.profile=prod,%s)"
                        .formatted(failpoint.wireName(), PROFILE, PROFILE));
              }
              if (config.pass() < 1) {
                throw new IllegalStateException(
                    "quittance.failpoint.pass is %d: it counts from 1".formatted(config.pass()));
              }
              LOG.warnf(
                  "This process will halt at pass %d of %s", config.pass(), failpoint.wireName());
            });
  }

  /// Tells that a place was reached. Returns unless it is the configured pass of the configured
  /// place.
  public void reached(Failpoint failpoint) {
    if (config.haltAt().filter(failpoint::equals).isPresent()
        && passes.incrementAndGet() == config.pass()) {
      LOG.warnf("Halting at pass %d of %s", config.pass(), failpoint.wireName());
      halt.accept(STATUS);
    }
  }
}
