package io.quittance.scoring.plan;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.AccountStateCodec;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Draws up the plan of a day from the latest decision of each open account of a tenant. One at a
/// time in a process, on a thread of its own, so that deciding goes on beside it and memory is
/// bounded by the most accounts of one plan.
@Singleton
final class DrawUpPlan {

  private final LatestDecisionRepository decisions;
  private final PlanConfig config;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("plan-worker").daemon().factory());

  DrawUpPlan(LatestDecisionRepository decisions, PlanConfig config) {
    this.decisions = decisions;
    this.config = config;
  }

  /// The answer to a request for a plan.
  sealed interface Answer {

    /// Drawn up.
    record Drawn(DayPlan plan) implements Answer {}

    /// There are more accounts than one plan may hold.
    record TooLarge(int most) implements Answer {}

    /// Another plan is being drawn up in this process.
    record Busy() implements Answer {}
  }

  /// Fails with [SeveralCurrenciesException] when the order must name a currency.
  Uni<Answer> draw(String tenant, PlanOrder order) {
    if (!busy.compareAndSet(false, true)) {
      return Uni.createFrom().item(new Answer.Busy());
    }
    List<Candidacy> candidacies = new ArrayList<>();
    int most = config.maxAccounts();
    return decisions
        .forEach(
            tenant,
            order.day().from().minus(config.lookBack()),
            order.day().to(),
            most + 1,
            page -> onWorker(() -> read(page, order, candidacies)))
        .chain(() -> onWorker(() -> answer(order, candidacies, most)))
        .onTermination()
        .invoke(() -> busy.set(false));
  }

  private static Answer answer(PlanOrder order, List<Candidacy> candidacies, int most) {
    return candidacies.size() > most
        ? new Answer.TooLarge(most)
        : new Answer.Drawn(DayPlan.of(order, candidacies));
  }

  private static void read(RowSet<Row> page, PlanOrder order, List<Candidacy> candidacies) {
    for (Row row : page) {
      LatestDecisionRepository.Latest latest = LatestDecisionRepository.latest(row);
      DecisionMade decision = EventCodec.read(latest.decision(), DecisionMade.class);
      candidacies.add(
          isClosed(latest.state())
              ? new Candidacy.Out(ExclusionReason.CLOSED)
              : Candidacy.of(decision, order.day(), order.costs()));
    }
  }

  private static boolean isClosed(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0) {
      return false;
    }
    AccountState state = AccountStateCodec.fromBytes(bytes);
    Instant newest = state.newestFact();
    return newest != null && state.view(newest).isClosed();
  }

  private Uni<Void> onWorker(Runnable work) {
    return Uni.createFrom().voidItem().emitOn(executor).invoke(work);
  }

  private <T> Uni<T> onWorker(java.util.function.Supplier<T> work) {
    return Uni.createFrom().item(work).runSubscriptionOn(executor);
  }

  @PreDestroy
  void close() {
    executor.shutdown();
  }
}
