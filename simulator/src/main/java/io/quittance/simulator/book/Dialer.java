package io.quittance.simulator.book;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import io.quittance.simulator.behaviour.Harm;
import io.quittance.simulator.book.Draws.Purpose;
import io.quittance.simulator.record.RecordWriter;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.SimulationConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Carries out the recommendations of decisions: one attempt per decision, inside its window. It
/// skips superseded decisions and contacts that a later statement of the debtor rules out. Not
/// thread-safe.
final class Dialer {

  private static final long FIRST_SECOND = 7 * 3_600;
  private static final long LAST_SECOND = 27 * 3_600;
  private static final int PROMISE_SHORTEST = 7;
  private static final int PROMISE_LONGEST = 14;

  private final SimulationConfig config;
  private final Draws draws;
  private final RecordWriter writer;
  private final Refusals refusals;
  private long attempts;
  private long withdrawn;

  Dialer(SimulationConfig config, Draws draws, RecordWriter writer) {
    this.config = config;
    this.draws = draws;
    this.writer = writer;
    this.refusals = new Refusals(config, draws, writer);
  }

  long attempts() {
    return attempts;
  }

  long withdrawn() {
    return withdrawn;
  }

  /// Acts on the account's pending recommendation and adds the debtor's unprompted refusals.
  List<SimulatedRecord> day(SimulatedAccount account, int day) {
    List<SimulatedRecord> records = new ArrayList<>(act(account, day));
    refusals.unprompted(account, day, records);
    return records;
  }

  private List<SimulatedRecord> act(SimulatedAccount account, int day) {
    DecisionMade decision = account.pending();
    if (decision == null) {
      return List.of();
    }
    Optional<Channel> channel = decision.recommended().action().channel();
    if (channel.isEmpty()) {
      account.carryOut(Treatment.NONE, day);
      return List.of();
    }
    if (account.balanceMinor == 0
        || account.debtor.ruledOutSince(account.pendingSince(), channel.get(), account.id)) {
      withdrawn++;
      account.withdraw();
      return List.of();
    }
    return contactTime(account, decision.recommended(), day)
        .map(time -> attempt(account, decision, channel.get(), time, day))
        .orElse(List.of());
  }

  private Optional<Instant> contactTime(
      SimulatedAccount account, DecisionMade.Recommendation recommended, int day) {
    Instant opens = config.at(day, FIRST_SECOND);
    Instant closes = config.at(day, LAST_SECOND);
    if (recommended.notBefore() != null && recommended.notBefore().isAfter(opens)) {
      opens = recommended.notBefore();
    }
    if (recommended.notAfter() != null && recommended.notAfter().isBefore(closes)) {
      closes = recommended.notAfter();
    }
    long seconds = closes.getEpochSecond() - opens.getEpochSecond() - 1;
    if (seconds <= 0) {
      return Optional.empty();
    }
    double share = draws.uniform(account.number, day, Purpose.CONTACT_TIME);
    long second = opens.getEpochSecond() + 1 + (long) (share * (seconds - 1));
    return Optional.of(Instant.ofEpochSecond(second));
  }

  private List<SimulatedRecord> attempt(
      SimulatedAccount account, DecisionMade decision, Channel channel, Instant time, int day) {
    attempts++;
    account.carryOut(Treatment.of(decision.recommended()), day);
    List<SimulatedRecord> records = contact(account, channel, decision.decisionId(), time, day);
    Harm harm = Harm.of(account.segment, channel);
    if (draws.happens(harm.optOut(), account.number, day, Purpose.OPT_OUT)) {
      refusals.provoked(account, channel, day, records);
    }
    if (draws.happens(harm.complaint(), account.number, day, Purpose.COMPLAINT)) {
      writer.contact(
          records,
          day,
          "complaint",
          time.plusSeconds(900),
          () -> new Outcome.ComplaintRaised(account.id, decision.decisionId()));
    }
    return records;
  }

  /// Makes an attempt and returns it with its immediate consequences. Also used for the days before
  /// day 0, when there are no decisions.
  List<SimulatedRecord> contact(
      SimulatedAccount account, Channel channel, @Nullable UUID decisionId, Instant time, int day) {
    List<SimulatedRecord> records = new ArrayList<>();
    ContactResult result =
        result(
            channel,
            draws.uniform(account.number, day, Purpose.CONTACT_RESULT)
                - 0.06 * Math.clamp(account.willingness, -2, 2));
    writer.contact(
        records,
        day,
        "attempt",
        time,
        () ->
            new Outcome.ContactAttempted(
                account.id, channel, result, decisionId, null, place(account, channel, day), null));
    if (channel == Channel.CALL || channel == Channel.SMS) {
      account.debtor.telephoned(account.id, day);
    }
    if (result == ContactResult.CONVERSATION) {
      writer.contact(
          records,
          day,
          "reached",
          time.plusSeconds(60),
          () -> new Outcome.RightPartyContact(account.id, channel, decisionId));
      promise(account, time, day, records);
    }
    return records;
  }

  private void promise(
      SimulatedAccount account, Instant time, int day, List<SimulatedRecord> records) {
    double willing = 1 / (1 + StrictMath.exp(-0.2 - 0.9 * account.willingness));
    if (account.promise != null
        || account.balanceMinor < 1_000
        || !draws.happens(willing, account.number, day, Purpose.PROMISE)) {
      return;
    }
    double draw = draws.uniform(account.number, day, Purpose.PROMISE_TERMS);
    int dueOn = day + PROMISE_SHORTEST + (int) (draw * (PROMISE_LONGEST - PROMISE_SHORTEST + 1));
    String id = account.id + "-" + "P" + (day - account.enteredOn);
    account.promise = new SimulatedAccount.Promise(id, dueOn);
    long amount = Math.max(100, (long) (account.balanceMinor * (0.06 + 0.15 * draw)));
    writer.contact(
        records,
        day,
        "promise",
        time.plusSeconds(120),
        () ->
            new Outcome.PromiseMade(
                account.id, id, amount, config.region().currency(), config.at(dueOn, LAST_SECOND)));
  }

  /// Returns one of the debtor's own places, never the place of work.
  private @Nullable Place place(SimulatedAccount account, Channel channel, int day) {
    return switch (channel) {
      case CALL ->
          draws.happens(0.8, account.number, day, Purpose.PLACE) ? Place.MOBILE : Place.HOME;
      case SMS -> Place.MOBILE;
      case EMAIL -> null;
      case LETTER -> Place.HOME;
    };
  }

  private static ContactResult result(Channel channel, double u) {
    return switch (channel) {
      case CALL -> callResult(u);
      case SMS -> u < 0.95 ? ContactResult.DELIVERED : ContactResult.BOUNCED;
      case EMAIL -> u < 0.93 ? ContactResult.DELIVERED : ContactResult.BOUNCED;
      case LETTER -> u < 0.98 ? ContactResult.DELIVERED : ContactResult.BOUNCED;
    };
  }

  private static ContactResult callResult(double u) {
    if (u < 0.30) {
      return ContactResult.CONVERSATION;
    } else if (u < 0.65) {
      return ContactResult.NO_ANSWER;
    } else if (u < 0.84) {
      return ContactResult.VOICEMAIL;
    } else if (u < 0.89) {
      return ContactResult.BUSY;
    }
    return u < 0.92 ? ContactResult.WRONG_PARTY : ContactResult.NOT_CONNECTED;
  }
}
