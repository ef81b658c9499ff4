package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the commands of `docs/tutorial/first-model.md` in order, as a reader would.
class TutorialIT {
  private static final String PAGE = "docs/tutorial/first-model.md";
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\n(.*?)^```$");
  private static final Pattern SECTION = Pattern.compile("(?m)^- \\*([^*]+)\\*");
  private static final int MINUTES = 10;

  @TempDir Path directory;

  @Test
  void theCommandsDoWhatThePageSays() throws Exception {
    String page = Project.read(PAGE);
    List<String> blocks = all(BLOCK, page);
    assertEquals(4, blocks.size());

    blocks.subList(0, 3).forEach(this::run);

    String report = Files.readString(directory.resolve("loans-model/report.html"));
    for (String section : all(SECTION, page)) {
      assertTrue(report.contains(">" + section + "<"), section);
    }
    assertEquals(4001, Files.readAllLines(directory.resolve("scored.csv")).size());
    requireThatABrokenCellIsFound(blocks.get(2), blocks.get(3));
  }

  /// Does what the last section tells the reader to do. Training takes most of the time of this
  /// test, so the model of the first sections is used again.
  private void requireThatABrokenCellIsFound(String score, String train) throws Exception {
    Path loans = directory.resolve("loans.csv");
    List<String> rows = Files.readAllLines(loans);
    rows.set(5, rows.get(5).replaceFirst("^(\\w+,[0-9.]+),\\d+", "$1,12O"));
    Files.write(loans, rows);

    String scored = run(score);
    Output refused = execute(train);

    List<String> rejected = Files.readAllLines(directory.resolve("scored.rejected.csv"));
    assertEquals(2, rejected.size(), scored);
    assertTrue(rejected.getLast().contains("line 6"), rejected.getLast());
    assertEquals(1, refused.status(), refused.text());
    assertTrue(refused.text().contains("line 6, column days: \"12O\""), refused.text());
  }

  private record Output(int status, String text) {}

  private String run(String commands) {
    try {
      Output output = execute(commands);
      assertEquals(0, output.status(), output.text());
      return output.text();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(commands, e);
    }
  }

  private Output execute(String commands) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "bash", "-ec", commands.replace("./quittance", Project.root() + "/quittance"))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile());
    builder.environment().put("QUITTANCE_BUILD", "never");
    Process process = builder.start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Output(process.waitFor(), Files.readString(directory.resolve("output")));
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
