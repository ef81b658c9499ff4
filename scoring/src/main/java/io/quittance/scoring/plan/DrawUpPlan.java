package io.quittance.scoring.plan;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.ContactPolicy;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.quittance.core.treatment.Routing;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Draws up the plan of a day from the latest decision of each open account of a tenant, and judges
/// the contact policy again by what is known by then. One at a time in a process, on a thread of
/// its own, so that deciding goes on beside it and memory is bounded by the most accounts of one
/// plan.
@Singleton
final class DrawUpPlan {

  private static final Logger LOG = Logger.getLogger(DrawUpPlan.class);

  private final LatestDecisionRepository decisions;
  private final PolicyCatalogue book;
  private final PlanConfig config;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("plan-worker").daemon().factory());

  DrawUpPlan(LatestDecisionRepository decisions, PolicyCatalogue book, PlanConfig config) {
    this.decisions = decisions;
    this.book = book;
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

  private void read(
      LatestDecisionRepository.Page page, PlanOrder order, List<Candidacy> candidacies) {
    KnownDebtors debtors = new KnownDebtors(page.accounts());
    for (LatestDecisionRepository.Latest latest : page.decisions()) {
      candidacies.add(candidacy(latest, debtors, order));
    }
  }

  /// What cannot be judged excludes its account, and no other.
  private Candidacy candidacy(
      LatestDecisionRepository.Latest latest, KnownDebtors debtors, PlanOrder order) {
    if (debtors.isUnreadable(latest.accountId())) {
      return new Candidacy.Out(ExclusionReason.PARTLY_KNOWN);
    }
    try {
      return debtors
          .context(latest.accountId())
          .map(context -> candidacy(latest, context, order))
          .orElseGet(() -> new Candidacy.Out(ExclusionReason.ACCOUNT_UNKNOWN));
    } catch (RuntimeException e) {
      LOG.warnf(e, "Account %s cannot be judged for a plan", latest.accountId());
      return new Candidacy.Out(ExclusionReason.CANNOT_BE_JUDGED);
    }
  }

  private Candidacy candidacy(
      LatestDecisionRepository.Latest latest, DebtorContext context, PlanOrder order) {
    if (isClosed(context.account())) {
      return new Candidacy.Out(ExclusionReason.CLOSED);
    }
    if (!context.isWhollyKnown()) {
      return new Candidacy.Out(ExclusionReason.PARTLY_KNOWN);
    }
    DecisionMade decision = EventCodec.read(latest.decision(), DecisionMade.class);
    Instant at = judgedAt(decision, context.account(), order.day());
    return Routing.of(context, at).isPresent()
        ? new Candidacy.Out(ExclusionReason.ROUTED)
        : Candidacy.of(
            decision,
            ContactPolicy.evaluate(book.at(context, at), context, at),
            order.day(),
            order.costs());
  }

  /// Returns the first instant at which a contact of the plan could be made: not before the day,
  /// the decision and, on the day itself, the newest fact. Rules count what forbids also when it
  /// happened later.
  private static Instant judgedAt(DecisionMade decision, AccountState account, PlanDay day) {
    Instant at = decision.decidedAt().isAfter(day.from()) ? decision.decidedAt() : day.from();
    Instant newest = account.newestFact();
    return newest != null && newest.isAfter(at) && newest.isBefore(day.to()) ? newest : at;
  }

  private static boolean isClosed(AccountState state) {
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
