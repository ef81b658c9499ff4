package io.quittance.scoring.simulation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Topics;
import io.quittance.core.explain.ReasonTexts;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.text.Sha256;
import io.quittance.core.vocabulary.Channel;
import io.quittance.messaging.BatchRetry;
import io.quittance.messaging.CloudEventHeaders;
import io.quittance.messaging.RecordPublisher;
import io.quittance.scoring.Bundles;
import io.quittance.scoring.Events;
import io.quittance.scoring.ScoringConfig.OnnxRuntimeMode;
import io.quittance.scoring.ScoringWorker;
import io.quittance.scoring.champion.ServingModels;
import io.quittance.scoring.champion.SimulatedChampions;
import io.quittance.scoring.decision.DecideOnRequest;
import io.quittance.scoring.decision.DecideTreatment;
import io.quittance.scoring.decision.SimulatedCore;
import io.quittance.scoring.inference.ModelLoader;
import io.quittance.scoring.inference.ScoringModel;
import io.quittance.scoring.simulation.Step.Kind;
import io.quittance.scoring.simulation.Step.Part;
import io.quittance.testkit.simulation.Histories;
import io.quittance.testkit.simulation.Life;
import io.quittance.testkit.simulation.VirtualExecutor;
import io.quittance.testkit.simulation.VirtualTime;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// One history of the decision core: two processes of the real classes, one database and one broker
/// in memory.
final class World {

  static final int PROCESSES = 2;
  static final int MODELS = 2;

  private static final Instant START = Instant.parse("2026-03-02T15:00:00Z");
  private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(10);

  /// A state that a process cannot read for so long it cannot read at all.
  private static final Duration LASTING = Duration.ofSeconds(2);

  private static final int MOST_RECORDS_OF_A_BATCH = 6;

  /// Batches of a process that are not acknowledged yet.
  private static final int MOST_UNFINISHED = 3;

  private static final List<TopicPartition> INPUTS = inputs();
  private static final PolicyCatalogue BOOK =
      PolicyCatalogue.of(List.of(PolicyPack.builtIn("us-reg-f")));
  private static final ReasonTexts TEXTS = ReasonTexts.of(Locale.ENGLISH);
  private static final List<ScoringModel> CHAMPIONS = champions();
  private static final MeterRegistry METRICS = new CompositeMeterRegistry();

  static {
    // The framework's contexts have nothing to carry here, and cost more than the rest.
    Infrastructure.clearInterceptors();
  }

  /// What a source published.
  ///
  /// @param spoilt null for a well-formed event
  record Published(
      ConsumerRecord<byte[], byte[]> record,
      @Nullable Envelope envelope,
      @Nullable AccountFact fact,
      Step.@Nullable Poison spoilt) {}

  /// A request and the first answer to it, if there was one.
  record Asked(EventIdentity identity, String account, Map<String, byte[]> answers) {}

  private final VirtualTime time;
  private final Faults faults = new Faults();
  private final FakeBroker broker;
  private final FakePostgres database;
  private final DecideTreatment decide;
  private final Life outside = new Life();
  private final List<Process> processes = new ArrayList<>();
  private final Map<TopicPartition, Integer> owners = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final List<Published> published = new ArrayList<>();
  private final Map<Integer, ProducerRecord<byte[], byte[]>> sent = new HashMap<>();
  private final Map<Integer, Published> byId = new HashMap<>();
  private final List<Asked> asked = new ArrayList<>();
  private final List<Asked> unanswered = new ArrayList<>();
  private final List<String> garbled = new ArrayList<>();
  private int generation;
  private int failingRows;
  private boolean swapDue;
  private Optional<ScoringModel> champion = Optional.of(CHAMPIONS.getFirst());
  private @Nullable String broken;

  /// The simulation of the decision core.
  static Histories.World<Step> histories() {
    return new Histories.World<>() {
      @Override
      public List<Step> steps(long seed) {
        return Steps.of(seed);
      }

      @Override
      public Optional<String> play(long seed, List<Step> steps) {
        return new World(seed).play(steps);
      }
    };
  }

