package io.quittance.console.review;

import io.quittance.console.shell.Formats;
import io.quittance.console.shell.Person;
import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the pages of cases show.
final class ReviewPages {

  private ReviewPages() {}

  /// The queue.
  ///
  /// @param kind empty for all
  /// @param next address of the next page; empty on the last one
  record QueuePage(List<Row> rows, String kind, boolean concluded, String next) {

    public List<String> kinds() {
      return Arrays.stream(ReviewKind.values()).map(WireNames::of).toList();
    }
  }

  /// A case in the queue.
  record Row(Queue.Case item, String age) {

    static Row of(Queue.Case item, Instant now) {
      return new Row(item, Formats.age(item.age(now)));
    }
  }

  /// A case.
  ///
  /// @param mayConclude whether the person may; a concluded case shows what was decided instead
  /// @param notice why the last attempt changed nothing; null when there was none
  record CasePage(
      Person person,
      Queue.Case item,
      String age,
      boolean mayConclude,
      ConclusionForm form,
      @Nullable String notice) {

    public List<ConclusionForm.Choice> verdicts() {
      return ConclusionForm.verdicts(item.kind());
    }

    public boolean takesAction() {
      return ConclusionForm.takesAction(item.kind());
    }

    public List<String> actions() {
      return ConclusionForm.actions();
    }

    public List<String> offers() {
      return ConclusionForm.offers();
    }

    public List<String> reasons() {
      return ConclusionForm.REASONS;
    }
  }

  /// The page that asks once more.
  record CheckPage(Queue.Case item, ConclusionForm form) {}
}
