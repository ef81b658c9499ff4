package io.quittance.e2e.audit.evidence;

import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// The decisions that a caller of the REST interface was given. Safe for concurrent use.
public final class RestAnswers {

  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

  /// A decision as it was answered.
  ///
  /// @param key `tenant/account`
  /// @param sentNanos when the first request for it was sent, by [System#nanoTime()]
  /// @param answeredNanos when the answer had arrived
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(
      UUID decision, String key, long sentNanos, long answeredNanos, byte[] body) {}

  /// Adds an answer.
  ///
  /// @param account the account id, of the tenant `default`
  /// @param sentNanos when the first request for it was sent, by [System#nanoTime()]
  /// @param body the decision
  public void add(UUID decision, String account, long sentNanos, byte[] body) {
    answers.add(
        new Answer(decision, "default/" + account, sentNanos, System.nanoTime(), body.clone()));
  }

  /// Returns the number of answers.
  public int size() {
    return answers.size();
  }

  public List<Answer> all() {
    return List.copyOf(answers);
  }

  /// Returns an answer whose request was sent after this one was answered, but that stands before
  /// it in the list; null when there is none.
  ///
  /// @param ordered answers of one account
  public static @Nullable Answer overtaken(List<Answer> ordered) {
    long latestSent = Long.MIN_VALUE;
    for (Answer answer : ordered) {
      if (latestSent != Long.MIN_VALUE && answer.answeredNanos() - latestSent < 0) {
        return answer;
      }
      latestSent =
          latestSent == Long.MIN_VALUE || answer.sentNanos() - latestSent > 0
              ? answer.sentNanos()
              : latestSent;
    }
    return null;
  }
}
