package io.quittance.laboratory.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SliceTest {

  @Test
  void flagsThePartWhereTheModelIsWrong() {
    SplittableRandom random = new SplittableRandom(6);
    int n = 6_000;
    double[] p = new double[n];
    boolean[] y = new boolean[n];
    String[] region = new String[n];
    for (int i = 0; i < n; i++) {
      p[i] = 0.1 + 0.5 * random.nextDouble();
      region[i] = i % 100 == 0 ? "isle" : i % 3 == 0 ? "north" : i % 3 == 1 ? "south" : "west";
      double truth =
          region[i].equals("south") ? p[i] + 0.1 : region[i].equals("west") ? p[i] - 0.09 : p[i];
      y[i] = random.nextDouble() < truth;
    }
    List<Slice> slices = Slice.of(p, y, List.of(Segment.of("region", region)));
    assertEquals(Slice.Verdict.TOO_LOW, slice(slices, "south").verdict());
    assertEquals(Slice.Verdict.TOO_HIGH, slice(slices, "west").verdict());
    assertEquals(Slice.Verdict.IN_LINE, slice(slices, "north").verdict());
    assertEquals(Slice.Verdict.TOO_SMALL, slice(slices, "isle").verdict());
    assertEquals(n, slices.stream().mapToLong(Slice::rows).sum());
    assertTrue(slice(slices, "north").auc().contains(slice(slices, "north").auc().value()));
  }

  /// 150 right models of ten slices each: about one in twenty has any flag.
  @Test
  void flagsARightModelAboutOnceInTwenty() {
    SplittableRandom random = new SplittableRandom(7);
    int flagged = 0;
    for (int round = 0; round < 150; round++) {
      double[] p = new double[3_000];
      boolean[] y = new boolean[p.length];
      int[] codes = new int[p.length];
      for (int i = 0; i < p.length; i++) {
        p[i] = 0.2 + 0.3 * random.nextDouble();
        y[i] = random.nextDouble() < p[i];
        codes[i] = i % 10;
      }
      List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
      flagged +=
          Slice.of(p, y, List.of(new Segment("s", names, codes))).stream()
                  .anyMatch(slice -> slice.verdict() != Slice.Verdict.IN_LINE)
              ? 1
              : 0;
    }

    assertTrue(flagged <= 15, "flagged " + flagged + " of 150");
  }

  @Test
  void quartilesPartNumbersAndKeepMissingApart() {
    Segment four = Segment.quartiles("n", new float[] {1, 2, 3, 4, 5, 6, 7, Float.NaN, 8});
    Segment two = Segment.quartiles("n", new float[] {0, 0, 0, 0, 0, 0, 1, 2});
    Segment one = Segment.quartiles("n", new float[] {3, 3});
    Segment none = Segment.quartiles("n", new float[] {Float.NaN});
    assertEquals(List.of("below 3", "3 to below 5", "5 to below 7", "7 and above"), four.values());
    assertArrayEquals(new int[] {0, 0, 1, 1, 2, 2, 3, -1, 3}, four.codes());
    assertEquals(List.of("below 1", "1 and above"), two.values());
    assertEquals(List.of("all"), one.values());
    assertArrayEquals(new int[] {-1}, none.codes());
  }

  @Test
  void refusesRowsThatAreNotThere() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Slice.of(
                new double[2],
                new boolean[2],
                List.of(new Segment("s", List.of("a"), new int[] {0}))));
    assertThrows(
        IllegalArgumentException.class, () -> new Segment("s", List.of("a"), new int[] {1}));
  }

  private static Slice slice(List<Slice> slices, String value) {
    return slices.stream().filter(slice -> slice.value().equals(value)).findFirst().orElseThrow();
  }
}
