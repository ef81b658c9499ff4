package io.quittance.scoring.grouping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class GroupedCallsTest {

  private final List<List<String>> groups = new ArrayList<>();
  private final Deque<CompletableFuture<List<String>>> atWork = new ArrayDeque<>();

  private GroupedCalls<String, String> calls(int atOnce, int size, int waiting) {
    return new GroupedCalls<>(
        new GroupedCalls.Limits(atOnce, size, waiting),
        call -> call.charAt(0),
        _ -> 1,
        failure -> failure instanceof IllegalStateException,
        group -> {
          groups.add(group);
          CompletableFuture<List<String>> answers = new CompletableFuture<>();
          atWork.add(answers);
          return Uni.createFrom().completionStage(answers);
        });
  }

  private CompletableFuture<String> call(GroupedCalls<String, String> calls, String call) {
    return calls.call(call).subscribeAsCompletionStage();
  }

  private void finish(int group) {
    atWork
        .remove()
        .complete(groups.get(group).stream().map(call -> call.toUpperCase(Locale.ROOT)).toList());
  }

  @Test
  void aLoneCallWaitsForNobody() {
    CompletableFuture<String> answer = call(calls(1, 10, 10), "a");

    assertEquals(List.of(List.of("a")), groups);
    finish(0);
    assertEquals("A", answer.join());
  }

  @Test
  void callsThatArriveMeanwhileFormTheNextGroup() {
    GroupedCalls<String, String> calls = calls(1, 10, 10);
    call(calls, "a");
    CompletableFuture<String> b = call(calls, "b");
    CompletableFuture<String> c = call(calls, "c");
    assertEquals(List.of(List.of("a")), groups);

    finish(0);
    assertEquals(List.of(List.of("a"), List.of("b", "c")), groups);
    assertNull(b.getNow(null));
    finish(1);

    assertEquals("B", b.join());
    assertEquals("C", c.join());
  }

  @Test
  void severalGroupsAreAtWorkAtOnce() {
    GroupedCalls<String, String> calls = calls(2, 10, 10);
    for (String call : List.of("a", "b", "c", "d")) {
      call(calls, call);
    }
    assertEquals(List.of(List.of("a"), List.of("b")), groups);

    finish(0);

    assertEquals(List.of(List.of("a"), List.of("b"), List.of("c", "d")), groups);
  }

  @Test
  void aGroupIsNoLargerThanItsLimit() {
    GroupedCalls<String, String> calls = calls(1, 2, 10);
    for (String call : List.of("a", "b", "c", "d")) {
      call(calls, call);
    }

    finish(0);
    finish(1);

    assertEquals(List.of(List.of("a"), List.of("b", "c"), List.of("d")), groups);
  }

  @Test
  void aGroupWeighsNoMoreThanItsLimitUnlessItIsOneCall() {
    List<List<Integer>> taken = new ArrayList<>();
    CompletableFuture<List<Integer>> first = new CompletableFuture<>();
    GroupedCalls<Integer, Integer> calls =
        new GroupedCalls<>(
            new GroupedCalls.Limits(1, 10, 10),
            _ -> new Object(),
            call -> call,
            _ -> false,
            group -> {
              taken.add(group);
              return taken.size() == 1
                  ? Uni.createFrom().completionStage(first)
                  : Uni.createFrom().item(group);
            });
    for (int weight : List.of(1, 4, 5, 2, 30, 1)) {
      calls.call(weight).subscribe().with(_ -> {});
    }

    first.complete(List.of(1));

    assertEquals(List.of(List.of(1), List.of(4, 5), List.of(2), List.of(30), List.of(1)), taken);
  }

  @Test
  void callsWithTheSameKeyAreInDifferentGroups() {
    GroupedCalls<String, String> calls = calls(1, 10, 10);
    for (String call : List.of("x", "b1", "b2", "c")) {
      call(calls, call);
    }

    finish(0);
    finish(1);

    assertEquals(List.of(List.of("x"), List.of("b1", "c"), List.of("b2")), groups);
  }

  @Test
  void aFailureIsThatOfEachCallOfTheGroupAndOfNoOther() {
    GroupedCalls<String, String> calls = calls(1, 10, 10);
    CompletableFuture<String> a = call(calls, "a");
    CompletableFuture<String> b = call(calls, "b");
    IllegalArgumentException failure = new IllegalArgumentException("refused");

    atWork.remove().completeExceptionally(failure);
    finish(1);

    assertSame(failure, assertThrows(CompletionException.class, a::join).getCause());
    assertEquals("B", b.join());
  }

  @Test
  void afterAFailureThatAllWouldMeetThoseThatWaitFailWithIt() {
    GroupedCalls<String, String> calls = calls(1, 2, 10);
    List<CompletableFuture<String>> answers =
        Stream.of("a", "b", "c", "d").map(call -> call(calls, call)).toList();
    IllegalStateException failure = new IllegalStateException("away");

    atWork.remove().completeExceptionally(failure);

    assertEquals(List.of(List.of("a")), groups);
    for (CompletableFuture<String> answer : answers) {
      assertSame(failure, assertThrows(CompletionException.class, answer::join).getCause());
    }
    CompletableFuture<String> later = call(calls, "e");
    finish(1);
    assertEquals("E", later.join());
  }

  @Test
  void workThatThrowsEndsItsGroupAlone() {
    AtomicInteger worked = new AtomicInteger();
    GroupedCalls<String, String> calls =
        new GroupedCalls<>(
            new GroupedCalls.Limits(1, 1, 10),
            call -> call,
            _ -> 1,
            _ -> false,
            group -> {
              if (worked.incrementAndGet() == 1) {
                throw new IllegalStateException("broken");
              }
              return Uni.createFrom().item(group);
            });

    CompletableFuture<String> a = call(calls, "a");

    assertThrows(CompletionException.class, a::join);
    assertEquals("b", call(calls, "b").join());
  }

  @Test
  void aCallBeyondThoseThatMayWaitFails() {
    GroupedCalls<String, String> calls = calls(1, 10, 2);
    call(calls, "a");
    call(calls, "b");
    call(calls, "c");

    CompletableFuture<String> d = call(calls, "d");

    assertInstanceOf(
        GroupedCalls.TooManyWaitingException.class,
        assertThrows(CompletionException.class, d::join).getCause());
    finish(0);
    assertEquals(List.of(List.of("a"), List.of("b", "c")), groups);
  }

  @Test
  void aCallWhoseCallerHasLeftIsMadeAllTheSame() {
    GroupedCalls<String, String> calls = calls(1, 10, 10);
    call(calls, "a");
    call(calls, "b").cancel(true);

    finish(0);
    finish(1);

    assertEquals(List.of(List.of("a"), List.of("b")), groups);
  }

  @Test
  void manyThreadsGetTheirOwnAnswers() throws InterruptedException {
    GroupedCalls<Integer, Integer> calls =
        new GroupedCalls<>(
            new GroupedCalls.Limits(2, 7, 10_000),
            call -> call,
            _ -> 1,
            _ -> false,
            group ->
                Uni.createFrom()
                    .completionStage(
                        CompletableFuture.supplyAsync(
                            () -> group.stream().map(call -> call * 3).toList())));
    CountDownLatch right = new CountDownLatch(4_000);

    IntStream.range(0, 4)
        .forEach(
            thread ->
                Thread.ofPlatform()
                    .daemon()
                    .start(
                        () -> {
                          for (int i = 0; i < 1_000; i++) {
                            int call = thread * 1_000 + i;
                            calls
                                .call(call)
                                .subscribe()
                                .with(
                                    answer -> {
                                      if (answer == call * 3) {
                                        right.countDown();
                                      }
                                    });
                          }
                        }));

    assertTrue(right.await(60, TimeUnit.SECONDS));
  }

  @Test
  void limitsAreAtLeastOne() {
    assertThrows(IllegalArgumentException.class, () -> new GroupedCalls.Limits(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new GroupedCalls.Limits(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new GroupedCalls.Limits(1, 1, 0));
  }
}