  private World(long seed) {
    this.time = new VirtualTime(START, seed);
    this.broker = new FakeBroker(time, faults);
    this.database = new FakePostgres(time, faults);
    this.decide =
        new DecideTreatment(
            BOOK,
            TEXTS,
            _ -> {
              swapIfDue();
              if (failingRows > 0) {
                failingRows--;
                throw new IllegalStateException("the model fails");
              }
            },
            _ -> {});
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(new Process(i));
    }
    rebalance();
  }

  private static List<TopicPartition> inputs() {
    List<TopicPartition> all = new ArrayList<>();
    for (int p = 0; p < FakeBroker.PARTITIONS; p++) {
      all.add(new TopicPartition(Topics.ACCOUNT_EVENTS, p));
      all.add(new TopicPartition(Topics.OUTCOMES, p));
    }
    return all;
  }

  private static List<ScoringModel> champions() {
    ModelLoader loader = new ModelLoader(OnnxRuntimeMode.OFF);
    List<ScoringModel> models = new ArrayList<>();
    for (int version = 1; version <= MODELS; version++) {
      byte[] zip = Bundles.forest(version, 3, 2);
      models.add(loader.load(zip, "payment-30d", version, Sha256.hex(zip)));
    }
    return models;
  }

  private Optional<String> play(List<Step> steps) {
    for (Step step : steps) {
      time.after(
          Duration.between(time.now(), START.plusMillis(step.at())),
          outside,
          () -> act(step.act()));
    }
    Instant last = steps.isEmpty() ? START : START.plusMillis(steps.getLast().at());
    time.runUntil(last, () -> broken != null);
    endFaults();
    // Whatever a process cannot read, no record waits for it.
    boolean consumed =
        time.runUntil(time.now().plus(LONGEST_RECOVERY), () -> broken != null || isConsumed());
    everyStateIsReadable();
    boolean quiet =
        consumed
            && time.runUntil(time.now().plus(LONGEST_RECOVERY), () -> broken != null || isQuiet());
    if (broken != null) {
      return Optional.of(broken);
    }
    return new Checker(this).violation(quiet);
  }

  private void endFaults() {
    faults.clear();
    database.setAway(false);
    broker.setAway(false);
    setDeadLettersMissing(false);
    failingRows = 0;
  }

  private void everyStateIsReadable() {
    for (int p = 0; p < PROCESSES; p++) {
      for (String account : Steps.ACCOUNTS) {
        database.tables().garble(p, account, false);
      }
    }
  }

  private boolean isQuiet() {
    return unanswered.isEmpty() && isConsumed() && database.tables().isOutboxEmpty();
  }

  boolean isConsumed() {
    return INPUTS.stream()
        .allMatch(
            partition -> committed.getOrDefault(partition, 0L) == broker.records(partition).size());
  }

  private void act(Step.Act act) {
    switch (act) {
      case Step.Publish event -> publish(event);
      case Step.Repeat repeat -> {
        ProducerRecord<byte[], byte[]> before = sent.get(repeat.id());
        Published first = byId.get(repeat.id());
        if (before != null && first != null) {
          append(before, first.envelope(), first.fact(), first.spoilt());
        }
      }
      case Step.Conflict conflict -> conflict(conflict.id());
      case Step.Spoil spoil -> spoil(spoil);
      case Step.Ask ask -> ask(ask);
      case Step.Break fault -> faults.add(fault.operation(), fault.outcome(), fault.others());
      case Step.Kill kill -> processes.get(kill.process()).life.end();
      case Step.Rebalance _ -> rebalance();
      case Step.Away away -> {
        setAway(away.part(), true);
        time.after(away.time(), outside, () -> setAway(away.part(), false));
      }
      case Step.Garble garble -> {
        garbled.add(garble.account());
        database.tables().garble(garble.process(), garble.account(), true);
        if (garble.time().compareTo(LASTING) < 0) {
          time.after(
              garble.time(),
              outside,
              () -> database.tables().garble(garble.process(), garble.account(), false));
        }
      }
      case Step.Skew skew -> processes.get(skew.process()).ahead = skew.ahead();
      case Step.Swap swap -> {
        champion =
            swap.version() == 0 ? Optional.empty() : Optional.of(CHAMPIONS.get(swap.version() - 1));
        swapDue = true;
        processes.forEach(
            process ->
                time.soon(
                    1_000,
                    process.life,
                    () -> SimulatedChampions.swap(process.champions, champion)));
      }
      case Step.FailModel fail -> failingRows += fail.rows();
    }
  }

  /// Swaps while a decision is being made, as another thread may.
  private void swapIfDue() {
    if (swapDue) {
      swapDue = false;
      processes.forEach(process -> SimulatedChampions.swap(process.champions, champion));
    }
  }

  private void setAway(Part part, boolean away) {
    switch (part) {
      case DATABASE -> database.setAway(away);
      case BROKER -> {
        broker.setAway(away);
        processes.forEach(Process::pollSoon);
      }
      case DEAD_LETTERS -> setDeadLettersMissing(away);
    }
  }

  private void setDeadLettersMissing(boolean missing) {
    broker.setMissing(Topics.deadLetter(Topics.ACCOUNT_EVENTS), missing);
    broker.setMissing(Topics.deadLetter(Topics.OUTCOMES), missing);
  }

  private void publish(Step.Publish event) {
    Instant at = time.now().minus(event.late());
    AccountFact fact = fact(event.id(), event.account(), event.kind(), at);
    send(event.id(), Events.envelope("default", "e-" + event.id(), at, fact), fact);
  }

  private static AccountFact fact(int id, String account, Kind kind, Instant at) {
    String debtor = account.equals("a-3") ? "p-2" : "p-1";
    return switch (kind) {
      case PLACED -> Events.placed(account, debtor, at);
      case UPDATED -> Events.updated(account, debtor, at, 90_000 + id);
      case PAYMENT -> new Outcome.PaymentReceived(account, "pay-" + id, 100 + id, "USD");
      case REVIEW_DUE -> new AccountEvent.ReviewDue(account);
      case CEASE -> new AccountEvent.CeaseRequested(account);
      case DISPUTE -> new AccountEvent.DisputeOpened(account);
      case CONTACT -> new Outcome.RightPartyContact(account, Channel.CALL, null);
    };
  }

  private void send(int id, Envelope envelope, AccountFact fact) {
    ProducerRecord<byte[], byte[]> record =
        record(
            Events.topic(fact),
            CloudEventHeaders.recordKey("default", fact.accountId()),
            CloudEventHeaders.write(envelope),
            EventCodec.write(fact));
    sent.put(id, record);
    byId.put(id, append(record, envelope, fact, null));
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, String key, Map<String, String> headers, byte[] data) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), data);
    headers.forEach(
        (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  private Published append(
      ProducerRecord<byte[], byte[]> record,
      @Nullable Envelope envelope,
      @Nullable AccountFact fact,
      Step.@Nullable Poison spoilt) {
    Published one = new Published(broker.append(record), envelope, fact, spoilt);
    published.add(one);
    processes.forEach(Process::pollSoon);
    return one;
  }

  private void conflict(int id) {
    Published first = byId.get(id);
    if (first == null || first.envelope() == null || first.fact() == null) {
      return;
    }
    boolean outcome = first.fact() instanceof Outcome;
    AccountFact other =
        outcome
            ? new Outcome.PaymentReceived(first.fact().accountId(), "pay-" + id, 999_999, "USD")
            : new AccountEvent.HardshipReported(first.fact().accountId());
    Envelope envelope =
        Events.envelope("default", first.envelope().identity().id(), time.now(), other);
    append(
        record(
            Events.topic(other),
            CloudEventHeaders.recordKey("default", other.accountId()),
            CloudEventHeaders.write(envelope),
            EventCodec.write(other)),
        envelope,
        other,
        null);
  }

  private void spoil(Step.Spoil spoil) {
    AccountFact fact = new AccountEvent.ReviewDue("a-1");
    Envelope envelope = Events.envelope("default", "s-" + spoil.id(), time.now(), fact);
    String key = CloudEventHeaders.recordKey("default", "a-1");
    Map<String, String> headers = new HashMap<>(CloudEventHeaders.write(envelope));
    byte[] data = EventCodec.write(fact);
    switch (spoil.poison()) {
      case NO_JSON -> data = "{".getBytes(StandardCharsets.UTF_8);
      case NO_HEADERS -> headers.clear();
      case LARGE_KEY -> key = "\u00e9".repeat(4_000);
      case LARGE_HEADERS -> {
        headers.remove(CloudEventHeaders.ID);
        headers.put("x".repeat(200), "v".repeat(4_000));
        headers.put("y".repeat(200), "v".repeat(40_000));
      }
      case LARGE_VALUE ->
          data = ("{\"a\":\"" + "v".repeat(40_000)).getBytes(StandardCharsets.UTF_8);
      case NUL -> data = "{\"accountId\":\"a-1\\u0000\"}".getBytes(StandardCharsets.UTF_8);
      case NEXT_HOUR ->
          headers.put(CloudEventHeaders.TIME, time.now().plus(Duration.ofHours(1)).toString());
      case YEAR_9999 -> headers.put(CloudEventHeaders.TIME, "9999-01-01T00:00:00Z");
      case REFUSED_BY_THE_DATABASE -> {
        String account = FakeTables.REFUSED + "-" + spoil.id();
        key = CloudEventHeaders.recordKey("default", account);
        data = EventCodec.write(new AccountEvent.ReviewDue(account));
      }
    }
    append(record(Topics.ACCOUNT_EVENTS, key, headers, data), null, null, spoil.poison());
  }

  private void ask(Step.Ask ask) {
    Asked one =
        new Asked(
            new EventIdentity("default", DecideOnRequest.SOURCE, "r-" + ask.id()),
            ask.account(),
            new HashMap<>());
    asked.add(one);
    unanswered.add(one);
    ask(one, ask.late().isZero() ? null : time.now().minus(ask.late()));
  }

  private void ask(Asked one, @Nullable Instant at) {
    if (!unanswered.contains(one)) {
      return;
    }
    time.after(Duration.ofSeconds(2), outside, () -> ask(one, at));
    Process process = processes.get(time.random().nextInt(PROCESSES));
    if (process.life.isOver()) {
      return;
    }
    process
        .core
        .requests()
        .decide(one.identity(), one.account(), at)
        .subscribe()
        .with(answer -> answered(one, answer), _ -> {});
  }

  private void answered(Asked one, DecideOnRequest.Answer answer) {
    unanswered.remove(one);
    switch (answer) {
      case DecideOnRequest.Answer.Decided decided -> one.answers().put("decided", decided.bytes());
      case DecideOnRequest.Answer.Repeated repeated ->
          one.answers().put("repeated", repeated.bytes());
      case DecideOnRequest.Answer.UnknownAccount _ -> {}
      case DecideOnRequest.Answer.Conflict _,
          DecideOnRequest.Answer.NotKept _,
          DecideOnRequest.Answer.Tried _ ->
          broken = "request " + one.identity() + " was answered with " + answer;
    }
  }

  /// Divides the partitions among the processes that run.
  private void rebalance() {
    generation++;
    List<Process> running = processes.stream().filter(process -> !process.life.isOver()).toList();
    if (running.isEmpty()) {
      owners.clear();
      return;
    }
    for (TopicPartition partition : INPUTS) {
      Process owner = running.get(time.random().nextInt(running.size()));
      owners.put(partition, owner.number);
    }
    for (Process process : running) {
      process.positions.clear();
      process.pollSoon();
    }
  }

  Map<Integer, Published> byId() {
    return byId;
  }

  List<Published> published() {
    return published;
  }

  List<Asked> asked() {
    return asked;
  }

  List<String> garbled() {
    return garbled;
  }

  FakeBroker broker() {
    return broker;
  }

  FakeTables tables() {
    return database.tables();
  }

  /// A process of scoring, which starts again after its death.
  private final class Process {

    private final int number;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private Life life = new Life();
    private Duration ahead = Duration.ZERO;
    private int unfinished;
    private boolean polling;
    private ServingModels champions = new ServingModels();
    private SimulatedCore core;

    Process(int number) {
      this.number = number;
      this.core = start();
    }

    private SimulatedCore start() {
      life = new Life();
      life.atEnd(this::died);
      unfinished = 0;
      polling = false;
      positions.clear();
      champions = SimulatedChampions.serving(champion);
      VirtualExecutor executor = new VirtualExecutor(time, life);
      Clock clock = time.clock(() -> ahead);
      core =
          new SimulatedCore(
              new SimulatedCore.Ground(
                  Pool.newInstance(database.pool(life, number)),
                  new RecordPublisher(broker.producer(life), executor),
                  new BatchRetry(executor, executor, 0),
                  new ScoringWorker(executor, executor),
                  champions,
                  BOOK,
                  decide,
                  METRICS,
                  clock,
                  noVertx()));
      relayNow(life);
      return core;
    }

    private void relayNow(Life mine) {
      time.after(
          Duration.ofSeconds(1),
          mine,
          () -> {
            core.relay().wakeUp();
            relayNow(mine);
          });
    }

    private void died() {
      time.after(Duration.ofMillis(300), outside, World.this::rebalance);
      time.after(
          Duration.ofMillis(time.random().nextInt(400, 1_500)),
          outside,
          () -> {
            start();
            rebalance();
          });
    }

    void pollSoon() {
      if (!polling && !life.isOver()) {
        polling = true;
        time.soon(
            10,
            life,
            () -> {
              polling = false;
              poll();
            });
      }
    }

    private void poll() {
      if (unfinished == MOST_UNFINISHED || broker.isAway()) {
        return;
      }
      int most = time.random().nextInt(1, MOST_RECORDS_OF_A_BATCH + 1);
      Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = new HashMap<>();
      Map<TopicPartition, Long> next = new HashMap<>();
      for (TopicPartition partition : INPUTS) {
        if (most > 0 && owners.getOrDefault(partition, -1) == number) {
          List<ConsumerRecord<byte[], byte[]>> all = broker.records(partition);
          long from = positions.getOrDefault(partition, committed.getOrDefault(partition, 0L));
          long to = Math.min(all.size(), from + most);
          if (from < to) {
            fetched.put(partition, List.copyOf(all.subList((int) from, (int) to)));
            next.put(partition, to);
            most -= (int) (to - from);
          }
        }
      }
      if (!fetched.isEmpty()) {
        unfinished++;
        positions.putAll(next);
        consume(fetched, next);
        pollSoon();
      }
    }

    private void consume(
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched,
        Map<TopicPartition, Long> next) {
      int fetchedIn = generation;
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      next.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
      core.consume(new ConsumerRecords<>(fetched, offsets))
          .subscribe()
          .with(
              _ -> {
                unfinished--;
                acknowledge(next, fetchedIn);
                pollSoon();
              },
              failure -> broken = "the consumer failed: " + failure);
    }

    private void acknowledge(Map<TopicPartition, Long> next, int fetchedIn) {
      Faults.Outcome outcome = faults.next(Faults.Operation.ACKNOWLEDGE);
      if (outcome == Faults.Outcome.KILLED_BEFORE) {
        life.end();
      }
      time.soon(
          20,
          life,
          () -> {
            if (generation != fetchedIn) {
              return;
            }
            if (broker.isAway() || outcome == Faults.Outcome.FAILED) {
              acknowledge(next, fetchedIn);
            } else {
              next.forEach((partition, offset) -> committed.merge(partition, offset, Math::max));
            }
            if (outcome == Faults.Outcome.KILLED_AFTER) {
              life.end();
            }
          });
    }
  }

  private static Vertx noVertx() {
    return (Vertx)
        Proxy.newProxyInstance(
            Vertx.class.getClassLoader(),
            new Class<?>[] {Vertx.class},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
