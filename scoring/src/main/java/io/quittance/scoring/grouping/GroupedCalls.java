package io.quittance.scoring.grouping;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/// Hands calls over in groups: calls that arrive while earlier groups are being worked on wait, and
/// then form the next group together, in the order in which they came. A call that finds nothing at
/// work waits for nobody. Thread-safe. Each answer is given on the thread that completed the group.
///
/// @param <Q> a call
/// @param <R> its answer
public final class GroupedCalls<Q, R> {

  private final Limits limits;
  private final Function<Q, Object> key;
  private final ToIntFunction<Q> weight;
  private final Predicate<Throwable> failsAll;
  private final Function<List<Q>, Uni<List<R>>> work;
  private final Deque<Waiting<Q, R>> waiting = new ArrayDeque<>();
  private int atWork;

  /// How many calls are taken.
  ///
  /// @param groups that are at work at once, at least 1
  /// @param size of a group: the most that its calls weigh together, at least 1; a heavier call is
  ///   a group of its own
  /// @param waiting calls that may wait; further ones fail with [TooManyWaitingException]
  public record Limits(int groups, int size, int waiting) {

    public Limits {
      if (groups < 1 || size < 1 || waiting < 1) {
        throw new IllegalArgumentException(
            "transactions, together and waiting must be 1 or more, not %d, %d and %d"
                .formatted(groups, size, waiting));
      }
    }
  }

  private record Waiting<Q, R>(Q call, UniEmitter<? super R> answer) {}

  /// @param key two calls with the same key are never in one group
  /// @param weight of a call, 0 or more
  /// @param failsAll tells of the failure of a group whether the calls that wait now would meet it,
  ///   too: they then fail with it, rather than one group after the other
  /// @param work answers a group, in its order; a failure is the failure of each call
  public GroupedCalls(
      Limits limits,
      Function<Q, Object> key,
      ToIntFunction<Q> weight,
      Predicate<Throwable> failsAll,
      Function<List<Q>, Uni<List<R>>> work) {
    this.limits = limits;
    this.key = key;
    this.weight = weight;
    this.failsAll = failsAll;
    this.work = work;
  }

  /// Too many calls wait already.
  public static final class TooManyWaitingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private TooManyWaitingException(int waiting) {
      super(waiting + " calls wait already", null, false, false);
    }
  }

  /// Adds a call. It is made even if the caller does not wait for the answer.
  public Uni<R> call(Q call) {
    return Uni.createFrom()
        .emitter(
            answer -> {
              if (add(new Waiting<>(call, answer))) {
                startGroups();
              } else {
                answer.fail(new TooManyWaitingException(limits.waiting()));
              }
            });
  }

  private synchronized boolean add(Waiting<Q, R> call) {
    return waiting.size() < limits.waiting() && waiting.add(call);
  }

  private void startGroups() {
    for (List<Waiting<Q, R>> group = next(); !group.isEmpty(); group = next()) {
      start(group);
    }
  }

  /// Returns the next group, which counts as being at work, or nothing.
  private synchronized List<Waiting<Q, R>> next() {
    if (atWork == limits.groups() || waiting.isEmpty()) {
      return List.of();
    }
    atWork++;
    List<Waiting<Q, R>> group = new ArrayList<>();
    Set<Object> keys = new HashSet<>();
    int room = limits.size();
    for (Iterator<Waiting<Q, R>> rest = waiting.iterator(); rest.hasNext(); ) {
      Waiting<Q, R> one = rest.next();
      int weighs = weight.applyAsInt(one.call());
      if (weighs > room && !group.isEmpty()) {
        break;
      }
      if (keys.add(key.apply(one.call()))) {
        group.add(one);
        rest.remove();
        room -= weighs;
      }
    }
    return group;
  }

  private void start(List<Waiting<Q, R>> group) {
    Uni.createFrom()
        .deferred(() -> work.apply(group.stream().map(Waiting::call).toList()))
        .subscribe()
        .with(
            answers ->
                end(
                    () ->
                        IntStream.range(0, group.size())
                            .forEach(i -> group.get(i).answer().complete(answers.get(i)))),
            failure ->
                end(() -> failing(group, failure).forEach(one -> one.answer().fail(failure))));
  }

  private List<Waiting<Q, R>> failing(List<Waiting<Q, R>> group, Throwable failure) {
    if (!failsAll.test(failure)) {
      return group;
    }
    List<Waiting<Q, R>> all = new ArrayList<>(group);
    synchronized (this) {
      all.addAll(waiting);
      waiting.clear();
    }
    return all;
  }

  private void end(Runnable tell) {
    try {
      tell.run();
    } finally {
      ended();
    }
  }

  private void ended() {
    synchronized (this) {
      atWork--;
    }
    startGroups();
  }
}
